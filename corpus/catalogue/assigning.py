"""What a document or passage is about: terms accepted, rejected or added by people, whatever is read later."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.describing import changed
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Assignment, Document, Passage, Term
from corpus.errors import BadValue
from corpus.refusals import ChangedMeanwhile, Difference
from corpus.vocabularies import terms

STATUSES = ("proposed", "accepted", "rejected")  # proposed takes a judgement back
_NONE = "none"  # what somebody sees where a term is not on something


def assign(
    session: Session, target: Document | Passage, term: Term, status: str, who: str, seen: str | None = None
) -> Act:
    """Say of `term` on a document or passage what a person thinks; where it was not, it is added.

    Of a document the judgement holds for the document as a whole; a rejected term leaves its passages too. `seen` is
    the status that the person saw, "none" where the term was not there.

    Raises:
        BadValue: when the status is unknown, or the term withdrawn.
        ChangedMeanwhile: when it has another status by now; nothing is recorded then.
    """
    if status not in STATUSES:
        raise BadValue("status", status, f"valeurs connues : {', '.join(STATUSES)}.")
    term = terms.today(session, term)
    if term.withdrawn_at is not None and status == "accepted":
        raise BadValue("term", term.label, "cette autorité est retirée.")
    document, passage = (target, None) if isinstance(target, Document) else (target.version.document, target)
    held = _held(session, document, passage, term)
    _refuse(session, target, term, held[0].status if held else _NONE, status, seen)
    told = {"term": term.pid, "term_label": term.label, "status": status}
    with acting(session, who, "assign", target.pid, details=told) as act:
        judge(target, term, status)
        changed(document)
    return act


def judge(target: Document | Passage, term: Term, status: str) -> None:
    """Give `term` this status on a document or passage, within an act."""
    document, passage = (target, None) if isinstance(target, Document) else (target.version.document, target)
    place = None if passage is None else passage.pid
    of_term = [one for one in document.assignments if one.term_pid == term.pid]
    held = [one for one in of_term if one.passage_pid == place]
    for one in held:
        one.status = status
    if not held:
        document.assignments.append(Assignment(passage=passage, term=term, status=status, score=1.0))
    if passage is None and status == "rejected":
        for one in of_term:
            one.status = "rejected"


def accept_all(session: Session, target: Document | Passage, who: str) -> Act:
    """Accept every term that is proposed on a document (as a whole) or passage."""
    document, passage = (target, None) if isinstance(target, Document) else (target.version.document, target)
    with acting(session, who, "assign", target.pid, details={"status": "accepted"}) as act:
        query = select(Assignment).filter_by(document_pid=document.pid, status="proposed")
        place = Assignment.passage_pid.is_(None) if passage is None else Assignment.passage_pid == passage.pid
        for one in session.scalars(query.where(place)):
            one.status = "accepted"
        changed(document)
    return act


def _held(session: Session, document: Document, passage: Passage | None, term: Term) -> Sequence[Assignment]:
    query = select(Assignment).filter_by(document_pid=document.pid, term_pid=term.pid).order_by(Assignment.id)
    place = Assignment.passage_pid.is_(None) if passage is None else Assignment.passage_pid == passage.pid
    return session.scalars(query.where(place)).all()


def _refuse(session: Session, target: Document | Passage, term: Term, now: str, wanted: str, seen: str | None) -> None:
    if seen is None or now in {seen, wanted}:
        return
    last = last_judgement(session, target.pid, term.pid)
    who, at = (last.who, last.at.isoformat(timespec="seconds")) if last else ("", "")
    raise ChangedMeanwhile(target.pid, [Difference(term.label, seen, now, wanted, who, at)])


def last_judgement(session: Session, pid: str, term_pid: str) -> Act | None:
    """The newest act about a term on a document or passage, or None."""
    query = select(Act).filter_by(target_pid=pid, verb="assign").order_by(Act.id.desc())
    return next((one for one in session.scalars(query) if one.details.get("term") == term_pid), None)
