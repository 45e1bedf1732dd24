"""Deposits: what came in, by whom, with what outcome; and whose turn it is to be read."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue import leases
from corpus.catalogue.models import Deposit, Document, StoredFile, Version, now
from corpus.errors import MediathequeError
from corpus.files import FileStore, name_of

PATIENCE = timedelta(minutes=2)  # after which it is tried again whether what was missing is there
ATTEMPTS = 5  # a file that kills its reader so often is told, and left alone

LONGEST_NAME = 255  # characters
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, reversals of direction, halves of characters


@dataclass(frozen=True)
class Counts:
    """Deposits by what they are at."""

    waiting: int
    reading: int
    failed: int


def deposit(session: Session, store: FileStore, path: Path, who: str, batch: str = "") -> Deposit:
    """Keep the bytes of `path` and note the deposit; what is already catalogued is `known` at once.

    The bytes are kept before anything is written down: a crash leaves at most a file that nobody mentions yet.

    Raises:
        MissingFile: when the file cannot be opened.

    """
    sha256, size = store.keep_path(path)
    return note_kept(session, sha256, size, name_of(path), who, batch)


def new_batch() -> str:
    """A key that is shared by what comes together: one drop, one command."""
    return secrets.token_hex(8)


def note_kept(session: Session, sha256: str, size: int, filename: str, who: str, batch: str = "") -> Deposit:
    """Note the deposit of bytes that the store keeps already, or give the one that waits with the same bytes."""
    if session.get(StoredFile, sha256) is None:
        session.add(StoredFile(sha256=sha256, size=size))
        session.flush()
    waits = session.scalars(select(Deposit).filter_by(sha256=sha256, outcome="waiting")).first()
    if waits is not None:
        return waits
    entry = Deposit(filename=filename, sha256=sha256, who=who, batch=batch)
    known = catalogued(session, sha256)
    if known is not None:
        note_known(entry, known)
    else:
        entry.outcome, entry.code, entry.message = "waiting", "waiting", "En attente de lecture."
    session.add(entry)
    session.flush()
    return entry


def name_given(name: str) -> str:
    r"""A file name that a browser sent, as something to show: no folders, nothing invisible, of a bearable length.

    >>> name_given("../../lundi/Actes\u202e de Lille.pdf"), name_given("C:\\scans\\a.pdf"), name_given("../")
    ('Actes de Lille.pdf', 'a.pdf', 'sans nom')
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(one for one in last if unicodedata.category(one) not in INVISIBLE).strip()
    if len(seen) > LONGEST_NAME:
        stem, dot, ending = seen.rpartition(".")
        ending = dot + ending if dot and len(ending) < 16 else ""  # noqa: PLR2004 (longer is no ending)
        seen = (stem or seen)[: LONGEST_NAME - len(ending)] + ending
    return seen if seen.strip(".") else "sans nom"


def catalogued(session: Session, sha256: str) -> Document | None:
    """The document that has these very bytes, or None."""
    return session.scalars(select(Document).join(Version).where(Version.sha256 == sha256)).first()


def note_known(entry: Deposit, document: Document) -> None:
    """Write down that the same bytes were here already."""
    entry.outcome = entry.code = "known"
    entry.document_pid = document.pid
    entry.message = f"Déjà connu : « {document.title} »."


def lease(session: Session, worker: str, among: Iterable[int] | None = None) -> Deposit | None:
    """Take the next waiting deposit for `worker`, or None when nothing waits; `among` limits the choice."""
    choice = select(Deposit.id).order_by(Deposit.id)
    if among is not None:
        choice = choice.where(Deposit.id.in_(list(among)))
    return leases.take(session, Deposit, worker, Deposit.outcome == "waiting", choice)


def note_done(entry: Deposit, document: Document) -> None:
    """Write down that the deposit became `document`."""
    entry.outcome = entry.code = "done"
    entry.document_pid = document.pid
    entry.message = f"Catalogué : « {document.title} »."
    entry.leased_by = entry.leased_until = None


def note_failed(entry: Deposit, error: MediathequeError) -> None:
    """Write down why nothing could be made of the file; the bytes stay."""
    entry.outcome, entry.code, entry.message = "failed", error.code, str(error)
    entry.leased_by = entry.leased_until = None


def note_refused(session: Session, filename: str, who: str, batch: str, error: MediathequeError) -> None:
    """Write down that a file could not even be opened: there are no bytes of it."""
    session.add(Deposit(filename=filename, who=who, batch=batch, outcome="failed", code=error.code, message=str(error)))


def postpone(entry: Deposit, error: MediathequeError) -> None:
    """Leave the deposit waiting for something that can be mended here, such as a program that is not installed."""
    entry.code, entry.message = error.code, str(error)
    entry.attempts -= 1
    entry.leased_by, entry.leased_until = None, now() + PATIENCE


def retry(session: Session, number: int) -> Deposit | None:
    """Let a failed or cancelled deposit wait for a reading; None when it is neither, or has no bytes to read."""
    entry = session.get(Deposit, number)
    if entry is None or entry.outcome not in ("failed", "cancelled") or entry.sha256 is None:
        return None
    entry.outcome, entry.code, entry.message = "waiting", "waiting", "En attente de lecture."
    entry.attempts, entry.leased_by, entry.leased_until = 0, None, None
    return entry


def cancel(session: Session, number: int) -> Deposit | None:
    """Have a waiting deposit not read; None when it does not wait, or a worker has it in hand already."""
    entry = session.get(Deposit, number)
    if entry is None or entry.outcome != "waiting" or is_held(entry):
        return None
    entry.outcome = entry.code = "cancelled"
    entry.message = "Annulé avant d'être lu. Le fichier est conservé ; « Relire » le remet en attente."
    return entry


def is_held(entry: Deposit) -> bool:
    """Whether a worker has the deposit in hand now."""
    return entry.leased_by is not None and entry.leased_until is not None and entry.leased_until > now()


def counts(session: Session) -> Counts:
    """How many deposits wait, are being read now, and failed."""
    held = Deposit.leased_by.is_not(None) & (Deposit.leased_until > now())
    reading = session.scalar(select(func.count()).where(Deposit.outcome == "waiting", held)) or 0
    failed = session.scalar(select(func.count()).where(Deposit.outcome == "failed")) or 0
    return Counts(waiting(session) - reading, reading, failed)


def give_back(session: Session, worker: str) -> None:
    """Free what `worker` had taken, when it stops in the middle."""
    leases.give_back(session, Deposit, worker, Deposit.outcome == "waiting")


def waiting(session: Session) -> int:
    """How many deposits wait to be read."""
    return session.scalar(select(func.count()).select_from(Deposit).where(Deposit.outcome == "waiting")) or 0
