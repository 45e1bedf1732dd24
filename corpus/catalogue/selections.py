"""Selections that are published: written once, never altered, withdrawn at most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue import diffusion
from corpus.catalogue.models import Document, Selection, SelectionItem, now
from corpus.errors import BadValue, NotFound, TooManySelections, WithdrawnSelection

MOST_AN_HOUR = 60  # selections that people without an account may publish, all of them together
SAME_MINUTES = 10  # within which the same selection sent twice is one press too many


@dataclass(frozen=True, slots=True)
class Sent:
    """One result as it is sent: its address, what was picked of it, what the house knows of it today."""

    target_pid: str
    quotation: str
    shown: dict[str, Any]
    section: str = ""
    comment: str = ""


def publish(
    session: Session, title: str, introduction: str, several: Sequence[Sent], who: str | None = None
) -> Selection:
    """Keep a selection for ever; `who` is the name of the account, None for somebody without one.

    The same selection published again within SAME_MINUTES is the one that was published.

    Raises:
        BadValue: without title, or without results.
        TooManySelections: when people without an account published MOST_AN_HOUR within an hour.
    """
    if not title.strip():
        raise BadValue("title", title, "une sélection publiée a un titre.")
    if not several:
        raise BadValue("items", "", "une sélection publiée a au moins un résultat.")
    known = _same(session, title, introduction, several, who)
    if known is not None:
        return known
    if who is None:
        _refuse_floods(session)
    made = Selection(title=title, introduction=introduction, who=who)
    made.items = [
        SelectionItem(
            position=place,
            section=one.section or None,
            target_pid=one.target_pid,
            comment=one.comment,
            quotation=one.quotation,
            shown=one.shown,
        )
        for place, one in enumerate(several)
    ]
    session.add(made)
    session.flush()
    return made


def selection_at(session: Session, pid: str) -> Selection:
    """Find the selection that `pid` names.

    Raises:
        NotFound: when none was ever published under it.
        WithdrawnSelection: when it was withdrawn.
    """
    found = session.get(Selection, pid)
    if found is None:
        raise NotFound(pid)
    if found.withdrawn_at is not None:
        date = found.withdrawn_at.date().isoformat()
        raise WithdrawnSelection(pid, found.title, date, found.withdrawn_reason or "")
    return found


def hidden_since(session: Session, document_pids: Iterable[str]) -> dict[str, Document]:
    """Which of these documents the house no longer shows to everybody, by pid."""
    known = session.scalars(select(Document).where(Document.pid.in_(set(document_pids))))
    return {one.pid: one for one in known if not diffusion.is_visible(one)}


def words_of(selection: Selection) -> str:
    """What the page of a selection says, in its order: for the register of what was given out."""
    parts = [selection.title, selection.introduction]
    for one in selection.items:
        parts += [one.section or "", one.comment, one.quotation, str(one.shown.get("line", ""))]
    return "\n".join(part for part in parts if part)


def _refuse_floods(session: Session) -> None:
    """The limit is of all together: nothing is kept of who publishes."""
    since = now() - timedelta(hours=1)
    query = select(func.count()).select_from(Selection).where(Selection.who.is_(None), Selection.at > since)
    if (session.scalar(query) or 0) >= MOST_AN_HOUR:
        raise TooManySelections


def _same(
    session: Session, title: str, introduction: str, several: Sequence[Sent], who: str | None
) -> Selection | None:
    query = select(Selection).where(
        Selection.at > now() - timedelta(minutes=SAME_MINUTES),
        Selection.title == title,
        Selection.introduction == introduction,
        Selection.who.is_(None) if who is None else Selection.who == who,
        Selection.withdrawn_at.is_(None),
    )
    wanted = [(one.target_pid, one.section, one.comment, one.quotation) for one in several]
    for known in session.scalars(query):
        if [(one.target_pid, one.section or "", one.comment, one.quotation) for one in known.items] == wanted:
            return known
    return None
