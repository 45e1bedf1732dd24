"""Frames and tinted areas drawn on a page: what stands in one is apart from the text around it."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from indexer.extract.characters import Frame
from indexer.extract.columns import Column, Row

_MOST_OBJECTS = 3000
_LEAST_WIDTH, _LEAST_HEIGHT = 60.0, 30.0
_FEWEST_ROWS = 3
_MOST_SHARE = 0.75  # of a page's rows: beyond, the frame is the page's own
_MOST_BOXES = 6  # beyond, they are the cells of a table
_WHITE = 250
_SLACK = 4.0


class Box(NamedTuple):
    """A rectangle on the displayed page."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, row: Row) -> bool:
        """Whether the whole row stands in it."""
        across = self.x0 - _SLACK <= row.x0 and row.x1 <= self.x1 + _SLACK
        return across and self.y0 < row.middle < self.y1


def boxes_of(page: Any, frame: Frame) -> list[Box]:
    """Find the rectangles of a page that a reader sees and that can hold text."""
    found: list[Box] = []
    edges = [ctypes.c_float() for _ in range(4)]
    count = min(pdfium_c.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    for index in range(count):
        drawn = pdfium_c.FPDFPage_GetObject(page.raw, index)
        if pdfium_c.FPDFPageObj_GetType(drawn) != pdfium_c.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium_c.FPDFPageObj_GetBounds(drawn, *map(ctypes.byref, edges)):
            continue
        box = Box(*frame.box(*(edge.value for edge in edges)))
        if box.x1 - box.x0 >= _LEAST_WIDTH and box.y1 - box.y0 >= _LEAST_HEIGHT and _is_seen(drawn):
            found.append(box)
    return found


def _is_seen(drawn: Any) -> bool:
    """Whether it has a line around it, or a tint that is not the paper's white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(drawn, ctypes.byref(fill), ctypes.byref(stroke)):
        return False
    if stroke.value:
        return True
    colour = [ctypes.c_uint() for _ in range(4)]
    if not fill.value or not pdfium_c.FPDFPageObj_GetFillColor(drawn, *map(ctypes.byref, colour)):
        return False
    return min(part.value for part in colour[:3]) < _WHITE and colour[3].value > 0


def set_apart(columns: Sequence[Column], boxes: Sequence[Box]) -> list[Column]:
    """Cut the columns where a box begins or ends."""
    rows = [row for column in columns for row in column.rows]
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    apart = [box for box in boxes if _is_apart(box, rows, usual)]
    if not apart or len(apart) > _MOST_BOXES:
        return list(columns)
    parts: list[Column] = []
    for column in columns:
        run: list[Row] = []
        around: Box | None = None
        for row in column.rows:
            box = next((box for box in apart if box.holds(row)), None)
            if run and box != around:
                parts.append(_part(run, around))
                run = []
            run.append(row)
            around = box
        parts.append(_part(run, around))
    return parts


def _part(rows: list[Row], box: Box | None) -> Column:
    if box is None:
        return Column(rows)
    left = min(row.x0 for row in rows)
    return Column(rows, boxed=True, edges=(left, max(box.x1 - (left - box.x0), *(row.x1 for row in rows))))


def _is_apart(box: Box, rows: Sequence[Row], usual: float) -> bool:
    """A box holds several rows, not nearly all of them, and running text rather than a heading on a band."""
    held = [row for row in rows if box.holds(row)]
    small = sum(row.size <= 1.1 * usual for row in held)
    return len(held) >= _FEWEST_ROWS and len(held) <= _MOST_SHARE * len(rows) and 2 * small >= len(held)
