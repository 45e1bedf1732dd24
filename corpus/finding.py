"""Find words again in a text that may have been read anew: recognised otherwise, joined, split, its lines broken."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

TOLERATED = 0.3  # share of the letters that may differ where what stands before is as it was
ALONE = 0.2  # share that may differ elsewhere, in words long enough: the last words of two sentences may be the same
LONG = 60  # letters from which words are long enough; of shorter ones less may differ
SHORT = 12  # letters: what is shorter must be there as it was, anything else could be chance
_SEED = 5  # letters that follow each other, by which a likely place is noticed
_SEEDS = 400  # of the words at most: those of a page would be too many for what they add
_PLACES = 4  # that are looked at letter by letter
_COMMON = 50  # places of one seed: what is everywhere tells nothing
_OPENING = re.compile(r"[«“‘(\[\"'–—•-][\u00a0\u202f «“(\[]*$")
_CLOSING = re.compile(r"(?:[\u00a0\u202f ]?[.!?…»”’)\]\"'])*")


Place = tuple[int, int, int]  # start and end among the letters, and how many of these differ


@dataclass(frozen=True, slots=True)
class Found:
    """Where words are in a text (places in it), and how alike the letters there are: 0 to 1."""

    start: int
    end: int
    likeness: float


@dataclass(frozen=True)
class Haystack:
    """A text in which words are looked for, perhaps many times."""

    text: str

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return _letters(self.text)

    def find(self, words: str, before: str = "") -> Found | None:
        """Find `words`, where they stand after `before` if they are there several times; None when they are not.

        Only letters and digits count, without case and accents.

        >>> Haystack("Hier. L'eau po- table, à Lille.").find("l’eau potable")
        Found(start=6, end=21, likeness=1.0)
        """
        letters, places = self._folded
        sought, _ = _letters(words)
        if not sought:
            return None
        every = list(_exact(sought, letters))
        exact = [one for one in every if self._whole_words(places[one[0]], places[one[1] - 1])]
        if not exact and len(sought) >= SHORT:
            exact = every  # words that were run together, or cut
        ahead, _ = _letters(before)
        found = min(
            ((start, end, 0) for start, end in exact), key=lambda one: _strange(ahead, letters, one), default=None
        )
        if found is None or _strange(ahead, letters, found)[0] > len(ahead) / 2:
            near = [one for one in _near(sought, letters) if _credible(len(sought), ahead, letters, one)]
            found = min(near + ([found] if found else []), key=lambda one: _strange(ahead, letters, one), default=None)
        if found is None:
            return None
        start, end, errors = found
        opened = not words.lstrip()[:1].isalnum()
        first, last = self._start(places[start], opened=opened), self._end(places[end - 1])
        return Found(first, last, 1 - errors / len(sought))

    def _whole_words(self, first: int, last: int) -> bool:
        return not self.text[max(0, first - 1) : first].isalnum() and not self.text[last + 1 : last + 2].isalnum()

    def _start(self, first: int, *, opened: bool) -> int:
        """Before the word at `first` and what opens it, when the words have something before their first letter."""
        while first > 0 and self.text[first - 1].isalnum():
            first -= 1
        found = _OPENING.search(self.text, max(0, first - 4), first) if opened else None
        return found.start() if found else first

    def _end(self, last: int) -> int:
        """After the word at `last` and the closing signs that belong to it."""
        end = last + 1
        while end < len(self.text) and (self.text[end].isalnum() or unicodedata.combining(self.text[end])):
            end += 1
        found = _CLOSING.match(self.text, end)
        return found.end() if found else end


def likeness(one: str, other: str) -> float:
    """How alike two texts are, by their letters: 1 less the share that would have to be changed.

    >>> likeness("L’eau, partout", "l'eau partout"), likeness("abcd", "abxd")
    (1.0, 0.75)
    """
    first, second = _letters(one)[0], _letters(other)[0]
    if first == second:
        return 1.0
    long, short = (first, second) if len(first) >= len(second) else (second, first)
    if not short:
        return 0.0
    errors = _Pattern(short).whole(long)
    return 1 - errors / len(long)


def _letters(text: str) -> tuple[str, list[int]]:
    """The letters and digits of `text`, folded, and where each stands in it."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign.isascii():
            folded = sign.lower() if sign.isalnum() else ""
        else:
            folded = unicodedata.normalize("NFKD", sign.lower().replace("œ", "oe").replace("æ", "ae"))
        for one in folded:
            if one.isalnum():
                letters.append(one)
                places.append(place)
    return "".join(letters), places


