"""The walk through the shapes of a slide, in the order a screen reader would read them: title first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from indexer.extract import Paragraph
from indexer.extract.spans import Span, paragraphs_of
from indexer.extract.tables import rows_of

PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_P, _A = PRESENTATION, "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "hdr", "sldNum", "sldImg")
_PLAIN = ("subTitle", *_TITLES)
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_TRUE = ("1", "true")


def slide_of(root: Any, number: int, diagrams: Mapping[str, Any]) -> list[Paragraph]:
    """The paragraphs a slide shows: its title (level 1 on the first slide, else 2), then the rest in file order."""
    shapes = list(_shapes(root.find(f".//{_P}spTree")))
    shapes.sort(key=lambda shape: _kind(shape) not in _TITLES)  # stable: the rest stays in order
    like = Paragraph("", number)
    return [paragraph for shape in shapes for paragraph in _shape(shape, like, diagrams)]


def notes_of(root: Any, number: int) -> list[Paragraph]:
    """What the speaker noted under a slide."""
    if root is None:
        return []
    like = Paragraph("", number, kind="note")
    bodies = (shape for shape in _shapes(root.find(f".//{_P}spTree")) if _kind(shape) not in _FURNITURE)
    return [p for shape in bodies for body in shape.iter(f"{_P}txBody") for p in _body(body, like, bulleted=False)]


def _shapes(parent: Any) -> Iterator[Any]:
    """Shapes that may bear text, groups opened; of what is written twice for old programs, the newer."""
    for element in parent if parent is not None else ():
        if element.tag == f"{_P}grpSp":
            yield from _shapes(element)
        elif element.tag == f"{_COMPATIBILITY}AlternateContent":
            choice = element.find(f"{_COMPATIBILITY}Choice")
            yield from _shapes(element.find(f"{_COMPATIBILITY}Fallback") if choice is None else choice)
        elif element.tag in (f"{_P}sp", f"{_P}graphicFrame"):
            yield element


def _kind(shape: Any) -> str:
    """What the shape stands for on its slide: `title`, `body`, `ftr`… (`obj` where unsaid), "" for a free text box."""
    holder = shape.find(f"./*/{_P}nvPr/{_P}ph")
    return "" if holder is None else holder.get("type", "obj")


def _shape(shape: Any, like: Paragraph, diagrams: Mapping[str, Any]) -> Iterator[Paragraph]:
    kind = _kind(shape)
    if kind in _FURNITURE:
        return
    if shape.tag == f"{_P}graphicFrame":
        yield from _graphic(shape, like, diagrams)
        return
    if kind in _TITLES:
        like = replace(like, level=1 if like.page == 1 else 2)
    for body in shape.iterchildren(f"{_P}txBody"):
        found = list(_body(body, replace(like, boxed=not kind), bulleted=bool(kind) and kind not in _PLAIN))
        yield from _one_title(found) if like.level else found


def _one_title(found: list[Paragraph]) -> list[Paragraph]:
    """A title on several lines is one heading."""
    return [replace(found[0], text=" ".join(p.text for p in found))] if found else []


def _graphic(shape: Any, like: Paragraph, diagrams: Mapping[str, Any]) -> Iterator[Paragraph]:
    for table in shape.iter(f"{_A}tbl"):
        cells = [list(row.iter(f"{_A}tc")) for row in table.iter(f"{_A}tr")]
        texts = [
            [[p for body in c.iter(f"{_A}txBody") for p in _body(body, like, bulleted=False)] for c in row]
            for row in cells
        ]
        yield from rows_of(texts)
    for use in shape.iter(f"{_DIAGRAM}relIds"):
        data = diagrams.get(use.get(_DATA, ""))
        for point in data.iter(f"{_DIAGRAM}pt") if data is not None else ():
            for body in point.iter(f"{_DIAGRAM}t"):
                yield from _body(body, replace(like, boxed=True), bulleted=False)


@dataclass(slots=True)
class _Numbering:
    """Numbers of a list, one count for each depth."""

    counts: dict[int, int]

    def next(self, depth: int, scheme: str) -> str:
        self.counts = {d: n for d, n in self.counts.items() if d <= depth}
        self.counts[depth] = number = self.counts.get(depth, 0) + 1
        letter = scheme.startswith("alpha") and number <= len(_ALPHABET)
        return f"{_ALPHABET[number - 1]})" if letter else f"{number}."


def _body(body: Any, like: Paragraph, *, bulleted: bool) -> Iterator[Paragraph]:
    """The paragraphs of one text; `bulleted` says whether they have bullets unless they say otherwise."""
    numbering = _Numbering({})
    for element in body.iter(f"{_A}p"):
        own = element.find(f"{_A}pPr")
        depth = own.get("lvl", "0") if own is not None else "0"
        marker = _marker(own, numbering, int(depth) if depth.isdigit() else 0, bulleted=bulleted)
        centred = own is not None and own.get("algn") == "ctr"
        item = replace(like, kind="item", marker=marker) if marker and like.kind == "text" else like
        yield from paragraphs_of(_spans(element), replace(item, centred=centred))


def _marker(own: Any, numbering: _Numbering, depth: int, *, bulleted: bool) -> str:
    if own is not None:
        numbered = own.find(f"{_A}buAutoNum")
        if numbered is not None:
            return numbering.next(depth, numbered.get("type", ""))
        numbering.counts.pop(depth, None)
        if own.find(f"{_A}buNone") is not None:
            return ""
        if own.find(f"{_A}buChar") is not None or own.find(f"{_A}buBlip") is not None:
            return "•"
    return "•" if bulleted else ""


def _spans(paragraph: Any) -> Iterator[Span]:
    for run in paragraph:
        if run.tag == f"{_A}br":
            yield Span("\n")
        elif run.tag in (f"{_A}r", f"{_A}fld") and run.get("type") != "slidenum":
            look = run.find(f"{_A}rPr")
            facts = dict(look.attrib) if look is not None else {}
            size = facts.get("sz", "")
            text = "".join(t.text or "" for t in run.iter(f"{_A}t")).replace("\n", " ").replace("\v", "\n")
            points = int(size) / 100 if size.isdigit() else 0.0
            yield Span(text, facts.get("b") in _TRUE, facts.get("i") in _TRUE, points)
