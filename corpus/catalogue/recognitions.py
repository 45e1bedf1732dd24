"""The second queue: pages whose words must be recognised (OCR), one lease a page, after everything else."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue import leases
from corpus.catalogue.models import Recognition, Version, now
from corpus.errors import MediathequeError

PATIENCE = timedelta(minutes=10)  # after which it is tried again whether what was missing is there
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
    choice = select(Recognition.id).order_by(Recognition.version_id, Recognition.page)
    if among is not None:
        choice = choice.where(Recognition.version_id.in_(list(among)))
    return leases.take(session, Recognition, worker, Recognition.state == "waiting", choice)


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
    entry.leased_by, entry.leased_until = None, now() + PATIENCE


def give_up(version: Version, why: str) -> None:
    """Have the waiting pages of a version not recognised; who recognises one at the moment finds that it is in vain."""
    for one in version.recognitions:
        if one.state == "waiting":
            one.state, one.message = "failed", why


def give_back(session: Session, worker: str) -> None:
    """Free what `worker` had taken, when it stops in the middle."""
    leases.give_back(session, Recognition, worker, Recognition.state == "waiting")


def found(version: Version) -> dict[int, dict[str, Any]]:
    """What was recognised of a version: page → {"rows", "confidence"}, for pages on which something was."""
    done = [one for one in version.recognitions if one.state == "done" and one.lines]
    return {one.page: {"rows": json.loads(zlib.decompress(one.lines)), "confidence": one.confidence} for one in done}
