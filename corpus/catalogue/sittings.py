"""Sittings at the desk: one for each browser in which somebody entered; listed, and ended one by one."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Account, Sitting, now

LASTS = timedelta(hours=12)  # a working day; then the name and password are asked again


def begin(session: Session, account: Account, label: str = "") -> str:
    """Begin a sitting of `account`; return the key that its browser keeps. Old ones are swept away."""
    session.execute(delete(Sitting).where(Sitting.begun < now() - LASTS))
    key = secrets.token_urlsafe(24)
    session.add(Sitting(digest=_digest(key), account_id=account.id, seen=today(), label=label[:100]))
    session.flush()
    return key


def at(session: Session, key: str) -> tuple[Sitting, Account] | None:
    """The running sitting of `key` with its account, or None: it was ended, is too old, or its account is closed."""
    running = (
        select(Sitting, Account)
        .join(Account, Account.id == Sitting.account_id)
        .where(Sitting.digest == _digest(key), Sitting.begun > now() - LASTS, Account.closed.is_(None))
    )
    row = session.execute(running).first()
    return (row[0], row[1]) if row else None


def running(session: Session, account: Account) -> Sequence[Sitting]:
    """The running sittings of `account`, the newest first."""
    query = select(Sitting).where(Sitting.account_id == account.id, Sitting.begun > now() - LASTS)
    return session.scalars(query.order_by(Sitting.begun.desc(), Sitting.id.desc())).all()


def end(session: Session, account: Account, number: int) -> bool:
    """End one sitting of `account`; whether there was one of that number."""
    found = session.scalars(select(Sitting).filter_by(id=number, account_id=account.id)).first()
    if found is not None:
        session.delete(found)
    return found is not None


def today() -> str:
    """The day, all that is noted of when somebody was last here."""
    return now().astimezone(UTC).date().isoformat()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
