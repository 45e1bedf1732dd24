"""The bin: a document that was thrown away is shown nowhere, can be taken out again, and is emptied by command only.

What was emptied leaves a notice: its address, and those of its passages, say for ever what stood there and why it went.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from corpus.catalogue import whereabouts
from corpus.catalogue.journal import acting
from corpus.catalogue.models import (
    Act,
    Assignment,
    CutDecision,
    Decision,
    Deposit,
    Document,
    Partnership,
    Proposal,
    StoredFile,
    Succession,
    Version,
    now,
)  # fmt: skip
from corpus.errors import BadValue

REASON = "Ce document a été supprimé par le centre."
LASTING = "ce qui a été supprimé pour toujours ne peut pas revenir"
_TOLD = ("act", "verb", "status", "reason")  # of the details of acts, what says nothing of the words
_AT_ONCE = 500  # pids in one question: databases bound the number of parameters
KEPT_DAYS = 30  # before the bin may be emptied of something


def throw_away(session: Session, documents: Sequence[Document], who: str, reason: str = REASON) -> Act:
    """Put `documents` into the bin: they are withdrawn, for `reason`, until they are taken out."""
    target = documents[0].pid if len(documents) == 1 else None
    with acting(session, who, "trash", target, details={"reason": reason}) as act:
        for document in documents:
            document.trashed_at = document.trashed_at or now()
            if document.withdrawn_at is None:
                document.withdrawn_at, document.withdrawn_reason = document.trashed_at, reason
    return act


def take_out(session: Session, documents: Sequence[Document], who: str) -> Act:
    """Take `documents` out of the bin; what had been withdrawn before it was thrown away stays withdrawn.

    Raises:
        BadValue: when one is not in the bin.
    """
    for document in documents:
        if document.trashed_at is None:
            raise BadValue("pid", document.pid, "ce document n'est pas dans la corbeille.")
    target = documents[0].pid if len(documents) == 1 else None
    with acting(session, who, "untrash", target) as act:
        for document in documents:
            if document.withdrawn_at == document.trashed_at:
                document.withdrawn_at = document.withdrawn_reason = None
            document.trashed_at = None
    return act


def thrown_away(session: Session, before: datetime | None = None) -> list[Document]:
    """What is in the bin, the latest first; only what was thrown away before `before` when that is given."""
    query = select(Document).where(Document.trashed_at.is_not(None))
    if before is not None:
        query = query.where(Document.trashed_at < before)
    return list(session.scalars(query.order_by(Document.trashed_at.desc(), Document.pid)))


@dataclass(frozen=True, slots=True)
class Emptied:
    """What went for good: the titles, and the digests of original files that no document has any more."""

    titles: tuple[str, ...]
    digests: tuple[str, ...]


def empty(session: Session, who: str, days: int = KEPT_DAYS) -> Emptied:
    """Empty the bin of what was thrown away more than `days` days ago, for good.

    Text, terms and versions go; the notice of withdrawal stays. This cannot be undone. When its transaction is
    committed, the caller removes the files of the digests.
    """
    gone = thrown_away(session, now() - timedelta(days=days))
    digests: set[str] = set()
    for document in gone:
        with acting(session, who, "purge", document.pid, document.title) as act:
            pids = [document.pid, *(one.pid for one in whereabouts.standing_passages(session, document.pid))]
            digests |= _empty_one(session, document)
        session.expire(act, ["changes"])
        _forget(session, pids)
    digests -= set(session.scalars(select(Version.sha256).where(Version.sha256.in_(digests))))
    waiting = select(Deposit.sha256).where(Deposit.sha256.in_(digests), Deposit.outcome == "waiting")
    digests -= set(session.scalars(waiting))
    session.execute(update(Deposit).where(Deposit.sha256.in_(digests)).values(sha256=None))
    session.execute(delete(StoredFile).where(StoredFile.sha256.in_(digests)))
    return Emptied(tuple(one.title for one in gone), tuple(sorted(digests)))


def _forget(session: Session, pids: Sequence[str]) -> None:
    """The journal goes on saying what was done with these, but no longer what was there."""
    for start in range(0, len(pids), _AT_ONCE):
        for act in session.scalars(select(Act).where(Act.target_pid.in_(pids[start : start + _AT_ONCE]))):
            act.changes.clear()
            act.details = {"lasting": LASTING} | {name: act.details[name] for name in _TOLD if name in act.details}
    session.flush()


def _empty_one(session: Session, document: Document) -> set[str]:
    """Leave of a document nothing but its notice of withdrawal; return the digests of its files."""
    pids = [one.pid for one in whereabouts.standing_passages(session, document.pid)]
    digests = {one.sha256 for one in document.versions}
    for start in range(0, len(pids), _AT_ONCE):
        some = pids[start : start + _AT_ONCE]
        session.execute(delete(Decision).where(Decision.target_pid.in_(some)))
        session.execute(delete(Proposal).where(Proposal.target_pid.in_(some)))
        led = set(session.scalars(select(Succession.old_pid).where(Succession.new_pid.in_(some))))
        whereabouts.note(session, document.pid, {pid: [] for pid in sorted(led | set(some))})
    for record, column in (
        (Proposal, Proposal.target_pid), (Decision, Decision.target_pid), (Partnership, Partnership.document_pid),
        (CutDecision, CutDecision.document_pid), (Assignment, Assignment.document_pid),
    ):  # fmt: skip
        session.execute(delete(record).where(column == document.pid))
    session.expire(document, ["assignments", "versions"])
    for version in list(document.versions):
        for passage in version.passages:
            session.expire(passage, ["assignments"])
    document.versions.clear()
    document.remarks = []
    document.trashed_at = None
    session.flush()
    return digests
