"""A watched folder: what arrives in it is deposited as `add` would, once it has stopped growing; nothing is moved."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from corpus.catalogue import Catalogue, deposits
from corpus.catalogue.models import Deposit, now
from corpus.errors import MediathequeError, MissingFile
from corpus.files import FileStore
from corpus.settings import Settings

WHO = "dossier surveillé"
STILL = 10.0  # seconds without a change after which a file is taken to be whole
PAUSE = 10.0  # seconds between two looks at the folder
AT_ONCE = 20  # files taken at one look: what is deposited is read meanwhile
UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp")  # of programs that are still writing
log = logging.getLogger("mediatheque.watch")


@dataclass
class Watch:
    """What was seen in a folder: each file with its size and time of change, since when, and whether it was taken."""

    folder: Path
    looked: float = -PAUSE
    seen: dict[Path, tuple[tuple[int, int], float]] = field(default_factory=dict)
    taken: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def ready(self, moment: float) -> list[Path]:
        """The files that have not changed for a while and were not taken as they are."""
        found: list[Path] = []
        before, self.seen, self.looked = self.seen, {}, moment
        for path, mark in _files(self.folder):
            if self.taken.get(path) == mark:
                continue
            known, since = before.get(path, (mark, moment))
            self.seen[path] = (mark, since if known == mark else moment)
            if known == mark and moment - since >= STILL:
                found.append(path)
        return found[:AT_ONCE]

    def note(self, path: Path) -> None:
        """Note that the file was taken as it is."""
        mark, _ = self.seen.pop(path)
        self.taken[path] = mark


_watches: dict[str, Watch] = {}


def work_once(catalogue: Catalogue, settings: Settings) -> int:
    """Deposit what stands still in the watched folder; return how many deposits were made. The worker calls this."""
    if not settings.watched:
        return 0
    watch = _watches.setdefault(settings.watched, Watch(Path(settings.watched).expanduser()))
    if time.monotonic() - watch.looked < PAUSE:
        return 0
    store = FileStore(settings.files_path)
    return sum(_take(catalogue, store, watch, path) for path in watch.ready(time.monotonic()))


def _take(catalogue: Catalogue, store: FileStore, watch: Watch, path: Path) -> int:
    """Deposit one file, unless these bytes were deposited before; one that cannot be opened is told once."""
    batch, name = f"surveille-{now().date().isoformat()}", deposits.name_given(path.name)
    try:
        sha256, size = store.keep_path(path)
        with catalogue.writing() as session:
            new = session.scalars(select(Deposit.id).filter_by(sha256=sha256).limit(1)).first() is None
            if new:
                deposits.note_kept(session, sha256, size, name, WHO, batch)
    except MissingFile as error:
        with catalogue.writing() as session:
            new = session.scalars(select(Deposit.id).filter_by(sha256=None, filename=name).limit(1)).first() is None
            if new:
                deposits.note_refused(session, name, WHO, batch, error)
    except MediathequeError as error:  # ours to mend, such as a full disk: tried again at the next look
        log.warning("« %s » attend : %s", path, error)
        return 0
    watch.note(path)
    return int(new)


def _files(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """The files below `folder` with size and time of change; no hidden ones, no links: they may lead anywhere."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            if name.startswith((".", "~")) or name.lower().endswith(UNFINISHED):
                continue
            path = Path(place, name)
            try:
                known = path.lstat()
            except OSError:
                continue
            if path.is_file() and not path.is_symlink():
                yield path, (known.st_size, known.st_mtime_ns)
