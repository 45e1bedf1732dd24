"""From rows in reading order to paragraphs, joined across columns and pages as the author wrote them."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from indexer.extract import Paragraph
from indexer.extract.columns import Column, Row
from indexer.extract.hyphens import Lexicon, is_cut, mended
from indexer.extract.sheets import Sheet

BULLET = re.compile(r"^[-–—•●▪◦‣·○■□▶▷►➢➤➔→✓✔❖♦◆*\ue000-\uf8ff]$")
NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\d{1,2}°\)?|\(?[a-z]\))$")
LEADERS = re.compile(r"\s*(?:[.…_·]\s?){4,}\s*")
_TOC_END = re.compile(r"(?:[.…_·]\s?){3,}\s*(?:p\.?\s*)?(?:\d{1,4}|[ivxlc]{1,6})$", re.IGNORECASE)
_NOTE_START = re.compile(r"^(?:\(?\d{1,3}\)?[.)]?|\*{1,3})$")
_ENDS = re.compile(r"[.!?:;…»\"”)\]]$")
_SENTENCE_END = re.compile(r"[.!?…][»\"”)\]\s]*$")
_HANGS = re.compile(
    r"(?:[,’'(«]|\b(?:de|du|des|d|la|le|les|l|et|à|au|aux|en|pour|par|sur|dans|un|une|ou))$", re.IGNORECASE
)
_MOST, _FEW = 0.8, 0.2


@dataclass(slots=True)
class _Draft:
    """A paragraph while its rows are gathered."""

    rows: list[tuple[int, Row, float]]  # page, row, how far it is set in
    kind: str = "text"
    marker: str = ""
    gap: float = 0.0
    boxed: bool = False
    column: Column | None = None
    centred: bool = True
    edges: list[tuple[float, float]] = field(default_factory=list)


class Measures:
    """What is usual in the document: size of the text, distance of its lines, right edges of its columns."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        sizes: Counter[float] = Counter()
        pitches: defaultdict[float, list[float]] = defaultdict(list)
        edges: defaultdict[int, list[float]] = defaultdict(list)
        for column in (c for s in sheets for c in s.columns):
            for row in column.rows:
                sizes[row.size] += len(row.text)
            for above, row in itertools.pairwise(column.rows):
                if abs(above.size - row.size) < 0.3 and row.y1 > above.y1:  # noqa: PLR2004 - points
                    pitches[round(row.size)].append((row.y1 - above.y1) / max(row.size, 1))
            if len(column.rows) >= 6:  # noqa: PLR2004 - fewer rows show no edge
                edges[round(column.x0 / 10)].append(column.x1)
        self.body = max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0
        self._pitches = {
            size: statistics.quantiles(found, n=10)[3] if len(found) > 1 else found[0]
            for size, found in pitches.items()
        }
        self._edges = {place: max(found) for place, found in edges.items()}

    def pitch(self, row: Row) -> float:
        """Usual distance between two baselines at the size of this row."""
        ratio = self._pitches.get(round(row.size)) or self._pitches.get(round(self.body)) or 1.2
        return min(max(ratio, 0.9), 2.6) * row.size

    def right(self, column: Column) -> float:
        """The right edge of a column, borrowed from longer ones when it has few rows."""
        if len(column.rows) >= 6:  # noqa: PLR2004 - as above
            return column.x1
        place = round(column.x0 / 10)
        return max([column.x1] + [self._edges[p] for p in (place - 1, place, place + 1) if p in self._edges])


