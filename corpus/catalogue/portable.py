"""The catalogue's tables as lines of JSON that any of the databases can take in.

The tables are asked of the database itself, so that the state of an older version can be kept and taken back too.
"""

from __future__ import annotations

import base64
import json
import warnings
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, DateTime, LargeBinary, MetaData, Table, bindparam, func, null, select, text
from sqlalchemy.exc import SAWarning
from sqlalchemy.types import JSON

VERSIONS = "alembic_version"
VOCABULARIES = {"term", "form", "given"}  # every new catalogue is filled with these, and its terms are in the register
ROWS = 200  # held in memory at once


def tables(connection: Connection) -> list[Table]:
    """The tables that there are, those that others refer to first."""
    found = MetaData()
    found.reflect(connection, resolve_fks=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # tables that refer to each other: `load` copes with that
        return [table for table in found.sorted_tables if table.name != VERSIONS]


def holds_something(connection: Connection) -> bool:
    """Whether anything is in the tables that a new catalogue would not have."""
    return any(
        connection.execute(select(1).select_from(table).limit(1)).first() is not None
        for table in tables(connection)
        if table.name not in VOCABULARIES
    )


def dump(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows of `table` in the order of its key, a line of JSON each."""
    key = [*table.primary_key.columns] or [*table.columns]
    rows = connection.execution_options(yield_per=ROWS).execute(select(table).order_by(*key))
    for row in rows.mappings():
        plain = {name: _plain(value) for name, value in row.items()}
        yield json.dumps(plain, separators=(",", ":")).encode() + b"\n"


def load(connection: Connection, lines: dict[str, Iterable[bytes]]) -> dict[str, int]:
    """Fill the empty tables with the `lines` of each; return how many rows each has now.

    References to rows that are not there yet are filled in at the end.
    """
    counts: dict[str, int] = {}
    there: set[str] = set()
    later: list[tuple[Table, Column[Any], list[dict[str, Any]]]] = []
    for table in tables(connection):
        late = [one for one in table.columns if _refers_elsewhere(one, there)]
        waiting: dict[str, list[dict[str, Any]]] = {one.name: [] for one in late}
        counts[table.name] = 0
        for rows in _several(lines.get(table.name, ())):
            values = [_values(table, one) for one in rows]
            for column in late:
                waiting[column.name] += _take_out(table, column, values)
            connection.execute(table.insert(), values)
            counts[table.name] += len(values)
        later += [(table, column, waiting[column.name]) for column in late]
        there.add(table.name)
    for table, column, changes in later:
        _fill_in(connection, table, column, changes)
    return counts


def empty(connection: Connection) -> None:
    """Remove every table."""
    found = MetaData()
    found.reflect(connection)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        found.drop_all(connection)


def count_on(connection: Connection) -> None:
    """Let PostgreSQL number new rows after the highest number that is there; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables(connection):
        column = table.autoincrement_column
        if column is None:
            continue
        named = text("SELECT pg_get_serial_sequence(:t, :c)").bindparams(t=f'"{table.name}"', c=column.name)
        sequence = connection.scalar(named)
        highest = connection.scalar(select(func.max(column)))
        if sequence and highest:
            connection.execute(text("SELECT setval(:s, :n)").bindparams(s=sequence, n=highest))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def _values(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The values of a line as the columns of `table` want them."""
    return {name: _typed(table.columns[name], value) for name, value in row.items()}


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return null() if isinstance(column.type, JSON) and column.nullable else None
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    return value


def _several(lines: Iterable[bytes]) -> Iterator[list[dict[str, Any]]]:
    left = iter(lines)
    while some := [json.loads(line) for line in islice(left, ROWS)]:
        yield some


def _refers_elsewhere(column: Column[Any], there: set[str]) -> bool:
    """Whether a column refers to its own table or to one that is filled later."""
    return any(key.target_fullname.split(".")[0] not in there for key in column.foreign_keys)


def _take_out(table: Table, column: Column[Any], values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Empty `column` in `values`; what stood there, with the key of its row."""
    taken = []
    for row in values:
        if row.get(column.name) is not None:
            key = {f"key_{one.name}": row[one.name] for one in table.primary_key.columns}
            taken.append(key | {"later": row[column.name]})
            row[column.name] = None
    return taken


def _fill_in(connection: Connection, table: Table, column: Column[Any], changes: list[dict[str, Any]]) -> None:
    if not changes:
        return
    where = [one == bindparam(f"key_{one.name}") for one in table.primary_key.columns]
    connection.execute(table.update().where(*where).values({column.name: bindparam("later")}), changes)
