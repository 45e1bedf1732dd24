"""Footnotes that nothing but their place, their number and their small letters tells from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.extract import Paragraph
from indexer.structure.folding import level
from indexer.structure.letters import CAPITAL

_NUMBERED = re.compile(rf"[\[(]?(?P<number>\d{{1,2}})(?:[\])]?\s?[.)]?\s+|[\])]|\.?)(?=[{CAPITAL}«\"])")
_IN_BRACKETS = re.compile(r"[\[(](?P<number>\d{1,2})[\])]")
_SMALLER = 0.9  # points
_BOLD = 0.5


def footed(paragraphs: Sequence[Paragraph], body: float) -> list[Paragraph]:
    """Give the paragraphs, the numbered lines in small letters at the foot of a page being notes.

    Where there is no type, the last lines of a text are notes when the text calls each of their numbers.
    """
    return _in_small_letters(paragraphs, body) if body else _at_the_end(paragraphs)


def _in_small_letters(paragraphs: Sequence[Paragraph], body: float) -> list[Paragraph]:
    """Their numbers follow each other through the document, or begin again on each page."""
    found, last = list(paragraphs), 0
    page: int | None = None
    for k, paragraph in enumerate(paragraphs):
        if paragraph.kind == "note" and paragraph.marker.isdecimal():
            last, page = int(paragraph.marker), paragraph.page
        marked = _NUMBERED.match(level(paragraph.text)) if _is_small(paragraph, body) else None
        if marked is None or not _at_the_foot(paragraphs, k, body):
            continue
        number = int(marked["number"])
        if number != last + 1 and not (number == 1 and paragraph.page != page):
            continue
        last, page = number, paragraph.page
        found[k] = replace(
            paragraph, kind="note", marker=marked["number"], text=paragraph.text[marked.end() :], breaks=(), lead=0
        )
    return found


def _is_small(paragraph: Paragraph, body: float) -> bool:
    small = 0 < paragraph.size <= body - _SMALLER and paragraph.page is not None
    return small and paragraph.kind == "text" and not paragraph.boxed and paragraph.bold < _BOLD


def _at_the_foot(paragraphs: Sequence[Paragraph], k: int, body: float) -> bool:
    """Say whether nothing but small print stands below on the page."""
    page = paragraphs[k].page
    below = (p for p in paragraphs[k + 1 :] if not p.boxed)
    following = next((p for p in below if p.page != page or not _is_small(p, body)), None)
    return following is None or following.page != page


def _at_the_end(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """« (1) Voir le rapport » below the last words, when « (1) » stands in them."""
    first = len(paragraphs)
    while first and paragraphs[first - 1].kind == "item" and _IN_BRACKETS.fullmatch(paragraphs[first - 1].marker):
        first -= 1
    notes = paragraphs[first:]
    numbers = [int(p.marker.strip("[]()")) for p in notes]
    text = "\n".join(p.text for p in paragraphs[:first])
    called = all(re.search(rf"[\[(]{number}[\])]", text) for number in numbers)
    if not notes or not called or numbers != list(range(1, len(notes) + 1)):
        return list(paragraphs)
    return [*paragraphs[:first], *(replace(p, kind="note", lead=0) for p in notes)]
