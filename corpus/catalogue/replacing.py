"""Bringing the next version of a document: the same notice and addresses, another file."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue import deposits
from corpus.catalogue.addresses import document_at
from corpus.catalogue.models import Deposit, StoredFile
from corpus.files import FileStore, name_of


def deposit_version(session: Session, store: FileStore, path: Path, who: str, document_pid: str) -> Deposit:
    """Keep the bytes of `path` and note that they are to become the next version of a document.

    Raises:
        NotFound: when there is no such document.
        Withdrawn: when it was withdrawn.
        MissingFile: when the file cannot be opened.
    """
    document_at(session, document_pid, inside=True)
    sha256, size = store.keep_path(path)
    return note_version(session, sha256, size, name_of(path), who, document_pid)


def note_version(
    session: Session, sha256: str, size: int, filename: str, who: str, document_pid: str, batch: str = ""
) -> Deposit:
    """Note that bytes which the store keeps already are to become the next version of a document.

    The file that it has now is `known` at once; the same deposit that waits already is given again.

    Raises:
        NotFound: when there is no such document.
        Withdrawn: when it was withdrawn.
    """
    document = document_at(session, document_pid, inside=True)
    if session.get(StoredFile, sha256) is None:
        session.add(StoredFile(sha256=sha256, size=size))
        session.flush()
    same = select(Deposit).filter_by(sha256=sha256, outcome="waiting", replaces=document_pid)
    waits = session.scalars(same).first()
    if waits is not None:
        return waits
    entry = Deposit(filename=filename, sha256=sha256, who=who, replaces=document_pid, batch=batch)
    if document.current is not None and document.current.sha256 == sha256:
        deposits.note_known(entry, document)
    else:
        entry.outcome, entry.code, entry.message = "waiting", "waiting", "En attente de lecture."
    session.add(entry)
    session.flush()
    return entry
