"""Where to look instead of a document that was withdrawn: what replaces it, the same elsewhere, what is near it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Assignment, Document, Passage, Term, Version
from search.query.authorities import newest_version, published

FEW = 3  # documents of each kind of nearness
_MONTH = 7  # characters of a date that tells a month at least
#: Why a document is proposed, the nearest first.
WHYS = ("successor", "double", "event", "speakers", "themes")


@dataclass(frozen=True, slots=True)
class Alternative:
    """A document to look at, and why: one of WHYS."""

    why: str
    pid: str
    title: str
    kind: str
    date: str | None
    place: str | None

    def to_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {"why": self.why, "pid": self.pid, "url": f"/d/{self.pid}", "title": self.title, "date": self.date}


def alternatives(session: Session, document_pid: str) -> list[Alternative]:
    """What a reader of the withdrawn document may want to see, the nearest first, each once."""
    gone = session.get(Document, document_pid)
    if gone is None:
        return []
    found: dict[str, Alternative] = {}
    for why, several in (
        ("successor", _successor(session, gone)),
        ("double", _doubles(session, gone)),
        ("event", _of_event(session, gone)),
        ("speakers", session.scalars(_with_speakers(gone))),
        ("themes", session.scalars(_with_themes(gone))),
    ):
        for one in several:
            if one.pid != gone.pid:
                found.setdefault(one.pid, Alternative(why, one.pid, one.title, one.kind, one.date, one.place))
    return list(found.values())


def _successor(session: Session, gone: Document) -> Sequence[Document]:
    """The document that replaces it, or what replaced that one since."""
    seen, step = {gone.pid}, gone
    while step.withdrawn_at is not None:
        further = session.get(Document, step.withdrawn_for) if step.withdrawn_for not in (None, *seen) else None
        if further is None:
            return ()
        seen.add(further.pid)
        step = further
    return (step,)


def _doubles(session: Session, gone: Document) -> Iterable[Document]:
    """The documents that have probably the same text."""
    family = {gone.pid, gone.duplicate_of} - {None}
    same = Document.duplicate_of.in_(family) | Document.pid.in_(family)
    return session.scalars(_shown().where(same).order_by(Document.added_at, Document.pid))


def _of_event(session: Session, gone: Document) -> Iterator[Document]:
    """Those of the same date, of one place or one organiser: another report of the same meeting."""
    if not gone.date or len(gone.date) < _MONTH:
        return
    near = session.scalars(_shown().where(Document.date == gone.date).order_by(Document.title).limit(50))
    left = FEW
    for one in near:
        if left and one.pid != gone.pid and (one.place == gone.place or {*one.organisers} & {*gone.organisers}):
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


def _with_themes(gone: Document) -> Select[Document]:
    """Those that have most of the same themes and territories."""
    mine = select(Assignment.term_pid).where(Assignment.document_pid == gone.pid, Assignment.status != "rejected")
    common = (
        select(Assignment.document_pid, func.count(Assignment.term_pid.distinct()).label("common"))
        .where(Assignment.term_pid.in_(mine), Assignment.status != "rejected", Assignment.document_pid != gone.pid)
        .group_by(Assignment.document_pid)
        .subquery()
    )
    return _ranked(common)


def _ranked(common: Any) -> Select[Document]:
    query = _shown().join(common, common.c.document_pid == Document.pid)
    return query.order_by(common.c.common.desc(), Document.date.desc().nulls_last(), Document.pid).limit(FEW)


def _shown() -> Select[Document]:
    return select(Document).where(published())
