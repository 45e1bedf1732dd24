"""Who works on what: a lease names its worker, and ends at once when that worker is seen to be dead.

Both queues, of deposits to read and of pages to recognise, are leased by the same two acts, `take` and `give_back`.
"""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue
from corpus.catalogue.models import Base, Deposit, Recognition, now

LEASE = timedelta(minutes=10)  # after which another machine may take over; on the same machine, see `free_dead`
Leased = TypeVar("Leased", Deposit, Recognition)


def worker_name() -> str:
    """A name for a worker of this process, unlike any other's: machine, process, its start, and a random part."""
    return f"{_machine()}-{os.getpid()}-{_started(os.getpid())}-{secrets.token_hex(3)}"


@cache
def this_worker() -> str:
    """The name of this process's own worker: what it could not give back on a bad day, it takes up again."""
    return worker_name()


def lives(worker: str) -> bool:
    """Whether `worker` may still be at work; of another machine's nobody can tell, so it may.

    >>> lives(worker_name()), lives("une-autre-machine-12-345-abcdef"), lives(f"{_machine()}-1-0-abcdef")
    (True, True, False)
    """
    parts = worker.rsplit("-", 3)
    if len(parts) < len(("machine", "process", "start", "random")) or parts[0] != _machine() or not parts[1].isdigit():
        return True
    return _started(int(parts[1])) == parts[2]


def free_dead(catalogue: Catalogue) -> int:
    """Take what dead workers of this machine held away from them; return how many workers that were.

    The attempt counts: something that kills its worker again and again is left alone in the end.
    """
    with catalogue.session() as session:
        held = {worker for kind in _leased() for worker in session.scalars(select(kind.leased_by).distinct()) if worker}
    dead = [worker for worker in sorted(held) if not lives(worker)]
    if dead:
        with catalogue.writing() as session:
            for kind in _leased():
                session.execute(update(kind).where(kind.leased_by.in_(dead)).values(leased_by=None, leased_until=None))
    return len(dead)


def take(
    session: Session, kind: type[Leased], worker: str, waits: ColumnElement[bool], choice: Select[int]
) -> Leased | None:
    """Take for `worker` the first id of `choice` that waits and that nobody holds, or None when there is none."""
    free = or_(kind.leased_until.is_(None), kind.leased_until < now())
    number = session.scalars(choice.where(waits, free).limit(1)).first()
    if number is None:
        return None
    taken = session.execute(
        update(kind)
        .where(kind.id == number, waits, free)
        .values(leased_by=worker, leased_until=now() + LEASE, attempts=kind.attempts + 1)
    )
    if not isinstance(taken, CursorResult) or taken.rowcount != 1:
        return None
    return session.get(kind, number, populate_existing=True)


def give_back(session: Session, kind: type[Deposit | Recognition], worker: str, waits: ColumnElement[bool]) -> None:
    """Free what `worker` had taken, when it stops in the middle: the next one need not wait for the lease to end."""
    session.execute(
        update(kind)
        .where(kind.leased_by == worker, waits)
        .values(leased_by=None, leased_until=None, attempts=kind.attempts - 1)
    )


def _leased() -> list[Any]:
    """The records that can be leased."""
    return [one.class_ for one in Base.registry.mappers if "leased_by" in one.columns]


def _machine() -> str:
    return os.uname().nodename[:32]


def _started(process: int) -> str:
    """When the process started, in the kernel's count; "" when it is gone, so that a reused number misleads nobody."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "" if Path("/proc/self/stat").exists() else "0"
    return told.rpartition(")")[2].split()[19]
