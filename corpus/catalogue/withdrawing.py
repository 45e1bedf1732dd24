"""Withdrawing: a document, an authority or a selection is no longer shown; its address says so for ever, and why."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue import trash
from corpus.catalogue.addresses import document_at
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Document, Selection, Term, now
from corpus.errors import BadValue, Became, Withdrawn
from corpus.vocabularies.unnamed import is_unnamed


def withdraw(session: Session, document: Document, reason: str, who: str, instead: str | None = None) -> Act:
    """Show `document` no longer; `instead` is the pid of the document to look at. Again only mends the reason.

    Raises:
        BadValue: when no reason is given, or when `instead` is no document that is shown.

    """
    words = _reason(reason)
    if instead is not None:
        _verify_successor(session, document, instead)
    told = {"reason": words, "instead": instead}
    with acting(session, who, "withdraw", document.pid, document.title, told) as act:
        _hide(document, words)
        document.withdrawn_for = instead
    return act


def restore(session: Session, document: Document, who: str) -> Act:
    """Show `document` again at all its addresses.

    Raises:
        BadValue: when it is a version of another document now, in the bin, or emptied from it.

    """
    if document.trashed_at is not None:
        raise BadValue("pid", document.pid, "ce document est à la corbeille ; sortez-l'en.")
    emptied = select(Act.id).filter_by(target_pid=document.pid, verb="purge").limit(1)
    if document.withdrawn_at is not None and session.scalar(emptied) is not None:
        raise BadValue("pid", document.pid, f"{trash.LASTING}.")
    try:
        document_at(session, document.pid, inside=True)
    except Became as error:
        raise BadValue("pid", document.pid, f"ce document est une version du document {error.new_pid}.") from error
    except Withdrawn:
        pass
    with acting(session, who, "restore", document.pid, document.title) as act:
        _show(document)
        document.withdrawn_for = None
    return act


def withdraw_term(session: Session, term: Term, reason: str, who: str) -> Act:
    """List `term` no longer, nor filter by it; the documents that bear it stay as they are.

    Raises:
        BadValue: when no reason is given, or when it was merged into another.

    """
    words = _reason(reason)
    if term.merged_into is not None:
        raise BadValue("pid", term.pid, "cette autorité est fusionnée avec une autre ; retirez celle-là.")
    with acting(session, who, "withdraw", term.pid, term.label, {"reason": words}) as act:
        _hide(term, words)
    return act


def restore_term(session: Session, term: Term, who: str) -> Act:
    """List `term` again.

    Raises:
        BadValue: when it is a person who asked not to be named: only undoing that act names her again.

    """
    if is_unnamed(term):
        raise BadValue("pid", term.pid, "cette personne n'est plus nommée ; annulez l'acte dans le journal.")
    with acting(session, who, "restore", term.pid, term.label) as act:
        _show(term)
    return act


def withdraw_selection(session: Session, selection: Selection, reason: str, who: str) -> Act:
    """Show `selection` no longer; what it leads to stays.

    Raises:
        BadValue: when no reason is given.

    """
    words = _reason(reason)
    with acting(session, who, "withdraw", selection.pid, selection.title, {"reason": words}) as act:
        _hide(selection, words)
    return act


def restore_selection(session: Session, selection: Selection, who: str) -> Act:
    """Show `selection` again."""
    with acting(session, who, "restore", selection.pid, selection.title) as act:
        _show(selection)
    return act


def _hide(record: Document | Term | Selection, reason: str) -> None:
    record.withdrawn_at, record.withdrawn_reason = record.withdrawn_at or now(), reason


def _show(record: Document | Term | Selection) -> None:
    record.withdrawn_at = record.withdrawn_reason = None


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
        document_at(session, instead, inside=True)
    except (Withdrawn, Became) as error:
        raise BadValue("instead", instead, f"il n'est plus à son adresse. {error}") from error
