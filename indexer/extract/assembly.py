"""From the words of all pages to paragraphs: reading order, furniture, labels, joining — whoever found the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.extract import Page, Paragraph
from indexer.extract.characters import Token
from indexer.extract.furniture import labels_of
from indexer.extract.paragraphs import Writer
from indexer.extract.sheets import sheets_of
from indexer.extract.strokes import Stroke


@dataclass(frozen=True, slots=True)
class Assembly:
    """The pages of a document and the paragraphs they make; `empty` are the numbers of pages without text."""

    paragraphs: tuple[Paragraph, ...]
    pages: tuple[Page, ...]
    body: float
    empty: tuple[int, ...]


def assembled(
    words: Sequence[Sequence[Token]],
    sizes: Sequence[tuple[float, float]],
    strokes: Sequence[Sequence[Stroke]] = (),
) -> Assembly:
    """Read pages of `words` whose width and height are `sizes`, in points."""
    sheets, furniture = sheets_of(words, sizes, strokes)
    writer = Writer(sheets)
    pages = tuple(
        Page(
            sheet.number,
            round(width, 1),
            round(height, 1),
            label,
            tuple(row.line() for column in sheet.columns for row in column.rows),
            tuple(row.line() for row in rows),
        )
        for sheet, (width, height), label, rows in zip(sheets, sizes, labels_of(furniture), furniture, strict=True)
    )
    return Assembly(
        writer.paragraphs(), pages, writer.body, tuple(sheet.number for sheet in sheets if not sheet.columns)
    )
