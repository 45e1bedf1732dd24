"""A selection as plain text: lines of bounded width for mails, each address on a line of its own."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from search.web.selections.publication import Entry, Publication, paragraphs

_WIDTH = 72
_NO_BREAKS = str.maketrans({"\u00a0": "\ue000", "\u202f": "\ue001"})  # hidden while lines are broken
_BACK = str.maketrans({"\ue000": "\u00a0", "\ue001": "\u202f"})


def write(sent: Publication) -> str:
    """Write the whole selection; it ends with a line end."""
    return "\n".join(_lines(sent)).rstrip("\n") + "\n"


def _lines(sent: Publication) -> Iterator[str]:
    if sent.warning:
        yield from (*_wrapped(sent.warning), "")
    yield from (*_wrapped(sent.title), "=" * _WIDTH, "")
    for one in sent.paragraphs:
        yield from (*_wrapped(one), "")
    for entry in sent.entries:
        yield from _entry(entry)
    yield from ("-" * _WIDTH, *_wrapped(sent.closing), sent.url)


def _entry(one: Entry) -> Iterator[str]:
    if one.section:
        yield from (*_wrapped(one.section), "-" * min(_WIDTH, len(one.section)), "")
    yield from _wrapped(f"{one.number}. {one.heading}")
    for part in paragraphs(one.comment):
        yield from _wrapped(part)
    if one.quotation:
        yield from ("", *_wrapped(f"«\u00a0{one.quotation}\u00a0»", "    "), "")
    yield from _wrapped(one.line)
    if one.note:
        yield from _wrapped(one.note)
    yield from (f"{one.invitation}\u00a0:", one.url, "")


def _wrapped(text: str, margin: str = "") -> list[str]:
    """Lines of at most _WIDTH signs, never broken at a space that ties words."""
    lines = textwrap.wrap(
        text.translate(_NO_BREAKS),
        _WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.translate(_BACK) for line in lines]
