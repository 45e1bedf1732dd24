"""Each kind of database behind the same promises: readers see one state, writers take turns, faults are told."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

from corpus.errors import StorageFault

BUSY_SECONDS = 30  # how long a writer waits for another one
TURN = 0x6D6564  # the PostgreSQL advisory lock that a writer holds, any number that all workers share

#: What a database says, and what that means to people; the first that is found counts.
_REASONS = (
    ("disk is full", "le disque est plein : libérez de la place"),
    ("no space left", "le disque est plein : libérez de la place"),
    ("disk i/o error", "le disque ne peut pas être écrit : est-il plein, ou sa taille limitée ?"),
    ("database is locked", f"un autre programme l'occupe depuis plus de {BUSY_SECONDS} secondes"),
    ("lock timeout", f"un autre programme l'occupe depuis plus de {BUSY_SECONDS} secondes"),
    ("readonly database", "son fichier ou son dossier ne peut pas être écrit : vérifiez les droits"),
    ("unable to open database file", "son fichier ne peut être ni ouvert ni créé : vérifiez le dossier et les droits"),
    ("not a database", "ce fichier n'est pas un catalogue"),
    ("malformed", "son fichier est abîmé : remettez la dernière sauvegarde avec « mediatheque restore »"),
    ("password authentication failed", "le serveur PostgreSQL refuse ce nom ou ce mot de passe"),
    ("connection refused", "le serveur PostgreSQL ne répond pas à cette adresse"),
    ("could not translate host name", "le serveur PostgreSQL est introuvable"),
    ("connection", "la connexion au serveur PostgreSQL est impossible ou interrompue"),
)


def connect(url: str) -> Engine:
    """Make the engine of the database at `url`; nothing is opened yet, but a SQLite file gets its folder."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        engine = create_engine(parsed, pool_pre_ping=True)
        event.listen(engine, "begin", _begin_on_a_server)
        return engine
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": float(BUSY_SECONDS)})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def for_reading(engine: Engine) -> Engine:
    """The same database, whose transactions see one state from beginning to end, however long they last."""
    if engine.dialect.name == "sqlite":
        return engine  # what SQLite gives in any case
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def for_writing(engine: Engine) -> Engine:
    """The same database, whose transactions wait for their turn when they begin."""
    return engine.execution_options(writes=True)


def reason(error: BaseException) -> str:
    """What a fault of the database means, in French."""
    if isinstance(error, OSError):
        return StorageFault.of(error).reason
    said = str(getattr(error, "orig", None) or error).strip()
    folded = said.lower()
    for sign, meaning in _REASONS:
        if sign in folded:
            return meaning
    return said.splitlines()[0] if said else type(error).__name__


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ARG001
    """Write-ahead log: readers never wait for the writer; transactions are begun by `_begin_sqlite`."""
    connection.isolation_level = None
    connection.create_function("lower", 1, _lowered, deterministic=True)  # its own one knows the letters of English
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA temp_store=MEMORY")  # else large statements write into the system's folder for such
    cursor.close()


def _lowered(text: str | bytes | float | None) -> str | bytes | float | None:
    return text.lower() if isinstance(text, str) else text


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _begin_on_a_server(connection: Any) -> None:
    """One writer at a time, as on SQLite: what a writer read is still true when it writes.

    Files are read outside of transactions, so several workers share the long work and take turns for the short one.
    """
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({TURN})")
