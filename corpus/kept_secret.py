"""A secret of an installation: made once, kept in a file of its home that nobody else may read."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from corpus.errors import StorageFault


def kept_secret(path: Path, length: int) -> str:
    """The secret at `path`, made of `length` random bytes at the first call; every process gets the same.

    Raises:
        StorageFault: when it can be neither read nor made.
    """
    try:
        if not path.exists():
            _make(path, length)
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise StorageFault.of(error, str(path)) from error


def _make(path: Path, length: int) -> None:
    """Write a new one beside `path` and give it that name, unless another process was quicker."""
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}-{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(own, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target:
            target.write(secrets.token_urlsafe(length).encode())
            target.flush()
            os.fsync(target.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(own)
    finally:
        own.unlink(missing_ok=True)
