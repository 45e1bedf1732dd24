"""Withdrawing: a document, an authority or a selection is no longer shown; its address says so for ever, and why."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.addresses import document_at
from corpus.catalogue.describing import changed
from corpus.catalogue.models import Assignment, Decision, Document, Passage, Selection, Term, Version, now
from corpus.errors import BadValue, Withdrawn

FIELD = "withdrawn"  # of the decisions that tell when something was withdrawn or shown again, and by whom


def withdraw(session: Session, document: Document, reason: str, who: str, instead: str | None = None) -> None:
    """Show `document` no longer; `instead` is the pid of the document to look at. Again only mends the reason.

    Raises:
        BadValue: when no reason is given, or when `instead` is no document that is shown, or leads back here.

    """
    reason = _reason(reason)
    if instead is not None:
        _verify_successor(session, document, instead)
    document.withdrawn_at = document.withdrawn_at or now()
    document.withdrawn_reason, document.withdrawn_for = reason, instead
    session.add(Decision(target_pid=document.pid, field=FIELD, value=reason, who=who))
    changed(document)
    session.flush()


def restore(session: Session, document: Document, who: str) -> None:
    """Show `document` again at all its addresses; nothing is done when it was not withdrawn."""
    if document.withdrawn_at is None:
        return
    document.withdrawn_at = document.withdrawn_reason = document.withdrawn_for = None
    session.add(Decision(target_pid=document.pid, field=FIELD, value="", who=who))
    changed(document)
    session.flush()


def withdraw_term(session: Session, term: Term, reason: str, who: str) -> None:
    """List `term` no longer, nor what it leads to; the documents stay as they are.

    Raises:
        BadValue: when no reason is given.

    """
    term.withdrawn_reason = _reason(reason)
    term.withdrawn_at = term.withdrawn_at or now()
    _note(session, term, term.withdrawn_reason, who)


def restore_term(session: Session, term: Term, who: str) -> None:
    """List `term` again; nothing is done when it was not withdrawn."""
    if term.withdrawn_at is None:
        return
    term.withdrawn_at = term.withdrawn_reason = None
    _note(session, term, "", who)


def withdraw_selection(session: Session, selection: Selection, reason: str, who: str) -> None:
    """Show `selection` no longer; what it leads to stays.

    Raises:
        BadValue: when no reason is given.

    """
    selection.withdrawn_reason = _reason(reason)
    selection.withdrawn_at = selection.withdrawn_at or now()
    session.add(Decision(target_pid=selection.pid, field=FIELD, value=selection.withdrawn_reason, who=who))
    session.flush()


def restore_selection(session: Session, selection: Selection, who: str) -> None:
    """Show `selection` again; nothing is done when it was not withdrawn."""
    if selection.withdrawn_at is None:
        return
    selection.withdrawn_at = selection.withdrawn_reason = None
    session.add(Decision(target_pid=selection.pid, field=FIELD, value="", who=who))
    session.flush()


def _reason(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise BadValue("reason", text, "dites pourquoi : cette phrase restera lisible à l'adresse retirée.")
    return words


def _verify_successor(session: Session, document: Document, instead: str) -> None:
    if instead == document.pid:
        raise BadValue("instead", instead, "un document ne se remplace pas lui-même.")
    if session.get(Document, instead) is None:
        raise BadValue("instead", instead, "aucun document ne porte cet identifiant.")
    try:
        document_at(session, instead)
    except Withdrawn as error:
        raise BadValue("instead", instead, "ce document est lui-même retiré.") from error


def _note(session: Session, term: Term, reason: str, who: str) -> None:
    """Keep who said so; every document that the term is on is told to the indexes again."""
    session.add(Decision(target_pid=term.pid, field=FIELD, value=reason, who=who))
    spoken = select(Version.document_pid).join(Passage, Passage.version_id == Version.id)
    assigned = select(Assignment.document_pid).where(Assignment.term_pid == term.pid)
    concerned = Document.pid.in_(spoken.where(Passage.speaker_pid == term.pid)) | Document.pid.in_(assigned)
    for document in session.scalars(select(Document).where(concerned)):
        changed(document)
    session.flush()
