"""What stands today at a permanent address: the record itself, its successor, or the reason of its withdrawal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Document, Passage, Succession, Term
from corpus.errors import NotFound, Withdrawn
from corpus.vocabularies import terms


@dataclass(frozen=True, slots=True)
class Moved:
    """The words that stood here are now at `pid`, from `offset` of its text on. `kind`: document or passage."""

    pid: str
    kind: str
    offset: int = 0


def document_at(session: Session, pid: str) -> Document:
    """Find the document that `pid` names.

    Raises:
        NotFound: when no document was ever published under it.
        Withdrawn: when it was withdrawn.

    """
    document = session.get(Document, pid)
    if document is None:
        raise NotFound(pid)
    refuse_withdrawn(document, pid)
    return document


def passage_at(session: Session, pid: str) -> Passage | Moved:
    """Find the passage that `pid` names, or where its words went.

    Raises:
        NotFound: when no passage was ever published under it.
        Withdrawn: when its document was withdrawn.

    """
    passage = session.get(Passage, pid)
    if passage is not None:
        refuse_withdrawn(passage.version.document, pid)
        return passage
    seen = {pid}
    step = session.get(Succession, (pid, 0))
    if step is None:
        raise NotFound(pid)
    while (further := session.get(Succession, (step.new_pid, 0))) is not None and further.old_pid not in seen:
        seen.add(further.old_pid)
        step = further
    return _moved(session, step)


def term_at(session: Session, vocabulary: str, key: str) -> Term:
    """Find a term of `vocabulary` (speaker, theme, territory) by its pid or, for a theme, its id.

    What was merged is found as what it was merged into: compare its address with the one that was asked for.

    Raises:
        NotFound: when there is none.
        Withdrawn: when it was withdrawn.

    """
    term = session.get(Term, key)
    if term is None and vocabulary == "theme":
        term = session.scalars(select(Term).filter_by(vocabulary="theme", code=key).order_by(Term.pid)).first()
    if term is None or term.vocabulary != vocabulary:
        raise NotFound(key)
    today = terms.today(session, term)
    if today.withdrawn_at is not None:
        raise Withdrawn(key, today.label, today.withdrawn_at.date().isoformat(), today.withdrawn_reason or "")
    return today


def refuse_withdrawn(document: Document, pid: str) -> None:
    """Raise Withdrawn, with title, date and reason, when the document was withdrawn."""
    if document.withdrawn_at is not None:
        date = document.withdrawn_at.date().isoformat()
        raise Withdrawn(pid, document.title, date, document.withdrawn_reason or "", document.pid)


def _moved(session: Session, step: Succession) -> Moved:
    passage = session.get(Passage, step.new_pid)
    if passage is not None:
        refuse_withdrawn(passage.version.document, step.old_pid)
        return Moved(passage.pid, "passage", step.offset)
    document = document_at(session, step.new_pid)
    return Moved(document.pid, "document")
