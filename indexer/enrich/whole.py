"""The text of a whole document, with the way back to the passages and pages it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.extract import Paragraph
from indexer.structure import Cut

AROUND = 60  # characters each side of a quotation
BEGINNING = 60  # characters by which a paragraph is known again


@dataclass(frozen=True, slots=True)
class Text:
    """The text of the whole document with the cuts it came from: mentions are decided on together.

    What is in no cut (lines that only name people and their towns) stands at the end and belongs to no passage.
    """

    whole: str
    starts: tuple[int, ...]
    bodies: tuple[int, ...]  # where, in `whole`, the text proper of each cut starts
    cuts: tuple[Cut, ...]
    passages: int  # how many of the cuts are passages; the rest is what was left over

    @classmethod
    def of(cls, cuts: Sequence[Cut], paragraphs: Sequence[Paragraph] = ()) -> Text:
        """Put headings, roles and texts one after the other, then the paragraphs that are in none of them."""
        passages = len(cuts)
        cuts = [*cuts, *_left_over(cuts, paragraphs)]
        parts: list[str] = []
        starts, inner, at = [], [], 0
        for cut in cuts:
            head = [h for h in (cut.heading, cut.role) if h and h not in cut.text[:200]]
            if cut.organisation and not any(cut.organisation in h for h in head):
                head.append(cut.organisation)
            lead = "".join(h + "\n\n" for h in head)
            starts.append(at)
            inner.append(at + len(lead))
            parts.append(lead + cut.text + "\n\n")
            at += len(parts[-1])
        return cls("".join(parts), tuple(starts), tuple(inner), tuple(cuts), passages)

    def passage(self, offset: int) -> int | None:
        """Give the position of the cut in which the offset lies, None for what was left over."""
        position = self._position(offset)
        return position if position < self.passages else None

    def _position(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def page(self, offset: int) -> int | None:
        """Give the physical page the offset lies on."""
        position = self._position(offset)
        cut = self.cuts[position]
        page = cut.page_first
        for start, number in cut.breaks:
            if self.bodies[position] + start <= offset:
                page = number
        return page

    def lead(self, offset: int) -> tuple[int, int]:
        """Give from where to where the heading, role and organisation stand of the cut in which the offset lies."""
        position = self._position(offset)
        return self.starts[position], self.bodies[position]

    def around(self, start: int, end: int) -> str:
        """Give the words around, to show a librarian."""
        a, b = max(0, start - AROUND), min(len(self.whole), end + AROUND)
        return " ".join(self.whole[a:b].split())


def _left_over(cuts: Sequence[Cut], paragraphs: Sequence[Paragraph]) -> list[Cut]:
    kept = "\n".join(
        " ".join((c.heading or "", c.session or "", c.role or "", c.organisation or "", c.text)) for c in cuts
    )
    return [
        Cut("front", p.text, page_first=p.page, page_last=p.page)
        for p in paragraphs
        if p.kind != "toc" and p.text.strip() and p.text.strip()[:BEGINNING] not in kept
    ]
