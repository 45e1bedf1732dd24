"""Reading order: words → rows → columns, by cutting the page along white bands (recursive XY-cut).

The order of drawing is ignored: layout programs draw columns interleaved, and running heads first.
Nagy and Seth, Hierarchical representation of optically scanned documents (ICPR 1984).
"""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from indexer.extract import Line, Word
from indexer.extract.characters import LINE_END_HYPHEN, Token

_NUMBER = r"\(?\d{1,4}(?:\.\d{1,2})*[.)°]?"
_BULLET = r"[-–—•●▪◦‣*·○■□▶▷➢►➤➔→✓✔❖♦◆o§\ue000-\uf8ff]"
_MARKER = re.compile(rf"^(?:{_BULLET}|{_NUMBER}|\(?[a-zA-Z][.)]|[ivxIVX]+[.)]?|p\.?\s?\d+)$")
_RAISED = 0.87  # of the size of its row
_LEADERS = "....", "……", "____"  # they lead the eye to the words at the other side of the page
_WIDE, _FAR = 0.75, 2.0  # white space in a row, as a share of its size: no justified space; none before a raised mark
_FOLIO = re.compile(r"^(?:p\.?\s?)?\d{1,3}$")
_BLOCK = "\ufffc"
_SHORT_LINE = 16  # characters
_SEVERAL = 3  # rows that must agree before white space counts as a gutter


@dataclass(slots=True)
class Row:
    """The words of one printed line, from left to right."""

    tokens: list[Token]
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0
    size: float = 0.0
    bold: float = 0.0
    italic: float = 0.0
    cells: tuple[int, ...] = ()  # in a table: which words begin its cells, after the first
    _text: str = ""

    def __post_init__(self) -> None:
        tokens = self.tokens
        self.x0, self.x1 = tokens[0].x0, max(t.x1 for t in tokens)
        plain = [t for t in tokens if not t.raised] or tokens
        self.y0, self.y1 = min(t.y0 for t in plain), max(t.y1 for t in plain)
        weights: dict[float, int] = {}
        total = bold = italic = 0
        for token in plain:
            length = len(token.text)
            weights[token.size] = weights.get(token.size, 0) + length
            total += length
            bold += length * token.bold
            italic += length * token.italic
        self.size = max(weights, key=lambda size: (weights[size], size))
        self.bold, self.italic = bold / total, italic / total
        if len(weights) > 1:
            self.tokens = [self._noticed(token) for token in tokens]

    def _noticed(self, token: Token) -> Token:
        """A number that is smaller than its row and stands higher is raised, even when it stands alone."""
        if token.raised or not token.text.strip("()").isdigit() or token.size > _RAISED * self.size:
            return token
        return token._replace(raised=self.y1 - token.y1 > 0.1 * self.size)

    @property
    def text(self) -> str:
        """The words with single spaces; a raised mark sticks to its word."""
        if not self._text:
            parts = [token.text if token.raised else f" {token.text}" for token in self.tokens]
            self._text = "".join(parts).lstrip(" ")
        return self._text

    @property
    def middle(self) -> float:
        """Height of the middle of the row."""
        return (self.y0 + self.y1) / 2

    def line(self) -> Line:
        """The row as the value the other rooms know, where a reader sees it."""
        words = []
        for token in self.tokens:
            x0, y0, x1, y1 = token.shown or (token.x0, token.y0, token.x1, token.y1)
            text = token.text.replace(LINE_END_HYPHEN, "-")
            box = round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)
            words.append(Word(text, *box, token.size, token.bold, token.italic, token.raised))
        whole = min(w.x0 for w in words), min(w.y0 for w in words), max(w.x1 for w in words), max(w.y1 for w in words)
        text = self.text.replace(LINE_END_HYPHEN, "-")
        return Line(text, *whole, self.size, round(self.bold, 3), round(self.italic, 3), tuple(words))


