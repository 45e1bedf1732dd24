"""A passage while it is being written, and the cut it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from indexer.extract import Paragraph
from indexer.structure import Cut
from indexer.structure.opening import Opening

TOO_LONG = 1500  # words: up to here a speech stays whole
PART = 800  # words: about the length of the parts of a longer one


@dataclass(slots=True)
class Draft:
    """A passage being written: what it will be, and the paragraphs it has so far."""

    kind: str
    cue: str
    heading: str | None = None
    session: str | None = None
    opening: Opening | None = None
    speaker: str | None = None
    printed: str | None = None
    role: str | None = None
    organisation: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)

    def add(self, paragraph: Paragraph, start: int = 0) -> None:
        """Add a paragraph from the character `start` on; a list item keeps its bullet unless it opens the passage."""
        bullet = (
            f"{paragraph.marker} "
            if paragraph.kind == "item" and paragraph.marker and self.paragraphs and not start
            else ""
        )
        start += len(paragraph.text[start:]) - len(paragraph.text[start:].lstrip())
        text = bullet + paragraph.text[start:].rstrip()
        page = max((p for at, p in paragraph.breaks if at <= start), default=paragraph.page)
        shift = len(bullet) - start
        breaks = tuple((at + shift, p) for at, p in paragraph.breaks if start < at < start + len(text))
        self.paragraphs.append(replace(paragraph, text=text, page=page, breaks=breaks))

    def is_quoted(self) -> bool:
        """Say whether the passage is « X : « Il faut du temps. » » in an article, which goes on below as its own."""
        if self.opening is None or self.opening.start < 0 or len(self.paragraphs) != 1:
            return False
        said = self.paragraphs[0].text
        return said.startswith("«") and said.rstrip(" .").endswith("»")

    def cuts(self) -> Iterator[Cut]:
        """Give the passage as one cut, or as parts when it is over-long."""
        for number, part in enumerate(_parts(self.paragraphs)):
            text, breaks = _text(part)
            yield Cut(
                self.kind,
                text,
                heading=self.heading,
                session=self.session,
                speaker=self.speaker,
                speaker_as_printed=self.printed,
                role=self.role,
                organisation=self.organisation,
                page_first=part[0].page,
                page_last=breaks[-1][1] if breaks else part[0].page,
                breaks=breaks,
                cue=self.cue,
                continues=number > 0,
            )


def _text(paragraphs: list[Paragraph]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join the paragraphs; say at which offset each further page begins."""
    breaks: list[tuple[int, int]] = []
    page, offset = paragraphs[0].page, 0
    for paragraph in paragraphs:
        for at, number in ((0, paragraph.page), *paragraph.breaks):
            if number is not None and number != page:
                breaks.append((offset + at, number))
                page = number
        offset += len(paragraph.text) + 1
    return "\n".join(p.text for p in paragraphs), tuple(breaks)


def _parts(paragraphs: list[Paragraph]) -> Iterator[list[Paragraph]]:
    """Split an over-long passage between paragraphs, into parts of about the same length."""
    lengths = [len(re.findall(r"\S+", p.text)) for p in paragraphs]
    total = sum(lengths)
    if total <= TOO_LONG:
        yield paragraphs
        return
    target = total / round(total / PART)
    part: list[Paragraph] = []
    written = in_part = 0
    for paragraph, length in zip(paragraphs, lengths, strict=True):
        if part and in_part + length / 2 > target and total - written > target / 3:
            yield part
            part, in_part = [], 0
        part.append(paragraph)
        in_part += length
        written += length
    yield part
