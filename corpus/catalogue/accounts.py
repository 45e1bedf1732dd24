"""Accounts: who may enter the desk and what they may do there; wrong passwords are slowed down, nobody is tracked."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue, rights
from corpus.catalogue.models import Account, Attempt, Reset, Sitting, now
from corpus.errors import BadValue, LastAdministrator, TooManyAttempts, UnfitPassword

ROLES = rights.ROLES
SHORTEST, LONGEST = 10, 1000  # characters of a password
NAME_LENGTH = 100

FREE = 3  # wrong passwords of one name that cost nothing; then the wait doubles
LONGEST_WAIT = 60  # seconds; more would let a stranger keep somebody out of her own account
MEMORY = timedelta(hours=1)  # after which a try is forgotten
CROWD, CROWD_TIME = 30, timedelta(minutes=10)  # so many in this time, all names together …
CROWD_PACE = 2  # … leave one try in so many seconds

_EMAIL = re.compile(r"[^@\s<>\"',;:]{1,64}@[A-Za-z0-9.-]{1,190}")

_hasher = PasswordHasher()


def add(session: Session, name: str, role: str, password: str | None, email: str = "") -> Account:
    """Make an account; without a password nobody enters until a link has given it one.

    Raises:
        BadValue: when the name is taken or unusable, the role unknown or the mail address none.
        UnfitPassword: when the password is too short.
    """
    shown = " ".join(name.split())
    if not shown or len(shown) > NAME_LENGTH or not shown.isprintable():
        raise BadValue("name", shown[:NAME_LENGTH], f"il faut un nom de 1 à {NAME_LENGTH} caractères lisibles.")
    _refuse_unknown(role)
    if named(session, shown) is not None:
        raise BadValue("name", shown, "ce compte existe déjà.")
    hashed = _hashed(password) if password is not None else ""
    account = Account(name=shown, key=folded(shown), role=role, password=hashed, email=_address(email))
    session.add(account)
    session.flush()
    return account


def everybody(session: Session) -> Sequence[Account]:
    """Every account by name, those that are closed last."""
    return session.scalars(select(Account).order_by(Account.closed.is_not(None), Account.key)).all()


def none_yet(session: Session) -> bool:
    """Whether the installation is new: no account was ever made."""
    return session.scalar(select(func.count()).select_from(Account)) == 0


def named(session: Session, name: str) -> Account | None:
    """The account of that name, however it is capitalised, or None."""
    return session.scalars(select(Account).filter_by(key=folded(name))).first()


def change_password(session: Session, account: Account, password: str) -> None:
    """Give a new password; sessions begun with the old one are over.

    Raises:
        UnfitPassword: when it is too short.
    """
    account.password = _hashed(password)
    end_sessions(session, account)
    session.execute(delete(Reset).filter_by(account_id=account.id))
    session.execute(delete(Attempt).filter_by(who=_digest(account.name)))


def change(session: Session, account: Account, role: str, email: str = "") -> None:
    """Give the account another role and mail address.

    Raises:
        BadValue: when the role is unknown or the mail address none.
        LastAdministrator: when nobody would be left to look after the accounts.
    """
    _refuse_unknown(role)
    if role != ROLES[-1]:
        _refuse_last(session, account)
    account.role, account.email = role, _address(email)


def close(session: Session, account: Account) -> None:
    """Let nobody enter with the account any more; what it did stays under its name.

    Raises:
        LastAdministrator: when nobody would be left to look after the accounts.
    """
    _refuse_last(session, account)
    account.closed = account.closed or now()
    session.execute(delete(Reset).filter_by(account_id=account.id))
    end_sessions(session, account)


def reopen(account: Account) -> None:
    """Let its person enter again, with the same password."""
    account.closed = None


def end_sessions(session: Session, account: Account) -> None:
    """End every session of the account, on every machine."""
    account.turn += 1
    session.execute(delete(Sitting).filter_by(account_id=account.id))


def may(account: Account, right: str) -> bool:
    """Whether the account has `right` (see `rights`), now."""
    return account.closed is None and rights.suffices(account.role, right)


def enter(catalogue: Catalogue, name: str, password: str, known_as: str = "") -> Account | None:
    """The account of `name` when the password is right, else None.

    A try is noted before it is judged, so that many at once are not judged at once; being right forgets it.
    `known_as` is a secret of a browser in which this name has entered before, or "". Its tries are counted apart,
    so that a stranger who goes on trying cannot keep her out (OWASP, « Slow Down Online Guessing Attacks with Device
    Cookies »).

    Raises:
        TooManyAttempts: when this name, or everybody together, was wrong too often lately; nothing was judged.
    """
    who = _digest(name, known_as)
    with catalogue.writing() as session:
        _note_try(session, who, with_crowd=not known_as)
        account = named(session, name)
    right = _matches((account.password if account else "") or _nobodys(), password)
    if account is None or not right or account.closed is not None:
        return None
    with catalogue.writing() as session:
        session.execute(delete(Attempt).filter_by(who=who))
        kept = session.get_one(Account, account.id)
        if _hasher.check_needs_rehash(kept.password):
            kept.password = _hasher.hash(_plain(password))
    return kept


def slow_down(session: Session, what: str) -> None:
    """Note that `what` was asked for by somebody who has not entered, as a wrong password is.

    Raises:
        TooManyAttempts: when it was asked for too often lately.
    """
    _note_try(session, _digest("", what), with_crowd=True)


def _note_try(session: Session, who: str, *, with_crowd: bool) -> None:
    moment = now()
    session.execute(delete(Attempt).where(Attempt.at < moment - MEMORY))
    seconds = _wait(session, who, moment, with_crowd=with_crowd)
    if seconds > 0:
        raise TooManyAttempts(seconds)
    session.add(Attempt(who=who, at=moment))


def _refuse_unknown(role: str) -> None:
    if role not in ROLES:
        raise BadValue("role", role, f"rôles connus : {', '.join(ROLES)}.")


def _refuse_last(session: Session, account: Account) -> None:
    others = select(Account.id).where(Account.role == ROLES[-1], Account.closed.is_(None), Account.id != account.id)
    if account.role == ROLES[-1] and account.closed is None and session.scalars(others).first() is None:
        raise LastAdministrator(account.name)


def _address(email: str) -> str | None:
    given = email.strip()
    if given and not _EMAIL.fullmatch(given):
        raise BadValue("email", given[:NAME_LENGTH], "ce n'est pas une adresse électronique.")
    return given or None


def _wait(session: Session, who: str, moment: datetime, *, with_crowd: bool) -> int:
    """Seconds until the next try of this name may be judged."""
    counted = select(func.count(), func.max(Attempt.at))
    tries, last = session.execute(counted.where(Attempt.who == who)).one()
    until = moment
    if tries >= FREE:
        until = last + timedelta(seconds=min(2 ** (tries - FREE), LONGEST_WAIT))
    tries, last = session.execute(counted.where(Attempt.at > moment - CROWD_TIME)).one()
    if with_crowd and tries >= CROWD:
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


def folded(name: str) -> str:
    """The name as it is compared: capitals and spaces do not count."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _digest(name: str, known_as: str = "") -> str:
    apart = f"\n{known_as}" if known_as else ""
    return hashlib.sha256((folded(name) + apart).encode("utf-8", "replace")).hexdigest()
