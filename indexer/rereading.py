"""Reading again what is catalogued: with another reader, other settings; stopped and resumed at any time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from corpus.catalogue import Catalogue, recognitions
from corpus.catalogue.models import Document, Version, now
from corpus.errors import MediathequeError, MissingFile
from corpus.files import FileStore
from corpus.settings import Settings
from indexer.limits import Limits
from indexer.reader import Reader
from indexer.recording import reread
from indexer.structure.lengths import Cutting

NOTE = "relecture.json"  # in the home: since when everything is being read again


@dataclass(frozen=True, slots=True)
class Reread:
    """A document that was read again, or why it was not."""

    pid: str
    title: str
    error: MediathequeError | None = None


def begin(settings: Settings, *, restart: bool = False) -> datetime:
    """Since when everything is being read again: now, or when it was begun and interrupted."""
    note = _note(settings)
    if note.is_file() and not restart:
        return datetime.fromisoformat(json.loads(note.read_text())["since"])
    since = now()
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({"since": since.isoformat()}))
    return since


def end(settings: Settings) -> None:
    """Note that everything was read again."""
    _note(settings).unlink(missing_ok=True)


def still_to_read(catalogue: Catalogue, since: datetime) -> list[str]:
    """The documents whose newest file was not read since then, the oldest first."""
    newest = select(func.max(Version.id)).group_by(Version.document_pid).scalar_subquery()
    wanted = select(Version.document_pid).join(Document, Document.pid == Version.document_pid)
    wanted = wanted.where(Version.id.in_(newest), Version.read_at < since, Document.withdrawn_at.is_(None))
    with catalogue.session() as session:
        return list(session.scalars(wanted.order_by(Document.added_at, Document.pid)))


def reread_documents(catalogue: Catalogue, settings: Settings, pids: Sequence[str]) -> Iterator[Reread]:
    """Read the newest file of each document again, with what was recognised of it; yield each.

    Each is written by itself: whoever stops in between has whole documents, read anew or as they were.
    """
    store = FileStore(settings.files_path)
    with Reader(Limits.of(settings), folder=store.root, cutting=Cutting.of(settings)) as reader:
        for pid in pids:
            with catalogue.session() as session:
                document = session.get(Document, pid)
                version = document.current if document else None
                if document is None or version is None:
                    continue
                title, number, sha256, filename = document.title, version.id, version.sha256, version.filename
                found = recognitions.found(version)
            try:
                if not store.path(sha256).is_file():
                    raise MissingFile(filename, "le fichier original n'est pas à sa place")
                reading = reader.read(store.path(sha256), filename, found)
            except MediathequeError as error:
                yield Reread(pid, title, error)
                continue
            with catalogue.writing() as session:
                current = session.get_one(Document, pid).current
                if current is not None and current.id == number:  # else a newer version came meanwhile
                    reread(session, current, reading)
            yield Reread(pid, title)


def _note(settings: Settings) -> Path:
    return settings.home_path / NOTE
