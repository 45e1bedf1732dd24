"""The one-time key of a new installation: who reads it in the terminal may make the first account in the browser."""

from __future__ import annotations

import hmac
from contextlib import suppress
from pathlib import Path

from corpus.kept_secret import kept_secret

NAME = "cle-d-installation"
LENGTH = 12  # bytes: sixteen characters to copy, far too many to guess


def key(home: Path) -> str:
    """The key of the installation in `home`, made at the first call.

    Raises:
        StorageFault: when it can be neither read nor made.
    """
    return kept_secret(home / NAME, LENGTH)


def fits(home: Path, given: str) -> bool:
    """Whether `given` is the key; never when there is none, or none any more."""
    try:
        wanted = (home / NAME).read_bytes()
    except OSError:
        return False
    return bool(wanted) and hmac.compare_digest(wanted, given.strip().encode("utf-8", "replace"))


def forget(home: Path) -> None:
    """Have no key any more: the first account is made."""
    with suppress(OSError):
        (home / NAME).unlink()
