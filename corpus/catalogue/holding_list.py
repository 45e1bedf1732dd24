"""Every notice as the desk lists it: what is shown to everybody, what is not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from corpus.catalogue import diffusion
from corpus.catalogue.models import Document, Version
from corpus.permalinks import is_pid

PER_PAGE = 50
STATES = ("all", "shown", "closed", "withdrawn", "trashed")


@dataclass(frozen=True, slots=True)
class Listed:
    """Some notices, and how many there are in all."""

    documents: Sequence[Document]
    total: int


def state_of(document: Document) -> str:
    """Which of STATES a notice is in: trashed, withdrawn, closed (not for everybody, yet) or shown."""
    if document.trashed_at is not None:
        return "trashed"
    if document.withdrawn_at is not None:
        return "withdrawn"
    return "shown" if diffusion.is_open(document) else "closed"


def listed(session: Session, words: str = "", state: str = "all", page: int = 1) -> Listed:
    """The notices in a state whose title, file or identifiers have all the words, the latest first; pages from 1."""
    conditions = [_in_state(state), *_with_words(words)]
    total = session.scalar(select(func.count()).select_from(Document).where(*conditions)) or 0
    query = select(Document).where(*conditions).order_by(Document.added_at.desc(), Document.pid)
    return Listed(session.scalars(query.offset((page - 1) * PER_PAGE).limit(PER_PAGE)).all(), total)


def pids(session: Session, words: str = "", state: str = "all", limit: int = 5000) -> list[str]:
    """The pids of all of them, the latest first, at most `limit`."""
    query = select(Document.pid).where(_in_state(state), *_with_words(words))
    return list(session.scalars(query.order_by(Document.added_at.desc(), Document.pid).limit(limit)))


def _in_state(state: str) -> ColumnElement[bool]:
    standing = Document.withdrawn_at.is_(None)
    conditions: dict[str, ColumnElement[bool]] = {
        "shown": diffusion.visible(),
        "closed": standing & Document.pid.not_in(select(Document.pid).where(diffusion.visible())),
        "withdrawn": ~standing & Document.trashed_at.is_(None),
        "trashed": Document.trashed_at.is_not(None),
    }
    return conditions.get(state, Document.pid.is_not(None))


def _with_words(words: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in words.split():
        if is_pid(word):
            found.append(Document.pid == word)
            continue
        named = select(Version.document_pid).where(Version.filename.icontains(word, autoescape=True))
        found.append(
            Document.title.icontains(word, autoescape=True)
            | Document.foreign_id.icontains(word, autoescape=True)
            | Document.pid.in_(named)
        )
    return found