class Writer:
    """Reads rows in order and writes paragraphs; notes and boxes wait until the paragraph they interrupt is done."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._measures = Measures(sheets)
        self._lexicon = Lexicon(row.text for s in sheets for c in s.columns for row in c.rows)
        self._sheets = sheets
        self._done: list[Paragraph] = []
        self._aside: list[_Draft] = []
        self._open: _Draft | None = None

    @property
    def body(self) -> float:
        """The usual size of the text."""
        return self._measures.body

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Write them all."""
        for sheet in self._sheets:
            for column in sheet.columns:
                text, notes = self._split_notes(column)
                self._read(sheet.number, column, text)
                self._aside.extend(_notes(sheet.number, notes))
        self._close()
        return tuple(self._done)

    def _read(self, page: int, column: Column, rows: Sequence[Row]) -> None:
        right = self._measures.right(column)
        left = _left(rows)
        above: Row | None = None
        for row in rows:
            draft = self._open
            if draft is None or not self._continues(draft, row, above, left):
                self._close()
                self._open = draft = _started(page, row, above, column, left)
            else:
                draft.rows.append((page, row, row.x0 - left))
            draft.edges.append((left, right))
            draft.column = column
            draft.centred = draft.centred and _is_centred(row, left, right)
            above = row

    def _continues(self, draft: _Draft, row: Row, above: Row | None, left: float) -> bool:
        last = draft.rows[-1][1]
        if draft.kind == "toc" or _is_toc(row) or _starts_item(row, last):
            return False
        lower = row.text[:1].islower()
        unfinished = lower and not _ENDS.search(last.text) and not _ended(last, row, draft)
        if _changes_size(last, row) or (_changes_style(draft, last, row) and not unfinished):
            return False
        if above is not None and row.y1 - above.y1 > 1.28 * self._measures.pitch(row) + 0.5:
            return False
        if is_cut(last.text) and lower:
            return True
        if _ended(last, row, draft):
            return (lower or bool(_HANGS.search(last.text))) and not _SENTENCE_END.search(last.text)
        return (unfinished and above is None) or not _indented(draft, row, row.x0 - left)

    def _split_notes(self, column: Column) -> tuple[list[Row], list[Row]]:
        """Cut the notes off the foot of a column: smaller rows at its end, the first of them with a mark."""
        rows = column.rows
        start = len(rows)
        while start and rows[start - 1].size < 0.93 * self.body:
            start -= 1
        while start < len(rows) and not (_NOTE_START.match(rows[start].tokens[0].text)):
            start += 1
        return rows[:start], rows[start:]

    def _close(self) -> None:
        drafts = ([self._open] if self._open else []) + self._aside
        self._done.extend(p for p in (_written(draft, self._lexicon) for draft in drafts) if p.text)
        self._open, self._aside = None, []


def _left(rows: Sequence[Row]) -> float:
    return Counter(round(r.x0) for r in rows).most_common(1)[0][0] if rows else 0.0


def _started(page: int, row: Row, above: Row | None, column: Column, left: float) -> _Draft:
    gap = round(max(0.0, row.y0 - above.y1), 1) if above else 0.0
    draft = _Draft([(page, row, row.x0 - left)], gap=gap, boxed=column.boxed)
    first = row.tokens[0].text
    if _is_toc(row):
        draft.kind = "toc"
    elif len(row.tokens) > 1 and (BULLET.match(first) or (NUMBERED.match(first) and row.bold < _MOST)):
        draft.kind, draft.marker = "item", "•" if "\ue000" <= first <= "\uf8ff" else first
    return draft


def _notes(page: int, rows: Iterable[Row]) -> list[_Draft]:
    notes: list[_Draft] = []
    for row in rows:
        first = row.tokens[0].text
        if not notes or (_NOTE_START.match(first) and len(row.tokens) > 1):
            notes.append(_Draft([(page, row, 0.0)], "note", first.strip("().")))
        else:
            notes[-1].rows.append((page, row, 0.0))
    return notes


def _is_toc(row: Row) -> bool:
    return bool(_TOC_END.search(row.text))


def _starts_item(row: Row, last: Row) -> bool:
    first = row.tokens[0].text
    if len(row.tokens) > 1 and BULLET.match(first):
        within = first in "–—-" and not _ENDS.search(last.text) and abs(row.x0 - last.x0) < 1  # an aside - like this
        return not within or last.tokens[0].text == first
    return bool(NUMBERED.match(first)) and len(row.tokens) > 1 and bool(_ENDS.search(last.text))


def _changes_size(last: Row, row: Row) -> bool:
    return abs(row.size - last.size) > max(0.6, 0.05 * last.size)


