"""Words cut at a line end: put together again, with the hyphen that belongs to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from indexer.extract.characters import LINE_END_HYPHEN

SOFT_HYPHEN = "\u00ad"
_END = re.compile(rf"(?<=\w)[-\u2010{SOFT_HYPHEN}{LINE_END_HYPHEN}]$")
_ADDRESS = re.compile(r"(?:://|www\.|@)\S*$")
_LAST = re.compile(r"[^\W_]+$")
_FIRST = re.compile(r"[^\W_]+")
_WORDS = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
#: What French joins by a hyphen to the word before: inverted pronouns, adverbs of place.
_TAILS = frozenset(
    (
        "je",
        "tu",
        "il",
        "elle",
        "on",
        "nous",
        "vous",
        "ils",
        "elles",
        "ce",
        "ci",
        "là",
        "même",
        "mêmes",
        "le",
        "la",
        "les",
        "lui",
        "leur",
        "moi",
        "toi",
        "y",
        "en",
    )
)
_PREFIXES = frozenset(("co", "non", "ex", "mi", "vis", "peu", "pan", "bi", "là", "an", "sud", "est"))
_SHORT = 3


class Lexicon:
    """The document's own words, as printed within its lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        for line in lines:
            whole = _WORDS.findall(line.casefold())
            if whole and _END.search(line):
                whole.pop()
            self.words.update(whole)
            self.words.update(part for word in whole if "-" in word for part in word.split("-"))

    def __contains__(self, word: str) -> bool:
        return word in self.words


def is_cut(text: str) -> bool:
    """Whether a line ends within a word."""
    return bool(_END.search(text))


def mended(before: str, after: str, lexicon: Lexicon) -> str:
    """Return `before`, the end of one line, as it should stand directly before `after`, the start of the next.

    >>> mended("la coopé-", "ration", Lexicon(["une coopération"])), mended("à Saint-", "Louis", Lexicon([]))
    ('la coopé', 'à Saint-')
    """
    stem = before[:-1]
    first = _FIRST.match(after)
    last = _LAST.search(stem)
    if _ADDRESS.search(stem) or not first or not last or not after[0].islower() or last.group().isdigit():
        return stem + "-"
    left, right = last.group().casefold(), first.group().casefold()
    if left + right in lexicon:
        return stem
    if f"{left}-{right}" in lexicon or right in _TAILS:
        return stem + "-"
    if before[-1] == SOFT_HYPHEN or (len(left) <= _SHORT and left not in _PREFIXES):
        return stem
    return stem + "-" if left in lexicon and right in lexicon else stem
