"""Boxes that no drawn frame tells: small print under a title that is smaller than the text around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.extract import Paragraph
from indexer.structure.measures import BOLD, LABEL, SENTENCE
from indexer.structure.roles import ends_a_sentence

_SMALLER = 0.8  # points


def boxed(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give the paragraphs, those of such boxes marked: no heading of a text is smaller than its letters."""
    found = list(paragraphs)
    k = 1
    while k < len(found) - 1:
        end = _end(found, k) if _is_title(found[k - 1], found[k], found[k + 1]) else k
        found[k:end] = [replace(p, boxed=True) for p in found[k:end]]
        k = max(k + 1, end)
    return found


def _is_title(above: Paragraph, title: Paragraph, below: Paragraph) -> bool:
    """A short bold line without full stop between prose in usual letters and prose in small ones."""
    plain = title.kind == "text" and not title.level and not title.boxed and title.bold >= BOLD
    if not plain or not 0 < title.size <= above.size - _SMALLER or len(title.text) > LABEL:
        return False
    small = 0 < below.size <= above.size - _SMALLER and below.bold < BOLD and below.page == title.page
    return small and _is_prose(above) and _is_prose(below) and not ends_a_sentence(title.text)


def _is_prose(paragraph: Paragraph) -> bool:
    return paragraph.kind == "text" and len(paragraph.text) > SENTENCE and ends_a_sentence(paragraph.text)


def _end(paragraphs: Sequence[Paragraph], k: int) -> int:
    """Where the small letters end, or the page does."""
    usual, page = paragraphs[k - 1].size, paragraphs[k].page
    end = k + 1
    while end < len(paragraphs) and paragraphs[end].page == page and 0 < paragraphs[end].size <= usual - _SMALLER:
        end += 1
    return end