def _changes_style(draft: _Draft, last: Row, row: Row) -> bool:
    end, start = last.tokens[-1], row.tokens[0]
    so_far = [r for _, r, _ in draft.rows]
    if end.bold != start.bold:
        run_in = draft.kind == "item" and _ENDS.search(last.text) and not _ended(last, row, draft)
        if (min(r.bold for r in so_far) >= _MOST and not run_in) or (
            max(r.bold for r in so_far) <= _FEW and row.bold >= _MOST
        ):
            return True
        if start.bold and _ENDS.search(last.text):
            return True
    if end.italic != start.italic:
        whole = min(r.italic for r in so_far) >= _MOST and row.italic <= _FEW
        return whole or (max(r.italic for r in so_far) <= _FEW and row.italic >= _MOST and not row.text[:1].islower())
    return False


def _ended(last: Row, row: Row, draft: _Draft) -> bool:
    """Whether the next word would have fitted on the line: then its author ended it."""
    first = row.tokens[0]
    left, right = draft.edges[-1]
    room = right - left - (last.x1 - last.x0) if draft.centred else right - last.x1
    return 0.25 * row.size + (first.x1 - first.x0) < room - 0.3 * row.size


def _indented(draft: _Draft, row: Row, indent: float) -> bool:
    """A first line set in, or a line that comes back from a block that was."""
    indents = [found for _, _, found in draft.rows]
    em = 0.8 * row.size
    if draft.kind == "item":
        return indent < (indents[1] if len(indents) > 1 else indents[0]) - em
    if draft.centred:
        return False
    if indent > indents[-1] + em:
        return indents[-1] <= em
    return len(indents) > 1 and indent < indents[-1] - em and abs(indents[-2] - indents[-1]) < em


def _is_centred(row: Row, left: float, right: float) -> bool:
    """Whether the row has the same margin on both sides (none at all included)."""
    return abs((row.x0 - left) - (right - row.x1)) < 0.06 * max(1.0, right - left)


def _written(draft: _Draft, lexicon: Lexicon) -> Paragraph:
    text, breaks, bolds = "", [], []
    page = draft.rows[0][0]
    for index, (number, row, _) in enumerate(draft.rows):
        tokens = row.tokens[1:] if draft.marker and not index else row.tokens
        for place, token in enumerate(tokens):
            if not place and text:
                text = mended(text, token.text, lexicon) if is_cut(text) else text + " "
            elif place and not token.raised:
                text += " "
            if not place and number != page:
                breaks.append((len(text), number))
                page = number
            bolds.append((len(text), token.bold))
            text += token.text
    text = text.replace("\ufffe", "-").replace("\u00ad", "")
    if draft.kind == "toc":
        text = LEADERS.sub(" … ", text)
    rows = [row for _, row, _ in draft.rows]
    weight = [len(r.text) for r in rows]
    return Paragraph(
        text=text.strip(),
        page=draft.rows[0][0],
        breaks=tuple(breaks),
        kind=draft.kind,
        marker=draft.marker,
        size=max(rows, key=lambda r: len(r.text)).size,
        bold=_share([r.bold for r in rows], weight),
        italic=_share([r.italic for r in rows], weight),
        lead=_lead(text, bolds),
        gap=draft.gap,
        boxed=draft.boxed,
        centred=draft.centred
        and min(indent for _, _, indent in draft.rows[-1:]) > 0.05 * (draft.edges[-1][1] - draft.edges[-1][0])
        if draft.edges
        else False,
    )


def _share(values: list[float], weights: list[int]) -> float:
    return round(sum(v * w for v, w in zip(values, weights, strict=True)) / max(1, sum(weights)), 3)


def _lead(text: str, bolds: list[tuple[int, bool]]) -> int:
    """How many characters at the start are bold, when the rest is not."""
    end = next((place for place, bold in bolds if not bold), len(text))
    later = [bold for place, bold in bolds if place >= end]
    return len(text[:end].rstrip()) if 0 < end < len(text) and sum(later) <= _FEW * len(later) else 0
