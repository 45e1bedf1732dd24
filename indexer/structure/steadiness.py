"""Sizes of letters that say nothing: on recognised pages they waver from line to line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from indexer.extract import Paragraph
from indexer.structure.measures import PLAIN_HEADING, SAID

_SAME = 0.6  # points
_OFTEN = 3  # sentences that change size in their middle
_STANDS_OUT = 1.35  # times the usual size: a heading even where sizes waver


def steadied(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Forget the sizes where sentences change theirs in the middle, save those of lines that surely stand out."""
    wavering = sum(_changes_within(one, other) for one, other in pairwise(paragraphs))
    if wavering < _OFTEN:
        return list(paragraphs)
    usual = median(p.size for p in paragraphs if p.size)
    return [p if _stands_out(p, usual) else replace(p, size=0.0) for p in paragraphs]


def _changes_within(one: Paragraph, other: Paragraph) -> bool:
    """Say whether `other` goes on, in another size, with the sentence that `one` leaves open."""
    open_end = len(one.text) > SAID and re.search(r"[\w,'’-]$", one.text.rstrip()) is not None
    text = one.kind == other.kind == "text" and bool(one.size and other.size)
    return text and open_end and other.text[:1].islower() and abs(one.size - other.size) > _SAME


def _stands_out(paragraph: Paragraph, usual: float) -> bool:
    return paragraph.size >= usual * _STANDS_OUT and len(paragraph.text) <= PLAIN_HEADING
