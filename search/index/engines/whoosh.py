"""The index in a folder, kept by Whoosh: one writer at a time, any number of readers in any process.

PATH/lock           held by who writes
PATH/current        which folder counts; replaced in one step by a rebuild
PATH/index-<name>/       a Whoosh index
"""

from __future__ import annotations

import fcntl
import json
import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import IndexBusy, IndexOutdated, IndexUnavailable
from search.index import Chosen, Entry, Found, Sought, analysis
from search.index.answering import answer, suggested
from search.index.engines._whoosh import SegmentRows, WhooshShelf, WhooshWriter, create, damage, generation

#: Of what we write into Whoosh; with the analysis' own number it says whether an index can be read.
_FORMAT = 3
_ATTEMPTS = 5


class WhooshEngine:
    """See `Engine`; safe for threads."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        self._path = path
        self._readonly = readonly
        self._mutex = threading.RLock()  # writers of this process
        self._reading = threading.Lock()  # who opens the next state
        self._writer: WhooshWriter | None = None
        self._shelf: WhooshShelf | None = None
        self._folder: Path | None = None
        self._rows = SegmentRows()

    @classmethod
    def open(cls, url: str, *, readonly: bool = False) -> WhooshEngine:
        """Open `whoosh:PATH`; a writable one is begun where nothing is."""
        path = Path(url.partition(":")[2].removeprefix("//")).expanduser()
        engine = cls(path, readonly=readonly)
        if not readonly and not (path.is_dir() and any(path.iterdir())):
            engine._begin()
        return engine

    def _begin(self) -> None:
        with self._locked():
            if not self._pointer().exists() and not self._folders():
                self._point_to(self._fresh())

    # Where things are

    def _pointer(self) -> Path:
        return self._path / "current"

    def _folders(self) -> list[Path]:
        return sorted(self._path.glob("index-*"))

    def _current(self) -> Path:
        try:
            said = json.loads(self._pointer().read_text(encoding="utf-8"))
            name, version = said["folder"], said["version"]
        except FileNotFoundError as error:
            raise IndexUnavailable("il n'existe pas encore ou son dossier a été effacé") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnavailable("le fichier « current » de son dossier est abîmé") from error
        if version != [_FORMAT, analysis.VERSION]:
            raise IndexOutdated
        return self._path / str(name)

    def _fresh(self) -> Path:
        # never a name that was used: a reader could take the new folder for the old one
        folder = self._path / f"index-{secrets.token_hex(6)}"
        create(folder)
        return folder

    def _point_to(self, folder: Path) -> None:
        beside = self._path / "current.new"
        beside.write_text(json.dumps({"folder": folder.name, "version": [_FORMAT, analysis.VERSION]}), encoding="utf-8")
        beside.replace(self._pointer())

    # Reading

    @contextmanager
    def _state(self) -> Iterator[WhooshShelf]:
        with self._reading:
            shelf = self._opened()
            shelf.take()
        try:
            yield shelf
        finally:
            shelf.give_back()

    def _opened(self) -> WhooshShelf:
        with damage("son dossier ne peut pas être lu"):
            for _ in range(_ATTEMPTS):
                state = self._latest()
                if self._shelf and state == (self._folder, self._shelf.generation):
                    return self._shelf
                try:
                    return self._renew(state[0])
                except Exception:
                    if state == self._latest():
                        raise
                    # a commit or a rebuild removed files between two looks; look again
            raise IndexUnavailable("il change trop vite pour être lu")

    def _latest(self) -> tuple[Path, int]:
        folder = self._current()
        return folder, generation(folder)

    def _renew(self, folder: Path) -> WhooshShelf:
        shelf = WhooshShelf(folder, self._rows)
        if self._shelf:
            self._shelf.retire()
        self._shelf, self._folder = shelf, folder
        return shelf

    def find(
        self,
        sought: Sought,
        chosen: Chosen | None = None,
        *,
        view: str = "passages",
        sort: str = "relevance",
        limit: int = 20,
        offset: int = 0,
    ) -> Found:
        """Search."""
        with self._state() as shelf:
            return answer(shelf, sought, chosen, view=view, sort=sort, limit=limit, offset=offset)

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Words that begin so, commonest first."""
        with self._state() as shelf:
            return suggested(shelf, prefix, limit)

    def held(self) -> dict[str, int]:
        """Revision of each document."""
        with self._state() as shelf:
            return shelf.ledger.held()

    # Writing

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Be the only writer; the system lets go of the lock if this process dies."""
        if self._readonly:
            raise IndexUnavailable("il est ouvert en lecture seule")
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            lock = (self._path / "lock").open("w")
        except OSError as error:
            raise IndexUnavailable(f"son dossier ne peut pas être écrit : {error.strerror}") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise IndexBusy from error
            yield

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Commit everything replaced inside at once, or nothing of it when an error leaves the block."""
        with self._mutex:
            if self._writer:
                yield
                return
            with self._locked():
                if not self._pointer().exists() and not self._folders():
                    self._point_to(self._fresh())
                folder = self._current()
                with self._writing(folder):
                    yield
                self._sweep(folder)

    @contextmanager
    def _writing(self, folder: Path) -> Iterator[None]:
        with damage("son dossier ne peut pas être écrit"):
            self._writer = WhooshWriter(folder)
        try:
            yield
            with damage("son dossier ne peut pas être écrit"):
                self._writer.commit()
        except BaseException:
            self._writer.cancel()
            raise
        finally:
            self._writer = None

    def replace(self, document_pid: str, revision: int, entries: Iterable[Entry]) -> None:
        """Make the document's entries exactly these; none removes it."""
        with self.batch():
            writer = self._writer
            if writer is None:
                raise AssertionError("a batch has a writer")
            if document_pid in writer.added:
                writer.commit()  # Whoosh cannot delete what is not committed
                self._writer = writer = WhooshWriter(writer.folder)
            with damage("son dossier ne peut pas être écrit"):
                writer.replace(document_pid, revision, entries)

    def rebuild(self, documents: Iterable[tuple[str, int, list[Entry]]]) -> None:
        """Make everything anew beside the old index and swap in one step; readers go on meanwhile."""
        with self._mutex, self._locked():
            folder = self._fresh()
            with self._writing(folder):
                for pid, revision, entries in documents:
                    self.replace(pid, revision, entries)
            self._point_to(folder)
            self._sweep(folder)

    def _sweep(self, current: Path) -> None:
        """Remove what an earlier rebuild left; open readers keep their files."""
        for folder in self._folders():
            if folder != current:
                shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Close the files."""
        with self._reading:
            if self._shelf:
                self._shelf.retire()
            self._shelf = None
