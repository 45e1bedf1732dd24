"""Where to look instead of a document that was withdrawn: its words elsewhere, what replaces it, what is near it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from corpus.catalogue import diffusion, register, whereabouts
from corpus.catalogue.models import Assignment, Document, Passage, Term, Version
from corpus.tracing import Old, trace
from search.query.authorities import newest_version, published

FEW = 3  # documents of each kind of nearness
_MONTH = 7  # characters of a date that tells a month at least
_MOST_ROWS = 20_000  # indexings that are compared: however large the collection, the answer comes soon
_MOST = 0.5  # share of the letters from which words are said to stand elsewhere
#: Why something is proposed, the nearest first: a passage that has the words of the address, then documents.
WHYS = ("words", "successor", "double", "event", "speakers", "themes")


@dataclass(frozen=True, slots=True)
class Alternative:
    """A document to look at, or a passage of it, and why: one of WHYS. `path` is its address from the site's root."""

    why: str
    pid: str
    path: str
    title: str
    kind: str
    date: str | None
    place: str | None

    @classmethod
    def of(cls, why: str, document: Document, passage: Passage | None = None) -> Alternative:
        """The document, or a passage of it."""
        pid, path = (document.pid, f"/d/{document.pid}") if passage is None else (passage.pid, f"/p/{passage.pid}")
        return cls(why, pid, path, document.title, document.kind, document.date, document.place)

    def to_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {"why": self.why, "pid": self.pid, "url": self.path, "title": self.title, "date": self.date}


def alternatives(session: Session, document_pid: str, pid: str = "") -> list[Alternative]:
    """What a reader of the withdrawn document may want to see, the nearest first, each once.

    `pid` is the address that was asked for: when it showed words, they are looked for in what replaces the document.
    """
    gone = session.get(Document, document_pid)
    if gone is None:
        return []
    successor, doubles = _successor(session, gone), list(_doubles(session, gone))
    found = {one.pid: one for one in _words(session, pid, [*successor, *doubles])}
    for why, several in (
        ("successor", successor),
        ("double", doubles),
        ("event", _of_event(session, gone)),
        ("speakers", session.scalars(_with_speakers(gone))),
        ("themes", _with_themes(session, gone)),
    ):
        for one in several:
            if one.pid != gone.pid:
                found.setdefault(one.pid, Alternative.of(why, one))
    return list(found.values())


def _words(session: Session, pid: str, documents: Sequence[Document]) -> Iterator[Alternative]:
    """The passage of the first of `documents` in which most of the words stand that were given out under `pid`."""
    line = whereabouts.last_words(session, pid) if pid and documents else None
    if line is None or line.kind not in ("passage", "quotation"):
        return
    words = register.words_of(line)
    for document in documents:
        version = document.current
        passages = list(version.passages) if version is not None else []
        (held,) = trace([Old(words)], [one.text for one in passages])
        spans = sorted(held.spans, key=lambda span: span.start - span.end)
        if spans and sum(one.end - one.start for one in spans) >= _MOST * len(words):
            yield Alternative.of("words", document, passages[spans[0].place])
            return


def _successor(session: Session, gone: Document) -> Sequence[Document]:
    """The document that replaces it, or what replaced that one since; none when that is not shown."""
    seen, step = {gone.pid}, gone
    while step.withdrawn_at is not None:
        further = session.get(Document, step.withdrawn_for) if step.withdrawn_for not in (None, *seen) else None
        if further is None:
            return ()
        seen.add(further.pid)
        step = further
    return (step,) if diffusion.is_visible(step) else ()


def _doubles(session: Session, gone: Document) -> Iterable[Document]:
    """The documents that have probably the same text."""
    family = {gone.pid, gone.duplicate_of} - {None}
    same = Document.duplicate_of.in_(family) | Document.pid.in_(family)
    return session.scalars(_shown().where(same).order_by(Document.added_at, Document.pid))


def _of_event(session: Session, gone: Document) -> Iterator[Document]:
    """Those of the same date, of one place or one organiser: another report of the same meeting."""
    if not gone.date or len(gone.date) < _MONTH:
        return
    held = {*gone.organisers}
    near = session.scalars(_shown().where(Document.date == gone.date).order_by(Document.title).limit(50))
    left = FEW
    for one in near:
        there = one.place is not None and one.place == gone.place
        if left and one.pid != gone.pid and (there or held & {*one.organisers}):
            left -= 1
            yield one


def _with_speakers(gone: Document) -> Select[Document]:
    """Those in which most of the same people speak."""
    mine = select(Passage.speaker_pid).join(Version, Version.id == Passage.version_id)
    common = (
        select(Version.document_pid, func.count(Passage.speaker_pid.distinct()).label("common"))
        .join(Passage, Passage.version_id == Version.id)
        .join(Term, Term.pid == Passage.speaker_pid)
        .where(Passage.speaker_pid.in_(mine.where(Version.document_pid == gone.pid)), newest_version())
        .where(Term.withdrawn_at.is_(None), Version.document_pid != gone.pid)
        .group_by(Version.document_pid)
        .subquery()
    )
    return _ranked(common)


def _with_themes(session: Session, gone: Document) -> Iterable[Document]:
    """Those that have most of the same themes and territories, told by the rarest: others are everywhere."""
    mine = select(Assignment.term_pid).where(Assignment.document_pid == gone.pid, Assignment.status != "rejected")
    held = select(Assignment.term_pid, func.count().label("held")).where(Assignment.term_pid.in_(mine))
    rare: list[str] = []
    left = _MOST_ROWS
    for pid, count in session.execute(held.group_by(Assignment.term_pid).order_by("held", Assignment.term_pid)):
        if rare and count > left:
            break
        rare.append(pid)
        left -= count
    common = (
        select(Assignment.document_pid, func.count(Assignment.term_pid.distinct()).label("common"))
        .where(Assignment.term_pid.in_(rare), Assignment.status != "rejected", Assignment.document_pid != gone.pid)
        .group_by(Assignment.document_pid)
        .subquery()
    )
    return session.scalars(_ranked(common))


def _ranked(common: Any) -> Select[Document]:
    query = _shown().join(common, common.c.document_pid == Document.pid)
    return query.order_by(common.c.common.desc(), Document.date.desc().nulls_last(), Document.pid).limit(FEW)


def _shown() -> Select[Document]:
    return select(Document).where(published())
