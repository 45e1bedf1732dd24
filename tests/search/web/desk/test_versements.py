"""What is deposited: files in pieces that go on where they stopped, drops with their counts, news as it happens."""

from __future__ import annotations

import hashlib
import json
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from corpus.catalogue import batches, deposits, uploads
from corpus.catalogue.models import Deposit, Recognition, StoredFile, Upload, Version
from corpus.catalogue.models import Document as Notice
from corpus.catalogue.uploads import Reception
from corpus.errors import UnreadableFile
from corpus.installation import Installation
from search.web.desk import progress

from .conftest import Visitor

EACH_DATABASE = pytest.mark.parametrize("catalogue_url", ["sqlite", "postgresql"], indirect=True)
BATCH = "0123456789abcdef"
JSON = {"Accept": "application/json"}
CONTENT = bytes(range(256)) * 4000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


class Sender:
    """What the script of the deposit page does, with a visitor's cookies."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.headers = JSON | {"X-Jeton": visitor.token("/bureau/compte")}

    def begin(self, size: int = len(CONTENT), name: str = "Actes.pdf", date: str = "1") -> dict[str, int]:
        given = {"nom": name, "taille": size, "date": date}
        return self.visitor.client.post("/bureau/envois", data=given, headers=self.headers).json

    def piece(self, number: int, offset: int, content: bytes) -> TestResponse:
        headers = self.headers | {"Upload-Offset": str(offset)}
        return self.visitor.client.patch(f"/bureau/envois/{number}", data=content, headers=headers)

    def end(self, number: int, digest: str = DIGEST, batch: str = BATCH) -> TestResponse:
        given = {"empreinte": digest, "lot": batch}
        return self.visitor.client.post(f"/bureau/envois/{number}/fin", data=given, headers=self.headers)


@pytest.fixture
def sender(visitor: Visitor) -> Sender:
    visitor.enter("Anne")
    return Sender(visitor)


def kept(installation: Installation) -> list[tuple[str, str, str, str]]:
    with installation.catalogue.session() as session:
        rows = session.scalars(select(Deposit).order_by(Deposit.id))
        return [(one.filename, one.outcome, one.who, one.batch) for one in rows]


@EACH_DATABASE
def test_a_file_in_pieces_goes_on_where_it_stopped(sender: Sender, installation: Installation):
    begun = sender.begin()
    number = begun["numero"]
    assert begun["recu"] == 0
    assert sender.piece(number, 0, CONTENT[:300_000]).headers["Upload-Offset"] == "300000"
    wrong = sender.piece(number, 0, CONTENT[:300_000])  # the answer was lost, the piece was not
    assert (wrong.status_code, wrong.headers["Upload-Offset"]) == (409, "300000")
    assert sender.begin() == begun | {"recu": 300_000}  # after a closed window too
    asked = sender.visitor.client.head(f"/bureau/envois/{number}")
    assert asked.headers["Upload-Offset"] == "300000"
    assert sender.end(number).status_code == 409
    assert sender.piece(number, 300_000, CONTENT[300_000:]).headers["Upload-Offset"] == str(len(CONTENT))
    first, again = sender.end(number), sender.end(number)
    assert first.status_code == again.status_code == 201
    assert first.json == again.json
    assert kept(installation) == [("Actes.pdf", "waiting", "Anne", BATCH)]
    assert installation.store.path(DIGEST).read_bytes() == CONTENT
    assert list(installation.settings.reception_path.iterdir()) == []
    assert sender.begin()["numero"] != number


def test_what_arrives_otherwise_than_it_was_sent_is_refused(sender: Sender, installation: Installation):
    number = sender.begin()["numero"]
    sender.piece(number, 0, CONTENT)
    refused = sender.end(number, hashlib.sha256(b"autre").hexdigest())
    assert refused.status_code == 422
    assert "n'est pas arrivé tel qu'il est parti" in refused.json["error"]["message"]
    assert (kept(installation), list(installation.settings.reception_path.iterdir())) == ([], [])


def test_more_than_was_announced_is_not_taken(sender: Sender):
    number = sender.begin(size=10)["numero"]
    assert sender.piece(number, 0, CONTENT[:50]).headers["Upload-Offset"] == "10"
    assert sender.piece(number, 10, b"x" * 17_000_000).status_code == 413


def test_an_empty_file_is_a_deposit_too(sender: Sender, installation: Installation):
    number = sender.begin(size=0, name="vide.txt")["numero"]
    assert sender.end(number, "").status_code == 201
    assert [name for name, *_ in kept(installation)] == ["vide.txt"]


def test_nobody_touches_the_files_of_somebody_else(sender: Sender, another: Visitor, installation: Installation):
    number = sender.begin()["numero"]
    another.enter("Ida")
    other = Sender(another)
    assert other.piece(number, 0, b"x").status_code == 404
    assert other.end(number).status_code == 404
    assert other.visitor.client.delete(f"/bureau/envois/{number}", headers=other.headers).status_code == 404
    assert other.begin()["numero"] != number
    with installation.catalogue.session() as session:
        assert {one.who for one in session.scalars(select(Upload))} == {"Anne", "Ida"}


def test_a_sending_is_cancelled(sender: Sender, installation: Installation):
    number = sender.begin()["numero"]
    sender.piece(number, 0, CONTENT[:1000])
    assert sender.visitor.client.delete(f"/bureau/envois/{number}", headers=sender.headers).status_code == 204
    assert list(installation.settings.reception_path.iterdir()) == []
    assert sender.piece(number, 1000, b"x").status_code == 400


def test_a_full_disk_is_told_before_anything_is_sent(sender: Sender, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "_free", lambda _folder: 250_000_000)
    refused = sender.visitor.client.post(
        "/bureau/envois", data={"nom": "gros.pdf", "taille": 200_000_000}, headers=sender.headers
    )
    assert refused.status_code == 503
    assert "le disque n'a plus assez de place (libre : 250 Mo)" in refused.json["error"]["message"]


@pytest.mark.parametrize(
    "given", [{}, {"nom": "a", "taille": "-1"}, {"nom": "a", "taille": "x"}, {"nom": "", "taille": "3"}]
)
def test_nonsense_is_refused(sender: Sender, given: dict[str, str]):
    assert sender.visitor.client.post("/bureau/envois", data=given, headers=sender.headers).status_code == 400
    number = sender.begin()["numero"]
    assert sender.piece(number, "un", b"x").status_code == 400
    assert sender.end(number, "pas une empreinte").status_code == 400
    assert sender.end(number, DIGEST, "<lot>").status_code == 400


@EACH_DATABASE
def test_what_was_given_up_is_tidied_away(sender: Sender, installation: Installation):
    reception = Reception(installation.settings.reception_path)
    old, lately = sender.begin(date="1")["numero"], sender.begin(date="2")["numero"]
    for number in (old, lately):
        sender.piece(number, 0, CONTENT[:1000])
    (reception.folder / "envoi-999").write_bytes(b"de personne")
    (reception.folder / "autre-chose").write_bytes(b"en route")
    with installation.catalogue.writing() as session:
        for one in session.scalars(select(Upload)):
            one.at -= timedelta(days=4)
    past = time.time() - timedelta(days=4).total_seconds()
    for name in (f"envoi-{old}", "envoi-999", "autre-chose"):
        os.utime(reception.folder / name, (past, past))
    assert uploads.sweep(installation.catalogue, reception) == 1
    assert sorted(one.name for one in reception.folder.iterdir()) == ["autre-chose", f"envoi-{lately}"]


def deposit(installation: Installation, *names: str, batch: str = BATCH) -> list[int]:
    numbers = []
    for name in names:
        path = installation.settings.home_path / name
        path.write_text(f"Le texte de {name}, lot {batch}.")
        with installation.catalogue.writing() as session:
            numbers.append(deposits.deposit(session, installation.store, path, "Anne", batch).id)
        path.unlink()
    return numbers


def fail(installation: Installation, number: int) -> None:
    with installation.catalogue.writing() as session:
        entry = session.get_one(Deposit, number)
        deposits.note_failed(entry, UnreadableFile(entry.filename, "il est abîmé."))


@EACH_DATABASE
def test_a_drop_shows_its_counts_and_what_failed_first(visitor: Visitor, installation: Installation):
    visitor.enter("Anne")
    numbers = deposit(installation, *[f"{n:02}.txt" for n in range(12)])
    deposit(installation, "plus tard.txt", batch="f" * 16)
    with installation.catalogue.writing() as session:
        for number in numbers[:8]:
            notice = Notice(title=f"Notice {number}")
            session.add(notice)
            session.flush()
            deposits.note_done(session.get_one(Deposit, number), notice)
    fail(installation, numbers[10])
    with installation.catalogue.session() as session:
        newest, older = batches.newest(session, 10)
        assert (newest.total, older.total, older.left) == (1, 12, 3)
        assert older.counts == {"failed": 1, "reading": 0, "waiting": 3, "cancelled": 0, "done": 8, "known": 0}
        assert [one.state for one in batches.entries(session, BATCH, 5)] == ["failed"] + ["waiting"] * 3 + ["done"]
    page = visitor.get("/bureau/versements").text
    assert page.index("plus tard.txt") < page.index("10.txt") < page.index("08.txt") < page.index("Notice 1")
    assert "12 fichiers, 9 lus, 3 restent" in page
    assert "<summary>8 fichiers au catalogue</summary>" in page  # the newest one is unfolded, older ones are not
    assert visitor.get(f"/bureau/versements?lot={BATCH}").text.count('<li id="versement-') == 12
    assert visitor.get("/bureau/versements?lot=inconnu").status_code == 404


@EACH_DATABASE
def test_what_waits_is_cancelled_and_what_failed_is_read_again(visitor: Visitor, installation: Installation):
    visitor.enter("Anne")
    a, b, c, d = deposit(installation, "a.txt", "b.txt", "c.txt", "d.txt")
    with installation.catalogue.writing() as session:
        assert deposits.lease(session, "ouvrier", [a]).id == a
    assert visitor.send(f"/bureau/versements/{a}/annulation", "/bureau/compte").status_code == 303
    answer = visitor.send(f"/bureau/versements/{b}/annulation", "/bureau/compte", lot=BATCH)
    assert answer.location == f"/bureau/versements?lot={BATCH}#versement-{b}"
    outcomes = {name: outcome for name, outcome, *_ in kept(installation)}
    assert outcomes == {"a.txt": "waiting", "b.txt": "cancelled", "c.txt": "waiting", "d.txt": "waiting"}
    assert "Annulé avant d&#39;être lu" in visitor.get("/bureau/versements").text
    fail(installation, c)
    fail(installation, d)
    visitor.send(f"/bureau/lots/{BATCH}/reprise", "/bureau/compte")
    visitor.send(f"/bureau/versements/{b}/reprise", "/bureau/compte")
    assert {outcome for _, outcome, *_ in kept(installation)} == {"waiting"}
    visitor.send(f"/bureau/lots/{BATCH}/annulation", "/bureau/compte")
    assert [outcome for _, outcome, *_ in kept(installation)] == ["waiting", *["cancelled"] * 3]
    assert visitor.send("/bureau/versements/999/annulation", "/bureau/compte").status_code == 404


def test_an_editor_sees_but_does_not_act(visitor: Visitor, installation: Installation):
    visitor.enter("Rémi")
    fail(installation, deposit(installation, "a.txt", "b.txt")[0])
    page = visitor.get("/bureau/versements").text
    assert "a.txt" in page
    assert "Relire" not in page
    assert "/annulation" not in page


def test_pages_that_wait_for_recognition_are_told(visitor: Visitor, installation: Installation):
    visitor.enter("Anne")
    (number,) = deposit(installation, "scan.pdf")
    with installation.catalogue.writing() as session:
        entry = session.get_one(Deposit, number)
        version = Version(sha256=session.scalars(select(StoredFile.sha256)).one(), filename="scan.pdf")
        version.recognitions = [
            Recognition(page=n, reason="no-text", state="done" if n == 1 else "waiting") for n in (1, 2, 3)
        ]
        notice = Notice(title="Le scan", versions=[version])
        session.add(notice)
        session.flush()
        deposits.note_done(entry, notice)
    page = visitor.get("/bureau/versements").text.replace("\u00a0", " ")
    assert "2 pages restent à reconnaître sur 3" in page


def news(visitor: Visitor, path: str) -> list[tuple[str, dict[str, str]]]:
    """The events of a stream that ends."""
    answer = visitor.get(path)
    assert answer.mimetype == "text/event-stream"
    found, text = [], answer.text
    answer.close()
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def test_news_come_as_they_happen_and_end_when_nothing_is_left(
    visitor: Visitor, installation: Installation, monkeypatch: pytest.MonkeyPatch
):
    visitor.enter("Anne")
    a, b = deposit(installation, "a.txt", "b.txt")
    happenings = [lambda: fail(installation, a), lambda: None, lambda: fail(installation, b)]
    monkeypatch.setattr(progress.time, "sleep", lambda _seconds: happenings.pop(0)())
    told = news(visitor, f"/bureau/versements/flux?lot={BATCH}")
    assert [name for name, _ in told] == ["lot", "comptes", "lot", "comptes", "lot", "comptes", "fini"]
    assert [one["failed"] for name, one in told if name == "comptes"] == [0, 1, 2]
    lots = [one for name, one in told if name == "lot"]
    pieces = [one["html"] for one in lots]
    assert ["2 fichiers, 2 restent" in pieces[0], "2 fichiers, 1 lu," in pieces[1], "progress" in pieces[2]] == [
        True, True, False,
    ]  # fmt: skip
    again = news(visitor, f"/bureau/versements/flux?lot={BATCH}&vu={BATCH}:{lots[2]['vu']}")
    assert [name for name, _ in again] == ["comptes", "fini"]  # what the page shows already is not sent again
    page = visitor.get("/bureau/versements").text
    assert f'data-seen="{lots[2]["vu"]}"' in page  # list and news are the same piece of page


def test_streams_hold_a_quarter_of_the_threads_at_most_and_nobody_waits(
    desk: Flask, visitor: Visitor, installation: Installation
):
    visitor.enter("Anne")
    deposit(installation, "a.txt")
    path = f"/bureau/versements/flux?lot={BATCH}"
    news(visitor, "/bureau/versements/flux")  # ended, its place is free again
    places = desk.extensions["mediatheque-streams"]
    held = [places.acquire(blocking=False) for _ in range(installation.settings.threads // 4 + 1)]
    assert held == [True] * (len(held) - 1) + [False]
    begun = time.monotonic()
    late = visitor.get(path).text  # no place: told at once, and asked to come back
    assert time.monotonic() - begun < 5
    assert late.startswith(f"retry: {progress.BACK_LATER}")
    assert "a.txt" in late
    places.release()
    answer = visitor.client.get(path, buffered=False)
    assert next(answer.response).startswith(b"retry: 800")
    assert not places.acquire(blocking=False)
    answer.close()  # a window was closed
    assert places.acquire(blocking=False)


def test_without_javascript_the_page_reloads_itself_while_something_is_under_way(
    visitor: Visitor, installation: Installation
):
    visitor.enter("Anne")
    reload = '<noscript><meta http-equiv="refresh" content="10"></noscript>'
    assert reload not in visitor.get("/bureau/versements").text
    (number,) = deposit(installation, "a.txt")
    assert reload in visitor.get("/bureau/versements").text
    assert reload not in visitor.get("/bureau/versements?arret=1").text
    fail(installation, number)
    assert reload not in visitor.get("/bureau/versements").text


def test_the_folder_of_what_is_being_sent_is_closed_to_others(sender: Sender, installation: Installation):
    sender.piece(sender.begin()["numero"], 0, b"x")
    folder: Path = installation.settings.reception_path
    assert folder.stat().st_mode & 0o077 == 0
