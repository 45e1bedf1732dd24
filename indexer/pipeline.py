"""The way in on one screen: a deposit is read in a child process, written down, and its outcome noted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue, deposits
from corpus.catalogue.addresses import document_at
from corpus.catalogue.models import Deposit
from corpus.errors import MediathequeError, ReaderCrashed
from corpus.files import FileStore
from indexer.extract.office import NeedsLibreOffice
from indexer.reader import Reader
from indexer.reading import Reading
from indexer.recording import record, replace


def process(catalogue: Catalogue, store: FileStore, reader: Reader, entry: Deposit) -> Deposit:
    """Read the deposit `entry`, which the caller has leased; return it with its outcome.

    Whatever the file does, the outcome is noted: done, known (another worker was quicker) or failed with a reason.
    """
    sha256 = entry.sha256 or ""
    try:
        if entry.attempts > deposits.ATTEMPTS:
            raise ReaderCrashed(entry.filename)
        reading = reader.read(store.path(sha256), entry.filename)
    except MediathequeError as error:
        with catalogue.writing() as session:
            noted = session.get_one(Deposit, entry.id)
            if noted.outcome == "waiting" and error.code == NeedsLibreOffice.code:
                deposits.postpone(noted, error)
            elif noted.outcome == "waiting":
                deposits.note_failed(noted, error)
        return noted
    with catalogue.writing() as session:
        noted = session.get_one(Deposit, entry.id)
        if noted.outcome != "waiting":
            return noted  # its lease ran out, and whoever took it over was quicker
        _write_down(session, noted, sha256, reading)
    return noted


def _write_down(session: Session, entry: Deposit, sha256: str, reading: Reading) -> None:
    """Make of a reading what its deposit is for: a document, or the next version of one."""
    if entry.replaces is None:
        known = deposits.catalogued(session, sha256)
        if known is not None:
            deposits.note_known(entry, known)
        else:
            deposits.note_done(entry, record(session, reading))
        return
    try:
        document = document_at(session, entry.replaces, inside=True)
    except MediathequeError as error:
        deposits.note_failed(entry, error)  # withdrawn since it was deposited
        return
    if document.current is not None and document.current.sha256 == sha256:
        deposits.note_known(entry, document)
        return
    replace(session, document, reading)
    deposits.note_done(entry, document)
    entry.message = f"Nouvelle version de « {document.title} »."
