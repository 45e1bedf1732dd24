"""The only module that touches Whoosh: one state of an index to read, one writer.

Whoosh keeps segments, postings, stored values and the table of contents that makes a commit one step; matching,
ranking and counting are ours, so that every engine answers alike. A term is "stem NUL word": the words of a stem
stand together, and prefixes and suggestions need no second field.
"""

from __future__ import annotations

import json
import threading
import warnings
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from corpus.errors import IndexUnavailable
from search.index import Entry
from search.index.analysis import fold, tokens
from search.index.ledger import Ledger, Row, row_of
from search.index.needles import FIELDS, Slot, texts_of
from search.index.shelf import Stored

with warnings.catch_warnings():  # Whoosh is older than the warnings about its syntax
    warnings.simplefilter("ignore")
    from whoosh import columns, fields, formats, writing
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.filedb import filestore

_SEPARATOR = "\0"
_CACHED = 512
_SUGGESTIBLE = 1_000
_TOC = "MAIN"


@contextmanager
def damage(what: str) -> Iterator[None]:
    """Say clearly that the index cannot be read, whatever Whoosh stumbled on."""
    try:
        yield
    except IndexUnavailable:
        raise
    except Exception as error:  # a damaged file makes Whoosh raise anything, bare Exception included
        raise IndexUnavailable(f"{what} : {error or type(error).__name__}") from error


class Places(formats.Format):  # type: ignore[misc]  # Whoosh has no types
    """Posting value: the positions, as UTF-8 of their differences."""

    posting_size = -1

    def decode_positions(self, value: bytes) -> list[int]:
        """Positions in ascending order."""
        return list(accumulate(map(ord, value.decode("utf-8", "surrogatepass"))))


