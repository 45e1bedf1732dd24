"""Session titles, told from the subheadings of a speech."""

from __future__ import annotations

import re
from statistics import median

from indexer.structure.folding import level
from indexer.structure.headings import CAPITALS, NUMBERED, is_numbered, names_a_debate, names_a_session
from indexer.structure.measures import HEADING, SAME_HEIGHT
from indexer.structure.opening import Context, Opening

_STRONG = re.compile(
    r"table|atelier|s[ée]ance|session|pl[ée]ni[eè]re|panel|d[ée]bat|discussion|[ée]change|question|cl[oô]ture|"
    r"bibliographie|annexe|matin|apr[eè]s|jour|pause|round|plenary|closing|opening|workshop|programme|"
    r"ouverture officielle",
    re.IGNORECASE,
)
_SET_APART = 3.0  # rank above which typography sets the names apart
_LEVELS = 90.0  # rank above which the format itself gives levels
_MUCH = 2.0  # points
_NEAR = 3  # headings between a session title and the first speaker


class Sessions:
    """What the headings of a document mean, seen from the lines on which people are named."""

    def __init__(self, context: Context, openings: dict[int, Opening]) -> None:
        self._context = context
        self._openings = openings
        names = [context.ranks[k] for k, o in openings.items() if o.start < 0 and o.cue != "formula"]
        formulas = [context.ranks[k] for k, o in openings.items() if o.start < 0 and o.cue == "formula"]
        self._name_rank = median(names or formulas or [0.0])
        self.title: str | None = None
        self._rank = 0.0

    def begin(self, title: str | None, rank: float) -> None:
        """Note that a session, or a part of a document without speakers, has begun."""
        self.title, self._rank = title, rank

    def extend(self, title: str) -> None:
        """Add the second line of its title to the session."""
        self.title = f"{self.title} : {title}".replace(" : : ", " : ")

    def is_above(self, rank: float) -> bool:
        """Say whether a heading of that rank stands at least as high as the current session."""
        return rank >= self._rank - SAME_HEIGHT

    def is_higher(self, rank: float) -> bool:
        """Say whether a heading of that rank stands higher than the current session."""
        return rank > self._rank + SAME_HEIGHT

    def opening_below(self, k: int) -> Opening | None:
        """The opening below position `k`, when nothing but headings stands in between."""
        j = self._context.after(k)
        for _ in range(_NEAR):
            if j is None or j in self._openings or not self._context.ranks[j]:
                break
            j = self._context.after(j)
        opening = self._openings.get(-1 if j is None else j)
        return opening if opening is not None and opening.kind == "intervention" else None

    def opens(self, k: int, current: Opening | None) -> bool:
        """Say whether the heading at `k` opens a session; `current` is the speech that it would end."""
        rank, text = self._context.ranks[k], self._context.paragraphs[k].text
        if not rank or not self._openings or len(text) > HEADING:
            return False
        words, higher = names_a_session(text), rank > self._name_rank + SAME_HEIGHT
        if current is None:
            return words or (higher and self.is_above(rank))
        below = self.opening_below(k) is not None
        if not words and not below and self._introduces_a_list(k):
            return False
        if current.start >= 0:
            return words or rank >= NUMBERED or below
        if below:
            return words or higher
        return self._cuts_a_speech(rank, text, words=words, higher=higher)

    def _introduces_a_list(self, k: int) -> bool:
        """Say whether a speaker goes on in the items below « Trois conditions : »."""
        below = self._context.after(k)
        listed = below is not None and self._context.paragraphs[below].kind == "item"
        return listed and self._context.paragraphs[k].text.rstrip().endswith(":")

    def _cuts_a_speech(self, rank: float, text: str, *, words: bool, higher: bool) -> bool:
        """Inside a speech of several paragraphs, a heading must be like the session titles, or say what it is."""
        numbered = is_numbered(text)
        if rank >= CAPITALS and numbered and is_numbered(self.title or "") and abs(rank - self._rank) < SAME_HEIGHT:
            return True  # « 4. AVIS » is a part of the meeting where « 3. BILAN » was one
        if words and _STRONG.search(level(text)[:60]) is not None and not numbered:
            return rank >= self._name_rank - SAME_HEIGHT or names_a_debate(text)
        much = self._name_rank > _SET_APART and (rank > _LEVELS or rank - self._name_rank >= _MUCH) and not numbered
        alike = bool(self._rank) and self.is_above(rank) and numbered == is_numbered(self.title or "")
        return higher and (words or much or alike)
