"""Tables drawn with lines: the lines say where a row and a cell end, however the words in them wrap."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from indexer.extract.characters import Token
from indexer.extract.columns import Row, rows_of
from indexer.extract.strokes import Stroke

_THIN = 5.0
_LONG = 40.0
_SAME = 4.0  # points by which lines that meet may miss each other
_TALLEST_ROW = 260.0
_LONG_CELL = 700  # characters: beyond, the lines frame running text


class Grid(NamedTuple):
    """Heights of the lines between rows and places of those between cells, from edge to edge."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]

    def holds(self, token: Token) -> bool:
        """Whether the middle of a word is in it."""
        x, y = (token.x0 + token.x1) / 2, (token.y0 + token.y1) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


class Table(NamedTuple):
    """A table of one page: its extent and its rows, each with its cells."""

    box: tuple[float, float, float, float]
    rows: list[Row]
    tokens: list[Token]


def grids_of(strokes: Sequence[Stroke]) -> list[Grid]:
    """Find the grids: lines across of one length, three at least, with lines down between them."""
    across = _merged([s for s in _across(strokes) if s[2] - s[1] >= _LONG])
    down = _merged([s for s in _down(strokes) if s[2] - s[1] >= _THIN])
    grids = []
    for lines in _stacks(across):
        ys = [line[0] for line in lines]
        x0, x1 = lines[0][1], lines[0][2]
        inside = [d for d in down if x0 - _SAME <= d[0] <= x1 + _SAME]
        through = [d for d in inside if min(d[2], ys[-1]) - max(d[1], ys[0]) > 0.6 * (ys[-1] - ys[0])]
        xs = _apart([x0, *(d[0] for d in through), x1])
        if len(xs) > 2:  # noqa: PLR2004 - two edges make one cell
            grids.append(Grid(tuple(ys), tuple(xs)))
    return grids


def tables_of(grids: Iterable[Grid], tokens: Sequence[Token]) -> list[Table]:
    """Put the words into the cells; a grid with a cell of running text is none."""
    tables = []
    for grid in grids:
        inside = [t for t in tokens if grid.holds(t)]
        rows = [cells for cells in _filled(grid, inside) if any(cells)]
        longest = max((sum(len(t.text) + 1 for t in cell) for cells in rows for cell in cells), default=0)
        if len(rows) > 1 and longest <= _LONG_CELL:
            box = grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]
            tables.append(Table(box, [_row(cells) for cells in rows], inside))
    return tables


def _filled(grid: Grid, tokens: Sequence[Token]) -> list[list[list[Token]]]:
    cells: list[list[list[Token]]] = [[[] for _ in grid.xs[1:]] for _ in grid.ys[1:]]
    for token in tokens:
        x, y = (token.x0 + token.x1) / 2, (token.y0 + token.y1) / 2
        row = min(sum(y > line for line in grid.ys[1:]), len(cells) - 1)
        column = min(sum(x > line for line in grid.xs[1:]), len(grid.xs) - 2)
        cells[row][column].append(token)
    return cells


def _row(cells: Sequence[Sequence[Token]]) -> Row:
    filled = [[t for row in rows_of(cell) for t in row.tokens] for cell in cells if cell]
    starts = tuple(itertools.accumulate(len(cell) for cell in filled[:-1]))
    return Row([token for cell in filled for token in cell], cells=starts or (-1,))


def _across(strokes: Iterable[Stroke]) -> list[tuple[float, float, float]]:
    """Lines across, as (height, from, to): thin strokes, and the edges of areas."""
    lines = []
    for s in strokes:
        if s.height <= _THIN:
            lines.append(((s.y0 + s.y1) / 2, s.x0, s.x1))
        elif s.width > _THIN:
            lines += [(s.y0, s.x0, s.x1), (s.y1, s.x0, s.x1)]
    return lines


def _down(strokes: Iterable[Stroke]) -> list[tuple[float, float, float]]:
    lines = []
    for s in strokes:
        if s.width <= _THIN:
            lines.append(((s.x0 + s.x1) / 2, s.y0, s.y1))
        elif s.height > _THIN:
            lines += [(s.x0, s.y0, s.y1), (s.x1, s.y0, s.y1)]
    return lines


def _merged(lines: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Join the pieces of a line that was drawn cell by cell."""
    merged: list[tuple[float, float, float]] = []
    for place, start, end in sorted((round(p), s, e) for p, s, e in lines):
        last = merged[-1] if merged else None
        if last and abs(last[0] - place) <= _SAME / 2 and start <= last[2] + _SAME:
            merged[-1] = (last[0], min(last[1], start), max(last[2], end))
        else:
            merged.append((place, start, end))
    return merged


def _stacks(across: Sequence[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    """Lines across of the same extent, one under the other, no further than a row may be high."""
    stacks: list[list[tuple[float, float, float]]] = []
    for line in sorted(across):
        for stack in stacks:
            top = stack[-1]
            alike = abs(top[1] - line[1]) <= _SAME and abs(top[2] - line[2]) <= _SAME
            if alike and line[0] - top[0] <= _TALLEST_ROW:
                if line[0] - top[0] > _SAME:
                    stack.append(line)
                break
        else:
            stacks.append([line])
    return [stack for stack in stacks if len(stack) > 2]  # noqa: PLR2004 - two lines make one row


def _apart(places: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > 2 * _SAME:
            kept.append(place)
    return kept