class Words(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field fed with what `postings_of` made; Whoosh keeps no lengths for it, the ledger does."""

    def __init__(self) -> None:
        super().__init__(Places(), None)

    def index(self, value: dict[str, list[int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, positions)."""
        for term, places in value.items():
            steps = [places[0], *(b - a for a, b in pairwise(places))]
            packed = "".join(map(chr, steps)).encode("utf-8", "surrogatepass")
            yield term.encode(), len(places), float(len(places)), packed


def _schema() -> Any:
    shown = {"document": fields.ID(), "row": fields.COLUMN(columns.VarBytesColumn()), "shown": fields.STORED()}
    return fields.Schema(**shown, **{f: Words() for f in FIELDS})


def _postings_of(text: str) -> tuple[dict[str, list[int]], int]:
    places: dict[str, list[int]] = {}
    count = 0
    for token in tokens(text):
        places.setdefault(f"{token.stem}{_SEPARATOR}{token.word}", []).append(token.position)
        count += 1
    return places, count


class _Files(filestore.FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """The files of a folder; remembers those it opened, which Whoosh forgets when something goes wrong."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._open: list[Any] = []

    def open_file(self, name: str, **options: object) -> Any:
        """See FileStorage."""
        self._open.append(super().open_file(name, **options))
        return self._open[-1]

    def create_file(self, name: str, **options: object) -> Any:
        """See FileStorage."""
        self._open.append(super().create_file(name, **options))
        return self._open[-1]

    def close_all(self) -> None:
        """Close every file that still is open; Whoosh calls `close` more often than it means it."""
        for file in self._open:
            if not file.is_closed:
                file.close()
        self._open.clear()


def create(folder: Path) -> None:
    """Begin an empty index in a new folder."""
    folder.mkdir(parents=True)
    files = _Files(str(folder))
    files.create_index(_schema())
    files.close_all()


def generation(folder: Path) -> int:
    """Number of the last commit; -1 when there is no index."""
    prefix, suffix = f"_{_TOC}_", ".toc"
    try:
        names = [p.name for p in folder.iterdir()]
    except FileNotFoundError:
        return -1
    numbers = (n[len(prefix) : -len(suffix)] for n in names if n.startswith(prefix) and n.endswith(suffix))
    return max((int(n) for n in numbers if n.isdigit()), default=-1)


class SegmentRows:
    """Rows of each segment, read once: segments never change, only their deletions do."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}

    def of(self, reader: Any) -> list[Row]:
        """All rows of a segment, deleted ones included."""
        name = str(reader.segment().segment_id())
        if name not in self._rows:
            column = reader.column_reader("row")
            self._rows[name] = [_row(column[n]) for n in range(reader.doc_count_all())]
        return self._rows[name]

    def keep_only(self, readers: Iterable[Any]) -> None:
        """Forget segments that are gone."""
        names = {str(r.segment().segment_id()) for r in readers}
        self._rows = {name: rows for name, rows in self._rows.items() if name in names}


def _row(packed: bytes) -> Row:
    unpacked = json.loads(packed.decode("utf-8", "surrogatepass"))
    pid, document_pid, revision, position, date, added, title_key, facets, lengths, worth = unpacked
    facets = tuple(map(tuple, facets))
    return Row(pid, document_pid, revision, position, date, added, title_key, facets, tuple(lengths), worth)


class WhooshShelf:
    """One generation of an index, open for reading."""

    def __init__(self, folder: Path, cache: SegmentRows) -> None:
        self.generation = generation(folder)
        self._lock = threading.RLock()  # Whoosh's files have one read position for all threads
        self._words: dict[str, list[tuple[str, str, int]]] = {}
        self._frequencies: dict[tuple[str, Slot], Mapping[int, int]] = {}
        self._users = 0
        self._retired = False
        self._files = _Files(str(folder))
        try:
            self._reader = self._files.open_index(schema=_schema()).reader()
            self._leaves = [(r, offset) for r, offset in self._reader.leaf_readers() if r.doc_count_all()]
            self.ledger = Ledger(self._read_rows(cache))
        except BaseException:
            self._files.close_all()
            raise

    def _read_rows(self, cache: SegmentRows) -> list[Row | None]:
        rows: list[Row | None] = []
        for reader, _ in self._leaves:
            rows += [None if reader.is_deleted(n) else row for n, row in enumerate(cache.of(reader))]
            reader.stored_fields(0)  # open the file now: a later commit may delete it
        cache.keep_only(r for r, _ in self._leaves)
        return rows

    def take(self) -> None:
        """Keep the files open until they are given back."""
        with self._lock:
            self._users += 1

    def give_back(self) -> None:
        """Read no more."""
        with self._lock:
            self._users -= 1
            self._close_when_free()

    def retire(self) -> None:
        """Close as soon as nobody reads."""
        with self._lock:
            self._retired = True
            self._close_when_free()

    def _close_when_free(self) -> None:
        if self._retired and not self._users:
            self._files.close_all()

    def frequencies(self, field: str, slot: Slot) -> Mapping[int, int]:
        """See `Shelf`."""
        key = (field, slot)
        with self._lock, damage("des fichiers de l'index sont illisibles"):
            if key not in self._frequencies:
                if len(self._frequencies) >= _CACHED:
                    self._frequencies.clear()
                self._frequencies[key] = self._counted(field, slot)
            return self._frequencies[key]

    def _counted(self, field: str, slot: Slot) -> dict[int, int]:
        counts: dict[int, int] = {}
        rows = self.ledger.rows
        for reader, offset in self._leaves:
            for term in _terms(reader, field, slot):
                for local, weight in _pairs(reader, field, term):
                    number = local + offset
                    counts[number] = counts.get(number, 0) + int(weight)
        return {n: count for n, count in counts.items() if rows[n] is not None}

    def positions(self, field: str, slot: Slot, within: Collection[int]) -> Mapping[int, Sequence[int]]:
        """See `Shelf`."""
        places: dict[int, list[int]] = {}
        wanted = sorted(within)
        with self._lock, damage("des fichiers de l'index sont illisibles"):
            for reader, offset in self._leaves:
                inside = [n - offset for n in wanted if 0 <= n - offset < reader.doc_count_all()]
                for term in _terms(reader, field, slot) if inside else ():
                    for number, found in _places(reader, field, term, inside):
                        places.setdefault(number + offset, []).extend(found)
        return {n: sorted(found) for n, found in places.items()}

    def stored(self, number: int) -> Stored:
        """See `Shelf`."""
        with self._lock, damage("des fichiers de l'index sont illisibles"):
            text, page_first, breaks = self._reader.stored_fields(number)["shown"]
            return Stored(text, page_first, breaks)

    def words(self, prefix: str) -> list[tuple[str, str, int]]:
        """See `Shelf`; of very many words only the commonest."""
        with self._lock, damage("des fichiers de l'index sont illisibles"):
            if prefix not in self._words:
                if len(self._words) >= _CACHED:
                    self._words.clear()
                self._words[prefix] = self._begun(prefix)
            return self._words[prefix]

    def _begun(self, prefix: str) -> list[tuple[str, str, int]]:
        found: list[tuple[int, Any, int, str, bytes]] = []
        for reader, offset in self._leaves:
            for field in FIELDS:
                terms = _terms(reader, field, Slot(prefix, prefix=True))
                found += [(int(reader.doc_frequency(field, t)), reader, offset, field, t) for t in terms]
        found.sort(key=lambda f: f[0], reverse=True)
        words = [(_word(t), self._living(r, offset, f, t)) for _, r, offset, f, t in found[:_SUGGESTIBLE]]
        return [(_form(word), word, count) for word, count in words if count]

    def _living(self, reader: Any, offset: int, field: str, term: bytes) -> int:
        if not reader.has_deletions():
            return int(reader.doc_frequency(field, term))
        rows = self.ledger.rows
        return sum(1 for number, _ in _pairs(reader, field, term) if rows[number + offset] is not None)


def _word(term: bytes) -> str:
    return term.decode().partition(_SEPARATOR)[2]


@lru_cache(maxsize=200_000)
def _form(word: str) -> str:
    return "".join(c for c in fold(word) if c.isalnum())


def _terms(reader: Any, field: str, slot: Slot) -> list[bytes]:
    if field not in reader.indexed_field_names():
        return []
    if not slot.prefix:
        return list(reader.expand_prefix(field, (slot.text + _SEPARATOR).encode()))
    # The stem may end otherwise than the word, but it begins with the same two letters.
    nearby = reader.expand_prefix(field, slot.text[:2].encode())
    return [t for t in nearby if _form(_word(t)).startswith(slot.text)]


def _blocks(reader: Any, field: str, term: bytes) -> Iterator[Any]:
    """Matcher of a term at each of its blocks, deleted entries not taken out.

    Whoosh stores postings by blocks; a whole block at once is ten times quicker than its matchers, one by one.
    """
    matcher = reader._terms.matcher(field, term, reader.schema[field].format)  # noqa: SLF001
    while matcher.is_active():
        yield matcher
        matcher._next_block()  # noqa: SLF001


def _pairs(reader: Any, field: str, term: bytes) -> Iterator[tuple[int, float]]:
    """Number and weight of every posting."""
    for block in _blocks(reader, field, term):
        block.id()  # loads the numbers
        block.weight()
        yield from zip(block._ids, block._weights, strict=True)  # noqa: SLF001


def _places(reader: Any, field: str, term: bytes, wanted: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Positions in those of `wanted` (ascending) that have the term."""
    at = 0
    for block in _blocks(reader, field, term):
        end = bisect_right(wanted, block.block_max_id(), at)
        if at < end:
            block.id()
            numbers = {number: i for i, number in enumerate(block._ids)}  # noqa: SLF001
            for number in wanted[at:end]:
                if number in numbers:
                    block.value()
                    yield number, block.format.decode_positions(block._values[numbers[number]])  # noqa: SLF001
        at = end
        if at == len(wanted):
            return


class WhooshWriter:
    """One commit in the making; the caller holds the lock."""

    def __init__(self, folder: Path, megabytes: int = 128) -> None:
        self.folder = folder
        codec = W3Codec()
        codec.length_stats = False  # asked once per posting, and the ledger has the lengths
        self._files = _Files(str(folder))
        opened = self._files.open_index(schema=_schema())
        self._writer = writing.SegmentWriter(opened, _lk=False, limitmb=megabytes, codec=codec, compound=False)
        self._before = self._writer.reader()
        self.added: set[str] = set()

    def replace(self, document_pid: str, revision: int, entries: Iterable[Entry]) -> None:
        """Delete what the last commit holds of the document and add `entries`."""
        self._delete(document_pid)
        for entry in entries:
            self.added.add(document_pid)
            self._add(document_pid, revision, entry)

    def _delete(self, document_pid: str) -> None:
        if ("document", document_pid) in self._before:
            for number in list(self._before.postings("document", document_pid).all_ids()):
                self._writer.delete_document(number)

    def _add(self, document_pid: str, revision: int, entry: Entry) -> None:
        analysed = {f: _postings_of(text) for f, text in texts_of(entry).items()}
        row = row_of(entry, revision, [analysed[f][1] for f in FIELDS])
        self._writer.add_document(
            document=document_pid,
            row=json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"),
            shown=(entry.text, entry.page_first, entry.breaks),
            **{f: places for f, (places, _) in analysed.items() if places},
        )

    def commit(self) -> None:
        """Make everything visible in one step."""
        self._writer.commit(mergetype=_merge)
        self._files.close_all()

    def cancel(self) -> None:
        """Forget everything."""
        with suppress(Exception):  # what failed may be what is to be closed
            self._writer.cancel()
        self._files.close_all()


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's own policy, after dropping segments of which nothing lives."""
    living = [s for s in segments if s.doc_count_all() > s.deleted_count()]
    return list(writing.MERGE_SMALL(writer, living))
