"""A hundred documents are withdrawn: each address says title, date, reason and where to look, in JSON too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from lxml import etree, html

from corpus.catalogue import Catalogue, withdrawing
from corpus.catalogue.models import Document
from corpus.settings import Settings
from corpus.vocabularies import terms
from search.index.engines import open_engine
from search.index.follow import follow
from search.web import create_app

from .conftest import _factories

SUBJECTS = ("Eau", "Déchets", "Santé", "École", "Coton")


@dataclass
class Hundred:
    app: Flask
    withdrawn: dict[str, dict[str, Any]] = field(default_factory=dict)  # pid → title, reason, instead, passages, kin


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hundred]:
    settings = Settings(home=str(tmp_path_factory.mktemp("cent")))
    catalogue = Catalogue.open(settings.catalogue_url)
    app = create_app(settings, open_engine("memory:"))
    app.testing = True
    made = Hundred(app)
    with catalogue.writing() as session:
        library = _factories().Library(session, app.extensions["mediatheque"].files)
        for subject in SUBJECTS:
            library.theme(subject.lower(), subject)
        kept = [_document(library, number, "Rapport gardé") for number in range(20)]
        gone = [_document(library, number, "Rapport retiré") for number in range(100)]
        for number, document in enumerate(gone):
            made.withdrawn[document.pid] = _facts(session, number, document, kept)
    follow(catalogue, app.extensions["mediatheque"].engine)
    with catalogue.writing() as session:
        for pid, facts in made.withdrawn.items():
            withdrawing.withdraw(session, session.get_one(Document, pid), facts["reason"], "Anne", facts["instead"])
    catalogue.close()  # the index is not told: what is withdrawn is gone before
    yield made
    app.extensions["mediatheque"].catalogue.close()


def _document(library: Any, number: int, title: str) -> Document:
    subject = SUBJECTS[number % len(SUBJECTS)]
    document = library.document(f"{title} n° {number} <{subject}>", kind="report", date=f"{1980 + number % 40}-05")
    for part in range(2):
        library.passage(
            document, f"Voici ce que nous disons, partie {part}.", f"Voix {subject}", themes=(subject.lower(),)
        )
    return document


def _facts(session: Any, number: int, document: Document, kept: list[Document]) -> dict[str, Any]:
    instead = kept[number % len(kept)].pid if number % 3 == 0 else None
    if number % 4 == 1:
        document.duplicate_of = kept[number % len(kept)].pid
    return {
        "title": document.title,
        "reason": f"Raison numéro {number} : « à la demande » de l’auteur.",
        "instead": instead,
        "double": document.duplicate_of,
        "passages": [one.pid for one in document.current.passages],
        "words": [{f"/p/{other.current.passages[part].pid}" for other in kept} for part in range(2)],
        "speaker": terms.speaker(session, f"Voix {SUBJECTS[number % len(SUBJECTS)]}", []).pid,
    }


def test_each_page_names_title_date_reason_and_alternatives(hundred: Hundred) -> None:
    client = hundred.app.test_client()
    assert len(hundred.withdrawn) == 100
    alternatives: set[str] = set()
    for pid, facts in hundred.withdrawn.items():
        for address in (f"/d/{pid}", *(f"/p/{one}" for one in facts["passages"]), f"/d/{pid}/original"):
            answer = client.get(address)
            assert answer.status_code == 410, address
            page = html.fromstring(answer.text)
            (box,) = page.xpath("//dl[@class='notice']")
            told = dict(zip(box.xpath("dt/text()"), box.xpath("dd/text()"), strict=True))
            assert told["Titre"] == facts["title"]
            assert told["Raison"] == facts["reason"]
            assert told["Retiré le"].split()[-1].isdigit()
            links = page.xpath("//main//section[contains(@class, 'instead')]//a/@href")
            assert links
            alternatives |= {one for one in links if one.startswith("/d/")}
            if address.startswith("/p/") and (facts["instead"] or facts["double"]):
                assert links.pop(0) in facts["words"][facts["passages"].index(address.removeprefix("/p/"))]
            if facts["instead"]:
                assert links[0] == f"/d/{facts['instead']}"
            elif facts["double"]:
                assert links[0] == f"/d/{facts['double']}"
            assert page.xpath("//main//a[starts-with(@href, '/recherche?q=Rapport')]")
            assert "Voici ce que nous disons" not in answer.text
    assert {client.get(one).status_code for one in alternatives} == {200}


def test_the_same_to_programs(hundred: Hundred) -> None:
    client = hundred.app.test_client()
    for pid, facts in hundred.withdrawn.items():
        for address in (f"/d/{pid}.json", f"/d/{pid}.jsonld", f"/p/{facts['passages'][1]}.json"):
            answer = client.get(address)
            assert (answer.status_code, answer.mimetype) == (410, "application/json"), address
            error = answer.json["error"]
            assert (error["code"], error["title"], error["reason"]) == ("withdrawn", facts["title"], facts["reason"])
            assert len(error["date"]) == len("2026-01-01")
            whys = {one["why"]: one for one in error["alternatives"]}
            assert "speakers" in whys or "successor" in whys or "double" in whys
            assert whys["search"]["url"].startswith("/recherche?q=Rapport")
            documents = [one["url"] for one in error["alternatives"] if one["why"] != "words"]
            if facts["instead"]:
                assert documents[0] == f"/d/{facts['instead']}"


def test_they_are_in_no_list_before_the_index_is_told(hundred: Hundred) -> None:
    client = hundred.app.test_client()
    withdrawn = set(hundred.withdrawn)
    shown = [
        "/", "/recherche", "/recherche?q=disons&vue=documents", "/recherche.json?q=disons", "/recherche.atom",
        "/recherche.csv?q=disons", "/recherche.ris?q=disons", "/themes", "/themes/eau", "/sitemap.xml",
    ]  # fmt: skip
    shown += [f"/intervenants/{facts['speaker']}" for facts in list(hundred.withdrawn.values())[:5]]
    for address in shown:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not [pid for pid in withdrawn if pid in answer.text], address
        assert "Rapport retiré" not in answer.text, address
    addresses = {one.text for one in etree.fromstring(client.get("/sitemap.xml").data).iter("{*}loc")}
    assert len([one for one in addresses if "/d/" in one]) == 20


def test_once_the_index_is_told_nothing_is_counted_either(hundred: Hundred) -> None:
    opened = hundred.app.extensions["mediatheque"]
    follow(opened.catalogue, opened.engine)
    found = hundred.app.test_client().get("/recherche.json?q=disons&vue=documents").json
    assert found["total"] == len(found["hits"]) == 20
    assert set(opened.engine.held()).isdisjoint(hundred.withdrawn)
