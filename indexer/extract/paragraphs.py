"""From sheets to paragraphs, joined across columns and pages as the author wrote them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.extract import Paragraph
from indexer.extract.columns import Column, Row
from indexer.extract.contents import Contents, with_dots, without_dots
from indexer.extract.flow import Draft, Placed, continues, marker_of
from indexer.extract.hyphens import Lexicon, is_cut, mended
from indexer.extract.measures import Measures
from indexer.extract.notes import Notes, mark_of
from indexer.extract.sheets import Sheet

_UNIT = re.compile(r"\b(?:m|km|cm|dm|mm|hm|ha)$", re.IGNORECASE)
_FEW = 0.2


class Writer:
    """Reads rows in order and writes paragraphs; notes and boxes wait until the paragraph they interrupt is done."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._measures = Measures(sheets)
        self._contents = Contents(sheets)
        self._notes = Notes(sheets, self._measures.body)
        self._lexicon = Lexicon(row.text for s in sheets for c in s.columns for row in c.rows)
        self._done: list[Paragraph] = []
        self._open: Draft | None = None
        self._aside: list[Draft] = []

    @property
    def body(self) -> float:
        """The usual size of the text."""
        return self._measures.body

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Write them all."""
        for sheet in self._sheets:
            for column in sheet.columns:
                self._column(sheet, column)
        self._close()
        return tuple(self._done)

    def _column(self, sheet: Sheet, column: Column) -> None:
        notes = self._notes.of(column)
        rows = column.rows[: len(column.rows) - len(notes)]
        left, right = self._measures.edges(column, sheet)
        placed = [Placed(row, sheet.number, left, right) for row in rows]
        if column.boxed:
            self._box(placed)
        else:
            self._flow(placed)
        self._add_notes([Placed(row, sheet.number, left, right) for row in notes])

    def _flow(self, placed: Sequence[Placed]) -> None:
        above: Row | None = None
        for place in placed:
            if self._open and self._goes_on(self._open, place, above):
                self._open.add(place)
            else:
                self._close()
                self._open = self._started(place, above)
            above = place.row

    def _box(self, placed: Sequence[Placed]) -> None:
        """Read what is drawn apart by itself, and keep it until the sentence around it is done."""
        drafts: list[Draft] = []
        above: Row | None = None
        for place in placed:
            if drafts and self._goes_on(drafts[-1], place, above):
                drafts[-1].add(place)
            else:
                drafts.append(self._started(place, above))
                drafts[-1].boxed = True
            above = place.row
        if self._open is None or not self._open.unfinished:
            self._close()
        self._aside.extend(drafts)

    def _goes_on(self, draft: Draft, place: Placed, above: Row | None) -> bool:
        if draft.kind in ("toc", "cell") or place.row.cells or place.row in self._contents:
            return False
        return continues(draft, place, above, self._measures)

    def _started(self, place: Placed, above: Row | None) -> Draft:
        row = place.row
        draft = Draft([place], gap=round(max(0.0, row.y0 - above.y1), 1) if above else 0.0)
        if row.cells:
            draft.kind = "cell"
        elif row in self._contents:
            draft.kind = "toc"
        else:
            draft.marker = marker_of(row)
            draft.kind = "item" if draft.marker else "text"
        return draft

    def _add_notes(self, placed: Sequence[Placed]) -> None:
        for place in placed:
            mark = mark_of(place.row)
            last = self._aside[-1] if self._aside else None
            if mark or last is None or last.kind != "note":
                self._aside.append(Draft([place], "note", mark))
            else:
                last.add(place)

    def _close(self) -> None:
        drafts = ([self._open] if self._open else []) + self._aside
        written = (self._written(draft) for draft in drafts)
        self._done.extend(p for p in written if any(c.isalnum() for c in p.text))
        self._open, self._aside = None, []

    def _written(self, draft: Draft) -> Paragraph:
        text, breaks, lead = self._text(draft)
        rows = [place.row for place in draft.placed]
        if draft.kind == "toc":
            rows = [without_dots(row) for row in rows]
        length = max(1, sum(len(row.text) for row in rows))
        return Paragraph(
            text=with_dots(text) if draft.kind == "toc" else text,
            page=draft.placed[0].page,
            breaks=tuple(breaks),
            kind=draft.kind,
            marker=draft.marker,
            size=max(rows, key=lambda r: len(r.text)).size,
            bold=round(sum(r.bold * len(r.text) for r in rows) / length, 3),
            italic=round(sum(r.italic * len(r.text) for r in rows) / length, 3),
            lead=0 if draft.kind == "toc" else lead,
            gap=draft.gap,
            boxed=draft.boxed,
            centred=draft.in_the_middle,
        )

    def _text(self, draft: Draft) -> tuple[str, list[tuple[int, int]], int]:
        """The words joined, where further pages begin, and how much of the start is bold."""
        text = ""
        breaks: list[tuple[int, int]] = []
        bolds: list[tuple[int, bool]] = []
        page = draft.placed[0].page
        for number, place in enumerate(draft.placed):
            row = place.row
            for position, token in enumerate(row.tokens):
                if (draft.marker and not number and not position) or (token.raised and token.text in self._notes.marks):
                    continue
                if text and text[-1] != " ":
                    text = self._spaced(text, row, position)
                if place.page != page:
                    breaks.append((len(text), place.page))
                    page = place.page
                bolds.append((len(text), token.bold))
                text += token.text
        text = text.replace("\ufffe", "-").replace("\u00ad", "").strip()
        return text, breaks, _lead(text, bolds)

    def _spaced(self, text: str, row: Row, position: int) -> str:
        token = row.tokens[position]
        if position == 0:
            return mended(text, token.text, self._lexicon) if is_cut(text) else text + " "
        if position in row.cells:
            return text + " | "
        if row.cells and is_cut(text) and token.y0 > row.tokens[position - 1].y0 + 1:
            return mended(text, token.text, self._lexicon)
        before = row.tokens[position - 1]
        touches = token.x0 - before.x1 < 0.15 * row.size  # a stop after the mark of a note
        stuck = (token.raised and _UNIT.search(text)) or (before.raised and touches and token.text[0] in ".,;)")
        return text if stuck else text + " "


def _lead(text: str, bolds: list[tuple[int, bool]]) -> int:
    """How many characters at the start are bold, when the rest is not."""
    end = next((place for place, bold in bolds if not bold), len(text))
    later = [bold for place, bold in bolds if place >= end]
    return len(text[:end].rstrip()) if 0 < end < len(text) and sum(later) <= _FEW * len(later) else 0
