"""Lines of a contents page: a heading, then dots or white space, then its page; or in a programme, its room."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from indexer.extract.columns import Column, Row
from indexer.extract.sheets import Sheet

_LEADERS = re.compile(r"\s*(?:[.…_·]\s?){3,}\s*")
_DOTTED = re.compile(r"(?:[.…_·]\s?){3,}\s*(?:p\.?\s*|page\s+)?(?:\d{1,4}|[ivxlc]{1,6})$", re.IGNORECASE)
_LED = re.compile(r"(?:[.…·]\s?){6}[^.…·]{1,25}$")  # a programme: « 9 h 30 Accueil ............ Salle A »
_END = 60  # characters of a row in which leaders and what they lead to stand
_FOLIO = re.compile(r"^(?:p\.?)?\d{1,4}$", re.IGNORECASE)
_FEWEST = 4


class Contents:
    """Which rows of a document belong to its contents pages."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._aligned = {id(row) for s in sheets for c in s.columns for row in _aligned(c, len(sheets))}

    def __contains__(self, row: Row) -> bool:
        return id(row) in self._aligned or bool(_DOTTED.search(row.text) or _LED.search(row.text[-_END:]))


def with_dots(text: str) -> str:
    """Put one sign where leaders or white space stood before the page number.

    >>> with_dots("Ouverture ........ 3"), with_dots("Ouverture 3")
    ('Ouverture … 3', 'Ouverture … 3')
    """
    shorter = _LEADERS.sub(" … ", text)
    return shorter if " … " in shorter else re.sub(r"\s+(\S+)$", r" … \1", shorter)


def without_dots(row: Row) -> Row:
    """The row as its title is set: leaders and page number have a style of their own."""
    title = [token for token in row.tokens[:-1] if token.text.strip(".…_·")]
    return Row(title) if title else row


def _aligned(column: Column, pages: int) -> list[Row]:
    """Rows that end in a number far from their text, at one right edge, never falling, several of them."""
    rows = [row for row in column.rows if _ends_apart(row)]
    if len(rows) < _FEWEST:
        return []
    edge = max(row.x1 for row in rows)
    rows = [row for row in rows if edge - row.x1 < 3]  # noqa: PLR2004 - points
    numbers = [int(re.sub(r"\D", "", row.tokens[-1].text)) for row in rows]
    rising = all(a <= b for a, b in itertools.pairwise(numbers))
    return rows if len(rows) >= _FEWEST and rising and numbers[-1] <= max(2 * pages, pages + 50) else []


def _ends_apart(row: Row) -> bool:
    if len(row.tokens) < 2 or not _FOLIO.match(row.tokens[-1].text):  # noqa: PLR2004 - text and number
        return False
    return row.tokens[-1].x0 - row.tokens[-2].x1 > 1.5 * row.size
