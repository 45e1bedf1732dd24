"""Frames and tinted areas drawn on a page: what stands in one is apart from the text around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from indexer.extract.characters import Token
from indexer.extract.columns import Column, Row, columns_of, runs_of
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

    def has(self, token: Token) -> bool:
        """Whether the middle of a word is in it."""
        return self.x0 < (token.x0 + token.x1) / 2 < self.x1 and self.y0 < (token.y0 + token.y1) / 2 < self.y1


def boxes_of(strokes: Sequence[Stroke]) -> list[Box]:
    """Those of the strokes that can hold text."""
    return [Box(*s[:4]) for s in strokes if s.width >= _LEAST_WIDTH and s.height >= _LEAST_HEIGHT]


class Aside(NamedTuple):
    """A box beside the text: where it stands, the columns they make, the words."""

    box: tuple[float, float, float, float]
    columns: list[Column]
    tokens: list[Token]


def beside_text(boxes: Sequence[Box], tokens: Sequence[Token]) -> list[Aside]:
    """Take out the boxes with text beside them: their lines and those of the text are no rows of one page."""
    runs = runs_of(tokens)
    sizes = Counter(run.size for run in runs for _ in run.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    found: list[Aside] = []
    taken: set[int] = set()
    for box in sorted(set(boxes), key=lambda box: (box.x0 - box.x1) * (box.y1 - box.y0)):
        if not _is_apart(box, runs, usual) or not _stands_beside(box, runs):
            continue
        inside = [t for t in tokens if id(t) not in taken and box.has(t)]
        if inside:
            found.append(_aside(box, inside))
            taken.update(map(id, inside))
    return found if len(found) <= _MOST_BOXES else []


def _stands_beside(box: Box, runs: Sequence[Row]) -> bool:
    """Whether text stands to its left or right, and none runs across its edges."""
    level = [run for run in runs if box.y0 < run.middle < box.y1 and not box.holds(run)]
    return bool(level) and all(run.x1 <= box.x0 + _SLACK or run.x0 >= box.x1 - _SLACK for run in level)


def _aside(box: Box, tokens: list[Token]) -> Aside:
    columns = columns_of(tokens)
    if len(columns) == 1:
        columns = [_part(columns[0].rows, box)]
    extent = min(t.x0 for t in tokens), box.y0, max(t.x1 for t in tokens), box.y1
    return Aside(extent, [Column(c.rows, boxed=True, edges=c.edges) for c in columns], tokens)


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
        if column.boxed or not any(box.holds(row) for box in apart for row in column.rows):
            parts.append(column)
            continue
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
