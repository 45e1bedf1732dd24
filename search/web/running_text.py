"""A passage as running text: paragraphs, page breaks where they fall, the sought words marked; always escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape


def running_text(
    text: str,
    marks: Sequence[tuple[int, int]] = (),
    breaks: Iterable[Sequence[int]] = (),
    page_word: str = "page",
    anchor: str = "",
) -> Markup:
    r"""Write `text` as HTML paragraphs; the first mark can be led to as `anchor`.

    >>> running_text("L'eau <b>\nFin", [(2, 5)])
    Markup('<p>L&#39;<mark>eau</mark> &lt;b&gt;</p>\n<p>Fin</p>')
    >>> running_text("un deux", breaks=[(3, 10)])
    Markup('<p>un <span class="page-break">page 10</span>deux</p>')
    >>> running_text("un deux", [(3, 7)], anchor="phrase")
    Markup('<p>un <mark id="phrase">deux</mark></p>')
    """
    events = _events(text, marks, breaks, page_word)
    if anchor:
        events = _anchored(events, anchor)
    paragraphs, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            paragraphs.append(Markup("<p>{}</p>").format(_written(text, start, end, events)))
        start = end + 1
    return Markup("\n").join(paragraphs)


Event = tuple[int, int, Markup]  # offset, order among those of one offset, what is written there
_MARK = Markup("<mark>")


def _events(
    text: str, marks: Sequence[tuple[int, int]], breaks: Iterable[Sequence[int]], page_word: str
) -> list[Event]:
    """What is written between the characters; a mark never runs over a line end, nor into another mark."""
    events: list[Event] = []
    reached = 0
    for start, end in sorted(marks):
        for first, last in _lines(text, max(start, reached), end):
            events += [(first, 2, _MARK), (last, 0, Markup("</mark>"))]
        reached = max(reached, end)
    for offset, page in breaks:
        sign = Markup('<span class="page-break">{} {}</span>').format(page_word, page)
        events.append((_between_words(text, offset), 1, sign))
    return sorted(events, key=lambda event: event[:2])


def _anchored(events: list[Event], anchor: str) -> list[Event]:
    """Name the first mark."""
    first = next((place for place, event in enumerate(events) if event[2] == _MARK), None)
    if first is None:
        return events
    named = Markup('<mark id="{}">').format(anchor)
    return [*events[:first], (*events[first][:2], named), *events[first + 1 :]]


def _lines(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop > start:
            yield start, stop
        start = stop + 1


def _between_words(text: str, offset: int) -> int:
    """The end of the word that `offset` cuts: a page sign in the middle of a word could not be read."""
    offset = min(max(offset, 0), len(text))
    while 0 < offset < len(text) and not text[offset - 1].isspace():
        offset += 1
    return offset


def _written(text: str, start: int, end: int, events: list[Event]) -> Markup:
    written, at = Markup(), start
    for offset, _, sign in events:
        if start <= offset <= end:
            written += escape(text[at:offset]) + sign
            at = offset
    return written + escape(text[at:end])
