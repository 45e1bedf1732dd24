"""Pages of words → sheets: columns in reading order, with the furniture taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.extract.boxes import beside_text, boxes_of, set_apart
from indexer.extract.characters import Token
from indexer.extract.columns import Column, Row, columns_of, rows_of
from indexer.extract.furniture import furniture_of, repeated
from indexer.extract.posture import aslant, upright
from indexer.extract.ruled import grids_of, tables_of
from indexer.extract.strokes import Stroke


@dataclass(slots=True)
class Sheet:
    """One page as the paragraphs need it."""

    number: int
    columns: list[Column]
    width: float = 0.0


def sheets_of(
    pages: Sequence[Sequence[Token]], sizes: Sequence[tuple[float, float]], strokes: Sequence[Sequence[Stroke]] = ()
) -> tuple[list[Sheet], list[list[Row]]]:
    """Order each page, and give the furniture of each beside."""
    groups = [upright(tokens, *size) for tokens, size in zip(pages, sizes, strict=True)]
    usual = [group[0] if group else [] for group in groups]
    heights = [
        width if group and group[0][0].turn % 2 else height
        for group, (width, height) in zip(groups, sizes, strict=True)
    ]
    widths = [
        height if group and group[0][0].turn % 2 else width
        for group, (width, height) in zip(groups, sizes, strict=True)
    ]
    furniture = furniture_of(usual, heights)
    aside = [[row for tokens in group[1:] for row in rows_of(tokens)] for group in groups]
    vertical = repeated(aside)
    sheets = []
    for number, tokens in enumerate(usual):
        apart = {id(token) for row in furniture[number] for token in row.tokens}
        columns = _columns([t for t in tokens if id(t) not in apart], strokes[number] if strokes else ())
        kept = [row for row in aside[number] if not any(row is other for other in vertical[number])]
        columns += [Column([row], boxed=True) for row in kept]
        furniture[number] += vertical[number] + rows_of(aslant(pages[number]))
        sheets.append(Sheet(number + 1, columns, widths[number]))
    return sheets, furniture


def _columns(tokens: Sequence[Token], strokes: Sequence[Stroke]) -> list[Column]:
    """Columns of a page, helped by what is drawn on it where the page is upright."""
    if not strokes or not tokens or tokens[0].turn:
        return columns_of(tokens)
    tables = tables_of(grids_of(strokes), tokens)
    inside = {id(token) for table in tables for token in table.tokens}
    rest = [t for t in tokens if id(t) not in inside]
    boxes = boxes_of(strokes)
    asides = beside_text(boxes, rest)
    framed = {id(token) for aside in asides for token in aside.tokens}
    blocks = [(table.box, [Column(table.rows)]) for table in tables] + [(aside.box, aside.columns) for aside in asides]
    return set_apart(columns_of([t for t in rest if id(t) not in framed], blocks), boxes)
