"""Walk through the paragraphs and hand each to the passage it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.extract import Paragraph
from indexer.structure import Cut
from indexer.structure.announcements import announces
from indexer.structure.anonymity import asks_from_the_floor
from indexer.structure.asides import asides_below, credits_somebody, ends_the_speech, table_below
from indexer.structure.captions import is_caption
from indexer.structure.front import end_of_front
from indexer.structure.measures import LABEL, LIKELY, SAME_HEIGHT
from indexer.structure.names import read_name
from indexer.structure.opening import Context, Opening
from indexer.structure.passages import Draft
from indexer.structure.roles import ends_a_sentence
from indexer.structure.sessions import Sessions
from indexer.structure.signatures import closes_an_editorial, names_the_author, signed


class Walk:
    """One reading of one document, from its first paragraph to its last."""

    def __init__(self, context: Context, openings: Sequence[Opening]) -> None:
        self._context = context
        self._openings = {o.at: o for o in openings}
        self._sessions = Sessions(context, self._openings)
        self._drafts: list[Draft] = []
        self._notes: Draft | None = None
        self._framed: list[Draft] = []
        self._draft: Draft | None = None
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
        if self._stands_apart(k):
            self._put_by(k)
        elif self._context.zones[k]:
            self._zone(k)
        elif self._sessions.opens(k, self._speech()):
            self._begin_session(k)
        elif self._is_heading(k):
            self._begin_section(k)
        else:
            self._text(paragraph)
        return k + 1

    def _speech(self) -> Opening | None:
        return self._draft.opening if self._draft is not None else None

    def _stands_apart(self, k: int) -> bool:
        """Say whether the paragraph is a note, a caption, or drawn apart on the page from the speech it interrupts."""
        paragraph, speech = self._context.paragraphs[k], self._speech()
        framed = paragraph.boxed or is_caption(paragraph, self._context.body)
        apart = framed and speech is not None and not self._context.paragraphs[speech.at].boxed
        return paragraph.kind == "note" or apart

    def _put_by(self, k: int) -> None:
        """What stands apart waits until the passage that it interrupts is done."""
        paragraph, kind = self._context.paragraphs[k], self._context.zones[k] or "annex"
        if paragraph.kind == "note":
            self._notes = self._notes or Draft("notes", "note", session=self._sessions.title)
            self._notes.add(paragraph)
            return
        heading = paragraph.text.strip() if self._context.ranks[k] else None
        cue = "frame" if paragraph.boxed else "caption"
        last = self._framed[-1] if self._framed else None
        if heading or last is None or (last.kind, last.cue) != (kind, cue):
            self._framed.append(Draft(kind, cue, heading, self._sessions.title))
        if not heading:
            self._framed[-1].add(paragraph)

    def _new(self, kind: str, cue: str, heading: str | None = None) -> Draft:
        self._close()
        self._draft = Draft(kind, cue, heading=heading, session=self._sessions.title)
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
        for framed in self._framed:
            if not framed.paragraphs and framed.heading:
                framed.add(Paragraph(framed.heading))
                framed.heading = None
            self._drafts.append(framed)
        self._framed = []
        self._draft = None

    def _step_aside(self, draft: Draft) -> None:
        """« (Applaudissements.) » at the end of a speech, or a table below it, is not said by its speaker."""
        for cue, rows in (
            ("table", table_below(draft.paragraphs)),
            ("stage direction", asides_below(draft.paragraphs)),
        ):
            if rows:
                aside = Draft("section", cue, session=draft.session, paragraphs=draft.paragraphs[-rows:])
                del draft.paragraphs[-rows:]
                self._drafts.append(aside)

    def _open(self, opening: Opening) -> None:
        draft = self._new(opening.kind, opening.cue, opening.heading or self._heading)
        draft.opening, draft.role, draft.organisation = opening, opening.role, opening.organisation
        if opening.name is not None:
            draft.speaker, draft.printed = opening.name.display, opening.name.printed
        else:
            draft.printed = opening.label
        for k in range(opening.at + 1, opening.end):
            if self._stands_apart(k):
                self._put_by(k)
        if opening.start >= 0:
            draft.add(self._context.paragraphs[opening.end - 1], opening.start)
        self._fresh, self._heading = False, None

    def _zone(self, k: int) -> None:
        kind = self._context.zones[k]
        draft = self._draft
        if draft is None or draft.kind != kind or (self._context.ranks[k] and kind == "annex" and draft.paragraphs):
            draft = self._new(kind, "list", self._heading)
            self._heading = None
        draft.add(self._context.paragraphs[k])

    def _begin_session(self, k: int) -> None:
        """Open a session; a second title directly below the first belongs to it."""
        text, rank = self._context.paragraphs[k].text.strip(), self._context.ranks[k]
        self._keep_heading(k)
        if self._fresh and self._sessions.title and self._draft is None and not self._sessions.is_higher(rank):
            self._sessions.extend(text)
        else:
            self._close()
            self._sessions.begin(text.rstrip(" :"), rank)
        self._fresh = True

    def _keep_heading(self, k: int) -> None:
        """A heading with nothing below it is not lost: it makes a section of its own."""
        if self._heading is not None:
            draft = Draft("section", "heading alone", session=self._sessions.title)
            draft.add(Paragraph(self._heading, self._context.paragraphs[k - 1].page))
            self._drafts.append(draft)
            self._heading = None

    def _is_heading(self, k: int) -> bool:
        if not self._context.ranks[k]:
            return False
        if self._speech() is not None:
            below = self._sessions.opening_below(k)
            return below is not None and (below.start < 0 or self._context.stands_out(k))
        text = self._context.paragraphs[k].text
        if names_the_author(text):
            return False
        name = read_name(text)  # below a text, a name alone signs it
        return name is None or name.evidence < LIKELY or self._draft is None

    def _begin_section(self, k: int) -> None:
        """A heading where nobody speaks; below a session title, it belongs to the title."""
        text, rank = self._context.paragraphs[k].text.strip(), self._context.ranks[k]
        waiting = self._heading if self._draft is None else None
        if self._fresh and self._sessions.title and self._openings and self._draft is None and waiting is None:
            self._sessions.extend(text)
            return
        self._close()
        if not self._openings:
            if waiting and rank < self._heading_rank - SAME_HEIGHT:
                self._sessions.begin(waiting, self._heading_rank)
                waiting = self._heading = None
            elif self._sessions.is_above(rank):
                self._sessions.begin(None, 0.0)
        if waiting and abs(rank - self._heading_rank) < SAME_HEIGHT:
            text = f"{waiting} : {text}"
        else:
            self._keep_heading(k)
        self._heading, self._heading_rank = text, rank

    def _text(self, paragraph: Paragraph) -> None:
        if ends_the_speech(paragraph):
            kind, cue = ("front", "credit") if credits_somebody(paragraph) else ("section", "stage direction")
            self._new(kind, cue).add(paragraph)
            self._draft = None
            return
        draft = self._draft
        if draft is None or draft.opening is None or draft.is_quoted():
            draft = self._unspoken(paragraph)
        draft.add(paragraph)
        if closes_an_editorial(draft):
            self._draft = None

    def _unspoken(self, paragraph: Paragraph) -> Draft:
        """The section or the list that a paragraph said by nobody belongs to."""
        draft = self._draft
        kind = "contents" if self._is_listed(paragraph) else "section"
        if draft is None or draft.kind != kind:
            cue = "announcement" if kind == "contents" else "heading" if self._heading else "text"
            draft = self._new(kind, cue, self._heading)
            self._heading = self._heading if kind == "contents" else None
        return draft

    def _is_listed(self, paragraph: Paragraph) -> bool:
        """Say whether the paragraph, between a session title and its first speaker, announces people."""
        draft = self._draft
        in_prose = draft is not None and draft.kind == "section" and paragraph.kind not in ("item", "cell")
        if not self._fresh or not self._openings or in_prose:
            return False
        carried = draft is not None and draft.kind == "contents" and len(paragraph.text) <= LABEL
        return announces(paragraph) or (carried and not ends_a_sentence(paragraph.text))
