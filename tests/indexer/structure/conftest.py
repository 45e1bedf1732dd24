"""A small notation for documents, so that a test shows the page as a reader would see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from indexer.extract import Extraction, Paragraph

Document = Callable[[str], Extraction]


def _paragraph(line: str, page: int | None) -> Paragraph:
    made = Paragraph(line, page)
    if heading := re.match(r"(#+) (.+)", line):
        made = Paragraph(heading[2], page, level=len(heading[1]))
    elif framed := re.match(r"\[\] (.+)", line):
        made = replace(_paragraph(framed[1], page), boxed=True)
    elif note := re.match(r"\^ (.+)", line):
        made = Paragraph(note[1], page, kind="note")
    elif item := re.match(r"([-*•]) (.+)", line):
        made = replace(_paragraph(item[2], page), kind="item", marker=item[1])
    elif line.startswith("| "):
        made = Paragraph(line[2:], page, kind="cell")
    elif whole := re.fullmatch(r"\*\*(.+)\*\*", line):
        made = Paragraph(whole[1], page, bold=1.0)
    elif italic := re.fullmatch(r"_(.+)_", line):
        made = Paragraph(italic[1], page, italic=1.0)
    elif lead := re.match(r"\*\*(.+?)\*\*(.*)", line):
        made = Paragraph(lead[1] + lead[2], page, bold=len(lead[1]) / len(lead[1] + lead[2]), lead=len(lead[1]))
    return made


@pytest.fixture
def document() -> Document:
    """Make an extraction of a text, a line a paragraph.

    # heading, **bold**, _italic_, - item, | row, ^ note, [] in a frame.
    """

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
