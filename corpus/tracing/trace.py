"""Finding many old texts of one document in its new ones, in time that grows with their length only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.tracing.chains import Chain, blocks, chains
from corpus.tracing.letters import by_letters
from corpus.tracing.pieces import Piece, grown, pieces_of
from corpus.tracing.texts import RUN, Span, Texts, words

SURE = 4  # words: a text of so many that stands once in both is found wherever it is
FEW = 8  # words: a text of fewer than that is looked for near its place only, it may well be said elsewhere too
FAR = 3000  # characters from its place beyond which a text of few words is not looked for
AWAY = 60  # characters from its place beyond which the same few words of another may be meant
TRACE = 0.15  # share of the old words from which they were found
HALF = 0.5  # share of the old words below which they are looked for letter by letter as well
EQUAL = 0.9  # of two chains whose weights are so near, the one nearer to its place is right


@dataclass(frozen=True, slots=True)
class Old:
    """Words that were given out, and where they were: `near` characters of the former texts stood before them.

    The place only tells apart what says the same, and finds what is too short or too damaged to be found elsewhere.
    """

    text: str
    near: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Where words are, in the order of the old words; no spans when they are gone.

    `far`: how many characters lie between that place and the one where their neighbours let them be expected.
    """

    spans: tuple[Span, ...]
    far: int


def trace(olds: Sequence[Old], texts: Sequence[str]) -> list[Found]:
    """Where the words of each of `olds` are in `texts`.

    >>> trace([Old("Un deux trois quatre cinq")], ["zéro", "Un, deux, trois, quatre, cinq, six !"])[0].spans
    (Span(place=1, start=0, end=30),)
    """
    return _Tracing(olds, Texts(texts)).found()


@dataclass(slots=True)
class _Guides:
    """Where old places are today, as far as is known: pairs in the order of the old places."""

    near: list[int] = field(default_factory=list)
    at: list[int] = field(default_factory=list)

    def add(self, near: int, at: int) -> None:
        place = bisect_left(self.near, near)
        self.near.insert(place, near)
        self.at.insert(place, at)

    def expected(self, near: int) -> list[int]:
        """Where something that stood at `near` may begin, judged by what is known before it and after it."""
        place = bisect_left(self.near, near)
        around = [one for one in (place - 1, place) if 0 <= one < len(self.near)]
        return [self.at[one] + near - self.near[one] for one in around] or [near]

    def far(self, near: int, at: int) -> int:
        return min(abs(at - one) for one in self.expected(near))

    def far_among_others(self, near: int, at: int) -> int:
        """The same, as others than what stood at `near` itself tell."""
        low, high = bisect_left(self.near, near) - 1, bisect_right(self.near, near)
        around = [one for one in (low, high) if 0 <= one < len(self.near)]
        return min((abs(at - self.at[one] - near + self.near[one]) for one in around), default=0)


