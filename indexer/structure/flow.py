"""Paragraphs made ready to be cut: bullets recognised, broken sentences mended, rules and blanks dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

from indexer.extract import Paragraph
from indexer.structure.boxes import boxed
from indexer.structure.feet import footed
from indexer.structure.folding import level
from indexer.structure.headings import in_capitals
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import BOLD, LABEL, PLAIN_HEADING, TWICE
from indexer.structure.roles import ends_a_sentence
from indexer.structure.steadiness import steadied

_BULLET = re.compile(r"(?P<marker>[-–—*•▪■►▶◦·‣➢✓]|\\\*)\s+(?=\S)")
_RULE = re.compile(r"[\s*_=~.·-]*")
_STAMP = re.compile(
    r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?(?:\s?(?:-->|"
    r"[–—-])\s?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)?"
)
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])\s?[.)–-]?")
_PART = re.compile(r"\d{1,2}\s?[.)–-]")
_FOOTNOTE = re.compile(rf"(?:\[\d{{1,2}}\]|\d{{1,2}}\s?[.)]?)\s+[{CAPITAL}«\"]")
_OPEN_END = re.compile(r"[\w,'’)»-]$")
_SAME_SIZE = 0.6  # points
_LEADING = 0.4  # of the size: a smaller gap separates the lines of one paragraph
_LONG = 60  # characters: what is shorter is a line of its own (a name, a heading), not a broken sentence


def mend(paragraphs: Iterable[Paragraph], body: float = 0.0) -> list[Paragraph]:
    """Give the paragraphs with text, a sentence broken by a page or a footnote being made whole again."""
    mended: list[Paragraph] = []
    last_text = -1
    ready = _parts([_numbered(_bulleted(raw)) for raw in boxed(footed(steadied(list(paragraphs)), body))])
    for paragraph, after in zip_longest(ready, ready[1:]):
        if _RULE.fullmatch(paragraph.text) or _STAMP.fullmatch(paragraph.text):
            continue
        if last_text >= 0 and paragraph.kind == "text" and _goes_on(mended[last_text], paragraph):
            mended[last_text] = _joined(mended[last_text], paragraph)
            continue
        aside = last_text >= 0 and (
            _is_hidden_note(mended[last_text], paragraph) or _is_foot(mended[last_text], paragraph, after)
        )
        mended.append(replace(paragraph, kind="note") if aside else paragraph)
        if mended[-1].kind != "note":
            last_text = len(mended) - 1
    return mended


def _bulleted(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text.strip()
    cut = len(paragraph.text) - len(paragraph.text.lstrip())
    kind, marker = paragraph.kind, paragraph.marker
    if kind == "text" and (bullet := _BULLET.match(text)):
        kind, marker = "item", bullet["marker"]
        text, cut = text[bullet.end() :], cut + bullet.end()
    if text == paragraph.text and kind == paragraph.kind:
        return paragraph
    breaks = tuple((max(0, at - cut), page) for at, page in paragraph.breaks)
    return replace(paragraph, text=text, kind=kind, marker=marker, breaks=breaks, lead=max(0, paragraph.lead - cut))


def _numbered(paragraph: Paragraph) -> Paragraph:
    """A numbered line in capitals or in bold is a heading, no item: its number belongs to its words."""
    if paragraph.kind != "item" or not _NUMBER.fullmatch(paragraph.marker):
        return paragraph
    heading = in_capitals(paragraph.text) or paragraph.level or paragraph.bold >= BOLD
    if not heading or len(paragraph.text) > PLAIN_HEADING:
        return paragraph
    return _with_number(paragraph)


def _with_number(paragraph: Paragraph) -> Paragraph:
    """Give the item as a line whose number belongs to its words."""
    shift = len(paragraph.marker) + 1
    breaks = tuple((at + shift, page) for at, page in paragraph.breaks)
    return replace(paragraph, kind="text", marker="", text=f"{paragraph.marker} {paragraph.text}", breaks=breaks)


def _parts(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Where no type tells headings, numbered lines that stand apart, in the order of their numbers, are headings."""
    if any(p.level or p.size or p.bold >= BOLD for p in paragraphs):
        return paragraphs
    alone = [k for k in range(len(paragraphs)) if _is_part(paragraphs, k)]
    numbers = [int(paragraphs[k].marker.rstrip(" .)–-")) for k in alone]
    if len(alone) <= 1 or numbers != list(range(1, len(alone) + 1)):
        return paragraphs
    return [_with_number(p) if k in alone else p for k, p in enumerate(paragraphs)]


def _is_part(paragraphs: list[Paragraph], k: int) -> bool:
    """Say whether a short numbered line without full stop has no numbered line beside it, and opens no list."""
    paragraph = paragraphs[k]
    if paragraph.kind != "item" or not _PART.fullmatch(paragraph.marker) or len(paragraph.text) > LABEL:
        return False
    beside = [p for p in paragraphs[max(0, k - 1) : k + 2] if p is not paragraph]
    if len(beside) < TWICE or any(p.kind == "item" and _NUMBER.fullmatch(p.marker) for p in beside):
        return False
    text = paragraph.text
    plain = text[0].isupper() and not ends_a_sentence(text) and not text.endswith((",", ":"))
    return plain and not beside[0].text.rstrip().endswith(":")


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Say whether `after` is the rest of the sentence that `before` leaves open."""
    if before.kind not in ("text", "item") or after.level or len(before.text) < _LONG:
        return False
    if before.level and before.kind != "item":
        return False
    if not (after.text[:1].islower() and _OPEN_END.search(before.text)):
        return False
    if before.text.endswith(",") and 0 < after.gap < _LEADING * after.size:
        return True  # the next line of the same paragraph, whatever recognised letters look like
    same_size = not before.size or not after.size or abs(before.size - after.size) < _SAME_SIZE
    if before.kind == "item" and before.level:
        return not after.lead
    return same_size and (before.bold >= BOLD) == (after.bold >= BOLD) and not after.lead


def _joined(before: Paragraph, after: Paragraph) -> Paragraph:
    shift = len(before.text) + 1
    breaks = list(before.breaks)
    page = breaks[-1][1] if breaks else before.page
    if after.page is not None and after.page != page:
        breaks.append((shift, after.page))
    breaks.extend((at + shift, number) for at, number in after.breaks)
    return replace(before, text=f"{before.text} {after.text}", breaks=tuple(breaks))


def _is_foot(before: Paragraph, paragraph: Paragraph, after: Paragraph | None) -> bool:
    """Recognise the foot of a page that stands, unmarked, in the middle of a sentence."""
    if after is None or paragraph.kind != "text" or len(paragraph.text) > PLAIN_HEADING:
        return False
    turned = after.page is not None and paragraph.page is not None and after.page > paragraph.page
    return turned and after.kind == "text" and _goes_on(before, after) and not paragraph.text[0].islower()


def _is_hidden_note(before: Paragraph, paragraph: Paragraph) -> bool:
    """Recognise a numbered footnote that stands, unmarked, in the middle of a sentence."""
    if paragraph.kind != "text" or before.kind not in ("text", "item") or len(before.text) < _LONG:
        return False
    return bool(_FOOTNOTE.match(paragraph.text)) and bool(re.search(r"[a-zà-ÿ,]$", level(before.text)))
