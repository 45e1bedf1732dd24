"""The key that signs the sessions of an installation: made once, kept in its home, read by nobody else."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from corpus.errors import StorageFault

NAME = "cle-des-sessions"


@cache
def signing_key(home: Path) -> bytes:
    """The key of the installation in `home`; removing its file ends every session.

    Raises:
        StorageFault: when it can be neither read nor made.
    """
    path = home / NAME
    try:
        if not path.exists():
            _make(path)
        return path.read_bytes()
    except OSError as error:
        raise StorageFault.of(error, str(path)) from error


def _make(path: Path) -> None:
    """Write a new key beside `path` and give it that name, unless another process was quicker."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}-{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(own, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target:
            target.write(secrets.token_hex(32).encode())
            target.flush()
            os.fsync(target.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(own)
    finally:
        own.unlink(missing_ok=True)
