"""What the desk wishes to have read again: a small file in the home for each document, taken away when it is done."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from corpus.errors import StorageFault
from corpus.permalinks import is_pid

FOLDER = "a-relire"
FAILED = ".echec"


def ask(home: Path, pids: Iterable[str]) -> None:
    """Wish to have these documents read again.

    Raises:
        StorageFault: when it cannot be noted.
    """
    folder = home / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for pid in pids:
            (folder / pid).touch()
            (folder / f"{pid}{FAILED}").unlink(missing_ok=True)
    except OSError as error:
        raise StorageFault.of(error, str(folder)) from error


def waiting(home: Path) -> list[str]:
    """The documents that are still to be read again."""
    with suppress(OSError):
        return sorted(one.name for one in (home / FOLDER).iterdir() if is_pid(one.name))
    return []


def fulfilled(home: Path, pid: str, failure: str = "") -> None:
    """Note that a document was read again, or why it could not be."""
    with suppress(OSError):
        if failure:
            (home / FOLDER / f"{pid}{FAILED}").write_text(failure, encoding="utf-8")
        (home / FOLDER / pid).unlink(missing_ok=True)


def failures(home: Path) -> dict[str, str]:
    """The documents that could not be read again, and why."""
    with suppress(OSError):
        found = sorted((home / FOLDER).glob(f"*{FAILED}"))
        return {one.name.removesuffix(FAILED): one.read_text(encoding="utf-8") for one in found}
    return {}
