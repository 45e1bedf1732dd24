"""A PostgreSQL server of the tests' own: made in a temporary folder, reached by its socket, gone at the end."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

DEBIAN = Path("/usr/lib/postgresql")
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class NoServer(Exception):
    """PostgreSQL is not here, or cannot be started; the text is a sentence for who runs the tests."""


@dataclass(frozen=True)
class Server:
    """A running server; databases are made in it by name."""

    folder: Path

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://mediatheque@/{database}?host={self.folder}"

    def make(self, template: str = "template0") -> str:
        """A new database, with what `template` has in it; its name."""
        name = f"essai_{secrets.token_hex(6)}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def tell(self, order: str) -> None:
        with psycopg.connect(f"host={self.folder} user=mediatheque dbname=postgres", autocommit=True) as connection:
            connection.execute(order)  # type: ignore[call-overload]


@contextmanager
def server() -> Iterator[Server]:
    """Start a server, end it afterwards.

    Raises:
        NoServer: with the reason.
    """
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        as_owner = _as_owner(folder)
        data = folder / "data"
        with (folder / "journal").open("w+") as journal:
            _init(as_owner, programs, data, journal)
            options = [f"-c{key}={value}" for key, value in QUICK.items()]
            command = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *options]
            running = subprocess.Popen(
                [*_dying_with_us(as_owner), *map(str, command)], stdout=journal, stderr=journal, cwd=folder
            )
            try:
                _wait(running, folder)
                yield Server(folder)
            finally:
                running.terminate()  # a "smart" shutdown would wait for whoever is still connected
                try:
                    running.wait(2)
                except subprocess.TimeoutExpired:
                    running.kill()
                    running.wait()


def _programs() -> Path:
    found = shutil.which("initdb")
    folders = sorted(DEBIAN.glob("*/bin"), reverse=True) + ([Path(found).resolve().parent] if found else [])
    for one in folders:
        if (one / "initdb").exists() and (one / "postgres").exists():
            return one
    raise NoServer("PostgreSQL n'est pas installé (apt-get install postgresql) : essais sur SQLite seulement")


def _as_owner(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: its own user then owns the folder and the process."""
    if os.getuid() != 0:
        return []
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError:
        raise NoServer("l'utilisateur « postgres » manque : essais sur SQLite seulement") from None
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o755)
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups", "--"]


def _dying_with_us(as_owner: list[str]) -> list[str]:
    """However the tests end, killed for instance, the server ends too."""
    if shutil.which("setpriv") is None:
        return as_owner
    return [*(as_owner[:-1] or ["setpriv"]), "--pdeathsig=INT", "--"]


def _init(as_owner: list[str], programs: Path, data: Path, journal: object) -> None:
    command = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "mediatheque",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    ]
    made = subprocess.run([*as_owner, *map(str, command)], stdout=journal, stderr=journal, cwd=data.parent, check=False)
    if made.returncode:
        raise NoServer("PostgreSQL n'a pas pu préparer son dossier : essais sur SQLite seulement")


def _wait(running: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 30
    while running.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(f"host={folder} user=mediatheque dbname=postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NoServer("PostgreSQL n'a pas démarré : essais sur SQLite seulement")
