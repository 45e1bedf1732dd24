r"""What people decided of where passages begin and end, found again by its words in whatever a machine cuts anew.

>>> cuts = [Piece("Bonjour à tous. Merci. Je reprends le fil."), Piece("Et voilà la suite.")]
>>> [one.text for one in apply(cuts, [Cutting("split", "Bonjour à tous.", "Merci. Je reprends")])]
['Bonjour à tous.', 'Merci. Je reprends le fil.', 'Et voilà la suite.']
>>> [one.text for one in apply(cuts, [Cutting("join", "reprends le fil.", "Et voilà la")])]
['Bonjour à tous. Merci. Je reprends le fil.\nEt voilà la suite.']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.tracing import Old, Span, trace
from corpus.vocabularies.folding import fold

WORDS = 8  # on each side of a place by which it is found again
SURE = 0.6  # share of them that must stand where they stood
ENOUGH = 0.75  # share of the words inside a passage from which those around it need not be the same
SNAP = 4  # words by which a place may be off when some of its words were read otherwise

_WORD = re.compile(r"[^\W_]+")
_OPENING = re.compile(r"(\s)(?:[«“„\"‘(\[—–-]\s*)+\Z")  # what stands before the first word of a sentence


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage as far as cutting goes; `origins` are the places of the cuts that it was made of."""

    text: str
    breaks: tuple[tuple[int, int], ...] = ()
    page_first: int | None = None
    page_last: int | None = None
    origins: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cutting:
    """A person says: here a passage ends (split), or does not (join); or: these words are one passage (whole).

    `before` and `after` are the words on both sides of the place. For whole, `text` is the passage, and `before` and
    `after` are what stood around it; `near` characters of the document stood before.
    """

    verb: str
    before: str
    after: str
    text: str = ""
    near: int = 0


def apply(cuts: Sequence[Piece], decisions: Sequence[Cutting]) -> list[Piece]:
    """Cut as people decided, the latest decision last; a decision whose words are not found changes nothing."""
    if not decisions or not cuts:
        return [replace(one, origins=(place,)) for place, one in enumerate(cuts)]
    sheet = _Sheet(cuts, decisions)
    for one in decisions:
        if one.verb == "whole":
            sheet.keep_whole(one)
        else:
            sheet.decide(one)
    return list(sheet.pieces())


def head(text: str) -> str:
    """The first words of a text, by which its beginning is found again."""
    spans = [one.span() for one in _WORD.finditer(text)][:WORDS]
    return " ".join(text[: spans[-1][1]].split()) if spans else ""


def tail(text: str) -> str:
    """The last words of a text, by which its end is found again."""
    spans = [one.span() for one in _WORD.finditer(text)][-WORDS:]
    return " ".join(text[spans[0][0] :].split()) if spans else ""


def cut_in_two(piece: Piece, offset: int) -> tuple[Piece, Piece, int]:
    """The two parts of `piece` before and from `offset` (characters); and where the second one's words began."""
    first = piece.text[:offset].rstrip()
    begin = offset + len(piece.text[offset:]) - len(piece.text[offset:].lstrip())
    pages = [(0, piece.page_first), *piece.breaks]
    before = [page for at, page in pages if at < len(first)]
    there = [page for at, page in pages if at <= begin]
    one = replace(
        piece, text=first, breaks=tuple(b for b in piece.breaks if b[0] < len(first)), page_last=(before or [None])[-1]
    )
    other = replace(
        piece,
        text=piece.text[begin:],
        breaks=tuple((at - begin, page) for at, page in piece.breaks if at > begin),
        page_first=(there or [None])[-1],
    )
    return one, other, begin


def joined(one: Piece, other: Piece) -> Piece:
    """Two pieces that follow each other as one."""
    shift = len(one.text) + 1
    turned = [(shift, other.page_first)] if other.page_first not in {None, one.page_last} else []
    breaks = (*one.breaks, *turned, *((at + shift, page) for at, page in other.breaks))
    return Piece(
        text=f"{one.text}\n{other.text}",
        breaks=tuple((at, page) for at, page in breaks if page is not None),
        page_first=one.page_first,
        page_last=other.page_last if other.page_last is not None else one.page_last,
        origins=tuple(dict.fromkeys((*one.origins, *other.origins))),
    )


def _words(text: str) -> list[str]:
    return ["".join(fold(one).split()) for one in _WORD.findall(text)]


