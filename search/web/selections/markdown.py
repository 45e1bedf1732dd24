"""A selection in Markdown (CommonMark): what people typed is text, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.web.selections.publication import Entry, Publication, paragraphs

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")
_LIST = re.compile(r"^(\s*)(\d{1,9})([.)])(?=\s|$)|^(\s*)([-+=])")


def write(sent: Publication) -> str:
    """Write the whole selection; it ends with a line end."""
    return "\n".join(_lines(sent)).rstrip("\n") + "\n"


def text(plain: str) -> str:
    r"""Write `plain` so that Markdown shows it as it is.

    >>> print(text("1. *deux* <b> & [trois](x)"), text("- un"))
    1\. \*deux\* \<b\> \& \[trois\](x) \- un
    """
    escaped = _MARKUP.sub(r"\\\1", plain)
    return _LIST.sub(_escaped, escaped)


def _escaped(found: re.Match[str]) -> str:
    if found[2]:
        return f"{found[1]}{found[2]}\\{found[3]}"
    return f"{found[4]}\\{found[5]}"


def _lines(sent: Publication) -> Iterator[str]:
    if sent.warning:
        yield from (f"**{text(sent.warning)}**", "")
    yield from (f"# {text(sent.title)}", "")
    for one in sent.paragraphs:
        yield from (text(one), "")
    for entry in sent.entries:
        yield from _entry(entry)
    yield from ("---", "", f"{text(sent.closing)} <{sent.url}>")


def _entry(one: Entry) -> Iterator[str]:
    if one.section:
        yield from (f"## {text(one.section)}", "")
    yield from (f"{'###' if one.below else '##'} {one.number}\\. {text(one.heading)}", "")
    for part in paragraphs(one.comment):
        yield from (text(part), "")
    if one.quotation:
        yield from (f"> «\u00a0{text(one.quotation)}\u00a0»", "")
    yield from (text(one.line), "")
    if one.note:
        yield from (f"*{text(one.note)}*", "")
    yield from (f"{one.invitation}\u00a0: <{one.url}>", "")
