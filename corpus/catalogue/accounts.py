"""Accounts: who may enter the desk and what they may do there; wrong passwords are slowed down, nobody is tracked."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue
from corpus.catalogue.models import Account, Attempt, now
from corpus.errors import BadValue, TooManyAttempts, UnfitPassword

ROLES = ("editor", "librarian", "administrator")  # each may do what those before it may
SHORTEST, LONGEST = 10, 1000  # characters of a password
NAME_LENGTH = 100

FREE = 3  # wrong passwords of one name that cost nothing; then the wait doubles
LONGEST_WAIT = 60  # seconds; more would let a stranger keep somebody out of her own account
MEMORY = timedelta(hours=1)  # after which a try is forgotten
CROWD, CROWD_TIME, CROWD_PACE = (
    30,
    timedelta(minutes=10),
    2,
)  # so many in this time, all names: one try in so many seconds

_hasher = PasswordHasher()


def add(session: Session, name: str, role: str, password: str) -> Account:
    """Make an account.

    Raises:
        BadValue: when the name is taken or unusable, or the role unknown.
        UnfitPassword: when the password is too short.
    """
    shown = " ".join(name.split())
    if not shown or len(shown) > NAME_LENGTH or not shown.isprintable():
        raise BadValue("name", shown[:NAME_LENGTH], f"il faut un nom de 1 à {NAME_LENGTH} caractères lisibles.")
    if role not in ROLES:
        raise BadValue("role", role, f"rôles connus : {', '.join(ROLES)}.")
    if named(session, shown) is not None:
        raise BadValue("name", shown, "ce compte existe déjà.")
    account = Account(name=shown, key=_key(shown), role=role, password=_hashed(password))
    session.add(account)
    session.flush()
    return account


def named(session: Session, name: str) -> Account | None:
    """The account of that name, however it is capitalised, or None."""
    return session.scalars(select(Account).filter_by(key=_key(name))).first()


def change_password(session: Session, account: Account, password: str) -> None:
    """Give a new password; sessions begun with the old one are over.

    Raises:
        UnfitPassword: when it is too short.
    """
    account.password = _hashed(password)
    end_sessions(account)
    session.execute(delete(Attempt).filter_by(who=_digest(account.name)))


def end_sessions(account: Account) -> None:
    """End every session of the account, on every machine."""
    account.turn += 1


def may(account: Account, role: str) -> bool:
    """Whether the account may do what `role` may."""
    return account.role in ROLES and ROLES.index(account.role) >= ROLES.index(role)


def enter(catalogue: Catalogue, name: str, password: str) -> Account | None:
    """The account of `name` when the password is right, else None.

    A try is noted before it is judged, so that many at once are not judged at once; being right forgets it.

    Raises:
        TooManyAttempts: when this name, or everybody together, was wrong too often lately; nothing was judged.
    """
    who = _digest(name)
    with catalogue.writing() as session:
        moment = now()
        session.execute(delete(Attempt).where(Attempt.at < moment - MEMORY))
        seconds = _wait(session, who, moment)
        if seconds > 0:
            raise TooManyAttempts(seconds)
        session.add(Attempt(who=who, at=moment))
        account = named(session, name)
    right = _matches(account.password if account else _nobodys(), password)
    if account is None or not right:
        return None
    with catalogue.writing() as session:
        session.execute(delete(Attempt).filter_by(who=who))
        kept = session.get_one(Account, account.id)
        if _hasher.check_needs_rehash(kept.password):
            kept.password = _hasher.hash(_plain(password))
    return kept


def _wait(session: Session, who: str, moment: datetime) -> int:
    """Seconds until the next try of this name may be judged."""
    counted = select(func.count(), func.max(Attempt.at))
    tries, last = session.execute(counted.where(Attempt.who == who)).one()
    until = moment
    if tries >= FREE:
        until = last + timedelta(seconds=min(2 ** (tries - FREE), LONGEST_WAIT))
    tries, last = session.execute(counted.where(Attempt.at > moment - CROWD_TIME)).one()
    if tries >= CROWD:
        until = max(until, last + timedelta(seconds=CROWD_PACE))
    left = (until - moment).total_seconds()
    return int(left) + 1 if left > 0 else 0


def _matches(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, _plain(password))
    except (VerificationError, InvalidHashError):
        return False


def _hashed(password: str) -> str:
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise UnfitPassword(SHORTEST, LONGEST)
    return _hasher.hash(plain)


@cache
def _nobodys() -> str:
    """A password that nobody has: a name without account takes as long to refuse as one with."""
    return _hasher.hash("personne")


def _plain(password: str) -> str:
    """The same characters, whatever keyboard composed them."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace").decode("utf-8")[: LONGEST + 1]


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _digest(name: str) -> str:
    return hashlib.sha256(_key(name).encode("utf-8", "replace")).hexdigest()
