"""A small notation for documents, so that a test shows the page as a reader would see it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from indexer.extract import Extraction, Paragraph

Document = Callable[[str], Extraction]


def _paragraph(line: str, page: int | None) -> Paragraph:
    if heading := re.match(r"(#+) (.+)", line):
        return Paragraph(heading[2], page, level=len(heading[1]))
    if note := re.match(r"\^ (.+)", line):
        return Paragraph(note[1], page, kind="note")
    if item := re.match(r"([-*•]) (.+)", line):
        inner = _paragraph(item[2], page)
        return Paragraph(inner.text, page, kind="item", marker=item[1], bold=inner.bold, lead=inner.lead)
    if whole := re.fullmatch(r"\*\*(.+)\*\*", line):
        return Paragraph(whole[1], page, bold=1.0)
    if italic := re.fullmatch(r"_(.+)_", line):
        return Paragraph(italic[1], page, italic=1.0)
    if lead := re.match(r"\*\*(.+?)\*\*(.*)", line):
        return Paragraph(lead[1] + lead[2], page, bold=len(lead[1]) / len(lead[1] + lead[2]), lead=len(lead[1]))
    return Paragraph(line, page)


@pytest.fixture
def document() -> Document:
    """Make an extraction of a text: a line a paragraph, # heading, **bold**, _italic_, - item, ^ note, [p. 2]."""

    def made(text: str) -> Extraction:
        page: int | None = None
        paragraphs = []
        for raw in text.strip().splitlines():
            line = raw.strip()
            if number := re.fullmatch(r"\[p\. (\d+)\]", line):
                page = int(number[1])
            elif line:
                paragraphs.append(_paragraph(line, page))
        return Extraction("text/plain", tuple(paragraphs))

    return made
