"""The catalogue: one database that is the truth; opened here, brought to its newest form by its migrations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from corpus.errors import CatalogueUnavailable

BUSY_SECONDS = 30.0  # how long a writer waits for another one


@dataclass(frozen=True)
class Catalogue:
    """An open catalogue: sessions come from it, and whoever asks for one owns its transaction."""

    engine: Engine
    readers: sessionmaker[Session]
    writers: sessionmaker[Session]

    @classmethod
    def open(cls, url: str) -> Catalogue:
        """Open the catalogue at the SQLAlchemy `url`, making and migrating it when needed.

        Raises:
            CatalogueUnavailable: when it cannot be reached, made or migrated.
        """
        try:
            engine = _engine(url)
            _migrate(engine)
        except (ArgumentError, ModuleNotFoundError) as error:
            raise CatalogueUnavailable(f"adresse « {url} » inutilisable") from error
        except (DBAPIError, OSError) as error:
            raise CatalogueUnavailable(str(getattr(error, "orig", error))) from error
        writing = engine.execution_options(begin="IMMEDIATE")
        return cls(engine, sessionmaker(engine), sessionmaker(writing, expire_on_commit=False))

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session for reading: a steady view of the catalogue, which never waits for a writer.

        Raises:
            CatalogueUnavailable: when the database does not answer.
        """
        try:
            with self.readers() as session:
                yield session
        except OperationalError as error:
            raise CatalogueUnavailable(str(error.orig)) from error

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that writes: committed at the end of the block, rolled back when it raises.

        On SQLite it takes its turn at the start (BEGIN IMMEDIATE), so that what it read is still true when it writes.

        Raises:
            CatalogueUnavailable: when the database does not answer.
        """
        try:
            with self.writers.begin() as session:
                yield session
        except OperationalError as error:
            raise CatalogueUnavailable(str(error.orig)) from error

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ARG001
    """Write-ahead log: readers never wait for the writer; transactions are begun by `_begin_sqlite`."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("begin", ""))


def _script() -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("corpus.catalogue") / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _migrate(engine: Engine) -> None:
    """Bring the tables to their newest form; nothing is written when they already are."""
    config = _script()
    head = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == head:
            return
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
