"""`mediatheque links` replays every address through the site, and tells each one that drifted in a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import delete, update

from corpus.catalogue import Catalogue, register
from corpus.catalogue.models import Document, Passage, Quotation, Recognition, Succession, now
from corpus.cli import build
from corpus.permalinks import mint
from corpus.settings import Settings
from search import links_cli

from .conftest import _factories


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    home = tmp_path / "maison"
    monkeypatch.setenv("MEDIATHEQUE_HOME", str(home))
    return Settings(home=str(home), index="memory:")


@pytest.fixture
def catalogue(settings: Settings) -> Iterator[Catalogue]:
    opened = Catalogue.open(settings.catalogue_url)
    yield opened
    opened.close()


@pytest.fixture
def known(catalogue: Catalogue, settings: Settings) -> Any:
    factories: ModuleType = _factories()
    with catalogue.writing() as session:
        return factories.collection(session, settings)


def links(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    code = build().main(["links", *options], standalone_mode=False)
    return int(code or 0), capsys.readouterr().out


@pytest.mark.usefixtures("known")
def test_everything_is_where_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = links(capsys, "--json")
    told = json.loads(said)
    assert (code, told["drift"], told["drifts"]) == (0, 0, [])
    assert told["withdrawn"] == 2  # the document and its passage
    assert told["same"] > 15
    assert told["addresses"] == sum(told[one] for one in ("same", "moved", "withdrawn", "closed", "gone", "drift"))
    assert links(capsys)[1].startswith(f"{told['addresses']} adresse(s) rejouée(s)")


def test_words_that_changed_unseen_are_told(
    known: Any, catalogue: Catalogue, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with catalogue.writing() as session:  # by hand, in the data base itself
        session.execute(update(Passage).where(Passage.pid == known.water_first).values(text="Tout autre chose."))
    code, said = links(capsys)
    assert code == 1
    assert said.splitlines()[0].startswith(f"/p/{known.water_first} ne montre plus les mots donnés (ressemblance 0.")
    told = json.loads(links(capsys, "--json")[1])
    assert [one["pid"] for one in told["drifts"]] == [known.water_first]
    assert [one.subject for one in links_cli.faults(catalogue, settings)] == [known.water_first]


def test_an_address_that_answers_nothing_is_told(
    known: Any, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    lost, gone = mint(), mint()
    with catalogue.writing() as session:
        register.give(session, lost, "search", "eau potable")
        register.give(session, gone, "passage", "Des mots que rien ne montre plus.", known.water)
    told = json.loads(links(capsys, "--json")[1])
    assert {one["pid"]: one["statuses"] for one in told["drifts"]} == {lost: [404], gone: [301, 200]}
    assert f"/r/{lost} répond 404." in links(capsys)[1]


def test_a_scrap_of_a_scan_that_was_recognised_better_is_no_fault(
    known: Any, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    with catalogue.writing() as session:
        version = session.get_one(Document, known.water).current
        version.recognitions.append(Recognition(page=1, reason="doubtful-ocr", state="done"))
        scrap = mint()
        register.give(session, scrap, "passage", "Tab1e r0nde — 13 rnars uf", known.water)
        session.add(Succession(old_pid=scrap, new_pid=known.water_first))
    told = json.loads(links(capsys, "--json")[1])
    assert (told["gone"], told["drift"]) == (1, 0)
    with catalogue.writing() as session:
        register.give(session, scrap, "passage", "Une phrase entière, assez longue pour être citée. " * 3, known.water)
    assert json.loads(links(capsys, "--json")[1])["drift"] == 1


def test_words_that_a_newer_version_has_no_more_are_no_fault(
    known: Any, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    from corpus.catalogue.models import Version

    with catalogue.writing() as session:
        document = session.get_one(Document, known.water)
        newer = Version(sha256=document.current.sha256, filename="b.pdf", number=2)
        document.versions.append(newer)
        session.flush()
        for one in list(document.versions[0].passages):
            if one.pid != known.water_first:
                one.version = newer
        session.execute(delete(Quotation))
        session.flush()
        session.delete(session.get_one(Passage, known.water_first))
    code, said = links(capsys, "--json")
    assert (code, json.loads(said)["gone"]) == (0, 1)


def test_a_withdrawn_document_is_told_apart(
    known: Any, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads(links(capsys, "--json")[1])
    with catalogue.writing() as session:
        document = session.get_one(Document, known.minutes)
        document.withdrawn_at, document.withdrawn_reason = now(), "Essai."
    after = json.loads(links(capsys, "--json")[1])
    assert after["drift"] == 0
    assert after["withdrawn"] == before["withdrawn"] + 3  # with its two passages


@pytest.mark.usefixtures("known")
def test_many_addresses_are_checked_some_each_day(
    catalogue: Catalogue, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links_cli, "A_DAY", 3)
    assert links_cli.faults(catalogue, settings) == []
