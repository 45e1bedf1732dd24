"""Which entries match and how well: BM25F over the fields.

BM25F is the formula of Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from search.index.needles import FIELDS, Needle, Needles, Slot
from search.index.refining import Word
from search.index.shelf import Shelf

_K1 = 1.2
_B = {"text": 0.75}
_B_SHORT = 0.3  # titles, headings and names: their length says little


class Ranking:
    """One evaluation of needles on a shelf."""

    def __init__(self, shelf: Shelf, needles: Needles) -> None:
        self._shelf = shelf
        self._needles = needles
        self._total = len(shelf.ledger.live)

    @property
    def has_words(self) -> bool:
        """Whether scores tell anything."""
        return bool(self._needles.groups)

    def scores(self) -> dict[int, float]:
        """Score of each matching entry; 0 for all when no word is sought."""
        if self._needles.groups:
            found = self._combined([self._group(g) for g in self._needles.groups])
        else:
            found = dict.fromkeys(self._shelf.ledger.live, 0.0)
        for needle in self._needles.excluded:
            for number in self._occurrences(needle):
                found.pop(number, None)
        rows = self._shelf.ledger.rows
        return {number: score * row.worth for number, score in found.items() if (row := rows[number]) is not None}

    def _combined(self, groups: list[dict[int, float]]) -> dict[int, float]:
        groups.sort(key=len)
        if self._needles.any_group:
            total: dict[int, float] = {}
            for group in groups:
                for number, score in group.items():
                    total[number] = total.get(number, 0.0) + score
            return total
        kept = groups[0]
        for group in groups[1:]:
            kept = {n: score + group[n] for n, score in kept.items() if n in group}
        return kept

    def _group(self, group: tuple[Needle, ...]) -> dict[int, float]:
        total: dict[int, float] = {}
        for needle in group:
            found = self._occurrences(needle)
            idf = self._idf(len(found))
            for number, frequency in found.items():
                total[number] = total.get(number, 0.0) + idf * frequency * (_K1 + 1) / (frequency + _K1)
        return total

    def _idf(self, having: int) -> float:
        return math.log(1 + (self._total - having + 0.5) / (having + 0.5))

    def _occurrences(self, needle: Needle) -> dict[int, float]:
        """Weighted, length-normalised frequency over the needle's fields."""
        ledger = self._shelf.ledger
        total: dict[int, float] = {}
        for field in needle.fields:
            weight, b = FIELDS[field], _B.get(field, _B_SHORT)
            average, lengths = ledger.averages[field], ledger.lengths[field]
            for number, count in self._counts(field, needle.slots).items():
                normal = 1 - b + b * lengths[number] / average
                total[number] = total.get(number, 0.0) + weight * count / normal
        return total

    def _counts(self, field: str, slots: tuple[Slot, ...]) -> Mapping[int, int]:
        if len(slots) == 1:
            return self._shelf.frequencies(field, slots[0])
        common: set[int] | None = None
        for slot in slots:
            having = self._shelf.frequencies(field, slot).keys()
            common = set(having) if common is None else common & having
            if not common:
                return {}
        starts: dict[int, set[int]] = {}
        for offset, slot in enumerate(slots):
            for number, places in self._shelf.positions(field, slot, common or ()).items():
                shifted = {p - offset for p in places}
                starts[number] = shifted if offset == 0 else starts[number] & shifted
        return {n: len(s) for n, s in starts.items() if s}

    def words(self) -> list[Word]:
        """The words sought in texts, in order; where there is a choice, none of it is preferred."""
        single = (group[0] for group in self._needles.groups if len(group) == 1 and "text" in group[0].fields)
        pairs = ((slot, form) for n in single for slot, form in zip(n.slots, n.forms, strict=False) if form)
        return [Word(slot, form, self._idf(len(self._shelf.frequencies("text", slot)))) for slot, form in pairs]