class _Tracing:
    def __init__(self, olds: Sequence[Old], texts: Texts) -> None:
        self.texts = texts
        self.olds = olds
        self.words = [words(one.text) for one in olds]
        self.guides = _Guides()
        self.claims: dict[str, set[int]] = {}  # the places of the olds that have the same words
        for old, given in zip(olds, self.words, strict=True):
            self.claims.setdefault(" ".join(given), set()).add(old.near)

    def found(self) -> list[Found]:
        made: dict[int, list[Span]] = {}
        order = sorted(range(len(self.olds)), key=lambda one: (self.olds[one].near, one))
        for number in order:
            spans = self._plain(number)
            if spans is not None:
                made[number] = spans
        for number in order:
            if number not in made:
                made[number] = self._uncertain(number)
        found = [Found(tuple(made[number]), self._far(self.olds[number], made[number])) for number in sorted(made)]
        return self._without_strangers(found)

    def _without_strangers(self, found: list[Found]) -> list[Found]:
        """Few words that were found where the same ones of another stand, much nearer to their own place, are gone."""
        nearest: dict[Span, int] = {}
        for one in found:
            for span in one.spans[:1]:
                nearest[span] = min(nearest.get(span, one.far), one.far)
        return [
            Found((), 0)
            if one.spans and len(self.words[number]) < FEW and one.far > AWAY and nearest[one.spans[0]] < one.far / 4
            else one
            for number, one in enumerate(found)
        ]

    def _far(self, old: Old, spans: Sequence[Span]) -> int:
        if not spans:
            return 0
        return self.guides.far_among_others(old.near, self.texts.begins[spans[0].place] + spans[0].start)

    def _plain(self, number: int) -> list[Span] | None:
        """The words as one text that has just them; else what can be told of their place is noted."""
        old, given = self.olds[number], self.words[number]
        same = self.texts.whole.get(" ".join(given), ())
        if len(same) == 1 and len(given) >= SURE:
            return self._whole(old, given, same[0])
        if len(given) >= RUN and not same:
            sure = chains(blocks(given, self.texts.runs, common=1))
            if sure and self._tells(given) and sure[0].covered >= max(SURE, TRACE * len(given)):
                self.guides.add(old.near, self._at(sure[0]))
        return None

    def _uncertain(self, number: int) -> list[Span]:
        old, given = self.olds[number], self.words[number]
        found = self._short(old, given) if len(given) < RUN else self._chained(old, given)
        covered = sum(one.old_end - one.old for one in found)
        if covered < len(given) or not given:
            place = self._same(old, given)
            if place is not None:
                return self._whole(old, given, place)
        if given and covered < HALF * len(given):
            found = self._lettered(old, given) or found
        return self._spans(old, given, found)

    def _same(self, old: Old, given: Sequence[str]) -> int | None:
        """The nearest text that has just these words."""
        same = self.texts.whole.get(" ".join(given), [])
        if not given:  # signs only
            same = [one for one in same if self.texts.texts[one] == old.text]
        far, place = min(((self.guides.far(old.near, self.texts.begins[one]), one) for one in same), default=(0, None))
        return place if len(given) >= FEW or far <= FAR else None

    def _tells(self, given: Sequence[str]) -> bool:
        """Whether where these words are tells where their neighbours are: not when some of them are gone."""
        said = " ".join(given)
        return len(self.claims[said]) <= max(1, len(self.texts.whole.get(said, ())))

    def _whole(self, old: Old, given: Sequence[str], place: int) -> list[Span]:
        if self._tells(given):
            self.guides.add(old.near, self.texts.begins[place])
        return [Span(place, 0, len(self.texts.texts[place]))]

    def _spans(self, old: Old, given: Sequence[str], found: Sequence[Piece]) -> list[Span]:
        if found and self._tells(given):
            self.guides.add(old.near, self.texts.at(max(0, found[0].new - found[0].old)))
        return [span for one in found for span in self.texts.spans(one.new, one.new_end)]

    def _short(self, old: Old, given: Sequence[str]) -> list[Piece]:
        """One or two words, where they stand near their place."""
        size = len(given)
        if not size:
            return []
        where = [one for one in self._around(old, given[0]) if self.texts.words[one : one + size] == given]
        if not where:
            return []
        nearest = min(where, key=lambda one: self.guides.far(old.near, self.texts.at(one)))
        return [Piece(0, size, nearest, nearest + size)]

    def _around(self, old: Old, word: str) -> list[int]:
        """The positions of a word near the place of an old text."""
        places = self.texts.single.get(word, [])
        found: list[int] = []
        for expected in self.guides.expected(old.near):
            low = bisect_left(places, expected - FAR, key=self.texts.at)
            high = bisect_left(places, expected + FAR, key=self.texts.at)
            found += places[low:high]
        return found

    def _chained(self, old: Old, given: Sequence[str]) -> list[Piece]:
        """The heaviest chain, the nearest when several are as heavy, and what others add to it."""
        every = chains(blocks(given, self.texts.runs))
        if not every:
            return []
        heavy = [one for one in every if one.weight >= EQUAL * every[0].weight]
        best = min(heavy, key=lambda one: self.guides.far(old.near, self._at(one)))
        few = len(given) < FEW and self.guides.far(old.near, self._at(best)) > FAR
        if best.covered < max(TRACE, HALF if few else 0) * len(given):
            return []
        rest = sorted((one for one in every if one is not best), key=lambda one: self._rank(old, one))
        return grown(pieces_of([best, *rest], len(given)), given, self.texts)

    def _rank(self, old: Old, chain: Chain) -> tuple[int, int]:
        return -round(chain.weight / 4), self.guides.far(old.near, self._at(chain))

    def _lettered(self, old: Old, given: Sequence[str]) -> list[Piece]:
        for expected in self.guides.expected(old.near):
            found = by_letters(given, self.texts, self.texts.position(expected))
            if found is not None:
                return [found]
        return []

    def _at(self, chain: Chain) -> int:
        return self.texts.at(max(0, chain.start))
