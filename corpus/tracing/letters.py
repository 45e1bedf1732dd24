"""Words of which recognition left no run whole: found by their letters, near the place where they are expected."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from rapidfuzz import fuzz

from corpus.tracing.pieces import Piece
from corpus.tracing.texts import Texts

LONGEST = 2000  # letters: comparing more takes long, and some run of so many words is left whole
AROUND = 20  # words before and after the place, at least
FEW_LETTERS = 24
LIKE = 60.0  # how alike the letters must be, of 100
LIKE_FEW = 75.0  # when they are few


def by_letters(given: Sequence[str], texts: Texts, expected: int) -> Piece | None:
    """The words that are most like those `given` around the position `expected`, or None when none are like enough."""
    wanted = " ".join(given)
    if len(wanted) > LONGEST:
        return None
    around = max(AROUND, len(given))
    low, high = max(0, expected - around), min(len(texts.words), expected + len(given) + around)
    near = texts.words[low:high]
    found = fuzz.partial_ratio_alignment(wanted, " ".join(near))
    if found is None or found.score < (LIKE_FEW if len(wanted) < FEW_LETTERS else LIKE):
        return None
    if len(wanted) > sum(len(one) + 1 for one in near):
        return None
    begins = [0, *accumulate(len(one) + 1 for one in near)]
    first = bisect_right(begins, found.dest_start) - 1
    last = bisect_right(begins, max(found.dest_start, found.dest_end - 1)) - 1
    if found.dest_start - begins[first] > len(near[first]) / 2:
        first += 1  # only the end of a word
    if last > first and found.dest_end - begins[last] < len(near[last]) / 2:
        last -= 1  # only the beginning of a word
    return Piece(0, len(given), low + first, low + last + 1) if first <= last else None
