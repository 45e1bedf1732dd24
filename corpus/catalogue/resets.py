"""Links by which somebody chooses a new password, once: made by an administrator or sent by mail."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from corpus.catalogue import accounts
from corpus.catalogue.models import Account, Reset, now
from corpus.errors import BadReset

BY_HAND = timedelta(days=2)  # given from person to person
BY_MAIL = timedelta(hours=1)
PAUSE = timedelta(minutes=15)  # between two mails to one account


def make(session: Session, account: Account, lasting: timedelta = BY_HAND) -> str:
    """A new key for a link of `account`; those that are too old are swept away."""
    key = secrets.token_urlsafe(24)
    session.execute(delete(Reset).where(Reset.until < now()))
    session.add(Reset(digest=_digest(key), account_id=account.id, until=now() + lasting))
    session.flush()
    return key


def mailed_lately(session: Session, account: Account) -> bool:
    """Whether a link was mailed within the last quarter of an hour: nobody's letter box is filled by a stranger."""
    fresh = select(Reset.digest).where(
        Reset.account_id == account.id, Reset.until > now() + BY_MAIL - PAUSE, Reset.until < now() + BY_MAIL
    )
    return session.scalars(fresh).first() is not None


def owner(session: Session, key: str) -> Account:
    """Whose password `key` may change.

    Raises:
        BadReset: when it is not, or no longer, a key.
    """
    found = session.get(Reset, _digest(key))
    account = session.get(Account, found.account_id) if found else None
    if found is None or found.used is not None or found.until < now() or account is None or account.closed is not None:
        raise BadReset
    return account


def use(session: Session, key: str, password: str) -> Account:
    """Give the account of `key` the new password; every session of it is over, and so is the link.

    Raises:
        BadReset: when it is not, or no longer, a key.
        UnfitPassword: when the password is too short; the link can still be used.
    """
    account = owner(session, key)
    taken = session.execute(update(Reset).where(Reset.digest == _digest(key), Reset.used.is_(None)).values(used=now()))
    if not isinstance(taken, CursorResult) or taken.rowcount != 1:
        raise BadReset
    accounts.change_password(session, account, password)
    return account


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
