"""Bringing the tables to their newest form, with a copy of the old state made first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

from corpus.catalogue import portable
from corpus.catalogue.databases import for_writing
from corpus.errors import CatalogueUnavailable, MediathequeError, StorageFault

MIGRATIONS = Path(str(resources.files("corpus.catalogue") / "migrations"))

#: Keeps a copy of the catalogue as it is; hears the revision it has.
Keep = Callable[[Engine, str], None]


def revision(connection: Connection) -> str | None:
    """Which migration the tables have, None when there are no tables yet."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The migration that this software wants."""
    return ScriptDirectory.from_config(_script()).get_current_head() or ""


def upgrade(engine: Engine, keep: Keep | None = None) -> None:
    """Bring the tables to their newest form; nothing is written when they already are.

    When they are older and hold something, `keep` makes a copy first; without a copy nothing is changed.

    Raises:
        CatalogueUnavailable: when a newer software wrote them, or no copy could be made.

    """
    head = newest()
    with engine.connect() as connection:
        if revision(connection) == head:
            return
    with migrating(engine) as connection:  # another process that opens it too waits, then finds it done
        before = revision(connection)
        if before is not None and before != head and portable.holds_something(connection):
            _keep(engine, before, keep)
        move(connection, head)


def move(connection: Connection, target: str) -> None:
    """Take the tables to the migration `target`.

    Raises:
        CatalogueUnavailable: when their migration, or `target`, is not one of ours.

    """
    config = _script()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, target)
    except CommandError as error:
        why = "il a été écrit par une version plus récente du logiciel ; installez-la"
        raise CatalogueUnavailable(why) from error


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction that may change tables. SQLite verifies references at its end, so that tables can be replaced.

    Raises:
        CatalogueUnavailable: when references would lead nowhere; nothing is changed then.

    """
    with for_writing(engine).connect() as connection:
        bare = connection.connection.driver_connection
        if not isinstance(bare, sqlite3.Connection):
            with connection.begin():
                yield connection
            return
        bare.execute("PRAGMA foreign_keys=OFF")  # takes effect outside of transactions only
        try:
            with connection.begin():
                yield connection
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise CatalogueUnavailable("des renvois entre ses tables ne mènent nulle part")
        finally:
            bare.execute("PRAGMA foreign_keys=ON")


def copy_beside(engine: Engine, before: str) -> None:
    """Copy a SQLite catalogue, file to file, beside itself; an earlier copy of the same state is replaced."""
    place = Path(engine.url.database or "")
    final = place.with_name(f"{place.name}.avant-mise-a-jour-{before}")
    partial = final.with_name(final.name + ".partial")
    partial.unlink(missing_ok=True)
    source = sqlite3.connect(f"{place.absolute().as_uri()}?mode=ro", uri=True)
    target = sqlite3.connect(partial)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
    partial.replace(final)


def _keep(engine: Engine, before: str, keep: Keep | None) -> None:
    if keep is None and engine.dialect.name == "sqlite":
        keep = copy_beside
    if keep is None:
        raise CatalogueUnavailable("il doit être mis à jour, et aucun dossier n'est donné pour la copie d'avant")
    try:
        keep(engine, before)
    except (OSError, sqlite3.Error, MediathequeError) as error:
        why = StorageFault.of(error).reason if isinstance(error, OSError) else str(error)
        raise CatalogueUnavailable(
            f"il doit être mis à jour, et la copie d'avant n'a pas pu être faite : {why}"
        ) from error


def _script() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config
