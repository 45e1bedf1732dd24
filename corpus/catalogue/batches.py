"""What was deposited together: one drop at the desk, one command, one day of a watched folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, case, cast, func, select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Deposit, Document, Recognition, Version, now

#: What deposits are at, in the order in which somebody wants to see them: what asks for her first.
STATES = ("failed", "reading", "waiting", "cancelled", "done", "known")


@dataclass(frozen=True)
class Batch:
    """Some deposits that came together; `counts` has how many are at each of STATES. `key` "" is of older times."""

    key: str
    who: str
    at: datetime
    counts: dict[str, int] = field(default_factory=dict)
    is_newest: bool = False

    @property
    def total(self) -> int:
        """How many deposits."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """How many are not at their end yet."""
        return self.counts["waiting"] + self.counts["reading"]


@dataclass(frozen=True)
class Entry:
    """One deposit, what it is at, the title of its document, and how many of its pages wait for recognition."""

    deposit: Deposit
    state: str
    title: str | None = None
    pages_left: int = 0
    pages_asked: int = 0


def total(session: Session) -> int:
    """How many batches there are."""
    return session.scalar(select(func.count(func.distinct(Deposit.batch)))) or 0


def newest(session: Session, limit: int, offset: int = 0) -> list[Batch]:
    """The batches, that with the newest deposit first."""
    return _batches(session, None, limit, offset)


def named(session: Session, keys: Sequence[str]) -> list[Batch]:
    """The batches of `keys` that there are, the newest first."""
    return _batches(session, keys, len(keys), 0)


def under_way(session: Session) -> bool:
    """Whether any deposit waits or is being read."""
    return session.scalars(select(Deposit.id).where(Deposit.outcome == "waiting").limit(1)).first() is not None


def entries(session: Session, key: str, limit: int, offset: int = 0) -> list[Entry]:
    """The deposits of a batch: failed ones first, those at their end last."""
    state = _state()
    rank = case({name: number for number, name in enumerate(STATES)}, value=state, else_=len(STATES))
    query = (
        select(Deposit, state, Document.title)
        .outerjoin(Document, Document.pid == Deposit.document_pid)
        .where(Deposit.batch == key)
        .order_by(rank, Deposit.id)
        .limit(limit)
        .offset(offset)
    )
    rows = session.execute(query).all()
    pages = _pages(session, [one.document_pid for one, _, _ in rows if one.document_pid])
    return [Entry(one, told, title, *pages.get(one.document_pid or "", (0, 0))) for one, told, title in rows]


def _batches(session: Session, keys: Sequence[str] | None, limit: int, offset: int) -> list[Batch]:
    state = _state()
    counted = [func.sum(cast(state == name, Integer)) for name in STATES]
    query = select(Deposit.batch, func.min(Deposit.who), func.min(Deposit.at), func.max(Deposit.id), *counted)
    newest = session.scalar(select(func.max(Deposit.id)))
    if keys is not None:
        query = query.where(Deposit.batch.in_(keys))
    query = query.group_by(Deposit.batch).order_by(func.max(Deposit.id).desc()).limit(limit).offset(offset)
    return [
        Batch(key, who, at, dict(zip(STATES, map(int, counts), strict=True)), last == newest)
        for key, who, at, last, *counts in session.execute(query)
    ]


def _state() -> ColumnElement[str]:
    """The outcome, or `reading` while a worker has it in hand."""
    held = (Deposit.outcome == "waiting") & Deposit.leased_by.is_not(None) & (Deposit.leased_until > now())
    return case((held, "reading"), else_=Deposit.outcome)


def _pages(session: Session, pids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """For each document of which pages were to be recognised: how many still wait, and how many were asked for."""
    waits = func.sum(case((Recognition.state == "waiting", 1), else_=0))
    query = (
        select(Version.document_pid, waits, func.count())
        .join(Recognition, Recognition.version_id == Version.id)
        .where(Version.document_pid.in_(pids))
        .group_by(Version.document_pid)
    )
    return {pid: (int(left), int(asked)) for pid, left, asked in session.execute(query)}
