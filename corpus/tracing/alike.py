"""How alike two readings of the same words are."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u00ad": ""})


def squeezed(text: str) -> str:
    r"""The text in one line, with one kind of apostrophe and dash, no space around quotation marks and high signs.

    >>> squeezed("L’eau  « claire » – et le sol !")
    'L\'eau"claire"- et le sol!'
    """
    return re.sub(r' ?([";:!?]) ?', r"\1", " ".join(text.translate(_SIGNS).split()))


def alike(one: str, other: str) -> float:
    """The share of letters that two texts have in common in the same order, 0 to 1 (Indel similarity).

    >>> alike("L’eau claire", "L'eau  claire"), round(alike("eau", "sel"), 2)
    (1.0, 0.33)
    """
    return fuzz.ratio(squeezed(one), squeezed(other)) / 100
