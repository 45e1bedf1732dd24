"""The second queue: pages whose words must be recognised (OCR), one lease a page, after everything else."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from corpus.catalogue.models import Recognition, Version, now
from corpus.errors import MediathequeError

LEASE = timedelta(minutes=10)  # after which another worker may take a page over
ATTEMPTS = 3  # a page that kills its worker so often is left alone
Rows = list[list[Any]]  # the lines of a page as plain data


def ask(version: Version, pages: Iterable[tuple[int, str]]) -> None:
    """Have `pages` (number, reason) of a version recognised, those that were not asked for yet."""
    asked = {one.page for one in version.recognitions}
    version.recognitions += [Recognition(page=page, reason=reason) for page, reason in pages if page not in asked]


def waiting(session: Session, among: Iterable[int] | None = None) -> int:
    """How many pages wait to be recognised; `among` limits it to some versions."""
    query = select(func.count()).select_from(Recognition).where(Recognition.state == "waiting")
    if among is not None:
        query = query.where(Recognition.version_id.in_(list(among)))
    return session.scalar(query) or 0


def lease(session: Session, worker: str, among: Iterable[int] | None = None) -> Recognition | None:
    """Take the next waiting page for `worker`, or None when none waits; documents are finished one after the other."""
    free = or_(Recognition.leased_until.is_(None), Recognition.leased_until < now())
    choice = select(Recognition.id).where(Recognition.state == "waiting", free)
    if among is not None:
        choice = choice.where(Recognition.version_id.in_(list(among)))
    number = session.scalars(choice.order_by(Recognition.version_id, Recognition.page).limit(1)).first()
    if number is None:
        return None
    taken = session.execute(
        update(Recognition)
        .where(Recognition.id == number, Recognition.state == "waiting", free)
        .values(leased_by=worker, leased_until=now() + LEASE, attempts=Recognition.attempts + 1)
    )
    if not isinstance(taken, CursorResult) or taken.rowcount != 1:
        return None
    return session.get(Recognition, number, populate_existing=True)


def note_done(entry: Recognition, rows: Rows, confidence: float) -> None:
    """Write down what was recognised on the page."""
    entry.state, entry.confidence, entry.message = "done", confidence, ""
    entry.lines = zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())
    entry.leased_by = entry.leased_until = None


def note_failed(entry: Recognition, error: MediathequeError) -> None:
    """Write down why the page could not be recognised; what the file says of it stays."""
    entry.state, entry.message = "failed", str(error)
    entry.leased_by = entry.leased_until = None


def postpone(entry: Recognition, error: MediathequeError) -> None:
    """Leave the page waiting because of something that can be mended here (a program that is not installed)."""
    entry.message = str(error)
    entry.attempts -= 1
    entry.leased_by, entry.leased_until = None, now() + LEASE


def give_back(session: Session, worker: str) -> None:
    """Free what `worker` had taken, when it stops in the middle."""
    session.execute(
        update(Recognition)
        .where(Recognition.leased_by == worker, Recognition.state == "waiting")
        .values(leased_by=None, leased_until=None, attempts=Recognition.attempts - 1)
    )


def found(version: Version) -> dict[int, dict[str, Any]]:
    """What was recognised of a version: page → {"rows", "confidence"}, for pages on which something was."""
    done = [one for one in version.recognitions if one.state == "done" and one.lines]
    return {one.page: {"rows": json.loads(zlib.decompress(one.lines)), "confidence": one.confidence} for one in done}
