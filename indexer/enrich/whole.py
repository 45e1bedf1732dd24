"""The text of a whole document, with the way back to the passages and pages it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.structure import Cut

AROUND = 60  # characters each side of a quotation


@dataclass(frozen=True, slots=True)
class Text:
    """The text of the whole document with the cuts it came from: mentions are decided on together."""

    whole: str
    starts: tuple[int, ...]
    bodies: tuple[int, ...]  # where, in `whole`, the text proper of each cut starts
    cuts: tuple[Cut, ...]

    @classmethod
    def of(cls, cuts: Sequence[Cut]) -> Text:
        """Put headings, roles and texts one after the other."""
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
        return cls("".join(parts), tuple(starts), tuple(inner), tuple(cuts))

    def position(self, offset: int) -> int:
        """Give the number of the cut in which the offset lies."""
        return bisect_right(self.starts, offset) - 1

    def page(self, offset: int) -> int | None:
        """Give the physical page the offset lies on."""
        position = self.position(offset)
        cut = self.cuts[position]
        page = cut.page_first
        for start, number in cut.breaks:
            if self.bodies[position] + start <= offset:
                page = number
        return page

    def around(self, start: int, end: int) -> str:
        """Give the words around, to show a librarian."""
        a, b = max(0, start - AROUND), min(len(self.whole), end + AROUND)
        return " ".join(self.whole[a:b].split())
