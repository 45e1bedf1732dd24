"""Recognised lines as plain data: for the pipe to the child, and for the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from indexer.extract import Line, Word

Row = list[Any]


def to_rows(lines: Iterable[Line]) -> list[Row]:
    """Lines as nested lists: text, box, size, bold, italic, words (text and box)."""
    return [
        [
            line.text,
            *_rounded(line.x0, line.y0, line.x1, line.y1, line.size, line.bold, line.italic),
            [[word.text, *_rounded(word.x0, word.y0, word.x1, word.y1, word.size)] for word in line.words],
        ]
        for line in lines
    ]


def from_rows(rows: Iterable[Row]) -> tuple[Line, ...]:
    """The lines that `to_rows` was given."""
    return tuple(_line(*row) for row in rows)


def _line(  # noqa: PLR0917 - the places of a row
    text: str, x0: float, y0: float, x1: float, y1: float, size: float, bold: float, italic: float, words: list[Row]
) -> Line:
    return Line(text, x0, y0, x1, y1, size, bold, italic, tuple(Word(*word) for word in words))


def _rounded(*numbers: float) -> list[float]:
    return [round(one, 2) for one in numbers]
