"""Frames and tinted areas drawn on a page: what stands in one is apart from the text around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from indexer.extract.columns import Column, Row
from indexer.extract.strokes import Stroke

_LEAST_WIDTH, _LEAST_HEIGHT = 60.0, 30.0
_FEWEST_ROWS = 3
_MOST_SHARE = 0.75  # of a page's rows: beyond, the frame is the page's own
_MOST_BOXES = 6  # beyond, they are the cells of a table
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


def boxes_of(strokes: Sequence[Stroke]) -> list[Box]:
    """Those of the strokes that can hold text."""
    return [Box(*s[:4]) for s in strokes if s.width >= _LEAST_WIDTH and s.height >= _LEAST_HEIGHT]


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
