"""The walk through the tree of a web page: blocks become paragraphs, marks become spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml.html import defs

from indexer.extract import Paragraph
from indexer.extract.looks import UNSAID, Look
from indexer.extract.plain_text import read as read_text
from indexer.extract.spans import Span, paragraphs_of
from indexer.extract.tables import rows_of

_SECTIONS = frozenset(("section", "article", "main", "header", "footer", "aside", "details", "summary", "body", "html"))
_BLOCKS = (defs.block_tags - {"ins", "del"}) | _SECTIONS | {"figure", "figcaption"}
_HEADING = re.compile(r"^h([1-6])$")
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold(?:er)?|normal|\d{3})", re.IGNORECASE)
_SLANT = re.compile(r"font-style\s*:\s*(italic|oblique|normal)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*([\d.]+)(pt|px)", re.IGNORECASE)
_CENTRE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_HEAVY, _POINTS_IN_PIXEL = 600, 0.75
_NOTES = re.compile(r"(?:^|\s)(?:foot|end)?-?notes?(?:\s|-|$)|^(?:sdfootnote|ftn|fn|note)\w*\d+", re.IGNORECASE)
_CALL = re.compile(r"^[\[(]?\s*(\d{1,3}|\*{1,3})\s*[\])]?$")
_TYPED_CALL = re.compile(r"^[\[(]?(\d{1,3}|\*{1,3})[\])]?\.?\s+")
_UNIT = re.compile(r"\b(?:m|km|cm|dm|mm|hm)$", re.IGNORECASE)
_SEVERAL_LINKS = 3
_JUST_BEFORE = 20  # spans that show what a call of a note stands behind
_BACK = "↩"


class Walk:
    """Reads the content of a page into paragraphs."""

    def __init__(self) -> None:
        self._notes: dict[str, list[Paragraph]] = {}
        self._called: list[str] = []

    def read(self, root: Any) -> tuple[Paragraph, ...]:
        """Walk through; notes come after the paragraph that calls them."""
        notes = [e for e in root.iter() if isinstance(e.tag, str) and _is_note(e)]
        for element, place in zip(notes, _places(notes), strict=True):
            self._take_note(element, place)
        return (*self._block(root, Paragraph(""), UNSAID), *self._left_over())

    def _left_over(self) -> Iterator[Paragraph]:
        for notes in self._notes.values():
            yield from notes

    def _block(self, element: Any, like: Paragraph, look: Look) -> Iterator[Paragraph]:
        """The paragraphs of one block: runs of inline content between the blocks within it."""
        look, like = _look(element).over(look), _like(element, like)
        spans = [self._span(element.text, look)]
        for child in self._flat(element, spans, look):
            yield from self._finished(spans, like)
            like = (
                replace(like, kind="text", marker="")
                if like.kind == "item" and any(s.text.strip() for s in spans)
                else like
            )
            spans.clear()
            for paragraph in self._child(child, like, look):
                like = replace(like, kind="text", marker="") if like.kind == "item" else like
                yield paragraph
        yield from self._finished(spans, like)

    def _child(self, child: Any, like: Paragraph, look: Look) -> Iterator[Paragraph]:
        if child.tag == "table":
            yield from self._table(child, look)
        elif child.tag == "pre":
            yield from read_text(child.text_content())[0]
        elif child.tag in ("ul", "ol", "menu", "dir"):
            yield from self._list(child, look)
        else:
            yield from self._block(child, like, look)

    def _flat(self, element: Any, spans: list[Span], look: Look) -> Iterator[Any]:
        """Collect inline content; hand out each block met, and go on after it."""
        for child in element:
            if isinstance(child.tag, str):
                if child.tag in _BLOCKS:
                    yield child
                elif child.tag == "del":
                    pass
                elif child.tag == "br":
                    spans.append(Span("\n", bool(look.bold), bool(look.italic), look.size or 0.0))
                elif not self._is_call(child, spans):
                    inner = _look(child).over(look)
                    spans.append(self._span(child.text, inner))
                    yield from self._flat(child, spans, inner)
            spans.append(self._span(child.tail, look))

    def _is_call(self, element: Any, spans: list[Span]) -> bool:
        """Note a call of a footnote: it is no text."""
        text = element.text_content().strip()
        if text.startswith(_BACK):
            return True
        target = element if element.tag == "a" else next(iter(element.iter("a")), None)
        name = (
            (target.get("href") or "")[1:] if target is not None and (target.get("href") or "").startswith("#") else ""
        )
        if not _CALL.match(text):
            return False
        if name in self._notes:
            self._called.append(name)
            return True
        before = "".join(span.text for span in spans[-_JUST_BEFORE:])
        return element.tag == "sup" and bool(before.strip()) and not _UNIT.search(before) and not before[-1:].isdigit()

    def _finished(self, spans: list[Span], like: Paragraph) -> Iterator[Paragraph]:
        yield from paragraphs_of(spans, like)
        for name in self._called:
            yield from self._notes.pop(name, [])
        self._called = []

    def _list(self, element: Any, look: Look) -> Iterator[Paragraph]:
        links = [a.get("href") or "" for a in element.iter("a")]
        contents = len(links) >= _SEVERAL_LINKS and all(link.startswith("#") for link in links)
        number = int(element.get("start", "1")) if element.get("start", "1").isdigit() else 1
        for child in element:
            if child.tag != "li":
                if isinstance(child.tag, str):
                    yield from self._child(child, Paragraph(""), look)
                continue
            marker = f"{number}." if element.tag == "ol" else "-"
            like = Paragraph("", kind="toc") if contents else Paragraph("", kind="item", marker=marker)
            yield from self._block(child, like, look)
            number += 1

    def _table(self, element: Any, look: Look) -> Iterator[Paragraph]:
        look = _look(element).over(look)
        for caption in element.findall("caption"):
            yield from self._block(caption, Paragraph(""), look)
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        yield from rows_of([[list(self._block(cell, Paragraph(""), look)) for cell in row] for row in cells])

    def _take_note(self, element: Any, place: int) -> None:
        """Read a note and take it out of the flow; in a list its place is its number."""
        number = str(place) if element.tag == "li" else ""
        notes: list[Paragraph] = []
        for paragraph in self._block(element, Paragraph(""), UNSAID):
            text = paragraph.text
            typed = _TYPED_CALL.match(text) if not notes and not number else None
            if typed:
                number, text = typed[1], text[typed.end() :]
            notes.append(replace(paragraph, text=text, kind="note", marker="" if notes else number, level=0))
        anchors = (a.get("name") or a.get("id") for a in element.iter("a"))
        name = element.get("id") or next((anchor for anchor in anchors if anchor), "")
        if notes:
            self._notes[name] = notes
        element.drop_tree()

    @staticmethod
    def _span(text: str | None, look: Look) -> Span:
        return Span(
            (text or "").replace("\n", " ").replace("\r", " "), bool(look.bold), bool(look.italic), look.size or 0.0
        )


def _places(notes: list[Any]) -> list[int]:
    """The number of each note in its list."""
    lists = {note.getparent() for note in notes if note.tag == "li"}
    numbers = {one: number for list_ in lists for number, one in enumerate(list_.iterchildren("li"), 1)}
    return [numbers.get(note, 0) for note in notes]


def _is_note(element: Any) -> bool:
    """An element that is one note: its own id says so, or the list it stands in."""
    if element.tag not in ("li", "p", "div", "aside"):
        return False
    if element.tag == "div" and element.find(".//div") is not None:
        return False
    if element.tag == "li":
        return any(
            _NOTES.search(f"{p.get('class', '')} {p.get('id', '')}".strip())
            for p in element.iterancestors("section", "div", "ol", "aside")
        )
    return bool(re.match(r"^(?:sdfootnote|sdendnote|ftn|fn|footnote-?)\d+$", element.get("id") or "", re.IGNORECASE))


def _like(element: Any, like: Paragraph) -> Paragraph:
    heading = _HEADING.match(element.tag)
    middle = (
        bool(_CENTRE.search(element.get("style", "")))
        or element.get("align", "").lower() == "center"
        or element.tag == "center"
    )
    if heading:
        return replace(like, level=int(heading[1]), centred=like.centred or middle)
    return replace(like, centred=like.centred or middle)


def _look(element: Any) -> Look:
    style = element.get("style", "")
    weight, slant, size = _WEIGHT.search(style), _SLANT.search(style), _SIZE.search(style)
    bold = True if element.tag in ("b", "strong", "th", "dt", "summary") else None
    italic = True if element.tag in ("i", "em", "cite", "dfn") else None
    if weight:
        bold = weight[1].lower().startswith("bold") or (weight[1].isdigit() and int(weight[1]) >= _HEAVY)
    if slant:
        italic = slant[1].lower() != "normal"
    points = float(size[1]) * (1 if size[2].lower() == "pt" else _POINTS_IN_PIXEL) if size else None
    return Look(bold, italic, points)
