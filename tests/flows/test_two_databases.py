"""The same collection on SQLite and PostgreSQL: shared by workers, saved while it grows, carried there and back."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from corpus import backup as archives
from corpus.catalogue import addresses, deposits
from corpus.catalogue.models import Deposit, Document, Passage, Succession, Version
from corpus.demo import documents
from corpus.files import digest_of
from corpus.installation import Installation
from corpus.settings import Settings
from search.index import follow
from search.index.engines import open_engine
from search.query.answer import answer
from search.query.request import Query

COMMAND = [sys.executable, "-c", "from corpus.cli import main; main()"]
PATIENCE = 180.0


def start(settings: Settings, *words: str) -> subprocess.Popen[str]:
    given = {**os.environ, "MEDIATHEQUE_HOME": settings.home, "MEDIATHEQUE_CATALOGUE": settings.catalogue}
    return subprocess.Popen([*COMMAND, *words], env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def run(settings: Settings, *words: str) -> tuple[int, str]:
    with start(settings, *words) as process:
        said = process.communicate(timeout=PATIENCE)[0]
    return process.returncode, said


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The demo collection on SQLite, in the index, with a decision and an address that leads on."""
    settings = Settings(home=str(tmp_path_factory.mktemp("depart")))
    code, said = run(settings, "demo")
    assert code == 0, said
    opened = Installation(settings)
    with opened.catalogue.writing() as session:
        passage = session.scalars(select(Passage).order_by(Passage.pid)).first()
        session.add(Succession(old_pid="ancienlien0", new_pid=passage.pid, offset=3))
    opened.catalogue.close()
    return settings


def questions(settings: Settings) -> list[Query]:
    """A hundred queries made of words of the collection itself: words, pairs, phrases, beginnings, filters, orders."""
    opened = Installation(settings)
    with opened.catalogue.session() as session:
        texts = session.scalars(select(Passage.text).order_by(Passage.pid)).all()
        kinds = session.scalars(select(Document.kind).distinct().order_by(Document.kind)).all()
    opened.catalogue.close()
    words = sorted({word for text in texts for word in re.findall(r"\w{4,}", text)})
    some = words[:: len(words) // 50][:50]
    phrases = [" ".join(text.split()[3:5]) for text in texts[:: len(texts) // 20]][:20]
    return [
        *[Query(words=one) for one in some],
        *[Query(words=f"« {one} »") for one in phrases],
        *[Query(words=f"{one} {other}", view="documents") for one, other in zip(some[:10], some[20:30], strict=True)],
        *[Query(words=f"{one[:4]}*", sort="date") for one in some[:10]],
        *[Query(kind=(kinds[n % len(kinds)],), sort=("title", "oldest", "added")[n % 3]) for n in range(10)],
    ]


def answers(settings: Settings, asked: list[Query]) -> list[dict[str, object]]:
    opened = Installation(settings)
    engine = open_engine(settings.index_url)
    with opened.catalogue.session() as session:
        found = [answer(session, engine, one).to_json() | {"took_ms": None} for one in asked]
    engine.close()
    opened.catalogue.close()
    return found


def links(settings: Settings) -> dict[str, object]:
    """What stands at every address."""
    opened = Installation(settings)
    with opened.catalogue.session() as session:
        pids = [*session.scalars(select(Passage.pid)), *session.scalars(select(Succession.old_pid))]
        at = {pid: addresses.passage_at(session, pid) for pid in pids}
        found = {pid: one if isinstance(one, addresses.Moved) else one.text for pid, one in at.items()}
        for document in session.scalars(select(Document)):
            found[document.pid] = (document.title, document.date, document.revision, document.added_at)
    opened.catalogue.close()
    return found


def test_a_collection_is_carried_to_the_other_database_and_back(
    carried: Settings, tmp_path: Path, request: pytest.FixtureRequest
):
    server = request.getfixturevalue("postgresql")
    there = Settings(home=str(tmp_path / "la-bas"), catalogue=server.url(server.make()))
    back = Settings(home=str(tmp_path / "retour"))
    asked = questions(carried)
    assert len(asked) == 100
    before, published = answers(carried, asked), links(carried)
    assert sum(bool(one["total"]) for one in before) > 90
    for source, target in ((carried, there), (there, back)):
        archive = str(tmp_path / "tout.tar")
        for settings, words in ((source, ("backup", archive)), (target, ("restore", archive)), (target, ("check",))):
            code, said = run(settings, *words)
            assert code == 0, said
        assert links(target) == published
        assert answers(target, asked) == before


@pytest.fixture
def waiting(installation: Installation) -> Iterator[Installation]:
    """The demo collection deposited, nothing of it read."""
    for path in documents():
        with installation.catalogue.writing() as session:
            deposits.deposit(session, installation.store, path, "Anne")
    return installation


def until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline, "le travail n'avance pas"
        time.sleep(0.2)


def test_two_workers_share_the_queue_and_each_file_is_read_once(waiting: Installation):
    catalogue, settings = waiting.catalogue, waiting.settings

    def done() -> bool:
        with catalogue.session() as session:
            return deposits.waiting(session) == 0 and not follow.faults(catalogue, settings)

    seen: set[str] = set()

    def watch() -> bool:
        with catalogue.session() as session:
            seen.update(one for one in session.scalars(select(Deposit.leased_by)) if one)
        return done()

    workers = [start(settings, "work"), start(settings, "work")]
    try:
        until(watch)
    finally:
        for one in workers:
            one.terminate()
        said = [one.communicate(timeout=60)[0] for one in workers]
    assert [line for one in said for line in one.splitlines() if "ERROR" in line] == []
    with catalogue.session() as session:
        counts = dict(session.execute(select(Version.sha256, func.count()).group_by(Version.sha256)).all())
        assert counts == {digest_of(path): 1 for path in documents()}
        noted = session.execute(select(Deposit.outcome, Deposit.attempts)).all()
    assert set(noted) == {("done", 1)}, noted
    assert len({one.split("-")[-3] for one in seen}) == 2, "un seul ouvrier a travaillé"


def test_a_backup_during_an_import_holds_one_state(waiting: Installation, tmp_path: Path):
    """Whatever moment it catches, the archive comes back whole, and what waited there is read there."""
    worker = start(waiting.settings, "work")
    try:
        for number in range(4):
            archives.backup(waiting.catalogue.engine, waiting.store, tmp_path / f"{number}.tar")
            time.sleep(1)
    finally:
        worker.terminate()
        worker.communicate(timeout=60)
    for number in (0, 3):
        other = Settings(home=str(tmp_path / f"autre-{number}"))
        code, said = run(other, "restore", str(tmp_path / f"{number}.tar"))
        assert code == 0, said
        code, said = run(other, "check")
        assert code == 0, said
        opened = Installation(other)
        with opened.catalogue.session() as session:
            done = session.scalar(select(func.count()).where(Deposit.outcome == "done"))
            assert done + deposits.waiting(session) == len(documents())
            assert session.scalar(select(func.count(Document.pid))) == done
        opened.catalogue.close()