def _exact(sought: str, letters: str) -> Iterator[tuple[int, int]]:
    start = letters.find(sought)
    while start >= 0:
        yield start, start + len(sought)
        start = letters.find(sought, start + 1)


def _near(sought: str, letters: str) -> list[Place]:
    """The spans that are most like `sought`; none when nothing is like enough."""
    if len(sought) < SHORT:
        return []
    bound = int(TOLERATED * len(sought))
    pattern, backwards = _Pattern(sought), _Pattern(sought[::-1])
    found = []
    for first, last in _likely(sought, letters, bound):
        window = letters[first:last]
        errors, end = pattern.nearest(window)
        if errors <= bound:
            _, length = backwards.nearest(window[:end][::-1])
            found.append((first + end - length, first + end, errors))
    return found


def _likely(sought: str, letters: str, slack: int) -> Iterator[tuple[int, int]]:
    """The stretches of `letters` that share most seeds with `sought`, at about the same distance from each other."""
    step = max(1, len(sought) // _SEEDS)
    wanted: dict[str, list[int]] = {}
    for place in range(0, len(sought) - _SEED + 1, step):
        wanted.setdefault(sought[place : place + _SEED], []).append(place)
    width = max(slack, 2 * _SEED)
    votes: Counter[int] = Counter()
    for seed, places in wanted.items():
        at, seen = letters.find(seed), 0
        while at >= 0 and seen < _COMMON:
            for place in places:
                votes[(at - place) // width] += 1
            seen += 1
            at = letters.find(seed, at + 1)
    both = {bin_: count + max(votes[bin_ - 1], votes[bin_ + 1]) for bin_, count in list(votes.items())}
    for bin_ in sorted(both, key=lambda one: (-both[one], one))[:_PLACES]:
        yield max(0, (bin_ - 1) * width - slack), min(len(letters), (bin_ + 2) * width + len(sought) + slack)


def _credible(length: int, ahead: str, letters: str, place: Place) -> bool:
    """Whether words with this many errors are those of `length` letters that are sought."""
    errors = place[2]
    if errors <= ALONE * length * min(1, length / LONG):
        return True
    return bool(ahead) and _strange(ahead, letters, place)[0] - errors <= len(ahead) / 3


def _strange(ahead: str, letters: str, place: Place) -> tuple[int, int]:
    """How many letters are not as they were, in what stands before a place and in it; then where it is."""
    start, _, errors = place
    if ahead:
        before = letters[max(0, start - 2 * len(ahead)) : start][::-1]
        errors += _Pattern(ahead[::-1]).beginning(before)
    return errors, start


class _Pattern:
    """The bit-vector of G. Myers, “A fast bit-vector algorithm for approximate string matching” (JACM, 1999)."""

    def __init__(self, sought: str) -> None:
        self.length = len(sought)
        self.masks: dict[str, int] = {}
        for place, letter in enumerate(sought):
            self.masks[letter] = self.masks.get(letter, 0) | 1 << place

    def nearest(self, text: str) -> tuple[int, int]:
        """The least number of errors with which the pattern is in `text`, and where it then ends, the first time."""
        best, end = self.length, 0
        for place, errors in enumerate(self._errors(text, anchored=False), start=1):
            if errors < best:
                best, end = errors, place
        return best, end

    def whole(self, text: str) -> int:
        """The edit distance (Levenshtein) of the pattern to the whole of `text`."""
        errors = self.length
        for one in self._errors(text, anchored=True):
            errors = one
        return errors

    def beginning(self, text: str) -> int:
        """The least number of errors with which `text` begins with the pattern."""
        return min([self.length, *self._errors(text, anchored=True)])

    def _errors(self, text: str, *, anchored: bool) -> Iterator[int]:
        full, top = (1 << self.length) - 1, 1 << (self.length - 1)
        plus, minus, errors = full, 0, self.length
        for letter in text:
            mask = self.masks.get(letter, 0)
            across = mask | minus
            down = (((mask & plus) + plus) ^ plus) | mask
            rise = minus | ~(down | plus) & full
            fall = plus & down
            if rise & top:
                errors += 1
            elif fall & top:
                errors -= 1
            rise = (rise << 1 | (1 if anchored else 0)) & full
            fall = fall << 1 & full
            plus = fall | ~(across | rise) & full
            minus = rise & across
            yield errors
