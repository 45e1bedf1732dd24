"""Pages of words → sheets: columns in reading order, with the furniture taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.extract.boxes import Box, set_apart
from indexer.extract.characters import Token
from indexer.extract.columns import Column, Row, columns_of, rows_of
from indexer.extract.furniture import furniture_of, repeated
from indexer.extract.posture import aslant, upright


@dataclass(slots=True)
class Sheet:
    """One page as the paragraphs need it."""

    number: int
    columns: list[Column]


def sheets_of(
    pages: Sequence[Sequence[Token]], sizes: Sequence[tuple[float, float]], boxes: Sequence[Sequence[Box]] = ()
) -> tuple[list[Sheet], list[list[Row]]]:
    """Order each page, and give the furniture of each beside."""
    groups = [upright(tokens, *size) for tokens, size in zip(pages, sizes, strict=True)]
    usual = [group[0] if group else [] for group in groups]
    heights = [
        width if group and group[0][0].turn % 2 else height
        for group, (width, height) in zip(groups, sizes, strict=True)
    ]
    furniture = furniture_of(usual, heights)
    aside = [[row for tokens in group[1:] for row in rows_of(tokens)] for group in groups]
    vertical = repeated(aside)
    sheets = []
    for number, tokens in enumerate(usual):
        apart = {id(token) for row in furniture[number] for token in row.tokens}
        columns = columns_of(t for t in tokens if id(t) not in apart)
        if boxes and tokens and not tokens[0].turn:
            columns = set_apart(columns, boxes[number])
        kept = [row for row in aside[number] if not any(row is other for other in vertical[number])]
        columns += [Column([row], boxed=True) for row in kept]
        furniture[number] += vertical[number] + rows_of(aslant(pages[number]))
        sheets.append(Sheet(number + 1, columns))
    return sheets, furniture
