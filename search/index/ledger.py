"""What is known of every entry without opening it: enough to filter, count and order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from search.index import FACETS, Chosen, Entry
from search.index.analysis import fold
from search.index.needles import FIELDS

_ARTICLE = re.compile(r"^\W*(?:(?:les?|la|une?|des|du|the|an?)\s+|[ld]['’ʼ´`]\s*)?\W*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_YEARS = re.compile(r"^(\d{4})?(\.\.)?(\d{4})?$")
_YEAR_LENGTH = 4


#: What a match is worth in a passage that only announces, names or annotates what others say in full.
WORTH = {"contents": 0.4, "front": 0.5, "notes": 0.7, "annex": 0.8, "question": 0.9}
REFERENCE_WORTH = 3.0  # a document known by its notice alone has nothing but its title to be found by


class Row(NamedTuple):
    """One entry's line of the ledger. `facets` in the order of FACETS, `lengths` in the order of FIELDS."""

    pid: str
    document_pid: str
    revision: int
    position: int
    date: str
    added: str
    title_key: str
    facets: tuple[tuple[str, ...], ...]
    lengths: tuple[int, ...]
    worth: float = 1.0  # by what the passage is: see WORTH


def title_key(title: str) -> str:
    """What a title is sorted by: without initial article, accents and case, numbers by value.

    >>> title_key("L’Eau à Lille") == title_key("eau a lille")
    True
    >>> title_key("Atelier 2") < title_key("Atelier 10")
    True
    """
    bare = title[found.end() :] if (found := _ARTICLE.match(title)) else title
    return _NUMBER.sub(lambda m: m.group().zfill(8), fold(bare).strip())


def row_of(entry: Entry, revision: int, lengths: Sequence[int]) -> Row:
    """The line of an entry."""
    one = {
        "theme": entry.themes,
        "speaker": entry.speakers,
        "territory": entry.territories,
        "kind": (entry.kind,) if entry.kind else (),
        "year": (entry.date[:_YEAR_LENGTH],) if len(entry.date) >= _YEAR_LENGTH else (),
        "language": (entry.language,) if entry.language else (),
    }
    facets = tuple(tuple(dict.fromkeys(one[f])) for f in FACETS)
    key = title_key(entry.title)
    return Row(
        entry.pid,
        entry.document_pid,
        revision,
        entry.position,
        entry.date,
        entry.added,
        key,
        facets,
        tuple(lengths),
        WORTH.get(entry.passage_kind, 1.0) if entry.text else REFERENCE_WORTH,
    )


class Ledger:
    """All rows by number (None where an entry was deleted), as columns."""

    def __init__(self, rows: Sequence[Row | None]) -> None:
        self.rows = rows
        self.live = [n for n, row in enumerate(rows) if row is not None]
        empty = ((),) * len(FACETS)
        facets = [empty if row is None else row.facets for row in rows]
        self._values = {f: [values[i] for values in facets] for i, f in enumerate(FACETS)}
        nothing = (0,) * len(FIELDS)
        lengths = [nothing if row is None else row.lengths for row in rows]
        self.lengths = {f: [of[i] for of in lengths] for i, f in enumerate(FIELDS)}
        self._ranks: dict[str, list[int]] = {}
        self.averages = {f: _average(column) for f, column in self.lengths.items()}

    def row(self, number: int) -> Row:
        """The line of a living entry."""
        row = self.rows[number]
        if row is None:
            raise KeyError(number)
        return row

    def held(self) -> dict[str, int]:
        """Revision of each document."""
        return {self.row(n).document_pid: self.row(n).revision for n in self.live}

    def ranks(self, sort: str) -> list[int]:
        """Place of each entry in the order `sort` (date, oldest, title or added), sorted once."""
        if sort not in self._ranks:
            ranks = [0] * len(self.rows)
            for place, number in enumerate(self.ordered(self.live, sort)):
                ranks[number] = place
            self._ranks[sort] = ranks
        return self._ranks[sort]

    def ordered(self, numbers: Iterable[int], sort: str) -> list[int]:
        """Sort entries stably: the last sort decides, those before break ties. What has no date comes last."""
        row = self.row
        order = sorted(numbers, key=lambda n: (row(n).title_key, row(n).document_pid, row(n).position, row(n).pid))
        if sort == "oldest":
            order.sort(key=lambda n: (not row(n).date, row(n).date))
        elif sort != "title":
            order.sort(key=lambda n: row(n).date, reverse=True)
        if sort == "added":
            order.sort(key=lambda n: row(n).added, reverse=True)
        return order

    def chosen(self, numbers: Iterable[int], chosen: Chosen) -> tuple[list[int], dict[str, list[int]]]:
        """Which of `numbers` fulfil everything chosen, and for each chosen facet those that fulfil the others."""
        wanted = {f: self._wanted(f, list(values)) for f, values in chosen.items() if f in self._values and values}
        if not wanted:
            return list(numbers), {}
        passed: list[int] = []
        but: dict[str, list[int]] = {f: [] for f in wanted}
        columns = [(f, values, self._values[f]) for f, values in wanted.items()]
        for n in numbers:
            failed = [f for f, values, column in columns if values.isdisjoint(column[n])]
            if not failed:
                passed.append(n)
                for others in but.values():
                    others.append(n)
            elif len(failed) == 1:
                but[failed[0]].append(n)
        return passed, but

    def _wanted(self, facet: str, values: list[str]) -> frozenset[str]:
        if facet != "year":
            return frozenset(values)
        return frozenset(y for value in values for y in self._years(value))

    def _years(self, value: str) -> Iterable[str]:
        found = _YEARS.match(value)
        if not found or not value:
            return ()
        first, dots, last = found.groups()
        if not dots:
            return (value,)
        known = set(chain.from_iterable(self._values["year"]))
        return (y for y in known if (first or "") <= y <= (last or "9999"))

    def count(self, facet: str, numbers: Iterable[int], *, documents: bool) -> dict[str, int]:
        """How many entries, or documents, have each value; commonest first."""
        column = self._values[facet]
        counts: Counter[str] = Counter()
        if documents:
            pairs = {(self.row(n).document_pid, value) for n in numbers for value in column[n]}
            counts.update(value for _, value in pairs)
        else:
            counts.update(chain.from_iterable(map(column.__getitem__, numbers)))
        return dict(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))


def _average(lengths: Sequence[int]) -> float:
    """Mean length of the fields that are not empty: an absent heading is not a short one."""
    filled = [n for n in lengths if n]
    return sum(filled) / len(filled) if filled else 1.0
