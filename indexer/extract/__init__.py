"""What every extractor gives: pages of lines in reading order, and the paragraphs they make.

A line is what a reader sees on one line of a page (or one whole paragraph, in formats that have no
lines). A paragraph is the unit that `structure` cuts: its text is joined, dehyphenated and free of page
furniture. Coordinates are PDF points from the top left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word and its box, in points from the top left of the page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float = 0.0  # in points, 0 when unknown
    bold: bool = False
    italic: bool = False
    raised: bool = False  # a superscript: call of a note, ordinal


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `size` is in points (0: unknown); `bold` and `italic` are shares of its characters, 0 to 1."""

    text: str
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0
    size: float = 0.0
    bold: float = 0.0
    italic: float = 0.0
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One physical page: its lines in reading order, without the furniture, which is kept apart."""

    number: int  # physical, from 1
    width: float = 0.0
    height: float = 0.0
    label: str | None = None  # the printed folio, read from the furniture
    lines: tuple[Line, ...] = ()
    furniture: tuple[Line, ...] = ()  # running heads and footers, page numbers


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, joined across lines and pages.

    Attributes:
        text: joined and dehyphenated; a line end became a space.
        page: physical page of its first character, from 1; None where the format has no pages.
        breaks: (offset in `text`, page) for every further page it runs on to.
        kind: `text`, `item` (of a list; `marker` holds its bullet or number, which is then not in `text`),
            `cell` (of a table: one paragraph a row, cells joined by " | "), `note` (foot- or endnote, after the
            paragraph that calls it), `toc` (a line of a contents page; dots or space before the number are " … ").
        level: heading level given by the format itself (1 to 6), else 0.
        size: in points, 0 when unknown; `body` of the extraction is the usual one.
        bold, italic: share of its characters, 0 to 1. lead: how many characters at its start are bold in one run
            while the rest is not (a run-in heading), else 0.
        gap: white space above, in points (0: unknown or first on its page).

    """

    text: str
    page: int | None = None
    breaks: tuple[tuple[int, int], ...] = ()
    kind: str = "text"
    marker: str = ""
    level: int = 0
    size: float = 0.0
    bold: float = 0.0
    italic: float = 0.0
    lead: int = 0
    gap: float = 0.0
    boxed: bool = False  # drawn apart from the flow: text box, sidebar
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a librarian should know about how the file was read. `code` is stable, `message` French."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that an extractor found in one file."""

    media_type: str
    paragraphs: tuple[Paragraph, ...]
    pages: tuple[Page, ...] = ()  # empty where the format has no pages
    body: float = 0.0  # the usual size of the text, in points; 0 when unknown
    metadata: dict[str, str] = field(default_factory=dict)  # title, author, created… as the file claims them
    outline: tuple[tuple[int, str, int], ...] = ()  # (level, heading, page) of the file's own bookmarks
    remarks: tuple[Remark, ...] = ()


class Extractor(Protocol):
    """Every installed extractor bids for the file; the surest reads it."""

    def claims(self, path: Path, head: bytes) -> int:
        """Say how sure it is, from the first 8 KiB and the file itself, never its name: 0 (not mine) to 100."""
        ...

    def extract(self, path: Path) -> Extraction:
        """Read the file.

        Raises:
            UnreadableFile: (or a subclass) when no text can be made of it.

        """
        ...
