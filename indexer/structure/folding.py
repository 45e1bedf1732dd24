"""Compare words as a reader does: case, accents and the kind of apostrophe or space apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME_LENGTH = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "’": "'", "‘": "'", "ʼ": "'", "`": "'"}
)
_WORD = re.compile(r"[^\W_]+")


@lru_cache(4096)
def level(text: str) -> str:
    """Give the text with plain spaces and apostrophes; every character stays where it was.

    >>> level("d’accord\u00a0: oui")
    "d'accord : oui"
    """
    return text.translate(_SAME_LENGTH)


@lru_cache(4096)
def fold(text: str) -> str:
    """Give the text in small letters without accents.

    >>> fold("Élise Œuvrard")
    'elise oeuvrard'
    """
    flat = unicodedata.normalize("NFD", level(text).lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in flat if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Give the folded words of the text."""
    return _WORD.findall(fold(text))
