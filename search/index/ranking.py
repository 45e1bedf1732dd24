"""Which entries match and how well: BM25F over the fields, then nearness of the words for the first ones.

BM25F is the formula of Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from search.index.ledger import Ledger
from search.index.needles import FIELDS, Needle, Needles, Slot

_K1 = 1.2
_B = {"text": 0.75}
_B_SHORT = 0.3  # titles, headings and names: their length says little
_RERANKED = 50
_FOLLOWS, _NEAR = 3, 8
_FOLLOWS_BONUS, _NEAR_BONUS = 0.25, 0.1


class Postings(Protocol):
    """Where words stand; what an engine keeps."""

    ledger: Ledger

    def frequencies(self, field: str, slot: Slot) -> Mapping[int, int]:
        """How often the slot's words stand in the field, by entry number; deleted entries are absent."""
        ...

    def positions(self, field: str, slot: Slot, within: Collection[int]) -> Mapping[int, Sequence[int]]:
        """At which positions, in order, for those of `within` that have any."""
        ...


class Ranking:
    """One evaluation of needles on postings."""

    def __init__(self, postings: Postings, needles: Needles) -> None:
        self._postings = postings
        self._needles = needles
        self._total = len(postings.ledger.live)

    def scores(self) -> dict[int, float]:
        """Score of each matching entry; 0 for all when no word is sought."""
        if self._needles.groups:
            found = self._combined([self._group(g) for g in self._needles.groups])
        else:
            found = dict.fromkeys(self._postings.ledger.live, 0.0)
        for needle in self._needles.excluded:
            for number in self._occurrences(needle):
                found.pop(number, None)
        return found

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
        ledger = self._postings.ledger
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
            return self._postings.frequencies(field, slots[0])
        common: set[int] | None = None
        for slot in slots:
            having = self._postings.frequencies(field, slot).keys()
            common = set(having) if common is None else common & having
            if not common:
                return {}
        starts: dict[int, set[int]] = {}
        for offset, slot in enumerate(slots):
            for number, places in self._postings.positions(field, slot, common or ()).items():
                shifted = {p - offset for p in places}
                starts[number] = shifted if offset == 0 else starts[number] & shifted
        return {n: len(s) for n, s in starts.items() if s}

    def nearness(self, scores: dict[int, float], limit: int = _RERANKED) -> None:
        """Raise those of the `limit` best in whose text neighbouring words of the query stand together.

        The idea is that of the sequential dependence model (Metzler and Croft, 2005), counted once per pair.
        """
        singles = [g[0] for g in self._needles.groups if len(g[0].slots) == 1 and "text" in g[0].fields]
        if len(singles) < 2:  # noqa: PLR2004  a pair
            return
        best = heapq.nlargest(limit, scores, key=lambda n: (scores[n], -n))
        places = [self._postings.positions("text", n.slots[0], set(best)) for n in singles]
        idfs = [self._idf(len(self._postings.frequencies("text", n.slots[0]))) for n in singles]
        for i in range(len(singles) - 1):
            worth = (idfs[i] + idfs[i + 1]) / 2
            for number in best:
                scores[number] += worth * _together(places[i].get(number, ()), places[i + 1].get(number, ()))


def _together(first: Sequence[int], second: Sequence[int]) -> float:
    """Bonus for the nearest pair of two ascending lists of positions."""
    bonus = 0.0
    j = 0
    for place in first:
        while j < len(second) and second[j] < place - _NEAR:
            j += 1
        for other in second[j:]:
            if other > place + _NEAR:
                break
            if 0 < other - place <= _FOLLOWS:
                return _FOLLOWS_BONUS
            if other != place:
                bonus = _NEAR_BONUS
    return bonus
