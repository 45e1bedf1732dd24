"""Pictures of rows, as plain values that JSON can hold: how the journal knows what an act changed."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, select, tuple_

from corpus.catalogue.models import Base, Instant

#: What a person's act does not picture: the journal itself, what is only ever added, and what no act is about.
LEFT_OUT = {
    "act", "act_touch", "act_change", "given", "tally", "attempt", "account", "sitting", "reset", "upload",
    "stored_file", "deposit",
}  # fmt: skip
COUNTERS = {("document", "revision")}  # go up for ever
AT_ONCE = 300  # rows in one question: databases bound the number of parameters

Key = tuple[Any, ...]
Image = dict[str, Any]


def tables() -> dict[str, Table]:
    """The tables whose rows are pictured, by name, those that others refer to first."""
    return {table.name: table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT}


def pictures(connection: Connection, table: Table, keys: Iterable[Key]) -> dict[Key, Image]:
    """The rows of `table` that have these primary keys."""
    columns = list(table.primary_key.columns)
    found: dict[Key, Image] = {}
    for some in _several(list(keys)):
        one = columns[0].in_([key[0] for key in some]) if len(columns) == 1 else tuple_(*columns).in_(some)
        found |= {key_of(table, row): plain(row) for row in connection.execute(select(table).where(one)).mappings()}
    return found


def key_of(table: Table, row: Mapping[Any, Any]) -> Key:
    """The primary key of a row."""
    return tuple(row[column.name] for column in table.primary_key.columns)


def plain(row: Mapping[Any, Any]) -> Image:
    """A row as JSON can hold it."""
    return {str(name): _plain(value) for name, value in row.items()}


def typed(table: Table, image: Mapping[str, Any]) -> dict[str, Any]:
    """What `plain` gave, as the columns of `table` want it."""
    return {name: _typed(table, name, value) for name, value in image.items() if name in table.columns}


def without_counters(table: Table, image: Image) -> Image:
    """What of a picture an undo brings back."""
    return {name: value for name, value in image.items() if (table.name, name) not in COUNTERS}


def difference(table: Table, before: Image | None, after: Image | None) -> tuple[Image | None, Image | None] | None:
    """What changed between two pictures of a row: of one that stayed only the columns that changed. None: nothing."""
    if before is None or after is None:
        return None if before is after else (before, after)
    before, after = without_counters(table, before), without_counters(table, after)
    names = [name for name in before if before[name] != after[name]]
    return ({name: before[name] for name in names}, {name: after[name] for name in names}) if names else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.columns[name].type
    if value is None:
        return None
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    return value


def _several(keys: list[Key]) -> Iterator[list[Key]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
