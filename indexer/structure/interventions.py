"""Walk through the paragraphs and hand each to the passage it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from indexer.extract import Paragraph
from indexer.structure import Cut
from indexer.structure.anonymity import asks_from_the_floor
from indexer.structure.announcements import announces
from indexer.structure.folding import level
from indexer.structure.front import end_of_front
from indexer.structure.headings import is_numbered, names_a_debate, names_a_session, names_an_editorial
from indexer.structure.names import read_name
from indexer.structure.opening import Context, Opening
from indexer.structure.passages import Draft
from indexer.structure.person_lines import who_and_what
from indexer.structure.roles import ends_a_sentence, is_role
from indexer.structure.signatures import names_the_author, signed

_CLOSES = re.compile(
    r"(?:[\[(]?(?:la|l'|le|les)\s?(?:s[ée]ance|r[ée]union|session|assembl[ée]e|colloque|travaux|d[ée]bat)s?\b[^.]{0,60}\b(?:est|sont|ayant [ée]t[ée])\s(?:lev[ée]e?s?|close?s?|suspendue?s?|termin[ée]e?s?|repris[e]?s?|ouvert[e]?s?)|"
    r"(?:the )?(?:meeting|session) (?:closed|adjourned|was (?:closed|adjourned))|fin de (?:la|l')\s?(?:r[ée]union|s[ée]ance)|"
    r"(?:propos|entretien|interview)s?\s.{0,20}(?:recueillis|r[ée]alis[ée]e?s?) par|(?:transcription|r[ée]daction|compte[- ]rendu r[ée]dig[ée]|photos?|cr[ée]dits?)(?: par| :))",
    re.IGNORECASE,
)
_STAGE = re.compile(r"[(\[][^()\[\]]{3,80}[)\]]\.?")
_STRONG = re.compile(
    r"table|atelier|s[ée]ance|session|pl[ée]ni[eè]re|panel|d[ée]bat|discussion|[ée]change|question|cl[oô]ture|bibliographie|annexe|matin|apr[eè]s|jour|pause|"
    r"round|plenary|closing|opening|workshop|programme|ouverture officielle",
    re.IGNORECASE,
)

_PLAIN_CAPITALS = 2.0  # rank of a line in capitals, without typography
_SAME_HEIGHT = 0.3
_LINE = 160  # characters of a signature
_CARRIED = 80  # characters
_PERSON = 2  # evidence from which a line alone is a person's name: a signature, not a heading


class Walk:
    """One reading of one document, from its first paragraph to its last."""

    def __init__(self, context: Context, openings: Sequence[Opening]) -> None:
        self._context = context
        self._openings = {o.at: o for o in openings}
        heads = [context.ranks[o.at] for o in openings if o.start < 0 and o.cue != "formula"]
        formulas = [context.ranks[o.at] for o in openings if o.start < 0 and o.cue == "formula"]
        self._name_rank = median(heads or formulas or [0.0])
        self._drafts: list[Draft] = []
        self._notes: Draft | None = None
        self._draft: Draft | None = None
        self._session: str | None = None
        self._session_rank = 0.0
        self._heading: str | None = None
        self._heading_rank = 0.0
        self._fresh = False  # just below a session title

    def cuts(self) -> list[Cut]:
        """Give the passages in reading order."""
        paragraphs = self._context.paragraphs
        k = end_of_front(self._context, set(self._openings))
        if k:
            front = self._new("front", "title page")
            for paragraph in paragraphs[:k]:
                front.add(paragraph)
        while k < len(paragraphs):
            k = self._step(k)
        self._close()
        self._keep_heading(len(paragraphs))
        drafts = signed([d for d in self._drafts if d.paragraphs])
        return [cut for draft in drafts for cut in draft.cuts()]

    def _step(self, k: int) -> int:
        paragraph = self._context.paragraphs[k]
        opening = self._openings.get(k)
        if opening is not None:
            self._open(opening)
            return opening.end
        if paragraph.kind == "note":
            self._notes = self._notes or Draft("notes", "note", session=self._session)
            self._notes.add(paragraph)
        elif self._context.zones[k]:
            self._zone(k)
        elif self._is_session(k):
            self._begin_session(k)
        elif self._is_heading(k):
            self._begin_section(k)
        else:
            self._text(paragraph)
        return k + 1

    def _new(self, kind: str, cue: str, heading: str | None = None) -> Draft:
        self._close()
        self._draft = Draft(kind, cue, heading=heading, session=self._session)
        self._drafts.append(self._draft)
        return self._draft

    def _close(self) -> None:
        if self._notes is not None:
            self._drafts.append(self._notes)
            self._notes = None
        if self._draft is not None and self._draft.opening is not None:
            self._step_aside(self._draft)
            if self._draft.speaker is None and asks_from_the_floor(self._draft.printed, self._draft.paragraphs):
                self._draft.kind = "question"
        self._draft = None

    def _step_aside(self, draft: Draft) -> None:
        """« (Applaudissements.) » at the end of a speech is not said by its speaker."""
        last = draft.paragraphs[-1] if len(draft.paragraphs) > 1 else None
        if last is not None and _STAGE.fullmatch(last.text.strip()):
            aside = Draft("section", "stage direction", session=draft.session, paragraphs=[draft.paragraphs.pop()])
            self._drafts.append(aside)

    def _open(self, opening: Opening) -> None:
        heading = opening.heading or self._heading
        draft = self._new(opening.kind, opening.cue, heading)
        draft.opening, draft.role, draft.organisation = opening, opening.role, opening.organisation
        if opening.name is not None:
            draft.speaker, draft.printed = opening.name.display, opening.name.printed
        else:
            draft.printed = opening.label
        if opening.start >= 0:
            draft.add(self._context.paragraphs[opening.end - 1], opening.start)
        self._fresh, self._heading = False, None

    def _zone(self, k: int) -> None:
        kind = self._context.zones[k]
        if (
            self._draft is None
            or self._draft.kind != kind
            or (self._context.ranks[k] and kind == "annex" and self._draft.paragraphs)
        ):
            self._new(kind, "list", self._heading)
            self._heading = None
        if self._draft is not None:
            self._draft.add(self._context.paragraphs[k])

    def _speaks(self) -> bool:
        return self._draft is not None and self._draft.opening is not None

    def _opening_below(self, k: int) -> bool:
        """Say whether nothing but headings and announcements stands between position `k` and the next opening."""
        j = self._context.after(k)
        for _ in range(3):
            if j is None or j in self._openings:
                break
            if not self._context.ranks[j]:
                return False
            j = self._context.after(j)
        return j in self._openings and self._openings[j].kind == "intervention"

    def _is_session(self, k: int) -> bool:
        """Tell a session title from a subheading of the speech."""
        rank, text = self._context.ranks[k], self._context.paragraphs[k].text
        if not rank or not self._openings or len(text) > 200:
            return False
        words = names_a_session(text)
        higher = rank > self._name_rank + 0.3
        if not self._speaks():
            return words or (higher and rank >= self._session_rank - 0.3)
        draft = self._draft
        if draft is not None and draft.opening is not None and draft.opening.start >= 0:
            return words or rank >= 1.5
        if self._opening_below(k):
            return words or higher
        if rank >= _PLAIN_CAPITALS and self._like_the_sessions(k):
            return True
        strong = words and _STRONG.search(level(text)[:60]) is not None and not is_numbered(text)
        if strong and (rank >= self._name_rank - 0.3 or names_a_debate(text)):
            return True
        return (words and higher) or (higher and bool(self._session_rank) and rank >= self._session_rank - 0.3)

    def _like_the_sessions(self, k: int) -> bool:
        """« 4. AVIS » is a part of the meeting where « 3. BILAN » was one."""
        text, rank = self._context.paragraphs[k].text, self._context.ranks[k]
        alike = self._session is not None and is_numbered(self._session) and is_numbered(text)
        return alike and abs(rank - self._session_rank) < _SAME_HEIGHT

    def _begin_session(self, k: int) -> None:
        """Open a session; a second title directly below the first belongs to it."""
        text, rank = self._context.paragraphs[k].text.strip(), self._context.ranks[k]
        if self._fresh and self._session and (self._draft is None) and not (rank > self._session_rank + 0.3):
            self._session = f"{self._session} : {text}".replace(" : : ", " : ")
        else:
            self._session, self._session_rank = text.rstrip(" :"), rank
        self._close()
        self._keep_heading(k)
        self._fresh, self._heading = True, None

    def _keep_heading(self, k: int) -> None:
        """A heading with nothing below it is not lost: it makes a section of its own."""
        if self._heading is not None:
            page = self._context.paragraphs[k - 1].page
            draft = Draft("section", "heading alone", session=self._session)
            draft.add(Paragraph(self._heading, page))
            self._drafts.append(draft)
            self._heading = None

    def _is_heading(self, k: int) -> bool:
        rank = self._context.ranks[k]
        if not rank:
            return False
        if self._speaks():
            return self._opening_below(k) and self._openings[self._next_opening(k)].start < 0
        text = self._context.paragraphs[k].text
        if names_the_author(text):
            return False
        name = read_name(text)
        return name is None or name.evidence < _PERSON or self._draft is None

    def _next_opening(self, k: int) -> int:
        return min(j for j in self._openings if j > k)

    def _begin_section(self, k: int) -> None:
        """A heading where nobody speaks; below a session title, it belongs to the title."""
        text, rank = self._context.paragraphs[k].text.strip(), self._context.ranks[k]
        if self._fresh and self._session and self._openings and self._draft is None and self._heading is None:
            self._session = f"{self._session} : {text}"
            return
        if not self._openings:
            if self._heading and self._draft is None and rank < self._heading_rank - 0.3:
                self._session, self._session_rank = self._heading, self._heading_rank
            elif rank >= self._session_rank - 0.3:
                self._session, self._session_rank = None, 0.0
        waiting = (
            self._heading if self._draft is None and self._heading and abs(rank - self._heading_rank) < 0.3 else None
        )
        self._close()
        if waiting is None and self._heading != self._session:
            self._keep_heading(k)
        self._heading, self._heading_rank = f"{waiting} : {text}" if waiting else text, rank

    @staticmethod
    def _quoted(draft: Draft, paragraph: Paragraph) -> bool:
        """« X : « Il faut du temps. » » in an article: what follows the closing mark is the article's again."""
        if draft.opening is None or draft.opening.start < 0 or len(draft.paragraphs) != 1:
            return False
        said = draft.paragraphs[0].text
        return said.startswith("«") and said.rstrip(" .").endswith("»") and not paragraph.text.startswith("«")

    def _ends_a_list(self, paragraph: Paragraph) -> bool:
        """Say whether a short line only carries over from the list above it."""
        short = len(paragraph.text) <= _CARRIED and not ends_a_sentence(paragraph.text)
        return short and self._draft is not None and self._draft.kind == "contents"

    def _is_signature(self, paragraph: Paragraph) -> bool:
        """Say whether « X, présidente » closes an editorial, whatever stands below it on the page."""
        draft = self._draft
        if draft is None or not names_an_editorial(draft.heading or draft.session or "") or len(draft.paragraphs) < 2:
            return False
        person = who_and_what(paragraph.text) if len(paragraph.text) <= _LINE else None
        return person is not None and person[0].evidence >= _PERSON and is_role(person[1])

    def _text(self, paragraph: Paragraph) -> None:
        if _CLOSES.match(level(paragraph.text)) and len(paragraph.text) <= 250:
            self._new("section", "stage direction").add(paragraph)
            self._draft = None
            return
        if self._speaks() and self._draft is not None and not self._quoted(self._draft, paragraph):
            self._draft.add(paragraph)
            return
        prose = self._draft is not None and self._draft.kind == "section" and paragraph.kind not in ("item", "cell")
        listed = self._fresh and bool(self._openings) and not prose
        listed = listed and (announces(paragraph) or self._ends_a_list(paragraph))
        kind = "contents" if listed else "section"
        if self._draft is None or self._draft.kind != kind:
            self._new(kind, "announcement" if listed else "heading" if self._heading else "text", self._heading)
            self._heading = self._heading if listed else None
        if self._draft is not None:
            self._draft.add(paragraph)
            if self._is_signature(paragraph):
                self._draft = None
