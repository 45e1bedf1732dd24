"""Statistics without persons: how often something happened on a day, never who did it nor from where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Document, Passage, Tally, Version, now

OPENED, FOLLOWED, NOTHING = "opened", "followed", "nothing-found"
WORDS_KEPT = timedelta(days=90)  # after which only how many searches found nothing is known, not their words
SHOWN = 10  # lines of each list
KEY_LENGTH = 200

Counted = Mapping[tuple[str, str, str], int]  # (day, what, key) → how often


@dataclass
class Week:
    """What happened in the week that begins on `monday`. Lists are (key, how often), the most frequent first."""

    monday: date
    added: int = 0
    opened: int = 0
    followed: int = 0
    nothing_found: int = 0
    most_opened: list[tuple[str, int]] = field(default_factory=list)  # pids of documents
    most_followed: list[tuple[str, int]] = field(default_factory=list)  # pids of what the links lead to
    sought_in_vain: list[tuple[str, int]] = field(default_factory=list)  # words


def add(session: Session, counted: Counted) -> None:
    """Add what was counted; the opening of a passage counts for its document."""
    for (day, what, given), count in counted.items():
        key = (_document(session, given) if what == OPENED else given)[:KEY_LENGTH]
        line = session.get(Tally, (day, what, key))
        if line is None:
            session.add(Tally(day=day, what=what, key=key, count=count))
        else:
            line.count += count
        session.flush()


def forget_words(session: Session) -> None:
    """Keep only the number of old searches that found nothing."""
    before = (now() - WORDS_KEPT).date().isoformat()
    old = (Tally.what == NOTHING) & (Tally.day < before) & (Tally.key != "")
    sums = session.execute(select(Tally.day, func.sum(Tally.count)).where(old).group_by(Tally.day)).all()
    session.execute(delete(Tally).where(old))
    add(session, {(day, NOTHING, ""): int(count) for day, count in sums})


def weeks(session: Session, number: int) -> list[Week]:
    """The last `number` weeks, the present one first."""
    today = now().date()
    first = today - timedelta(days=today.weekday())
    return [_week(session, first - timedelta(weeks=back)) for back in range(number)]


def _week(session: Session, monday: date) -> Week:
    days = (Tally.day >= monday.isoformat()) & (Tally.day < (monday + timedelta(weeks=1)).isoformat())
    sums = select(Tally.what, func.sum(Tally.count)).where(days).group_by(Tally.what)
    totals = {what: int(count) for what, count in session.execute(sums)}
    added = select(func.count()).select_from(Document)
    begin = datetime.combine(monday, time.min, UTC)
    end = begin + timedelta(weeks=1)
    return Week(
        monday=monday,
        added=session.scalar(added.where(Document.added_at >= begin, Document.added_at < end)) or 0,
        opened=totals.get(OPENED, 0),
        followed=totals.get(FOLLOWED, 0),
        nothing_found=totals.get(NOTHING, 0),
        most_opened=_most(session, days, OPENED),
        most_followed=_most(session, days, FOLLOWED),
        sought_in_vain=_most(session, days, NOTHING),
    )


def _most(session: Session, days: object, what: str) -> list[tuple[str, int]]:
    often = func.sum(Tally.count)
    query = select(Tally.key, often).where(days, Tally.what == what, Tally.key != "")  # type: ignore[arg-type]
    rows = session.execute(query.group_by(Tally.key).order_by(often.desc(), Tally.key).limit(SHOWN))
    return [(key, int(count)) for key, count in rows]


def _document(session: Session, pid: str) -> str:
    """The document of a passage; any other pid stays what it is."""
    found = select(Version.document_pid).join(Passage, Passage.version_id == Version.id).where(Passage.pid == pid)
    return session.scalars(found).first() or pid
