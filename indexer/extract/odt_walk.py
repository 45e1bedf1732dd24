"""The walk through the tree of an OpenDocument text, in the order a reader meets its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from indexer.extract import Paragraph
from indexer.extract.looks import Look
from indexer.extract.odt_styles import TEXT, Styles
from indexer.extract.spans import Span, paragraphs_of
from indexer.extract.tables import rows_of

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_SKIPPED = frozenset(
    [
        f"{TEXT}{tag}"
        for tag in ("tracked-changes", "note-citation", "bookmark", "list-style", "ruby-text", "sequence-decls")
    ]
    + [f"{OFFICE}{tag}" for tag in ("annotation", "annotation-end", "forms", "event-listeners")]
    + [f"{_SVG}title", f"{_SVG}desc", f"{TEXT}index-title-template"]
)
_ROW_GROUPS = frozenset(f"{_TABLE}{tag}" for tag in ("table-header-rows", "table-rows", "table-row-group"))
_INDEXES = frozenset(f"{TEXT}{tag}" for tag in ("table-of-content", "illustration-index", "table-index"))
_DEEPEST = 6


@dataclass(slots=True)
class _Draft:
    """What one text:p holds: its text, and what hangs on it."""

    spans: list[Span] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


class Walk:
    """Reads the body of a document into paragraphs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def read(self, body: Any) -> tuple[Paragraph, ...]:
        """Walk through the body."""
        return tuple(self._blocks(body))

    def _blocks(self, parent: Any, kind: str = "text") -> Iterator[Paragraph]:
        for element in parent:
            tag = element.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag in (f"{TEXT}p", f"{TEXT}h"):
                yield from self._paragraph(element, kind)
            elif tag == f"{TEXT}list":
                yield from self._list(element)
            elif tag == f"{_TABLE}table":
                yield from rows_of([[list(self._blocks(c)) for c in _cells(row)] for row in _rows(element)])
            elif tag == f"{_DRAW}frame":
                yield from (replace(p, boxed=True) for p in self._blocks(element))
            else:
                yield from self._blocks(element, "toc" if tag in _INDEXES else kind)

    def _paragraph(self, element: Any, kind: str) -> Iterator[Paragraph]:
        style = self._styles.paragraph(element.get(f"{TEXT}style-name"))
        level = 0
        if element.tag == f"{TEXT}h":
            outline = element.get(f"{TEXT}outline-level") or "1"
            level = min(_DEEPEST, int(outline)) if outline.isdigit() else 1
        draft = _Draft()
        self._inline(element, style.look, draft)
        like = Paragraph("", kind=kind, level=(level or style.level) if kind == "text" else 0, centred=style.centred)
        yield from paragraphs_of(draft.spans, like)
        for note in draft.notes:
            yield from self._note(note)
        for box in draft.boxes:
            yield from (replace(p, boxed=True) for p in self._blocks(box))

    def _list(self, element: Any) -> Iterator[Paragraph]:
        """Items, the further paragraphs of one as text; a list of headings numbers them and is none."""
        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            first = item.tag == f"{TEXT}list-item"
            for paragraph in self._blocks(item):
                if first and paragraph.kind == "text" and not paragraph.level:
                    yield replace(paragraph, kind="item", marker="-")
                else:
                    yield paragraph
                first = False

    def _inline(self, parent: Any, look: Look, draft: _Draft) -> None:
        self._add(draft, parent.text, look)
        for element in parent:
            tag = element.tag
            if isinstance(tag, str) and tag not in _SKIPPED:
                self._inline_element(element, look, draft)
            self._add(draft, element.tail, look)

    def _inline_element(self, element: Any, look: Look, draft: _Draft) -> None:
        tag = element.tag
        if tag == f"{TEXT}span":
            self._inline(element, self._styles.text(element.get(f"{TEXT}style-name")).over(look), draft)
        elif tag in (f"{TEXT}s", f"{TEXT}tab"):
            self._add(draft, "\t" if tag == f"{TEXT}tab" else " ", look)
        elif tag == f"{TEXT}line-break":
            draft.spans.append(Span("\n", bool(look.bold), bool(look.italic), look.size or 0.0))
        elif tag == f"{TEXT}note":
            draft.notes.append(element)
        elif tag in (f"{_DRAW}text-box", f"{_DRAW}custom-shape", f"{_DRAW}rect"):
            draft.boxes.append(element)
        else:
            self._inline(element, look, draft)

    @staticmethod
    def _add(draft: _Draft, text: str | None, look: Look) -> None:
        if text and not look.hidden:
            draft.spans.append(Span(text.replace("\n", " "), bool(look.bold), bool(look.italic), look.size or 0.0))

    def _note(self, note: Any) -> Iterator[Paragraph]:
        citation = note.find(f"{TEXT}note-citation")
        marker = "" if citation is None else "".join(citation.itertext()).strip()
        body = note.find(f"{TEXT}note-body")
        for place, paragraph in enumerate(self._blocks(body) if body is not None else ()):
            yield replace(paragraph, kind="note", marker="" if place else marker, level=0)


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if element.tag == f"{_TABLE}table-row":
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag == f"{_TABLE}table-cell"]
