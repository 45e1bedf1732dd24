"""What is usual in a document: the size of its text, the distance of its lines, the edges of its columns."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence

from indexer.extract.columns import Column, Row
from indexer.extract.sheets import Sheet

_MANY_ROWS = 6  # fewer show no edge
_AGREED = 0.2
_WITHIN = 0.75  # of its width, a short column lies in the usual block of text
_USUAL_PITCH = 1.2


class Measures:
    """Measured once over all pages."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        sizes: Counter[float] = Counter()
        pitches: defaultdict[float, list[float]] = defaultdict(list)
        self._blocks: Counter[tuple[float, float]] = Counter()
        for column in (c for s in sheets for c in s.columns):
            for row in column.rows:
                sizes[row.size] += len(row.text)
            for above, row in itertools.pairwise(column.rows):
                if abs(above.size - row.size) < 0.3 and row.y1 > above.y1:  # noqa: PLR2004 - points
                    pitches[round(row.size)].append((row.y1 - above.y1) / max(row.size, 1))
            own = None if column.boxed else _own_edges(column.rows)
            if own and _reached(column.rows, own):
                self._blocks[own] += len(column.rows)
        self.body = max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0
        self._pitches: dict[float, float] = {}
        self._regular: set[float] = set()
        for size, found in pitches.items():
            low, usual, high = _spread(found)
            self._pitches[size] = usual
            if len(found) >= _MANY_ROWS and high - low < 0.03 * usual:
                self._regular.add(size)

    def pitch(self, row: Row) -> float:
        """Usual distance between two baselines at the size of this row."""
        ratio = self._pitches.get(round(row.size)) or self._pitches.get(round(self.body)) or _USUAL_PITCH
        return min(max(ratio, 0.9), 2.6) * row.size

    def parts(self, above: Row, row: Row) -> bool:
        """Whether the space between two rows is more than lines of one paragraph have.

        Where lines are set regularly a little more is enough, unless the row begins within a sentence.
        """
        regular = round(row.size) in self._regular and not row.text[:1].islower()
        return row.y1 - above.y1 > (1.08 if regular else 1.28) * self.pitch(row) + 0.5

    def edges(self, column: Column, sheet: Sheet) -> tuple[float, float]:
        """Left and right edge of a column; where its rows show none, those of longer columns or of the page."""
        if column.edges:
            return column.edges
        own = _own_edges(column.rows)
        if own and _reached(column.rows, own):
            return own
        width = max(1.0, column.x1 - column.x0)
        fitting = [b for b in self._blocks if min(b[1], column.x1) - max(b[0], column.x0) > _WITHIN * width]
        margins = min(column.x0, sheet.width - column.x1)
        left, right = max(fitting, key=lambda b: (self._blocks[b], b), default=(margins, sheet.width - margins))
        for other in sheet.columns:
            if other is not column and other.y0 < column.y1 and column.y0 < other.y1:
                right = min(right, other.x0 - 6) if other.x0 >= column.x1 else right
                left = max(left, other.x1 + 6) if other.x1 <= column.x0 else left
        if own:
            left = own[0]
        return min(left, column.x0), max(right, column.x1)


def _own_edges(rows: Sequence[Row]) -> tuple[float, float] | None:
    """The edges rows agree on: a line that hangs over moves none."""
    starts = Counter(round(r.x0) for r in rows)
    left, agreed = min(starts.items(), key=lambda s: (-s[1], s[0]))
    if len(rows) < _MANY_ROWS or (agreed < max(3, _AGREED * len(rows)) and len(rows) < 2 * _MANY_ROWS):
        return None
    if agreed < _AGREED * len(rows):
        left = round(min(row.x0 for row in rows))
    ends = sorted((r.x1 for r in rows), reverse=True)
    return float(left), ends[1] if ends[0] - ends[1] > 6 else ends[0]  # noqa: PLR2004 - points


def _spread(found: Sequence[float]) -> tuple[float, float, float]:
    """Low, usual and high value, the larger ones left out: they part paragraphs."""
    if len(found) < 2:  # noqa: PLR2004 - one value has no spread
        return found[0], found[0], found[0]
    tenths = statistics.quantiles(found, n=10)
    return tenths[0], tenths[3], tenths[4]


def _reached(rows: Sequence[Row], edges: tuple[float, float]) -> bool:
    """Whether enough rows come near the right edge to show it, as lines of paragraphs do and lists of names do not."""
    near = edges[1] - 0.12 * (edges[1] - edges[0])
    return sum(row.x1 > near for row in rows) >= 0.3 * len(rows)
