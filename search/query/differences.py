"""What two texts do not have in common, as runs of words around the places where they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.vocabularies.folding import fold

AROUND = 6  # words shown on each side of a difference
MOST_WORDS = 40_000  # of a text that are compared
LONGEST = 60  # words of a difference that are shown
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two texts differ: the words before it, in one, in the other, and after it."""

    before: str
    ours: str
    theirs: str
    after: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Some places where two texts differ; how many there are, and the share of words that are the same (0 to 1)."""

    places: tuple[Difference, ...]
    total: int
    same: float


def differences(ours: str, theirs: str, limit: int = 40) -> Differences:
    """Compare two texts, first sentence by sentence, then word by word where sentences differ.

    Accents, case and punctuation do not count. The method is that of J. Ratcliff and D. Metzener (1988), as `difflib`.

    >>> differences("L'eau est à tous.", "L’eau est à nous.").places[0].theirs
    'nous.'
    """
    a, b = _sentences(ours), _sentences(theirs)
    places: list[Difference] = []
    total, same = 0, 0
    count = max(1, sum(map(len, a)), sum(map(len, b)))
    for tag, i, j, k, m in SequenceMatcher(None, _keys(a), _keys(b), autojunk=False).get_opcodes():
        left, right = _words(a[i:j]), _words(b[k:m])
        if tag == "equal":
            same += len(left)
            continue
        found, alike = _within(left, right)
        same += alike
        total += len(found)
        places += found[: max(0, limit - len(places))]
    return Differences(tuple(places), total, min(1.0, same / count))


def _sentences(text: str) -> list[list[str]]:
    words, found = 0, []
    for sentence in _SENTENCE.split(text):
        split = sentence.split()
        words += len(split)
        if split and words <= MOST_WORDS:
            found.append(split)
    return found


def _keys(sentences: Sequence[Sequence[str]]) -> list[str]:
    return [fold(" ".join(one)) for one in sentences]


def _words(sentences: Sequence[Sequence[str]]) -> list[str]:
    return [word for one in sentences for word in one]


def _within(left: Sequence[str], right: Sequence[str]) -> tuple[list[Difference], int]:
    """The differences between two runs of words, and how many words they share."""
    if not left or not right or len(left) * len(right) > MOST_WORDS * 50:
        return [Difference("", _cut(left), _cut(right), "")], 0
    found, same = [], 0
    matcher = SequenceMatcher(None, [fold(one) for one in left], [fold(one) for one in right], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            same += j - i
            continue
        before, after = " ".join(left[max(0, i - AROUND) : i]), " ".join(left[j : j + AROUND])
        found.append(Difference(before, _cut(left[i:j]), _cut(right[k:m]), after))
    return found, same


def _cut(words: Sequence[str]) -> str:
    return " ".join(words[:LONGEST]) + ("…" if len(words) > LONGEST else "")
