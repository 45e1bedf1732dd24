"""The key that signs the sessions of an installation: made once, kept in its home, read by nobody else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.kept_secret import kept_secret

NAME = "cle-des-sessions"


@cache
def signing_key(home: Path) -> bytes:
    """The key of the installation in `home`; removing its file ends every session.

    Raises:
        StorageFault: when it can be neither read nor made.
    """
    return kept_secret(home / NAME, 32).encode()
