"""Quoting: a sentence of a passage gets an address of its own; its words are kept as they were quoted, and found again.

The words of a passage can move when its document is read again, cut otherwise or replaced. A quotation is found by its
words: first where the passage's words went, then anywhere in the document as it reads today.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from corpus.catalogue import register
from corpus.catalogue.addresses import refuse_hidden
from corpus.catalogue.models import Document, Passage, Quotation, Succession, Version, now
from corpus.errors import NotFound, TooManyQuotations, UnfitQuotation
from corpus.finding import Found, Haystack
from corpus.sentences import sentences, sentences_around

LONGEST = 3000  # characters of several sentences: more is no quotation, it is the passage
MOST_AN_HOUR = 1000  # new quotations, of everybody together: nothing is kept of who quotes
_BEFORE = 80  # characters before, which tell two like sentences apart
_SURE = 0.9  # likeness from which the words need not be looked for elsewhere
_SAME = 0.995  # likeness from which the words are those that were quoted


@dataclass(frozen=True, slots=True)
class Part:
    """The words of a quotation in one passage, from `start` to `end` of its text."""

    passage: Passage
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the words of a quotation are today, in reading order, and how alike they are (0 to 1). No part: gone."""

    parts: Sequence[Part] = ()
    likeness: float = 0.0

    @property
    def same(self) -> bool:
        """Whether they read as they did, but for signs that are no letters."""
        return bool(self.parts) and self.likeness >= _SAME


def quote(session: Session, passage: Passage, start: int, end: int) -> Quotation:
    """Quote the sentences of `passage` that hold the characters from `start` to `end`; the same ones have one address.

    Raises:
        UnfitQuotation: when there are no words, or too many.
        TooManyQuotations: when MOST_AN_HOUR were made within an hour.
    """
    if not passage.text.strip():
        raise UnfitQuotation("ce passage n'a pas de texte.")
    start, end = sentences_around(passage.text, start, end)
    if end - start > LONGEST and len([one for one in sentences(passage.text) if start <= one[0] < end]) > 1:
        raise UnfitQuotation(f"elle dépasse {LONGEST} signes. Citez moins de phrases, ou donnez le lien du passage.")
    words, before = passage.text[start:end], passage.text[max(0, start - _BEFORE) : start]
    digest = _digest(words, before)
    known = _known(session, passage, words, start, digest)
    if known is not None:
        return known
    _refuse_floods(session)
    made = Quotation(
        passage_pid=passage.pid,
        document_pid=passage.version.document_pid,
        words=words,
        before=before,
        digest=digest,
    )
    session.add(made)
    session.flush()
    register.give(session, made.pid, "quotation", words, made.document_pid)
    return made


def quote_words(session: Session, passage: Passage, words: str, before: str = "") -> Quotation:
    """Quote the sentences of `passage` that hold `words`, those that stand after `before`.

    Raises:
        UnfitQuotation: when the words are not in the passage, or too many.
        TooManyQuotations: when MOST_AN_HOUR were made within an hour.
    """
    found = Haystack(passage.text).find(words, before) if len(words) <= len(passage.text) + LONGEST else None
    if found is None:
        raise UnfitQuotation("ces mots ne sont pas dans ce passage.")
    return quote(session, passage, found.start, found.end)


def quotation_at(session: Session, pid: str) -> Quotation:
    """Find the quotation that `pid` names.

    Raises:
        NotFound: when there was never one.
        Withdrawn: when its document was withdrawn.
        NotPublic: when its document is not shown to everybody (yet).
    """
    found = session.get(Quotation, pid)
    if found is None:
        raise NotFound(pid)
    refuse_hidden(session.get_one(Document, found.document_pid), pid)
    return found


def standing(session: Session, quotation: Quotation) -> Standing:
    """Find where the words of `quotation` are today."""
    near = _where_they_went(session, quotation)
    found = _sought(near, quotation) if near else Standing()
    if found.likeness >= _SURE:
        return found
    everywhere = _sought(_of_document(session, quotation.document_pid), quotation)
    return everywhere if everywhere.likeness > found.likeness else found


def headed(session: Session, quotation: Quotation) -> Passage | None:
    """The passage above which the words of `quotation` stand as a heading by now; None when they do not."""
    for one in _of_document(session, quotation.document_pid):
        for title in (one.heading, one.session):
            if title and Haystack(title).find(quotation.words) is not None:
                return one
    return None


def _sought(passages: Sequence[Passage], quotation: Quotation) -> Standing:
    """Look for the words in passages that follow each other: they may run from one into the next."""
    found = Haystack("\n".join(one.text for one in passages)).find(quotation.words, quotation.before)
    return Standing(tuple(_parts(passages, found)), found.likeness) if found else Standing()


def _parts(passages: Sequence[Passage], found: Found) -> list[Part]:
    parts, begins = [], 0
    for one in passages:
        start, end = max(found.start - begins, 0), min(found.end - begins, len(one.text))
        if start < end and one.text[start:end].strip():
            parts.append(Part(one, start, end))
        begins += len(one.text) + 1
    return parts


def _where_they_went(session: Session, quotation: Quotation) -> list[Passage]:
    """The passages that hold the words of the quoted passage today, in reading order."""
    ahead, seen = [quotation.passage_pid], {quotation.passage_pid}
    while ahead:
        pid = ahead.pop()
        for new in session.scalars(select(Succession.new_pid).where(Succession.old_pid == pid)):
            if new not in seen:
                seen.add(new)
                ahead.append(new)
    query = _current(quotation.document_pid).where(Passage.pid.in_(seen))
    return list(session.scalars(query))


def _of_document(session: Session, document_pid: str) -> list[Passage]:
    return list(session.scalars(_current(document_pid)))


def _current(document_pid: str) -> Select[Passage]:
    """The passages of the newest version of a document."""
    newest = select(func.max(Version.number)).where(Version.document_pid == document_pid).scalar_subquery()
    return (
        select(Passage)
        .join(Version, Version.id == Passage.version_id)
        .where(Version.document_pid == document_pid, Version.number == newest)
        .options(joinedload(Passage.speaker))
        .order_by(Passage.position)
    )


def _known(session: Session, passage: Passage, words: str, start: int, digest: str) -> Quotation | None:
    """The quotation of these very words, at this very place of the passage, that was made before."""
    same = select(Quotation).where(Quotation.passage_pid == passage.pid, Quotation.words == words)
    text = Haystack(passage.text)
    for one in session.scalars(same.order_by(Quotation.at, Quotation.pid)):
        if one.digest == digest:
            return one
        found = text.find(words, one.before)
        if found is not None and abs(found.start - start) < max(1, len(words) // 2):
            return one
    return None


def _refuse_floods(session: Session) -> None:
    query = select(func.count()).select_from(Quotation).where(Quotation.at > now() - timedelta(hours=1))
    if (session.scalar(query) or 0) >= MOST_AN_HOUR:
        raise TooManyQuotations


def _digest(words: str, before: str) -> str:
    return hashlib.sha256(f"{before}\0{words}".encode()).hexdigest()[:32]
