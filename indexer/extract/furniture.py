"""Running heads, footers and page numbers: found by their place and repetition, and kept apart from the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.extract.characters import Token
from indexer.extract.columns import Row, rows_of

_BAND = 75.0  # points from the edge where furniture stands
_SAME_HEIGHT = 6.0
_DIGITS = 5
_LONG = 6  # pages
_BARE_FOLIO = re.compile(
    r"^[-–—\s]*(?:(?:page|p\.?)\s*)?(\d{1,4}|[ivxlc]+)(?:\s*(?:/|sur)\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\d/.,])\d{1,4}(?![\d.,])")


@dataclass(slots=True, eq=False)
class _Edge:
    """A row in the margin of a page: how far from the edge, and whether nothing stands further out."""

    row: Row
    page: int
    place: float
    outermost: bool

    @property
    def masked(self) -> str:
        """Its text with numbers made equal."""
        return _masked(self.row)

    def folios(self) -> list[int]:
        """Numbers at its ends: one of them may be the page's."""
        ends = {self.row.tokens[0].text, self.row.tokens[-1].text}
        return [int(end) for end in ends if end.isdigit() and len(end) < _DIGITS]


def furniture_of(pages: Sequence[Sequence[Token]], heights: Sequence[float]) -> list[list[Row]]:
    """Find the furniture of each page: what comes back at one height, what bears the page's number, running heads."""
    margins = [
        _margin(tokens, height, number) for number, (tokens, height) in enumerate(zip(pages, heights, strict=True), 1)
    ]
    edges = [edge for margin in margins for edge in margin]
    by_text: defaultdict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        by_text[edge.masked].append(edge)
    least = _least(len(pages))
    offset = _offset(edges, least)
    numbered = [edge for edge in edges if edge.outermost and offset is not None and edge.page + offset in edge.folios()]
    outer = [edge for edge in edges if edge.outermost]
    return [
        [
            edge.row
            for edge in margin
            if _pages_at(by_text[edge.masked], edge) >= least
            or (edge in numbered and _pages_at(numbered, edge) >= least)
            or _is_folio(edge, offset, len(pages))
            or _is_running(edge, outer, by_text[edge.masked], len(pages))
        ]
        for margin in margins
    ]


def _margin(tokens: Sequence[Token], height: float, page: int) -> list[_Edge]:
    band = min(_BAND, 0.11 * height)
    top = rows_of(t for t in tokens if t.y1 < band)
    bottom = rows_of(t for t in tokens if t.y0 > height - band)
    return [_Edge(row, page, row.y0, row is top[0]) for row in top] + [
        _Edge(row, page, row.y1 - height, row is bottom[-1]) for row in bottom
    ]


def _offset(edges: Sequence[_Edge], least: int) -> int | None:
    """How far the printed numbers are from the physical ones, where enough pages agree."""
    votes = Counter(n - e.page for e in edges if e.outermost for n in e.folios())
    if not votes:
        return None
    offset, agreed = min(votes.items(), key=lambda vote: (-vote[1], abs(vote[0])))
    return offset if agreed >= least or (offset == 0 and agreed) else None


def _pages_at(edges: Sequence[_Edge], like: _Edge) -> int:
    """On how many pages rows stand at the height of this one."""
    return len({edge.page for edge in edges if abs(edge.place - like.place) <= _SAME_HEIGHT})


def _is_folio(edge: _Edge, offset: int | None, pages: int) -> bool:
    """A bare page number at the very edge: the one that is due, or a Roman one."""
    bare = _BARE_FOLIO.match(edge.row.text) if edge.outermost and pages > 1 else None
    if not bare:
        return False
    return not bare[1].isdigit() or offset is None or int(bare[1]) == edge.page + offset


def _is_running(edge: _Edge, outer: Sequence[_Edge], same: Sequence[_Edge], pages: int) -> bool:
    """A head that runs through a chapter: the same on the page before or after, where most pages have something."""
    if not edge.outermost or not any(abs(other.page - edge.page) in (1, 2) and other.outermost for other in same):
        return False
    return pages >= _LONG and _pages_at(outer, edge) >= 0.5 * pages and _pages_at(same, edge) > 1


def repeated(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Find the rows that come back on many pages, whatever their place."""
    found = Counter(text for rows in pages for text in {_masked(row) for row in rows})
    return [[row for row in rows if found[_masked(row)] >= _least(len(pages))] for rows in pages]


def _least(pages: int) -> int:
    """On how many pages furniture must come back."""
    return max(2, min(3, pages // 2), round(0.25 * pages))


def labels_of(furniture: Sequence[Sequence[Row]]) -> list[str | None]:
    """Read the printed page numbers: those that run with the pages, by a majority of the document."""
    numbers = [{int(n) for row in rows for n in _NUMBER.findall(row.text)} for rows in furniture]
    votes = Counter(n - page for page, found in enumerate(numbers, 1) for n in found)
    if not votes:
        return [None] * len(furniture)
    offset, agreed = min(votes.items(), key=lambda vote: (-vote[1], abs(vote[0])))
    if agreed < 2 and len(furniture) > 1:  # noqa: PLR2004 - one page proves no numbering
        return [None] * len(furniture)
    return [str(page + offset) if page + offset in found else None for page, found in enumerate(numbers, 1)]


def _masked(row: Row) -> str:
    return re.sub(r"\d+", "#", row.text.casefold())
