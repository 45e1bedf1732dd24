"""The state of the house: what the people of the centre want to know on a Monday morning, as plain facts."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from corpus import notes, wishes
from corpus.catalogue import deposits, leases
from corpus.catalogue.models import Deposit, Document, Recognition, StoredFile, Version, now
from corpus.settings import Settings

LAST = 10  # failures shown
RECOGNISING = 8.0  # seconds a page, until the worker has told its own pace


@dataclass(frozen=True)
class Worker:
    """The worker as its last sign of life tells."""

    seen: datetime | None
    lives: bool
    reader: str  # the version of its reader, "" when unknown


@dataclass(frozen=True)
class Scans:
    """Pages to be recognised (OCR)."""

    left: int
    failed: int
    seconds: float  # that what is left will take


@dataclass(frozen=True)
class Disk:
    """Bytes."""

    free: int
    total: int
    files: int
    catalogue: int
    index: int
    pictures: int


@dataclass(frozen=True)
class Readings:
    """Documents by the version of the reader that read them."""

    by_reader: dict[str, int]
    older: int  # than the worker's
    wished: int
    failures: dict[str, str]  # pid → why it could not be read again


def worker(settings: Settings) -> Worker:
    """Whether a worker lives, by its note in the home."""
    told = notes.read(settings.home_path, notes.WORKER)
    if told is None:
        return Worker(None, lives=False, reader="")
    lives = leases.lives(str(told.get("worker", ""))) and (now() - told["at"]).total_seconds() < 3600  # noqa: PLR2004
    return Worker(told["at"], lives, str(told.get("reader", "")))


def failures(session: Session) -> Sequence[Deposit]:
    """The deposits that failed last."""
    return session.scalars(select(Deposit).filter_by(outcome="failed").order_by(Deposit.id.desc()).limit(LAST)).all()


def queue(session: Session) -> deposits.Counts:
    """Deposits that wait, are being read, failed."""
    return deposits.counts(session)


def scans(session: Session, settings: Settings) -> Scans:
    """What is left to be recognised, and how long that will take at the worker's pace."""
    count = select(func.count()).select_from(Recognition)
    left = session.scalar(count.where(Recognition.state == "waiting")) or 0
    failed = session.scalar(count.where(Recognition.state == "failed")) or 0
    told = notes.read(settings.home_path, notes.WORKER) or {}
    pace = told.get("pace", {}).get("recognise", RECOGNISING)
    return Scans(left, failed, left * float(pace))


def disk(session: Session, settings: Settings) -> Disk:
    """Free space, and what the installation uses of it."""
    usage = shutil.disk_usage(next(one for one in (settings.home_path, *settings.home_path.parents) if one.exists()))
    index = settings.index_url.partition(":")[2]
    return Disk(
        free=usage.free,
        total=usage.total,
        files=int(session.scalar(select(func.sum(StoredFile.size))) or 0),
        catalogue=_catalogue_size(session, settings),
        index=_size(Path(index)) if index else 0,
        pictures=_size(settings.pictures_path),
    )


def backup_at(settings: Settings) -> datetime | None:
    """When the last backup of this installation was made, None when none is known."""
    told = notes.read(settings.home_path, notes.BACKUP)
    return told["at"] if told else None


def readings(session: Session, settings: Settings, reader: str) -> Readings:
    """Which versions of the reader read what is catalogued."""
    newest = select(func.max(Version.id)).group_by(Version.document_pid).scalar_subquery()
    query = select(Version.reader, func.count()).join(Document, Document.pid == Version.document_pid)
    query = query.where(Version.id.in_(newest), Document.withdrawn_at.is_(None)).group_by(Version.reader)
    found = {name or "?": int(count) for name, count in session.execute(query.order_by(Version.reader))}
    older = sum(count for name, count in found.items() if name != reader) if reader else 0
    home = settings.home_path
    return Readings(found, older, len(wishes.waiting(home)), wishes.failures(home))


def read_by_older(session: Session, reader: str) -> list[str]:
    """The documents that another reader than `reader` read."""
    newest = select(func.max(Version.id)).group_by(Version.document_pid).scalar_subquery()
    query = select(Version.document_pid).join(Document, Document.pid == Version.document_pid)
    query = query.where(Version.id.in_(newest), Version.reader != reader, Document.withdrawn_at.is_(None))
    return list(session.scalars(query.order_by(Document.added_at, Document.pid)))


def _catalogue_size(session: Session, settings: Settings) -> int:
    if session.get_bind().dialect.name == "postgresql":
        return int(session.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    path = settings.catalogue_url.partition(":///")[2]
    return sum(_size(Path(path + ending)) for ending in ("", "-wal", "-shm"))


def _size(path: Path) -> int:
    """Bytes of a file, or of everything in a folder; what disappears meanwhile counts nothing."""
    total = 0
    with suppress(OSError):
        if path.is_file():
            return path.stat().st_size
        for one in path.rglob("*"):
            with suppress(OSError):
                total += one.stat().st_size if one.is_file() else 0
    return total
