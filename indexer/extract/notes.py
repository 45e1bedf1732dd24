"""Notes at the foot of a page: told from the text by their size, their mark and their place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.extract.columns import Column, Row
from indexer.extract.sheets import Sheet

_MARK = re.compile(r"^(?:\(?\d{1,3}\)?[.)]?|\*{1,3})$")
_SMALLER = 0.93
_RAISED = 0.85


class Notes:
    """The notes of a document, column by column, and the marks that call them."""

    def __init__(self, sheets: Sequence[Sheet], body: float) -> None:
        self._body = body
        self._found: dict[int, list[Row]] = {}
        self.marks: set[str] = set()
        before: Row | None = None
        for sheet in sheets:
            calls = {t.text for c in sheet.columns for r in c.rows for t in r.tokens[1:] if t.raised}
            for column in sheet.columns:
                rows = self._foot(column, calls, before)
                self._found[id(column)] = rows
                before = rows[-1] if rows else before
                self.marks.update(mark_of(row) for row in rows)
        self.marks.discard("")

    def of(self, column: Column) -> list[Row]:
        """The rows of a column that are notes: always its last ones."""
        return self._found.get(id(column), [])

    def _foot(self, column: Column, calls: set[str], before: Row | None) -> list[Row]:
        rows = column.rows
        for place, row in enumerate(rows):
            if mark_of(row) in calls and (row.tokens[0].raised or self._is_low(row, place, column)):
                return rows[place:]
        start = len(rows)
        while start and rows[start - 1].size < _SMALLER * self._body:
            start -= 1
        for place in range(start, len(rows)):
            if self._opens(rows, place, calls):
                goes_on = before is not None and not before.text.endswith((".", "!", "?")) and place > start
                return rows[start if goes_on and start else place :]
        return []

    @staticmethod
    def _is_low(row: Row, place: int, column: Column) -> bool:
        """Whether a row that begins with the number of a call stands apart, low in its column."""
        low = row.y0 > column.y0 + 0.4 * (column.y1 - column.y0)
        apart = place == 0 or row.y0 - column.rows[place - 1].y1 > 0.6 * row.size
        return low and apart and row.tokens[0].text.isdigit()

    @staticmethod
    def _opens(rows: Sequence[Row], place: int, calls: set[str]) -> bool:
        row = rows[place]
        mark = mark_of(row)
        if not mark:
            return False
        small = row.tokens[0].raised or row.tokens[0].size < _RAISED * row.size
        apart = place == 0 or row.y0 - rows[place - 1].y1 > 0.5 * row.size
        return small or mark in calls or (apart and row.tokens[0].text[:1] in "(*")


def mark_of(row: Row) -> str:
    """The number or stars a note begins with; empty when it begins with neither."""
    first = row.tokens[0].text
    return first.strip("().") if len(row.tokens) > 1 and _MARK.match(first) else ""
