"""Where one paragraph ends and the next begins, as a reader sees it: style, space, indents, and room left on a line."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from indexer.extract.columns import Row
from indexer.extract.hyphens import is_cut
from indexer.extract.measures import Measures
from indexer.extract.wrapped import SPEAKER

BULLET = re.compile(r"^[-–—•●▪◦‣·○■□▶▷►➢➤➔→✓✔❖♦◆*\ue000-\uf8ff]$")
NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\d{1,2}°\)?|\(?[a-z]\))$")
_ENDS = re.compile(r"[.!?:;…»\"”)\]]$")
_SENTENCE_END = re.compile(r"[.!?…][»\"”)\]\s]*$")
_HANGS = re.compile(
    r"(?:[,’'(«]|\b(?:de|du|des|d|la|le|les|l|et|à|au|aux|en|pour|par|sur|dans|un|une|ou))$", re.IGNORECASE
)
_MOST, _FEW = 0.8, 0.2
_LARGE = 1.25  # times the usual size: a heading that its author broke by hand


@dataclass(slots=True)
class Placed:
    """A row where it stands: its page, how far it is set in, the edges of its column."""

    row: Row
    page: int
    left: float
    right: float

    @property
    def indent(self) -> float:
        """Distance from the left edge of the column."""
        return self.row.x0 - self.left

    @property
    def centred(self) -> bool:
        """Whether it has the same margin on both sides, none at all included."""
        return abs(self.indent - (self.right - self.row.x1)) < 0.06 * max(1.0, self.right - self.left)


@dataclass(slots=True)
class Draft:
    """A paragraph while its rows are gathered."""

    placed: list[Placed]
    kind: str = "text"
    marker: str = ""
    gap: float = 0.0
    boxed: bool = False
    centred: bool = field(init=False)

    def __post_init__(self) -> None:
        self.centred = all(p.centred for p in self.placed)

    def add(self, placed: Placed) -> None:
        """Take one more row."""
        self.placed.append(placed)
        self.centred = self.centred and placed.centred

    @property
    def last(self) -> Placed:
        """Its last row so far."""
        return self.placed[-1]

    @property
    def in_the_middle(self) -> bool:
        """Whether its lines are centred and not only full."""
        return self.kind != "item" and self.centred and self.last.indent > 0.05 * (self.last.right - self.last.left)

    @property
    def unfinished(self) -> bool:
        """Whether its last line is full and its sentence not ended."""
        last = self.last
        return not _ENDS.search(last.row.text) and last.right - last.row.x1 < 3 * last.row.size


def marker_of(row: Row) -> str:
    """The bullet or number a row begins with, when it is an item of a list."""
    first = row.tokens[0].text
    if len(row.tokens) < 2:  # noqa: PLR2004 - a marker and a word
        return ""
    if BULLET.match(first):
        return "•" if "\ue000" <= first <= "\uf8ff" else first
    heading = row.bold >= _MOST or row.text.isupper()
    return first if NUMBERED.match(first) and not heading else ""


def continues(draft: Draft, placed: Placed, above: Row | None, measures: Measures) -> bool:
    """Whether a row goes on with the paragraph; `above` is the row over it in its column, None when it is the first."""
    last, row = draft.last.row, placed.row
    lower = row.text[:1].islower() or row.text.startswith("(")
    ended = _ended(draft, row)
    unfinished = lower and not ended and not _ENDS.search(last.text)
    goes_on = unfinished or bool(_HANGS.search(last.text))
    if _starts_item(row, last) or _changes_size(last, row) or (_changes_style(draft, row) and not goes_on):
        return False
    if above is not None and measures.parts(above, row):
        return False
    if is_cut(last.text) and (lower or not ended):
        return True
    sentence = bool(_SENTENCE_END.search(last.text))
    if ended:
        hangs = lower or bool(_HANGS.search(last.text)) or _is_broken_heading(draft, row, above, measures)
        return hangs and not sentence
    begins = sentence and bool(SPEAKER.match(row.text))
    return not begins and ((unfinished and above is None) or not _indented(draft, placed))


def _changes_size(last: Row, row: Row) -> bool:
    return abs(row.size - last.size) > max(0.6, 0.05 * last.size)


def _is_broken_heading(draft: Draft, row: Row, above: Row | None, measures: Measures) -> bool:
    """Large type, lines close to each other: one heading, wherever its lines were broken."""
    if above is None or row.size < _LARGE * measures.body or len(draft.placed) > 3:  # noqa: PLR2004 - lines
        return False
    capitals = row.text.isupper() and draft.last.row.text.isupper()
    return capitals and row.y1 - above.y1 < 1.4 * row.size and not row.text[:1].isdigit()


def _starts_item(row: Row, last: Row) -> bool:
    first = row.tokens[0].text
    if len(row.tokens) > 1 and BULLET.match(first):
        within = first in "–—-" and not _ENDS.search(last.text) and abs(row.x0 - last.x0) < 1  # an aside - like this
        return not within or last.tokens[0].text == first
    return bool(NUMBERED.match(first)) and len(row.tokens) > 1 and bool(_ENDS.search(last.text))


def _changes_style(draft: Draft, row: Row) -> bool:
    last = draft.last.row
    end, start = last.tokens[-1], row.tokens[0]
    so_far = [p.row for p in draft.placed]
    if end.bold != start.bold:
        run_in = draft.kind == "item" and _ENDS.search(last.text) and not _ended(draft, row)
        all_bold = min(r.bold for r in so_far) >= _MOST and not run_in
        turns_bold = max(r.bold for r in so_far) <= _FEW and row.bold >= _MOST
        if all_bold or turns_bold or (start.bold and _ENDS.search(last.text)):
            return True
    if end.italic != start.italic:
        all_italic = min(r.italic for r in so_far) >= _MOST and row.italic <= _FEW
        turns_italic = max(r.italic for r in so_far) <= _FEW and row.italic >= _MOST
        return all_italic or (turns_italic and not row.text[:1].islower())
    return False


def _ended(draft: Draft, row: Row) -> bool:
    """Whether the next word would have fitted on the line: then its author ended it."""
    first, last = row.tokens[0], draft.last
    width = last.row.x1 - last.row.x0
    room = last.right - last.left - width if draft.in_the_middle else last.right - last.row.x1
    return 0.25 * row.size + (first.x1 - first.x0) < room - 0.3 * row.size


def _indented(draft: Draft, placed: Placed) -> bool:
    """A first line set in, or a line that comes back from a block that was."""
    indents = [p.indent for p in draft.placed]
    em = 0.8 * placed.row.size
    if draft.kind == "item":
        return placed.indent < (indents[1] if len(indents) > 1 else indents[0]) - em
    if draft.centred:
        return False
    label = _after_label(draft.placed[0].row)
    if label is not None and len(indents) == 1 and abs(placed.row.x0 - label) < em:
        return False
    if label is not None and abs(placed.indent - indents[0]) < em < label - draft.placed[0].row.x0:
        return len(indents) > 1 and indents[-1] > indents[0] + em
    if placed.indent > indents[-1] + em:
        return indents[-1] <= em
    return len(indents) > 1 and placed.indent < indents[-1] - em and abs(indents[-2] - indents[-1]) < em


def _after_label(row: Row) -> float | None:
    """Where the text begins after a label hung in the margin: a name, a date, an hour."""
    for before, token in itertools.pairwise(row.tokens[:8]):
        if token.x0 - before.x1 > 1.2 * row.size:
            return token.x0
    return None
