"""Show where the words stand: exact marks, the best window of a text and its page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from search.index import Sought
from search.index.analysis import Token, tokens
from search.index.needles import Needle, needles_of

_WIDTH = 240
_SENTENCE_END = re.compile(r"[.!?…»](?=\s)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    needle: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A snippet and where in the text it was taken; `best` is the first matched character, None without match."""

    html: str
    best: int | None


def matches(text: str, sought: Sought, field: str = "text") -> list[tuple[int, int]]:
    """Where in `text` the words that are sought stand: (start, end) in order, without overlap.

    >>> matches("L’eau, les eaux", parse_nothing) if (parse_nothing := Sought()) is None else []
    []
    """
    return _merged(_found(text, sought, field))


def mark(text: str, sought: Sought, field: str = "text") -> str:
    """The whole text as escaped HTML, matched words in <mark>."""
    return _marked(text, 0, len(text), matches(text, sought, field))


def snippet(text: str, sought: Sought, width: int = _WIDTH) -> Excerpt:
    """About `width` characters around the richest place, or the beginning when nothing matches."""
    found = _found(text, sought, "text")
    if not found:
        end = _opening(text, width)
        return Excerpt(_framed(text, 0, end, []), None)
    first, last = _richest(found, width)
    inside = found[first : last + 1]
    start, end = _window(text, inside[0].start, max(m.end for m in inside), width)
    return Excerpt(_framed(text, start, end, _merged(found)), inside[0].start)


def page_at(offset: int | None, page_first: int | None, breaks: Sequence[tuple[int, int]]) -> int | None:
    """Physical page of the character `offset` of a passage.

    >>> page_at(10, 4, ((10, 5), (30, 6)))
    5
    """
    if offset is None or not breaks:
        return page_first
    at = bisect_right([b[0] for b in breaks], offset)
    return breaks[at - 1][1] if at else page_first


def _found(text: str, sought: Sought, field: str) -> list[_Match]:
    needles = needles_of(sought)
    wanted = [n for group in needles.groups for n in group if field in n.fields]
    if not wanted:
        return []
    words = list(tokens(text))
    found = [m for i, needle in enumerate(wanted) for m in _of_needle(i, needle, words)]
    return sorted(found, key=lambda m: (m.start, m.end))


def _of_needle(index: int, needle: Needle, words: list[Token]) -> Iterator[_Match]:
    first, length = needle.slots[0], len(needle.slots)
    for at, word in enumerate(words):
        if first.fits(word) and at + length <= len(words):
            run = words[at : at + length]
            if all(slot.fits(w) for slot, w in zip(needle.slots, run, strict=True)):
                yield _Match(word.start, run[-1].end, index)


def _merged(found: list[_Match]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for m in found:
        if spans and m.start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], m.end))
        else:
            spans.append((m.start, m.end))
    return spans


def _richest(found: list[_Match], width: int) -> tuple[int, int]:
    """Window of matches (first, last) with most distinct needles, then most matches, then the earliest."""
    best, best_value = (0, 0), (0, 0)
    inside: Counter[int] = Counter()
    first = 0
    for last, match in enumerate(found):
        inside[match.needle] += 1
        while match.end - found[first].start > width and first < last:
            inside[found[first].needle] -= 1
            if not inside[found[first].needle]:
                del inside[found[first].needle]
            first += 1
        value = (len(inside), last - first + 1)
        if value > best_value:
            best, best_value = (first, last), value
    return best


def _window(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Widen to about `width` on whole words; what one side cannot give goes to the other."""
    spare = max(0, width - (end - start))
    left = max(0, start - spare // 2)
    right = min(len(text), left + max(width, end - start))
    left = max(0, min(left, right - width))
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    return left, right


def _opening(text: str, width: int) -> int:
    """End of the first sentence or sentences that fit."""
    if len(text) <= width:
        return len(text)
    ends = [m.end() for m in _SENTENCE_END.finditer(text, 0, width)]
    if ends and ends[-1] > width // 3:
        return ends[-1]
    space = text.rfind(" ", 0, width)
    return space if space > 0 else width


def _framed(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    body = _SPACE.sub(" ", _marked(text, start, end, spans)).strip()
    before = "… " if text[:start].strip() else ""
    after = " …" if text[end:].strip() else ""
    return f"{before}{body}{after}"


def _marked(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = start
    for a, b in spans:
        if b <= start or a >= end:
            continue
        a, b = max(a, start), min(b, end)  # noqa: PLW2901  cut to the window
        parts += (escape(text[at:a]), "<mark>", escape(text[a:b]), "</mark>")
        at = b
    parts.append(escape(text[at:end]))
    return "".join(parts)
