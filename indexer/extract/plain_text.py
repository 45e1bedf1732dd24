"""Plain text: blank lines, indents, form feeds and the width it was wrapped at → paragraphs and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.extract import Line, Page, Paragraph
from indexer.extract.hyphens import Lexicon, is_cut, mended
from indexer.extract.markdown import goes_over
from indexer.extract.spans import Span, paragraphs_of
from indexer.extract.wrapped import ITEM, is_airy, leader_of, one_flow, width_of

_RULE = re.compile(r"^[-=_*~+#\s]{3,}$")
_FOLIO = re.compile(r"^[-–—]?\s*(?:page\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–—]?$", re.IGNORECASE)
_NOTE = re.compile(r"^\[(\d{1,3})\]\s+(?=\S)")
_CENTRED = 15
_CALLED = 2  # times a number stands in brackets: once called, once answered


@dataclass(slots=True)
class _Piece:
    """Lines that make one paragraph, each with the page it stands on."""

    lines: list[tuple[int, str]]
    after_blank: bool


def read(text: str) -> tuple[tuple[Paragraph, ...], tuple[Page, ...]]:
    """Turn plain text into paragraphs, and pages where form feeds part them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(8)
    sheets = [sheet.split("\n") for sheet in text.removesuffix("\f").split("\f")]
    paged = len(sheets) > 1
    labels = [_take_folio(lines) if paged else None for lines in sheets]
    width = width_of([line for lines in sheets for line in lines])
    lexicon = Lexicon(line.rstrip() for lines in sheets for line in lines)
    paragraphs: list[Paragraph] = []
    airy = is_airy([line for lines in sheets for line in lines])
    for piece in _pieces(sheets, width, airy=airy):
        for paragraph in _written(piece, lexicon, paged=paged):
            if paragraphs and piece.after_blank and goes_over(paragraphs[-1], paragraph):
                paragraphs[-1] = _joined(paragraphs[-1], paragraph)
            else:
                paragraphs.append(paragraph)
    noted = tuple(_as_note(paragraph, text) for paragraph in paragraphs)
    return noted, _pages(sheets, labels) if paged else ()


def _as_note(paragraph: Paragraph, text: str) -> Paragraph:
    """A paragraph that begins with a number in brackets which the text calls elsewhere is a note."""
    mark = _NOTE.match(paragraph.text)
    if not mark or paragraph.kind != "text" or paragraph.breaks or text.count(f"[{mark[1]}]") < _CALLED:
        return paragraph
    return replace(paragraph, kind="note", marker=mark[1], text=paragraph.text[mark.end() :])


def _pieces(sheets: Sequence[Sequence[str]], width: int, *, airy: bool) -> Iterator[_Piece]:
    piece: _Piece | None = None
    blank = True
    for number, line in ((n, line) for n, lines in enumerate(sheets, 1) for line in lines):
        if not line.strip() or _RULE.match(line):
            blank = blank or not line.strip()
            if piece and _RULE.match(line) and line.strip():
                yield piece
                piece = None
            continue
        turned = piece is not None and piece.lines[-1][0] != number
        goes_on = piece is not None and _goes_on(piece.lines[-1][1], line, width, airy=airy)
        if piece and goes_on and (not blank or turned):
            piece.lines.append((number, line))
        else:
            if piece:
                yield piece
            piece = _Piece([(number, line)], blank)
        blank = False
    if piece:
        yield piece


def _goes_on(before: str, after: str, width: int, *, airy: bool) -> bool:
    if leader_of(before) or leader_of(after):
        return False
    set_in = 0 if ITEM.match(before.lstrip()) else _indent(after) - _indent(before)
    if 2 <= set_in <= _CENTRED and re.search(r"[.!?:…»\"]\s*$", before):  # noqa: PLR2004 - a first line set in
        return False
    if is_cut(before.rstrip()) and after.lstrip()[:1].islower():
        return True
    return one_flow(before, after, width, airy=airy)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _written(piece: _Piece, lexicon: Lexicon, *, paged: bool) -> list[Paragraph]:
    text = ""
    page = piece.lines[0][0]
    breaks = []
    for number, line in piece.lines:
        words = " ".join(line.split(" ")).strip()
        if text:
            text = mended(text, words, lexicon) if is_cut(text) else text + " "
        if number != page:
            breaks.append((len(text), number))
            page = number
        text += words
    first = piece.lines[0]
    dots = leader_of(text)
    like = Paragraph(
        "",
        page=first[0] if paged else None,
        breaks=tuple(breaks) if paged else (),
        kind="toc" if dots else "text",
        centred=_indent(first[1]) > _CENTRED and len(piece.lines) == 1,
    )
    text = f"{text[: dots.start()]} … {dots[1]}" if dots else text
    return [_measured(p, len(text)) for p in paragraphs_of([Span(text)], like)]


def _measured(paragraph: Paragraph, length: int) -> Paragraph:
    """Page breaks counted anew where a list's marker left the text."""
    taken = length - len(paragraph.text)
    return replace(paragraph, breaks=tuple((max(0, at - taken), page) for at, page in paragraph.breaks))


def _joined(last: Paragraph, after: Paragraph) -> Paragraph:
    breaks = list(last.breaks)
    current = breaks[-1][1] if breaks else last.page
    shift = len(last.text) + 1
    if after.page is not None and after.page != current:
        breaks.append((shift, after.page))
    breaks += [(at + shift, page) for at, page in after.breaks]
    return replace(last, text=f"{last.text} {after.text}", breaks=tuple(breaks))


def _take_folio(lines: list[str]) -> str | None:
    """Take a page number off the head or foot of a page."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    for place in filled[-1:] + filled[:1]:
        folio = _FOLIO.match(lines[place].strip()[:40])
        if folio:
            lines[place] = ""
            return folio[1]
    return None


def _pages(sheets: Sequence[Sequence[str]], labels: Sequence[str | None]) -> tuple[Page, ...]:
    return tuple(
        Page(number, label=label, lines=tuple(Line(line.strip()) for line in lines if line.strip()))
        for number, (lines, label) in enumerate(zip(sheets, labels, strict=True), 1)
    )
