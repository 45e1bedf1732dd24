"""An index in dictionaries: the reference the others are compared with, for tests and trials."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import RLock

from search.index import Chosen, Entry, Found, Sought
from search.index.analysis import Token, tokens
from search.index.answering import answer, suggested
from search.index.ledger import Ledger, row_of
from search.index.needles import FIELDS, Slot, texts_of
from search.index.shelf import Stored

_Analysed = tuple[Entry, int, dict[str, list[Token]]]  # entry, revision, tokens of each field


class _MemoryShelf:
    """One state: every question looks at every word."""

    def __init__(self, analysed: list[_Analysed]) -> None:
        self._analysed = analysed
        rows = [row_of(e, revision, [len(words[f]) for f in FIELDS]) for e, revision, words in analysed]
        self.ledger = Ledger(rows)

    def frequencies(self, field: str, slot: Slot) -> Mapping[int, int]:
        everywhere = self.positions(field, slot, range(len(self._analysed)))
        return {n: len(places) for n, places in everywhere.items()}

    def positions(self, field: str, slot: Slot, within: Collection[int]) -> Mapping[int, Sequence[int]]:
        found = {n: [w.position for w in self._analysed[n][2][field] if slot.fits(w)] for n in within}
        return {n: places for n, places in found.items() if places}

    def stored(self, number: int) -> Stored:
        entry = self._analysed[number][0]
        return Stored(entry.text, entry.page_first, entry.breaks)

    def words(self, prefix: str) -> Iterator[tuple[str, str, int]]:
        for _, _, words in self._analysed:
            for field in FIELDS:
                seen = {(w.form, w.word) for w in words[field] if w.form.startswith(prefix)}
                yield from ((form, word, 1) for form, word in seen)


class MemoryEngine:
    """Holds everything in this process and forgets it at the end."""

    def __init__(self) -> None:
        self._documents: dict[str, list[_Analysed]] = {}
        self._lock = RLock()
        self._depth = 0
        self._shelf = _MemoryShelf([])

    @classmethod
    def open(cls, url: str, *, readonly: bool = False) -> MemoryEngine:  # noqa: ARG003  the same for every engine
        """A new empty index."""
        return cls()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Make everything replaced inside visible at once, or nothing of it when an error leaves the block."""
        with self._lock:
            before = dict(self._documents)
            self._depth += 1
            try:
                yield
            except BaseException:
                self._documents = before
                raise
            finally:
                self._depth -= 1
            self._publish()

    def replace(self, document_pid: str, revision: int, entries: Iterable[Entry]) -> None:
        """Make the document's entries exactly these; none removes it."""
        analysed = [(e, revision, {f: list(tokens(t)) for f, t in texts_of(e).items()}) for e in entries]
        with self._lock:
            self._documents.pop(document_pid, None)
            if analysed:
                self._documents[document_pid] = analysed
            self._publish()

    def _publish(self) -> None:
        if not self._depth:
            self._shelf = _MemoryShelf([a for document in self._documents.values() for a in document])

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
        return answer(self._shelf, sought, chosen, view=view, sort=sort, limit=limit, offset=offset)

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Words that begin so, commonest first."""
        return suggested(self._shelf, prefix, limit)

    def held(self) -> dict[str, int]:
        """Revision of each document."""
        return self._shelf.ledger.held()

    def rebuild(self, documents: Iterable[tuple[str, int, list[Entry]]]) -> None:
        """Replace everything by `documents`."""
        with self.batch():
            self._documents = {}
            for pid, revision, entries in documents:
                self.replace(pid, revision, entries)

    def close(self) -> None:
        """Nothing to let go of."""
