"""The value that a cue gives: here somebody begins to speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from indexer.extract import Paragraph
from indexer.structure.headings import names_a_session
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import BOLD, SAID, SAME_HEIGHT, SENTENCE
from indexer.structure.names import Name, read_name
from indexer.structure.roles import ends_a_sentence

_SALUTATION = re.compile(
    r"(?:monsieur|madame|mesdames|messieurs|mesdemoiselles|chers?|chères|mes chers|mon cher|ma chère|excellences?|"
    r"bonjour|bonsoir|merci|ladies|dear|good (?:morning|afternoon|evening))\b.{0,120}$",
    re.IGNORECASE,
)
_SENTENCES = re.compile(rf"[a-zà-ÿ»][.!?…]\s+(?:[{CAPITAL}]|«).*:$")  # « Il faisait nuit. Un homme entre et dit : »
_LARGER = 0.9  # points
_PLAIN = 3.0  # up to here a rank comes from words alone, and says little about height


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody begins to speak.

    Attributes:
        at: position of the first paragraph of the opening.
        cue: the rule that saw it.
        name: who; None for the anonymous.
        label: the words that stand for a person without name (« Un élu », « salle »).
        heading: title of the speech, when the opening holds one.
        start: where in the last paragraph of the opening the speech begins; -1 when it begins in the next paragraph.
        used: how many paragraphs the opening takes.
        kind: intervention, question or answer.
        weight: 3 sure, 2 likely, 1 only when the document does the same elsewhere.
        bold: the typography sets its line apart.
    """

    at: int
    cue: str
    name: Name | None = None
    label: str | None = None
    role: str | None = None
    organisation: str | None = None
    heading: str | None = None
    start: int = -1
    used: int = 1
    kind: str = "intervention"
    weight: int = 2
    bold: bool = False

    @property
    def end(self) -> int:
        """Position of the first paragraph after the opening."""
        return self.at + self.used


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at: the paragraphs, their ranks as headings, their zones, the usual size."""

    paragraphs: Sequence[Paragraph]
    ranks: Sequence[float]
    zones: Sequence[str]
    body: float = 0.0

    def after(self, k: int) -> int | None:
        """Position of the next paragraph that is no footnote, nor drawn apart from this one; None at the end."""
        for j in range(k + 1, len(self.paragraphs)):
            paragraph = self.paragraphs[j]
            if paragraph.kind != "note" and (self.paragraphs[k].boxed or not paragraph.boxed):
                return j
        return None

    def prose_follows(self, k: int, height: float = inf) -> bool:
        """Say whether something that can be speech comes after position `k`.

        Subheadings of the speech may come first: none that names a session or stands higher than `height`.
        """
        j = self.after(k)
        for _ in range(2):
            below = j is not None and 0 < self.ranks[j] <= max(height, _PLAIN) + SAME_HEIGHT
            if j is not None and below and not names_a_session(self.paragraphs[j].text):
                j = self.after(j) if read_name(self.paragraphs[j].text.split(",")[0]) is None else j
        if j is None or self.zones[j] or self.ranks[j] > max(height, _PLAIN) + SAME_HEIGHT:
            return False
        if self.ranks[j] and names_a_session(self.paragraphs[j].text):
            return False
        following = self.paragraphs[j]
        if following.kind == "item":
            return len(following.text) > SAID or ends_a_sentence(following.text)
        if _SALUTATION.match(following.text):
            return True
        said = len(following.text) > SENTENCE or ends_a_sentence(following.text) or _SENTENCES.search(following.text)
        return following.kind == "text" and bool(said)

    def stands_out(self, k: int) -> bool:
        """Say whether the typography sets the paragraph apart: heading, bold, larger."""
        return self.paragraphs[k].bold >= BOLD or self.is_large(k)

    def is_large(self, k: int) -> bool:
        """Say whether the format calls the paragraph a heading, or its letters are larger than the text."""
        paragraph = self.paragraphs[k]
        return bool(paragraph.level or (self.body and paragraph.size >= self.body + _LARGER))