@dataclass(slots=True)
class Column:
    """A run of rows read from top to bottom before anything beside it."""

    rows: list[Row]
    boxed: bool = False
    edges: tuple[float, float] | None = None  # where its lines may begin and end, when that was drawn
    x0: float = field(init=False, default=0.0)
    y0: float = field(init=False, default=0.0)
    x1: float = field(init=False, default=0.0)
    y1: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.x0, self.x1 = min(r.x0 for r in self.rows), max(r.x1 for r in self.rows)
        self.y0, self.y1 = min(r.y0 for r in self.rows), max(r.y1 for r in self.rows)


class _Leaf(NamedTuple):
    """A region that is read row by row; `edges` part the cells where it is a table."""

    runs: list[Row]
    edges: tuple[float, ...] = ()

    def columns(self, blocks: Mapping[int, list[Column]]) -> Iterator[Column]:
        """Its rows, put together again from their runs; above, beside and below the blocks that stand among them."""
        waiting = [run for run in self.runs if id(run) not in blocks]
        for block in sorted((run for run in self.runs if id(run) in blocks), key=lambda run: run.y0):
            held = blocks[id(block)]
            above = [run for run in waiting if run.middle < block.y0]
            if above:
                yield self._column(above)
            beside = [run for run in waiting if block.y0 <= run.middle < block.y1 and run.x0 < block.x0]
            beside = beside if held[0].boxed else []
            if beside:
                yield _narrowed(self._column(beside))
            read = {id(run) for run in beside}
            waiting = [run for run in waiting if run.middle >= block.y0 and id(run) not in read]
            yield from held
        if waiting:
            yield self._column(waiting)

    def _column(self, runs: list[Row]) -> Column:
        rows = rows_of(token for run in runs for token in run.tokens)
        return Column(table_rows(rows, self.edges) if self.edges else rows)


#: What is read as one piece: its place, and the columns in it.
Block = tuple[tuple[float, float, float, float], list[Column]]


def columns_of(tokens: Iterable[Token], blocks: Sequence[Block] = ()) -> list[Column]:
    """Cut a page into columns, in reading order; `blocks` are put where they stand, frames after the text beside."""
    runs = runs_of(tokens)
    held: dict[int, list[Column]] = {}
    for box, columns in blocks:
        run = Row([Token(_BLOCK, *box, columns[0].rows[0].size)])
        held[id(run)] = columns
        runs.append(run)
    return [column for leaf in _cut(runs) for column in leaf.columns(held)]


def rows_of(tokens: Iterable[Token]) -> list[Row]:
    """Group words that stand on one line, whatever the order they were drawn in."""
    waiting = sorted(tokens, key=lambda t: (t.y0 + t.y1, t.x0))
    groups: list[list[Token]] = []
    top = bottom = 0.0
    for token in waiting:
        middle = (token.y0 + token.y1) / 2
        height = min(bottom - top, token.y1 - token.y0)
        overlap = min(bottom, token.y1) - max(top, token.y0)
        if groups and (overlap > 0.6 * height or top + 0.3 * (bottom - top) < middle < bottom - 0.3 * (bottom - top)):
            groups[-1].append(token)
            if not token.raised and token.y1 - token.y0 > bottom - top:
                top, bottom = token.y0, token.y1
        else:
            groups.append([token])
            top, bottom = token.y0, token.y1
    return [Row(sorted(group, key=lambda t: t.x0)) for group in _with_marks(groups)]


def _with_marks(groups: list[list[Token]]) -> list[list[Token]]:
    """Give raised marks back to the row they stand in: above it, yet touching its words."""
    kept: list[list[Token]] = []
    for place, group in enumerate(groups):
        home = None
        if all(t.text.strip("()*").isdigit() or t.raised for t in group):
            near = [*kept[-1:], *groups[place + 1 : place + 2]]
            home = next((g for g in near if all(_touches(t, g) for t in group)), None)
        if home is None:
            kept.append(group)
        else:
            home.extend(group)
    return kept


def _touches(mark: Token, group: list[Token]) -> bool:
    height = mark.y1 - mark.y0
    return any(
        mark.size < 0.85 * t.size
        and min(mark.y1, t.y1) - max(mark.y0, t.y0) > 0.4 * height
        and (abs(mark.x0 - t.x1) < 0.6 * t.size or abs(t.x0 - mark.x1) < 0.6 * t.size)
        for t in group
    )


