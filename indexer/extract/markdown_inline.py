"""The marks within a line of Markdown: bold, italic, links, line breaks → spans."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from indexer.extract.spans import Span

_IMAGE = re.compile(r"!\[[^\[\]]{0,999}\]\([^()]{0,999}\)")
_LINK = re.compile(r"\[([^\[\]]{0,999})\]\([^()\s]{0,999}(?:\([^()]{0,99}\)[^()\s]{0,999})?(?:\s+\"[^\"]{0,999}\")?\)")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)?[^<>\s@]{1,99}@[^<>\s]{1,99}|https?://[^<>\s]{1,999})>")
_CALL = re.compile(r"\[\^[^\]]{1,99}\]|(?<![\s\d>])(?<!\b[mM])(?<!\b[kc]m)<sup>\s*\d{1,3}\s*</sup>")
_BREAK = re.compile(r"(?:(?<! ) {2,}|\\)\n|<br\s*/?>\n?", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?(?!(?:b|i|em|strong)\b)[a-zA-Z][^<>\n]{0,999}>")
_TOKEN = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # an escaped sign
    r"|(`{1,9})(.{1,500}?)\2"
    r"|(\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~)"
    r"|<(/?)(b|i|em|strong)>",
    re.IGNORECASE,
)
_STRONG = 2


def spans_of(text: str) -> list[Span]:
    """Read the marks; `text` may hold several lines, of which only marked breaks remain as newlines."""
    text = _CALL.sub("", _IMAGE.sub("", _without_comments(text)))
    text = _ADDRESS.sub(r"\1", _LINK.sub(r"\1", text))
    text = _BREAK.sub("\v", text).replace("\n", " ").replace("\v", "\n")
    return list(_styled(_OTHER_TAG.sub("", text)))


def calls_in(text: str) -> list[str]:
    """Names of the notes a text refers to."""
    return re.findall(r"\[\^([^\[\]]{1,99})\](?!:)", text)


def _without_comments(text: str) -> str:
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[place:start])
        place = end + 3
    return "".join([*kept, text[place:]])


def _styled(text: str) -> Iterator[Span]:
    bold = italic = False
    place = 0
    for match in _TOKEN.finditer(text):
        escaped, _, code, mark, closing, tag = match.groups()
        if mark and not _opens_or_closes(text, match, bold=bold, italic=italic):
            continue
        yield _span(text[place : match.start()], bold=bold, italic=italic)
        place = match.end()
        if escaped or code:
            yield _span(escaped or code, bold=bold, italic=italic)
        elif mark and mark != "~~":
            bold ^= len(mark) >= _STRONG
            italic ^= len(mark) != _STRONG
        elif tag:
            strong = tag.lower() in ("b", "strong")
            bold, italic = (not closing if strong else bold), (italic if strong else not closing)
    yield _span(text[place:], bold=bold, italic=italic)


def _opens_or_closes(text: str, match: re.Match[str], *, bold: bool, italic: bool) -> bool:
    """A star between spaces is a star; one that opens must find its end."""
    mark = match.group()
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    if (bold and len(mark) >= _STRONG) or (italic and len(mark) != _STRONG):
        return bool(before.strip()) or bool(after.strip())
    return bool(after.strip()) and text.find(mark, match.end()) > 0


def _span(text: str, *, bold: bool, italic: bool) -> Span:
    return Span(html.unescape(text), bold, italic)
