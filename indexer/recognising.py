"""Recognising pages (OCR): drawn in a limited child, read by Tesseract, then their document is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.catalogue import Catalogue, deposits, leases, recognitions
from corpus.catalogue.models import Recognition, Version
from corpus.errors import MediathequeError, ReaderCrashed
from corpus.files import FileStore
from corpus.settings import Settings
from indexer.extract.ocr import NeedsTesseract, Recognised, recognise
from indexer.extract.programs import Bounds
from indexer.limits import Limits
from indexer.reader import Reader
from indexer.reading import Reading
from indexer.recognised_rows import to_rows
from indexer.recording import reread
from indexer.structure.lengths import Cutting

LANGUAGES = {"en": ("eng", "fra")}  # Tesseract's models by the language of the document; French otherwise


def work(
    catalogue: Catalogue, settings: Settings, worker: str, among: Sequence[int] | None = None
) -> Iterator[Recognition]:
    """Recognise waiting pages (of the versions `among` when given) until none is left; yield each with its outcome.

    A document is read again, with what was recognised, as soon as its last page is done.
    """
    limits = Limits.of(settings)
    root, cutting = settings.files_path, Cutting.of(settings)
    with Reader(limits, "scan", root) as scanner, Reader(limits, folder=root, cutting=cutting) as reader:
        leases.free_dead(catalogue)
        try:
            while True:
                with catalogue.writing() as session:
                    entry = recognitions.lease(session, worker, among)
                if entry is None:
                    return
                yield _process(catalogue, settings, scanner, reader, entry)
        finally:
            with catalogue.writing() as session:
                recognitions.give_back(session, worker)


def work_once(catalogue: Catalogue, settings: Settings) -> int:
    """Recognise one page, if no deposit waits to be read; return how many were. The worker calls this again."""
    with catalogue.session() as session:
        if deposits.waiting(session) or not recognitions.waiting(session):
            return 0
    for _ in work(catalogue, settings, leases.this_worker()):
        return 1
    return 0


def read_with_recognition(reader: Reader, scanner: Reader, settings: Settings, path: Path, reading: Reading) -> Reading:
    """Recognise the pages that `reading` found doubtful or without text, and read the file again with them.

    Without Tesseract the reading stays what it was; its remarks already say what is missing.
    """
    found: dict[int, dict[str, Any]] = {}
    for page, _ in reading.doubtful:
        try:
            recognised = picture_to_lines(scanner, settings, path, page, reading.value("language"))
        except MediathequeError:
            continue
        found[page] = {"rows": to_rows(recognised.lines), "confidence": recognised.confidence}
    return reader.read(path, reading.filename, found) if found else reading


def picture_to_lines(scanner: Reader, settings: Settings, path: Path, page: int, language: str | None) -> Recognised:
    """Recognise one page of the file at `path`, known to people by its number.

    Raises:
        UnreadableFile: (or a subclass) when it cannot be drawn or recognised within the limits.
    """
    name = f"page {page}"
    picture, dpi = scanner.scan(path, name, page)
    bounds = Bounds(settings.read_seconds, settings.read_megabytes)
    return recognise(picture, dpi, LANGUAGES.get(language or "", ("fra",)), bounds, name)


def _process(
    catalogue: Catalogue, settings: Settings, scanner: Reader, reader: Reader, entry: Recognition
) -> Recognition:
    with catalogue.session() as session:
        version = session.get_one(Version, entry.version_id)
        path = FileStore(settings.files_path).path(version.sha256)
        language = version.document.language
    try:
        if entry.attempts > recognitions.ATTEMPTS:
            raise ReaderCrashed(f"page {entry.page}")
        recognised = picture_to_lines(scanner, settings, path, entry.page, language)
    except NeedsTesseract as error:
        with catalogue.writing() as session:
            noted = session.get_one(Recognition, entry.id)
            recognitions.postpone(noted, error)
        return noted
    except MediathequeError as error:
        failure = error
        return _finish(catalogue, settings, reader, entry, lambda noted: recognitions.note_failed(noted, failure), {})
    rows, confidence = to_rows(recognised.lines), recognised.confidence
    found = {entry.page: {"rows": rows, "confidence": confidence}}
    return _finish(
        catalogue, settings, reader, entry, lambda noted: recognitions.note_done(noted, rows, confidence), found
    )


def _finish(
    catalogue: Catalogue,
    settings: Settings,
    reader: Reader,
    entry: Recognition,
    note: Callable[[Recognition], None],
    found: dict[int, dict[str, Any]],
) -> Recognition:
    """Note the outcome of a page and, after the last one, put the new reading of its document in place.

    Both in one transaction: a crash before it leaves the page waiting, and so the document to be read again.
    """
    while True:
        with catalogue.session() as session:
            last = recognitions.waiting(session, [entry.version_id]) <= 1
        reading = _read_again(catalogue, settings, reader, entry.version_id, found) if last else None
        with catalogue.writing() as session:
            noted = session.get_one(Recognition, entry.id)
            if noted.state != "waiting":
                return noted  # its lease ran out, and whoever took it over was quicker
            if not last and recognitions.waiting(session, [entry.version_id]) <= 1:
                continue  # the other pages were finished meanwhile, elsewhere: this one has become the last
            note(noted)
            session.flush()
            if reading is not None:
                reread(session, session.get_one(Version, entry.version_id), reading)
            return noted


def _read_again(
    catalogue: Catalogue, settings: Settings, reader: Reader, version_id: int, found: dict[int, dict[str, Any]]
) -> Reading | None:
    """Read a document again with everything that was recognised of it; None when that is nothing, or it fails."""
    with catalogue.session() as session:
        version = session.get_one(Version, version_id)
        path, filename = FileStore(settings.files_path).path(version.sha256), version.filename
        found = recognitions.found(version) | found
    if not found:
        return None
    try:
        return reader.read(path, filename, found)
    except MediathequeError:
        return None
