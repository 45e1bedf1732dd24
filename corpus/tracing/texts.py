"""The words of a sequence of texts, each with its place, and where every run of them stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.vocabularies.folding import fold

RUN = 3  # words that follow each other; shorter runs are everywhere, longer ones do not survive bad recognition
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Some characters, `start` to `end`, of the text number `place`."""

    place: int
    start: int
    end: int


@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    return fold(word).replace(" ", "")


def words(text: str) -> list[str]:
    """The words of a text, folded.

    >>> words("L’Œuvre, l’été !")
    ['l', 'oeuvre', 'l', 'ete']
    """
    return [_folded(one) for one in _WORD.findall(text)]


class Texts:
    """A sequence of texts as one sequence of words. Places count texts, positions count words, offsets characters."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.words: list[str] = []
        self.offsets: list[tuple[int, int]] = []  # of each word, in the characters of its text
        self.firsts: list[int] = []  # the position of the first word of each text
        self.begins: list[int] = []  # the characters that all earlier texts have
        total = 0
        for text in texts:
            self.firsts.append(len(self.words))
            self.begins.append(total)
            for found in _WORD.finditer(text):
                self.words.append(_folded(found[0]))
                self.offsets.append(found.span())
            total += len(text) + 1
        self.firsts.append(len(self.words))

    @cached_property
    def runs(self) -> dict[str, list[int]]:
        """Where each run of RUN words begins."""
        found: dict[str, list[int]] = defaultdict(list)
        for position, run in enumerate(runs_of(self.words)):
            found[run].append(position)
        return dict(found)

    @cached_property
    def whole(self) -> dict[str, list[int]]:
        """The places of the texts that have just these words."""
        found: dict[str, list[int]] = defaultdict(list)
        for place in range(len(self.texts)):
            found[" ".join(self.words[self.firsts[place] : self.firsts[place + 1]])].append(place)
        return dict(found)

    @cached_property
    def single(self) -> dict[str, list[int]]:
        """Where each word stands."""
        found: dict[str, list[int]] = defaultdict(list)
        for position, word in enumerate(self.words):
            found[word].append(position)
        return dict(found)

    def place(self, position: int) -> int:
        """Which text the word at `position` belongs to."""
        return bisect_right(self.firsts, position) - 1

    def at(self, position: int) -> int:
        """How many characters stand before the word at `position`, all texts counted."""
        if position >= len(self.words):
            return self.begins[-1] + len(self.texts[-1]) if self.texts else 0
        return self.begins[self.place(position)] + self.offsets[position][0]

    def position(self, at: int) -> int:
        """The word that stands at the character `at`, all texts counted, or the next one."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.at(middle) < at:
                low = middle + 1
            else:
                high = middle
        return low

    def spans(self, first: int, last: int) -> list[Span]:
        """The characters of the words from position `first` to before `last`, text by text."""
        found: list[Span] = []
        while first < last:
            place = self.place(first)
            stop = min(last, self.firsts[place + 1])
            found.append(self._span(place, first, stop))
            first = stop
        return found

    def _span(self, place: int, first: int, stop: int) -> Span:
        """What stands around words belongs to them: at the edges of a text all of it, elsewhere closing signs."""
        text = self.texts[place]
        start = 0 if first == self.firsts[place] else self._opening(text, self.offsets[first][0])
        if stop == self.firsts[place + 1]:
            return Span(place, start, len(text))
        end = self.offsets[stop - 1][1]
        limit = self.offsets[stop][0]
        while end < limit and not text[end].isspace():
            end += 1
        closing = re.compile(r"[\s\u00a0\u202f]?[»”!?;:)\]]+").match(text, end, limit)
        return Span(place, start, closing.end() if closing else end)

    @staticmethod
    def _opening(text: str, start: int) -> int:
        found = re.search(r"[«“(\[][\s\u00a0\u202f]?$", text[max(0, start - 3) : start])
        return start - len(found[0]) if found else start


def runs_of(given: Sequence[str]) -> list[str]:
    """The runs of RUN words that follow each other; all of the words when they are fewer.

    >>> runs_of(["a", "b", "c", "d"]), runs_of(["a"]), runs_of([])
    (['a b c', 'b c d'], ['a'], [])
    """
    if len(given) < RUN:
        return [" ".join(given)] if given else []
    return [" ".join(given[place : place + RUN]) for place in range(len(given) - RUN + 1)]
