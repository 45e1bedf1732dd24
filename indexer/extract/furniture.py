"""Running heads, footers and page numbers: found by their place and repetition, and kept apart from the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from indexer.extract.characters import Token
from indexer.extract.columns import Row, rows_of

_BAND = 75.0  # points from the edge where furniture stands
_SAME_HEIGHT = 6.0
_BARE_FOLIO = re.compile(
    r"^[-–—\s]*(?:(?:page|p\.?)\s*)?(\d{1,4}|[ivxlc]+)(?:\s*(?:/|sur)\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\d/.,])\d{1,4}(?![\d.,])")


def furniture_of(pages: Sequence[Sequence[Token]], heights: Sequence[float]) -> list[list[Row]]:
    """Find the furniture of each page: what comes back at the same height, and bare page numbers."""
    margins = [_margins(tokens, height) for tokens, height in zip(pages, heights, strict=True)]
    places: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, (rows, height) in enumerate(zip(margins, heights, strict=True)):
        for row in rows:
            places[_masked(row)].append((_height(row, height), number))
    least = _least(len(pages))
    return [
        [row for row in rows if _comes_back(places[_masked(row)], _height(row, height), least) or _folio(row, pages)]
        for rows, height in zip(margins, heights, strict=True)
    ]


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


def _margins(tokens: Sequence[Token], height: float) -> list[Row]:
    band = min(_BAND, 0.11 * height)
    top = [t for t in tokens if t.y1 < band]
    bottom = [t for t in tokens if t.y0 > height - band]
    return rows_of(top) + rows_of(bottom)


def _masked(row: Row) -> str:
    return re.sub(r"\d+", "#", row.text.casefold())


def _height(row: Row, page: float) -> float:
    """Distance from the nearer edge, the lower one negative: pages may differ in size."""
    return row.y0 if row.y0 < page / 2 else row.y1 - page


def _comes_back(places: list[tuple[float, int]], height: float, least: int) -> bool:
    return len({page for place, page in places if abs(place - height) <= _SAME_HEIGHT}) >= least


def _folio(row: Row, pages: Sequence[Sequence[Token]]) -> bool:
    return len(pages) > 1 and bool(_BARE_FOLIO.match(row.text))