class _Sheet:
    """All words of the cuts in one row; passages begin at some of them."""

    def __init__(self, cuts: Sequence[Piece], decisions: Sequence[Cutting]) -> None:
        self.cuts = cuts
        self.row: list[str] = []
        self.spots: list[tuple[int, int, int]] = []  # of each word: cut, where the part it would open begins, its start
        self.begins: dict[int, int] = {}  # first word of a cut → the cut
        for place, cut in enumerate(cuts):
            self._lay(place, cut.text)
        self.wordless = set(range(len(cuts))) - set(self.begins.values())
        self.where: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self.row):
            self.where[word].append(at)
        self.wholes = [one for one in decisions if one.verb == "whole"]
        self.traced: dict[Cutting, Sequence[Span]] | None = None
        total = 0
        lengths = []
        for cut in cuts:
            lengths.append(total)
            total += len(cut.text) + 1
        self.offsets = [lengths[place] + start for place, _, start in self.spots]  # in all texts, one after the other
        self.joins: set[int] = set()  # cuts that go on the one before
        self.splits: dict[int, set[int]] = defaultdict(set)  # cut → words at which another passage begins

    def _lay(self, place: int, text: str) -> None:
        end = 0
        for number, found in enumerate(_WORD.finditer(text)):
            if number == 0:
                self.begins[len(self.row)] = place
            opening = _OPENING.search(text, end, found.start()) if number else None
            opens = opening.end(1) if opening else found.start()
            self.row.append("".join(fold(found.group()).split()))
            self.spots.append((place, opens, found.start()))
            end = found.end()

    def decide(self, decision: Cutting) -> None:
        """Begin a passage at a place, or no longer."""
        before, after = _words(decision.before)[-WORDS:], _words(decision.after)[:WORDS]
        found = self._find(before, after)
        if found is None:
            return
        at, exact = found
        at = at if exact else self._nearest(at)
        if decision.verb == "split":
            self._begin(at)
        else:
            self._go_on(at)

    def keep_whole(self, decision: Cutting) -> None:
        """Have exactly these words be one passage."""
        inside = _words(decision.text)
        place = self._by_edges(decision, inside) or self._by_words(decision)
        if place is None or not 0 < place[1] - place[0] <= 2 * len(inside):
            return
        first, last = place
        self._begin(first)
        self._begin(last)
        for at in range(first + 1, last):
            self._go_on(at)

    def _by_edges(self, decision: Cutting, inside: list[str]) -> tuple[int, int] | None:
        """Where the passage begins and where the next one does, by the words around these places."""
        start = self._find(_words(decision.before)[-WORDS:], inside[:WORDS], inner="after") if inside else None
        if start is None:
            return None
        hoped = start[0] + len(inside)
        end = self._find(inside[-WORDS:], _words(decision.after)[:WORDS], inner="before", hoped=hoped)
        if end is None or not 0 < end[0] - start[0] <= 2 * len(inside):
            return None
        at, last = (one[0] if one[1] else self._nearest(one[0]) for one in (start, end))
        return at, last

    def _by_words(self, decision: Cutting) -> tuple[int, int] | None:
        """The same by all of its words, when those at its edges were read otherwise."""
        if self.traced is None:
            olds = [Old(one.text, one.near) for one in self.wholes]
            found = trace(olds, ["\n".join(one.text for one in self.cuts)])
            self.traced = {one: spans.spans for one, spans in zip(self.wholes, found, strict=True)}
        spans = self.traced.get(decision, ())
        if not spans:
            return None
        begin, end = min(one.start for one in spans), max(one.end for one in spans)
        at = bisect_left(self.offsets, begin)
        last = bisect_left(self.offsets, end)
        return self._nearest(at), self._nearest(last)

    def pieces(self) -> Iterator[Piece]:
        """The passages as they were decided."""
        waiting: Piece | None = None
        for place, cut in enumerate(self.cuts):
            for number, part in enumerate(self._parts(place, cut)):
                if waiting is not None and number == 0 and place in self.joins:
                    waiting = joined(waiting, part)
                    continue
                if waiting is not None:
                    yield waiting
                waiting = part
        if waiting is not None:
            yield waiting

    def _parts(self, place: int, cut: Piece) -> Iterator[Piece]:
        rest, gone = replace(cut, origins=(place,)), 0
        for at in sorted(self.splits.get(place, ())):
            part, rest, begin = cut_in_two(rest, self.spots[at][1] - gone)
            gone += begin
            yield part
        yield rest

    def _begin(self, at: int) -> None:
        if at in self.begins:
            self.joins.discard(self.begins[at])
        elif 0 < at < len(self.row):
            self.splits[self.spots[at][0]].add(at)

    def _go_on(self, at: int) -> None:
        if at in self.begins:
            place = self.begins[at]
            while place > 0:
                self.joins.add(place)
                if place - 1 not in self.wordless:
                    break
                place -= 1
        elif 0 <= at < len(self.row):
            self.splits[self.spots[at][0]].discard(at)

    def _find(
        self, before: list[str], after: list[str], *, inner: str = "", hoped: int | None = None
    ) -> tuple[int, bool] | None:
        """The word before which the place is, and whether all words are there. `inner`: the side that may do alone."""
        left, right = self._votes(before, after)
        wanted = len(before) + len(after)
        best: tuple[float, float, int] | None = None
        for at in sorted(set(left) | set(right)):
            total = _near(left, at) + _near(right, at)
            own, most = (_near(right, at), len(after)) if inner == "after" else (_near(left, at), len(before))
            alone = bool(inner) and most >= WORDS and own >= ENOUGH * most
            if total < SURE * wanted and not alone:
                continue
            rank = (total + (left[at] + right[at]) / 100, -abs(at - hoped) if hoped is not None else 0.0, at)
            best = rank if best is None or rank[:2] > best[:2] else best
        if best is None:
            return None
        at = int(best[2])
        return at, left[at] + right[at] == wanted

    def _votes(self, before: list[str], after: list[str]) -> tuple[Counter[int], Counter[int]]:
        """For each place, how many of the words on its left and right stand where they stood."""
        left: Counter[int] = Counter()
        right: Counter[int] = Counter()
        for far, word in enumerate(reversed(before)):
            left.update(at + far + 1 for at in self.where.get(word, ()))
        for far, word in enumerate(after):
            right.update(at - far for at in self.where.get(word, ()) if at >= far)
        return left, right

    def _nearest(self, at: int) -> int:
        """The beginning of a passage that is next to `at`, else `at`."""
        begins = set(self.begins) | {one for several in self.splits.values() for one in several} | {len(self.row)}
        near = [one for one in range(at - SNAP, at + SNAP + 1) if one in begins]
        return min(near, key=lambda one: abs(one - at), default=at)


def _near(votes: Counter[int], at: int) -> float:
    """The votes of a place, and for half those of its neighbours: a word may have been read as two."""
    return votes[at] + (votes[at - 1] + votes[at + 1]) / 2