def _narrowed(column: Column) -> Column:
    """The lines to the left of a frame end where the longest ends."""
    column.edges = (column.x0, column.x1) if len(column.rows) >= _SEVERAL else None
    return column


def runs_of(tokens: Iterable[Token]) -> list[Row]:
    """Group words that follow each other closely on one line."""
    return [run for row in rows_of(tokens) for run in _runs(row)]


def _runs(row: Row) -> list[Row]:
    """Split a row where the white space is wider than any justified space should be."""
    parts = [[row.tokens[0]]]
    for before, token in itertools.pairwise(row.tokens):
        gap = (token.x0 - before.x1) / max(before.size, token.size, 6)
        if gap > _WIDE and (gap > _FAR or not token.raised) and not before.text.endswith(_LEADERS):
            parts.append([])
        parts[-1].append(token)
    return [Row(part) for part in parts] if len(parts) > 1 else [row]


def _cut(runs: list[Row]) -> list[_Leaf]:
    """One region in reading order: bands that share gutters are cut into strips, strips again into bands."""
    if len(runs) < 2 * _SEVERAL:
        return [_Leaf(runs)] if runs else []
    parts: list[tuple[list[Row], list[float], list[float]]] = []
    for group in _groups(runs):
        gutters, edges = _channels(group)
        if parts and not (gutters or edges or parts[-1][1] or parts[-1][2]):
            parts[-1][0].extend(group)
        else:
            parts.append((group, gutters, edges))
    leaves: list[_Leaf] = []
    for group, gutters, edges in parts:
        if gutters:
            for strip in _strips(group, gutters):
                leaves.extend(_cut(strip))
        elif edges or len(parts) == 1:
            leaves.append(_Leaf(group, tuple(edges)))
        else:
            leaves.extend(_cut(group))
    return leaves


def _groups(runs: list[Row]) -> list[list[Row]]:
    """Consecutive bands whose union still leaves a gutter (or never had one)."""
    groups: list[list[Row]] = []
    spans: list[tuple[float, float]] = []
    for band in _bands(runs):
        own = _union([(r.x0, r.x1) for r in band])
        both = _union([*spans, *own])
        keeps = len(both) > 1 or (len(spans) <= 1 and len(own) <= 1)
        if groups and keeps:
            groups[-1].extend(band)
            spans = both
        else:
            groups.append(list(band))
            spans = own
    return groups


def _bands(runs: list[Row]) -> list[list[Row]]:
    """Rows with white space above and below over the whole width; boxes shrunk, for fonts overlap vertically."""
    bands: list[list[Row]] = []
    bottom = 0.0
    for run in sorted(runs, key=lambda r: r.y0 + 0.25 * (r.y1 - r.y0)):
        height = run.y1 - run.y0
        if bands and run.y0 + 0.25 * height < bottom:
            bands[-1].append(run)
        else:
            bands.append([run])
            bottom = 0.0
        bottom = max(bottom, run.y1 - 0.2 * height)
    return bands


def _union(spans: list[tuple[float, float]], least: float = 7.0) -> list[tuple[float, float]]:
    """Merge intervals that overlap or nearly touch."""
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if merged and x0 - merged[-1][1] < least:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _channels(group: list[Row]) -> tuple[list[float], list[float]]:
    """White channels through a group: those between columns, and else those between the cells of a table."""
    spans = _union([(r.x0, r.x1) for r in group])
    gutters: list[float] = []
    edges: list[float] = []
    firm = False
    left: list[Row] = []
    for (x0, x1), (next_x0, next_x1) in itertools.pairwise(spans):
        left = left + [r for r in group if x0 <= r.x0 <= x1]
        right = [r for r in group if next_x0 <= r.x0 <= next_x1]
        parting = _parting(left, right, next_x0 - x1)
        if parting == "gutter":
            gutters.append((x1 + next_x0) / 2)
            left = []
        elif parting in ("cells", "two cells"):
            edges.append((x1 + next_x0) / 2)
            firm = firm or parting == "cells"
            left = []
    folios = all(_FOLIO.match(r.text) for r in group if edges and r.x0 > edges[-1])
    if len(edges) == 1 and (folios or not firm):
        edges = []  # a contents page, or too little to be a table
    return gutters, edges


