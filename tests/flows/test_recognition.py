"""Scans: found at once by what is readable, recognised page by page in a second queue, read again when all is there."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from corpus.catalogue import addresses, recognitions
from corpus.catalogue.models import Document, Passage, Recognition
from corpus.demo import documents
from corpus.installation import Installation
from indexer import jobs, recognising
from indexer.extract.ocr import installed_languages
from indexer.limits import Limits
from indexer.reader import Reader
from search.index import follow
from search.index.engines import open_engine
from search.query.words import parse

pytestmark = pytest.mark.skipif(
    "fra" not in installed_languages(), reason="Tesseract et son modèle français ne sont pas installés"
)
SCAN = next(path for path in documents() if path.stem.startswith("1994"))
BAD_LAYER = next(path for path in documents() if path.stem.startswith("1997"))


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits()) as opened:
        yield opened


def deposit(installation: Installation, path: Path) -> str:
    """Have one file read, its pages not recognised yet; the pid of its document."""
    from corpus.catalogue import deposits

    with installation.catalogue.writing() as session:
        entry = deposits.deposit(session, installation.store, path, "Anne")
    done = list(jobs.work(installation.catalogue, installation.settings, jobs.worker_name(), [entry.id]))
    assert [one.outcome for one in done] == ["done"]
    return done[0].document_pid


def test_a_scan_is_recognised_page_by_page_whoever_stops_in_between(installation: Installation):
    pid = deposit(installation, SCAN)
    catalogue, settings = installation.catalogue, installation.settings
    with catalogue.session() as session:
        pages = recognitions.waiting(session)
        assert pages == session.get_one(Document, pid).current.pages
    stopped = recognising.work(catalogue, settings, jobs.worker_name())
    assert next(stopped).state == "done"
    stopped.close()
    with catalogue.session() as session:
        assert recognitions.waiting(session) == pages - 1
        assert session.scalars(select(Recognition.leased_by)).all() == [None] * pages
    assert len(list(recognising.work(catalogue, settings, jobs.worker_name()))) == pages - 1
    engine = open_engine(f"whoosh:{settings.home_path / 'index'}")
    follow.follow(catalogue, engine)
    assert engine.find(parse("bibliothèque")).total > 0
    engine.close()
    with catalogue.session() as session:
        document = session.get_one(Document, pid)
        assert {one.used for one in document.current.recognitions} == {True}
        assert all(leaf.words for leaf in document.current.leaves)
        assert document.date is not None


def test_a_bad_text_layer_is_flagged_and_read_again_and_its_addresses_go_on(installation: Installation):
    pid = deposit(installation, BAD_LAYER)
    with installation.catalogue.session() as session:
        document = session.get_one(Document, pid)
        assert {one["code"] for one in document.remarks} >= {"doubtful-ocr"}
        before = {one.pid: one.text for one in document.current.passages if len(one.text.split()) > 30}
    assert list(recognising.work(installation.catalogue, installation.settings, jobs.worker_name()))
    with installation.catalogue.session() as session:
        document = session.get_one(Document, pid)
        assert {one["code"] for one in document.remarks} & {"doubtful-ocr", "recognised"} == {"recognised"}
        for old, text in before.items():
            found = addresses.passage_at(session, old)
            passage = found if isinstance(found, Passage) else session.get_one(Passage, found.pid)
            words = set(text.lower().split())
            assert len(words & set(passage.text.lower().split())) > len(words) / 2


def test_a_clean_text_is_never_doubted(reader: Reader):
    clean = [path for path in documents() if path not in {SCAN, BAD_LAYER}]
    assert {path.name: reader.read(path, path.name).doubtful for path in clean} == {path.name: () for path in clean}


def test_clean_samples_are_never_doubted_and_the_bad_layer_is(reader: Reader, shared: Path):
    scans = {"TR_action_sociale_cooperation_decentralisee_scan.pdf": "no-text"}
    scans |= {"TR_action_sociale_cooperation_decentralisee_scan_OCR.pdf": "doubtful-ocr"}
    for path in sorted((shared / "samples").glob("*.pdf")):
        wanted = {scans[path.name]} if path.name in scans else set()
        assert {why for _, why in reader.read(path, path.name).doubtful} == wanted, path.name


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text.replace("’", "'")))


def errors(wanted: list[str], got: list[str]) -> int:
    """The least number of words to change, add or drop (V. Levenshtein, 1966)."""
    row = list(range(len(got) + 1))
    for place, word in enumerate(wanted, 1):
        above, row[0] = row[0], place
        for k, other in enumerate(got, 1):
            above, row[k] = row[k], min(row[k] + 1, row[k - 1] + 1, above + (word != other))
    return row[-1]


def test_the_scan_of_the_round_table_is_recognised_almost_without_error(tmp_path: Path, shared: Path):
    from .conftest import run

    scan = shared / "samples" / "TR_action_sociale_cooperation_decentralisee_scan.pdf"
    seen = json.loads(run(tmp_path / "maison", "inspect", "--json", str(scan)).stdout)
    parts = ("heading", "speaker_as_printed", "role", "organisation", "text")
    got = words("\n".join(one[part] for one in seen["passages"] for part in parts if one[part]))
    wanted = words((shared / "gold" / "004_clean.txt").read_text(encoding="utf-8"))
    assert errors(wanted, got) / len(wanted) <= 0.02
