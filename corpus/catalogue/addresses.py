"""What stands today at a permanent address: the record itself, its successor, or the reason of its withdrawal."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue import diffusion, whereabouts
from corpus.catalogue.models import Document, Passage, Succession, Term
from corpus.errors import Became, NotFound, Withdrawn
from corpus.vocabularies import terms


@dataclass(frozen=True, slots=True)
class Moved:
    """The words that stood here are now at `pid`, from `offset` of its text on. `kind`: document or passage."""

    pid: str
    kind: str
    offset: int = 0


def document_at(session: Session, pid: str, *, inside: bool = False) -> Document:
    """Find the document that `pid` names. `inside`: for the staff, who see what is not public too.

    Raises:
        NotFound: when no document was ever published under it.
        Became: when it is a version of another document now.
        Withdrawn: when it was withdrawn.
        NotPublic: when it is not shown to everybody (yet).

    """
    document = session.get(Document, pid)
    if document is None:
        raise NotFound(pid)
    _refuse_version(session, document)
    refuse_hidden(document, pid, inside=inside)
    return document


def passage_at(session: Session, pid: str, *, inside: bool = False) -> Passage | Moved:
    """Find the passage that `pid` names, or where its words went. `inside`: for the staff.

    Raises:
        NotFound: when no passage was ever published under it.
        Withdrawn: when its document was withdrawn.
        NotPublic: when its document is not shown to everybody (yet).

    """
    passage = session.get(Passage, pid)
    if passage is not None:
        refuse_hidden(passage.version.document, pid, inside=inside)
        return passage
    moved = _followed(session, pid, inside=inside)
    if moved is not None:
        return moved
    given = whereabouts.last_words(session, pid)
    if given is None or given.kind != "passage" or given.document_pid is None:
        raise NotFound(pid)
    return Moved(document_at(session, given.document_pid, inside=inside).pid, "document")


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


def refuse_hidden(document: Document, pid: str, *, inside: bool = False) -> None:
    """Raise Withdrawn when the document was withdrawn, NotPublic when it is not for whoever is not `inside`."""
    refuse_withdrawn(document, pid)
    if not inside:
        diffusion.refuse_closed(document, pid)


def refuse_withdrawn(document: Document, pid: str) -> None:
    """Raise Withdrawn, with title, date and reason, when the document was withdrawn."""
    if document.withdrawn_at is not None:
        date = document.withdrawn_at.date().isoformat()
        raise Withdrawn(pid, document.title, date, document.withdrawn_reason or "", document.pid)


def _followed(session: Session, pid: str, *, inside: bool) -> Moved | None:
    """Go where the words went, from step to step where one leads to what is no more; None when none leads on."""
    seen: set[str] = set()
    step = whereabouts.lead(session, pid)
    while step is not None and step.new_pid not in seen:
        passage = session.get(Passage, step.new_pid)
        document = passage.version.document if passage else session.get(Document, step.new_pid)
        if document is not None:
            refuse_hidden(document, pid, inside=inside)
            return Moved(passage.pid, "passage", step.offset) if passage else Moved(document.pid, "document")
        seen.add(step.new_pid)
        step = whereabouts.lead(session, step.new_pid)
    return None


def _refuse_version(session: Session, document: Document) -> None:
    step = session.get(Succession, (document.pid, 0)) if document.withdrawn_for else None
    if step is not None:
        raise Became(document.pid, document.title, step.new_pid)
