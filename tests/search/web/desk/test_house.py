"""The state of the house, and counting without persons."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from corpus import house, notes, wishes
from corpus.catalogue import deposits, leases, tallies
from corpus.catalogue.models import Deposit, Document, Passage, StoredFile, Tally, Version, now
from corpus.errors import UnreadableFile
from corpus.heartbeat import Heartbeat, reader
from corpus.installation import Installation
from search.index.engines import open_engine
from search.web import create_app
from search.web.counting import ROBOT, Counts

from .conftest import Visitor

EACH_DATABASE = pytest.mark.parametrize("catalogue_url", ["sqlite", "postgresql"], indirect=True)
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def add_document(installation: Installation, title: str, by: str = "1") -> tuple[str, str]:
    """A catalogued document with one passage; the pids of both."""
    content = title.encode()
    path = installation.settings.home_path / "x"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    sha256, size = installation.store.keep_path(path)
    with installation.catalogue.writing() as session:
        session.add(StoredFile(sha256=sha256, size=size))
        session.flush()
        passage = Passage(position=0, kind="section", text=f"Le texte de {title}.")
        document = Document(title=title)
        document.versions = [Version(sha256=sha256, filename=f"{title}.txt", reader=by, passages=[passage])]
        session.add(document)
        session.flush()
        return document.pid, passage.pid


def state(visitor: Visitor) -> dict[str, object]:
    return json.loads(visitor.get("/bureau/etat.json").text)


@EACH_DATABASE
def test_an_empty_house_is_told(visitor: Visitor):
    visitor.enter("Rémi")
    told = state(visitor)
    assert told["queue"] == {"waiting": 0, "reading": 0, "failed": 0}
    assert told["backup"] == {"at": None, "days": None}
    assert told["worker"] == {"lives": False, "seen": None, "reader": ""}
    assert told["disk"]["free"] > 0
    assert told["disk"]["catalogue"] > 0
    page = visitor.get("/bureau/etat").text
    for sentence in ("Aucun ouvrier ne lit", "mediatheque backup", "Aucun document n’a été lu par un lecteur plus"):
        assert sentence in page


@EACH_DATABASE
def test_the_house_tells_what_waits_what_failed_and_how_old_the_backup_is(visitor: Visitor, installation: Installation):
    home = installation.settings.home_path
    visitor.enter("Rémi")
    with installation.catalogue.writing() as session:
        for name, outcome in (("a.txt", "waiting"), ("b.pdf", "waiting")):
            session.add(Deposit(filename=name, who="Anne", outcome=outcome, code="waiting", batch="f" * 16))
        session.flush()
        second = session.scalars(select(Deposit).filter_by(filename="b.pdf")).one()
        deposits.note_failed(second, UnreadableFile("b.pdf", "il est abîmé."))
    Heartbeat(home, pace={"recognise": 3.0}).beat()
    notes.write(home, notes.BACKUP, {"file": "x.tar"})
    told = state(visitor)
    assert told["queue"] == {"waiting": 1, "reading": 0, "failed": 1}
    assert [one["code"] for one in told["failures"]] == ["unreadable-file"]
    assert (told["worker"]["lives"], told["worker"]["reader"], told["backup"]["days"]) == (True, reader(), 0)
    page = visitor.get("/bureau/etat").text
    assert "L’ouvrier qui lit est au travail" in page
    assert f'href="/bureau/versements?lot={"f" * 16}#versement-2"' in page
    old = json.loads((home / notes.BACKUP).read_text()) | {"at": (now() - timedelta(days=9)).isoformat()}
    (home / notes.BACKUP).write_text(json.dumps(old))
    assert "il y a 9 jours" in visitor.get("/bureau/etat").text.replace("\u00a0", " ")
    for broken in ("", "[]", '{"at": 3}'):
        (home / notes.BACKUP).write_text(broken)
        assert state(visitor)["backup"]["at"] is None


def test_a_worker_that_was_killed_is_seen_to_be_dead(visitor: Visitor, installation: Installation):
    visitor.enter("Rémi")
    gone = leases.worker_name().replace(f"-{os.getpid()}-", "-1-")
    notes.write(installation.settings.home_path, notes.WORKER, {"worker": gone, "pace": {}, "reader": "1"})
    assert state(visitor)["worker"]["lives"] is False
    assert "vu pour la dernière fois" in visitor.get("/bureau/etat").text


@EACH_DATABASE
def test_what_an_older_reader_read_is_wished_to_be_read_again(
    visitor: Visitor, another: Visitor, installation: Installation
):
    home = installation.settings.home_path
    old, _ = add_document(installation, "Ancien", by="0.9")
    add_document(installation, "Nouveau", by=reader())
    Heartbeat(home).beat()
    another.enter("Rémi")
    assert "ces documents" not in another.get("/bureau/etat").text
    visitor.enter("Anne")
    assert state(visitor)["readings"]["older"] == 1
    answer = visitor.send("/bureau/etat/relecture", "/bureau/etat")
    assert answer.location == "/bureau/etat?relire=1"
    assert wishes.waiting(home) == [old]
    assert "1 attend d’être relu" in visitor.get("/bureau/etat").text
    wishes.fulfilled(home, old, "le fichier original n'est pas à sa place")
    assert wishes.waiting(home) == []
    assert "n&#39;est pas à sa place" in visitor.get("/bureau/etat").text
    wishes.ask(home, [old])
    assert wishes.failures(home) == {}


@pytest.fixture
def counting(desk: Flask) -> Iterator[Counts]:
    """The counts of the site, which are written when a test says so."""
    found: Counts = desk.extensions["mediatheque-counts"]
    yield found
    if found.timer is not None:
        found.timer.cancel()


def lines(installation: Installation) -> dict[tuple[str, str], int]:
    with installation.catalogue.session() as session:
        return {(one.what, one.key): one.count for one in session.scalars(select(Tally))}


@EACH_DATABASE
def test_what_is_opened_is_counted_in_memory_and_written_together(
    desk: Flask, installation: Installation, counting: Counts
):
    document, passage = add_document(installation, "Le puits")
    reader_ = desk.test_client()
    inside = FIREFOX | {"Referer": "http://localhost/recherche?q=puits"}
    for _ in range(3):
        reader_.get(f"/d/{document}", headers=inside)
    reader_.get(f"/p/{passage}", headers=inside)
    reader_.get(f"/p/{passage}", headers=FIREFOX | {"Referer": "https://lettre.example/"})
    reader_.get("/d/0000000000b", headers=FIREFOX)
    assert lines(installation) == {}  # no public page waits for a writing
    counting.write()
    assert lines(installation) == {("opened", document): 5, ("followed", passage): 1}
    reader_.get(f"/d/{document}", headers=inside)
    counting.write()
    counting.write()
    assert lines(installation)["opened", document] == 6
    assert {one.name for one in Tally.__table__.columns} == {"day", "what", "key", "count"}


def test_what_is_sought_in_vain_is_counted_without_addresses_or_numbers(installation: Installation):
    app = create_app(installation.settings, open_engine("memory:"))
    visitor = app.test_client()
    for words in ("Énergie éolienne", "energie eolienne", "anne@fonds.example", "06 12345678", ""):
        visitor.get("/recherche", query_string={"q": words}, headers=FIREFOX)
    counts: Counts = app.extensions["mediatheque-counts"]
    counts.write()
    assert lines(installation) == {("nothing-found", "energie eolienne"): 2, ("nothing-found", ""): 2}
    app.extensions["mediatheque"].catalogue.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "curl/8.0"}, {"User-Agent": ""}, FIREFOX | {"Sec-Purpose": "prefetch"},
    ],
)  # fmt: skip
def test_robots_and_pages_fetched_ahead_are_not_counted(
    desk: Flask, installation: Installation, counting: Counts, headers: dict[str, str]
):
    document, _ = add_document(installation, "Le puits")
    desk.test_client().get(f"/d/{document}", headers=headers)
    desk.test_client().head(f"/d/{document}", headers=FIREFOX)
    counting.write()
    assert lines(installation) == {}


def test_browsers_of_people_are_not_taken_for_robots():
    people = (
        FIREFOX["User-Agent"],
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1",
    )
    assert [one for one in people if ROBOT.search(one)] == []


def test_counts_that_cannot_be_written_wait(desk: Flask, installation: Installation, counting: Counts):
    document, _ = add_document(installation, "Le puits")
    desk.test_client().get(f"/d/{document}", headers=FIREFOX)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallies, "add", lambda *_: (_ for _ in ()).throw(UnreadableFile("x", "panne")))
        counting.write()
    assert lines(installation) == {}
    counting.write()
    assert lines(installation)["opened", document] == 1


@EACH_DATABASE
def test_weeks_are_summed_and_old_words_forgotten(installation: Installation, visitor: Visitor):
    document, _ = add_document(installation, "Le puits")
    today = now().date()
    old = (today - tallies.WORDS_KEPT - timedelta(days=1)).isoformat()
    with installation.catalogue.writing() as session:
        counted = {
            (today.isoformat(), "opened", document): 3, (today.isoformat(), "nothing-found", "eolienne"): 2,
            (old, "nothing-found", "un mot"): 4, (old, "nothing-found", "un autre"): 1,
        }  # fmt: skip
        tallies.add(session, counted)
        tallies.forget_words(session)
    assert lines(installation)["nothing-found", ""] == 5
    assert ("nothing-found", "un mot") not in lines(installation)
    with installation.catalogue.session() as session:
        week = tallies.weeks(session, 4)[0]
        assert (week.added, week.opened, week.nothing_found) == (1, 3, 2)
        assert (week.most_opened, week.sought_in_vain) == ([(document, 3)], [("eolienne", 2)])
    visitor.enter("Rémi")
    page = visitor.get("/bureau/etat").text
    assert f'href="/d/{document}">Le puits</a>' in page
    assert 'href="/recherche?q=eolienne"' in page


def test_the_time_that_recognition_will_take_follows_the_workers_pace(installation: Installation):
    heart = Heartbeat(installation.settings.home_path)
    for seconds in (10.0, 10.0, 20.0):
        heart.timed("recognise", seconds, 1)
    heart.timed("recognise", 5.0, 0)
    heart.beat()
    with installation.catalogue.session() as session:
        assert house.scans(session, installation.settings).seconds == 0
    assert notes.read(installation.settings.home_path, notes.WORKER)["pace"] == {"recognise": 12.0}
