"""The catalogue: one database that is the truth; opened here, brought to its newest form by its migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from corpus.catalogue import register
from corpus.catalogue.databases import connect, for_reading, for_writing, reason
from corpus.catalogue.upgrading import Keep, upgrade
from corpus.errors import CatalogueUnavailable


@dataclass(frozen=True)
class Catalogue:
    """An open catalogue: sessions come from it, and whoever asks for one owns its transaction."""

    engine: Engine
    readers: sessionmaker[Session]
    writers: sessionmaker[Session]

    @classmethod
    def open(cls, url: str, keep: Keep | None = None) -> Catalogue:
        """Open the catalogue at the SQLAlchemy `url`, making and migrating it when needed.

        Before a migration of what holds something, `keep` makes a copy (by default a SQLite file is copied beside).

        Raises:
            CatalogueUnavailable: when it cannot be reached, made or migrated.
        """
        try:
            engine = connect(url)
            try:
                upgrade(engine, keep)
            except BaseException:
                engine.dispose()
                raise
        except (ArgumentError, ModuleNotFoundError) as error:
            raise CatalogueUnavailable(f"adresse « {url} » inutilisable") from error
        except (DBAPIError, OSError) as error:
            raise CatalogueUnavailable(reason(error)) from error
        writers = sessionmaker(for_writing(engine), expire_on_commit=False)
        register.keep_up(writers)
        return cls(engine, sessionmaker(for_reading(engine)), writers)

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
            raise CatalogueUnavailable(reason(error)) from error

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that writes: committed at the end of the block, rolled back when it raises.

        It takes its turn at the start, on every kind of database: what it read is still true when it writes.

        Raises:
            CatalogueUnavailable: when the database does not answer.
        """
        try:
            with self.writers.begin() as session:
                yield session
        except OperationalError as error:
            raise CatalogueUnavailable(reason(error)) from error

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