def _parting(left: list[Row], right: list[Row], width: float) -> str:
    """What white space between two strips of text is: a gutter, the space between cells, or nothing but a tab."""
    size = statistics.median(r.size for r in left + right)
    fewer, more = sorted((left, right), key=len)
    several = _count(fewer) >= _SEVERAL
    if _count(fewer) < 2 or (not several and width < 2 * size):  # noqa: PLR2004 - one row shows no column
        return ""
    if all(_MARKER.match(r.text) for r in left):
        return ""
    middles = [r.middle for r in more]
    aligned = sum(any(abs(m - r.middle) < 2 for m in middles) for r in fewer)  # noqa: PLR2004 - points
    if aligned < 0.85 * len(fewer):
        return "gutter"
    if fewer is left and len(left) <= 0.7 * len(right) and _narrow(left, right):
        return ""  # speakers or dates hung in the margin, each beside the first line of its paragraph
    if _runs_on(left) or _runs_on(right):
        return "gutter"
    return ("cells" if several else "two cells") if _lined_up(right) else ""


def _count(runs: list[Row]) -> int:
    """How many rows the runs stand on."""
    return len({round(run.middle) for run in runs})


def _lined_up(runs: list[Row]) -> bool:
    """Whether most cells of a strip share their left edge, their right edge or their middle."""
    for places in ([r.x0 for r in runs], [r.x1 for r in runs], [(r.x0 + r.x1) / 2 for r in runs]):
        middle = statistics.median(places)
        if sum(abs(place - middle) < 2 for place in places) >= 0.7 * len(runs):  # noqa: PLR2004 - points
            return True
    return False


def _narrow(left: list[Row], right: list[Row]) -> bool:
    width = max(r.x1 for r in left) - min(r.x0 for r in left)
    return width < 0.5 * (max(r.x1 for r in right) - min(r.x0 for r in right))


def _runs_on(rows: list[Row]) -> bool:
    """Whether rows are running text: most as wide as their strip allows, where cells are ragged and short."""
    width = max(r.x1 for r in rows) - min(r.x0 for r in rows)
    full = sum(r.x1 - r.x0 > 0.8 * width for r in rows)
    return full >= 0.6 * len(rows) and statistics.mean(len(r.text) for r in rows) >= _SHORT_LINE


def _strips(group: list[Row], edges: list[float]) -> list[list[Row]]:
    strips: list[list[Row]] = [[] for _ in range(len(edges) + 1)]
    for row in group:
        strips[sum(row.x0 > edge for edge in edges)].append(row)
    return [strip for strip in strips if strip]


def table_rows(rows: list[Row], edges: tuple[float, ...]) -> list[Row]:
    """Rows with their cells known; a row that only goes on with the cells above it is joined to them."""
    gaps = [row.y0 - above.y1 for above, row in itertools.pairwise(rows)]
    size = statistics.median(row.size for row in rows)
    loose = bool(gaps) and max(gaps) - min(gaps) > 0.35 * size
    close = (min(gaps) + max(gaps)) / 2 if loose else 0.45 * size
    made: list[list[list[Token]]] = []
    for row, gap in zip(rows, [math.inf, *gaps], strict=True):
        cells = [[t for t in row.tokens if sum(t.x0 > edge for edge in edges) == n] for n in range(len(edges) + 1)]
        if gap < close and (loose or not cells[0]):
            for cell, more in zip(made[-1], cells, strict=True):
                cell.extend(more)
        else:
            made.append(cells)
    return [_row_of(cells) for cells in made]


def _row_of(cells: list[list[Token]]) -> Row:
    filled = [cell for cell in cells if cell]
    starts = tuple(itertools.accumulate(len(cell) for cell in filled[:-1]))
    return Row([token for cell in filled for token in cell], cells=starts)
