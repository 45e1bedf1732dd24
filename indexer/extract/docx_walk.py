"""The walk through the tree of a Word document, in the order a reader meets its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from indexer.extract import Paragraph
from indexer.extract.docx_styles import Style, Styles, W, centred, level_of, listed, look_of
from indexer.extract.looks import Look
from indexer.extract.spans import Span, paragraphs_of
from indexer.extract.tables import rows_of

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset(
    [
        f"{W}{tag}"
        for tag in ("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sectPr", "tblPr")
    ]
    + [
        f"{W}{tag}"
        for tag in ("trPr", "tcPr", "tblGrid", "commentReference", "annotationRef", "footnoteRef", "endnoteRef")
    ]
)
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_PAGE_TURN = "\f"
_MANUAL_TURN = "\v"


@dataclass(slots=True)
class _Draft:
    """What one w:p holds: its text, and what hangs on it."""

    spans: list[Span] = field(default_factory=list)
    notes: list[tuple[str, Any]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


class Walk:
    """Reads the body of a document into paragraphs."""

    def __init__(self, styles: Styles, footnotes: dict[str, Any], endnotes: dict[str, Any]) -> None:
        self._styles = styles
        self._notes = {f"{W}footnoteReference": footnotes, f"{W}endnoteReference": endnotes}
        self._page: int | None = None
        self._turned = False
        self._numbered = 0

    def read(self, body: Any) -> tuple[Paragraph, ...]:
        """Walk through the body; pages are counted only where Word left marks of its own page turns."""
        remembered = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self._page = 1 if remembered else None
        return tuple(self._blocks(body))

    def _blocks(self, parent: Any) -> Iterator[Paragraph]:
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)
            elif element.tag == f"{_MC}AlternateContent":
                yield from self._blocks(_choice(element))
            elif element.tag not in _SKIPPED and isinstance(element.tag, str):
                yield from self._blocks(element)

    def _paragraph(self, element: Any) -> Iterator[Paragraph]:
        properties = element.find(f"{W}pPr")
        named = properties.find(f"{W}pStyle") if properties is not None else None
        style = self._styles[named.get(f"{W}val") if named is not None else None]
        draft = _Draft()
        self._inline(element, style.look.over(self._styles.base), draft)
        yield from self._parts(draft, _like(properties, style))
        for kind, note in draft.notes:
            yield from self._note(note, kind)
        for box in draft.boxes:
            yield from (replace(p, boxed=True) for p in self._blocks(box))

    def _parts(self, draft: _Draft, like: Paragraph) -> Iterator[Paragraph]:
        """Cut at the page turns the author made; note those of Word as breaks within the paragraph."""
        part: list[Span] = []
        for span in draft.spans:
            if span.text != _MANUAL_TURN:
                part.append(span)
                continue
            yield from self._turning(part, like)
            part = []
            if self._page:
                self._page += 1
                self._turned = True
        yield from self._turning(part, like)

    def _turning(self, spans: list[Span], like: Paragraph) -> Iterator[Paragraph]:
        for paragraph in paragraphs_of(spans, like):
            if self._page is None:
                yield replace(paragraph, text=paragraph.text.replace(_PAGE_TURN, "").strip())
                continue
            first, *others = paragraph.text.split(_PAGE_TURN)
            if others and not first:
                first = others.pop(0)
                self._page += not self._turned  # Word repeats the author's turn as one of its own
            page, text, breaks = self._page, first, []
            for other in others:
                self._page += 1
                breaks.append((len(text), self._page))
                text += other
            self._turned = self._turned and not text.strip()
            if text.strip():
                yield replace(paragraph, text=text.strip(), page=page, breaks=tuple(breaks))

    def _inline(self, parent: Any, look: Look, draft: _Draft) -> None:
        for element in parent:
            tag = element.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                self._inline(element, self._run_look(element, look), draft)
            elif tag in (f"{W}t", _MATHS):
                self._add(draft, element.text or "", look)
            elif tag in _CHARACTERS:
                self._add(draft, _CHARACTERS[tag], look)
            elif tag == f"{W}br":
                turn = element.get(f"{W}type") == "page"
                self._add(draft, _MANUAL_TURN if turn else "\n", look)
            elif tag == f"{W}lastRenderedPageBreak":
                draft.spans.append(Span(_PAGE_TURN))
            elif tag in self._notes:
                self._refer(element, draft)
            elif tag == f"{W}txbxContent":
                draft.boxes.append(element)
            else:
                self._inline(_choice(element) if tag == f"{_MC}AlternateContent" else element, look, draft)

    def _run_look(self, run: Any, look: Look) -> Look:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return look
        named = properties.find(f"{W}rStyle")
        if named is not None:
            look = self._styles[named.get(f"{W}val")].look.over(look)
        return look_of(properties).over(look)

    @staticmethod
    def _add(draft: _Draft, text: str, look: Look) -> None:
        if text and not look.hidden:
            draft.spans.append(Span(text, bool(look.bold), bool(look.italic), look.size or 0.0))

    def _refer(self, element: Any, draft: _Draft) -> None:
        note = self._notes[element.tag].pop(element.get(f"{W}id", ""), None)  # told once: it may refer to itself
        if note is not None:
            self._numbered += 1
            draft.notes.append((str(self._numbered), note))

    def _note(self, note: Any, number: str) -> Iterator[Paragraph]:
        for place, paragraph in enumerate(self._blocks(note)):
            yield replace(paragraph, kind="note", marker="" if place else number, level=0)

    def _table(self, table: Any) -> Iterator[Paragraph]:
        rows = [row for row in _children(table, f"{W}tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = ([c for c in _children(row, f"{W}tc") if not _goes_on(c)] for row in rows)
        yield from rows_of([[list(self._blocks(cell)) for cell in row] for row in cells])


def _goes_on(cell: Any) -> bool:
    """Whether a cell only continues the one above it."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val") != "restart"


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Children with this tag, content controls and revisions looked through."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            yield from _children(element, tag)


def _choice(alternatives: Any) -> Any:
    """The version for today's Word; the other repeats it for old ones; nothing where there is neither."""
    choice = alternatives.find(f"{_MC}Choice")
    choice = alternatives.find(f"{_MC}Fallback") if choice is None else choice
    return () if choice is None else choice


def _like(properties: Any, style: Style) -> Paragraph:
    level, item, middle = level_of(properties), listed(properties), centred(properties)
    heading = style.level if level is None else level
    is_item = not heading and (style.listed if item is None else item)
    kind = "toc" if style.contents else "item" if is_item else "text"
    return Paragraph(
        "",
        kind=kind,
        marker="-" if kind == "item" else "",
        level=heading if kind == "text" else 0,
        centred=bool(style.centred if middle is None else middle),
    )
