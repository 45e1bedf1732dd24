"""From runs of styled characters to a paragraph: for the formats that tell style by mark-up, not by fonts on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.extract import Paragraph

BULLETS = "-–—•●▪◦‣·○■□▶▷►➢➤➔→✓✔❖♦◆*"
_SPACE = re.compile(r"[ \t\r\n\v]+")
_TYPED_ITEM = re.compile(
    rf"^(?:([{re.escape(BULLETS)}\ue000-\uf8ff])[\s\u00a0]+|(\(?\d{{1,2}}[.)]|[a-z]\))[\s\u00a0]+)(?=\S)"
)
_TOC_END = re.compile(r"(?:\s*[.…_·]{3,}\s*|\t+\s*)(\d{1,4}|[ivxlc]{1,6})$")
_SENTENCE = re.compile(r"[.!?:;,…]$")
_TITLE_LENGTH = 60  # a line broken by hand before this width ends where its author meant it to
_FEW = 0.2
_TURN = "\f"  # a page turn travels through unseen


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one style. A newline in it is a line break of the author."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float = 0.0


def paragraphs_of(spans: Iterable[Span], like: Paragraph) -> list[Paragraph]:
    """Make the paragraph, or several where line breaks part a name from a role, a title from a text.

    Everything that spans do not tell is taken from `like`.
    """
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *more = span.text.split("\n")
        lines[-1].append(replace(span, text=first))
        lines.extend([replace(span, text=text)] for text in more)
    parts: list[list[Span]] = []
    for line in lines:
        if not _text(line).strip():
            continue
        if parts and _one_flow(parts[-1], line):
            parts[-1] += [Span(" "), *line]
        else:
            parts.append(line)
    made = (_paragraph(part, like if not place else replace(like, marker="")) for place, part in enumerate(parts))
    return [paragraph for paragraph in made if any(c.isalnum() for c in paragraph.text) or paragraph.text == _TURN]


def _one_flow(before: Sequence[Span], after: Sequence[Span]) -> bool:
    """Whether a line break is only the width of a page: long line, same style, and no sign of a new beginning."""
    first, second = _text(before).strip(), _text(after).strip()
    if _TYPED_ITEM.match(second) or _style(before) != _style(after):
        return False
    if second[0].islower():
        return not first.endswith((".", "!", "?", ";", ":"))
    return len(first) >= _TITLE_LENGTH and not _SENTENCE.search(first)


def _style(spans: Sequence[Span]) -> tuple[bool, bool, float]:
    length = max(1, sum(len(s.text.strip()) for s in spans))
    bold = sum(len(s.text.strip()) for s in spans if s.bold)
    italic = sum(len(s.text.strip()) for s in spans if s.italic)
    return bold > 0.8 * length, italic > 0.8 * length, _size(spans)


def _size(spans: Iterable[Span]) -> float:
    weights: dict[float, int] = {}
    for span in spans:
        weights[span.size] = weights.get(span.size, 0) + len(span.text.strip())
    return max(weights, key=lambda size: (weights[size], size)) if weights else 0.0


def _text(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def _paragraph(spans: Sequence[Span], like: Paragraph) -> Paragraph:
    text, bold, italic = _flattened(spans)
    paragraph = like
    if like.kind == "toc":
        text = _TOC_END.sub(r" … \1", _text(spans).strip())
    elif like.kind in ("text", "item") and not like.level:
        item = _TYPED_ITEM.match(text)
        if item and not like.marker and not (item[2] and _is_heading(text, bold)):
            marker = item[1] or item[2]
            paragraph = replace(like, kind="item", marker="•" if "\ue000" <= marker <= "\uf8ff" else marker)
            text, bold, italic = text[item.end() :], bold[item.end() :], italic[item.end() :]
    shown = max(1, len(text) - text.count(" "))
    return replace(
        paragraph,
        text=text,
        bold=round(bold.count("b") / shown, 3),
        italic=round(italic.count("i") / shown, 3),
        lead=_lead(bold),
        size=_size(spans) or like.size,
    )


def _is_heading(text: str, bold: str) -> bool:
    """Whether what a number begins is a heading rather than an item: in capitals, or bold throughout."""
    return text.isupper() or set(bold) <= {"b", " "}


def _flattened(spans: Sequence[Span]) -> tuple[str, str, str]:
    """Text with single spaces, and beside each character whether it is bold ("b") and italic ("i")."""
    text: list[str] = []
    bold: list[str] = []
    italic: list[str] = []
    for span in spans:
        for character in _SPACE.sub(" ", span.text.replace("\u00ad", "").replace("\u200b", "")):
            if character == " " and (not text or text[-1] == " "):
                continue
            text.append(character)
            bold.append(" " if character in (" ", _TURN) else "b" if span.bold else ".")
            italic.append(" " if character in (" ", _TURN) else "i" if span.italic else ".")
    if text and text[-1] == " ":
        del text[-1], bold[-1], italic[-1]
    return "".join(text), "".join(bold), "".join(italic)


def _lead(bold: str) -> int:
    """How many characters at the start are bold, when the rest is not."""
    end = bold.find(".")
    if end <= 0:
        return 0
    rest = bold[end:].replace(" ", "")
    return len(bold[:end].rstrip()) if rest.count("b") <= _FEW * len(rest) else 0
