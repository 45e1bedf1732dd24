"""« À vérifier » as a browser without JavaScript sees it: the queue, one notice, its form, two people at once."""

from __future__ import annotations

import html
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from lxml import html as lxml_html

from corpus.catalogue import describing, doubt, verifying
from corpus.catalogue.models import Act, Assignment, Document, Partnership, Passage, Proposal
from corpus.installation import Installation
from corpus.vocabularies import terms

from .conftest import Visitor


def _factories() -> ModuleType:
    if "factories" not in sys.modules:
        path = Path(__file__).resolve().parents[3] / "factories.py"
        spec = importlib.util.spec_from_file_location("factories", path)
        sys.modules["factories"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["factories"])
    return sys.modules["factories"]


@pytest.fixture
def known(installation: Installation) -> Any:
    """The small collection, with what a machine read of its first document."""
    with installation.catalogue.writing() as session:
        found = _factories().collection(session, installation.settings)
        read = [
            ("title", "L’eau en partage : actes du colloque de Lille", 0.9, 1, "L’eau en partage"),
            ("title", "L’eau propre", 0.4, 1, "L’eau propre"),
            ("kind", "proceedings", 0.9, 1, "Actes du colloque"),
            ("date", "2009-12-10", 0.95, 1, "Jeudi 10 décembre 2009"),
            ("date", "2009", 0.5, 2, "année 2009"),
            ("place", "Lille", 0.5, None, ""),
            ("language", "fr", 1.0, None, ""),
            ("organiser", "Réseau des villes de l’eau", 0.85, 1, "organisé par"),
            ("organiser", "Maison du Nord", 0.85, 1, "organisé par"),
        ]
        document = session.get_one(Document, found.water)
        made = [Proposal(field=f, value=v, score=s, page=p, quotation=q) for f, v, s, p, q in read]
        describing.propose(session, document.pid, made)
        describing.settle(session, document)
        theme = terms.theme(session, "eau-assainissement")
        session.add(Assignment(document=document, term=theme, score=0.9, evidence="assainissement, eau"))
    return found


@pytest.fixture
def anne(visitor: Visitor) -> Visitor:
    visitor.enter("Anne")
    return visitor


def plain(page: str) -> str:
    """The page with ordinary spaces beside its punctuation."""
    return page.replace("\u00a0", " ").replace("&nbsp;", " ")


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of the form of a notice as it stands."""
    form = lxml_html.fromstring(page).get_element_by_id("notice")
    return dict(form.form_values())


def send(visitor: Visitor, pid: str, form: dict[str, str], act: str = "garder", **changed: str | None) -> Any:
    """Send the form of a notice; a field that is changed to None is a box that is not ticked."""
    given = {name: value for name, value in {**form, **changed}.items() if value is not None}
    return visitor.client.post(f"/bureau/a-verifier/{pid}", data={**given, "acte": act})


def decided(installation: Installation, pid: str) -> dict[str, tuple[str, str]]:
    with installation.catalogue.session() as session:
        return {one.field: (one.value, one.who) for one in describing.history(session, pid)}


@pytest.mark.usefixtures("known")
def test_the_queue_begins_with_what_readers_lose_most_by(anne: Visitor):
    page = anne.get("/bureau/a-verifier").text
    titles = re.findall(r'<h2><a href="/bureau/a-verifier/\w+">(.*?)</a>', page)
    assert len(titles) == 3  # with a file, not withdrawn
    assert "Compte" in titles[0]  # nothing was read of it, and it may be a duplicate
    assert "Rapport retiré" not in page
    assert "Guide des jumelages" not in page
    only = anne.get("/bureau/a-verifier?doute=double").text
    assert re.findall(r"<h2><a [^>]*>(.*?)</a>", only) == ["Compte rendu de l’atelier déchets (copie)"]


def test_the_screen_shows_where_each_value_was_read_and_how_sure_it_is(anne: Visitor, known: Any):
    page = lxml_html.fromstring(anne.get(f"/bureau/a-verifier/{known.water}").text)
    date = page.get_element_by_id("champ-date")
    assert date.xpath('.//*[@class="sureness"]')[0].text_content().strip() == "sûr"
    assert date.xpath('.//*[@class="sureness"]/@title') == ["0,95"]
    assert "Jeudi 10 décembre 2009" in date.text_content()
    assert date.xpath('.//button[contains(@class, "choice")]/@value') == ["prendre:date=2009"]
    place = page.get_element_by_id("champ-place")
    assert place.xpath('.//*[@class="sureness"]')[0].text_content().strip() == "à vérifier"
    assert "Aline Vasseur" in page.get_element_by_id("champ-speakers").text_content()
    assert page.xpath(f'//input[@name="nom.{known.aline}"]/@value') == ["Aline Vasseur"]
    assert page.xpath('//*[@id="original"]//img/@src')


def test_nothing_is_decided_of_what_nobody_touched(anne: Visitor, known: Any, installation: Installation):
    form = form_of(anne.get(f"/bureau/a-verifier/{known.water}").text)
    answer = send(anne, known.water, form)
    assert answer.status_code == 303
    assert decided(installation, known.water) == {}
    with installation.catalogue.session() as session:
        assert session.query(Act).count() == 0


def test_accept_correct_refuse_and_undo(anne: Visitor, known: Any, installation: Installation):
    form = form_of(anne.get(f"/bureau/a-verifier/{known.water}").text)
    with installation.catalogue.session() as session:
        theme = terms.theme(session, "eau-assainissement").pid
    changes = {"avis.date": "oui", "v.place": "Roubaix", "avis.organisers": "non", f"t.{theme}": None}
    answer = send(anne, known.water, form, **changes)
    assert decided(installation, known.water) == {
        "date": ("2009-12-10", "Anne"),
        "place": ("Roubaix", "Anne"),
        "organisers": ("", "Anne"),
    }
    with installation.catalogue.session() as session:
        document = session.get_one(Document, known.water)
        assert (document.place, document.organisers) == ("Roubaix", [])
        assert verifying.statuses(session, document)[theme] == "rejected"
    page = anne.get(answer.location).text
    assert "Notice vérifiée" in page
    undo = re.search(r'action="(/bureau/a-verifier/annuler/\d+)"', page)[1]
    assert anne.client.post(undo, data={"jeton": form["jeton"]}).status_code == 303
    assert decided(installation, known.water) == {}
    with installation.catalogue.session() as session:
        assert session.get_one(Document, known.water).place == "Lille"


def test_accept_all_is_one_act_and_leads_to_the_next(anne: Visitor, known: Any, installation: Installation):
    form = form_of(anne.get(f"/bureau/a-verifier/{known.water}").text)
    answer = send(anne, known.water, form, "tout", **{f"nom.{known.aline}": "Aline Vasseur-Petit"})
    assert answer.status_code == 303
    assert known.water not in answer.location.partition("?")[0]
    said = decided(installation, known.water)
    assert {name for name in said if name != doubt.VERIFIED} == {
        "title", "kind", "date", "place", "language", "organisers"
    }  # fmt: skip
    with installation.catalogue.session() as session:
        first = session.get_one(Passage, known.water_first)
        assert first.speaker.label == "Aline Vasseur-Petit"
        assert {one.status for one in session.query(Partnership).filter_by(document_pid=known.water)} == {"accepted"}
        assert session.query(Act).count() == 1
        assert known.water not in [one.pid for one in doubt.queue(session)]


def test_a_place_to_look_at_loses_nothing_that_was_typed(anne: Visitor, known: Any, installation: Installation):
    form = form_of(anne.get(f"/bureau/a-verifier/{known.water}").text)
    page = send(anne, known.water, form, "voir:date", **{"v.place": "à moitié"}).text
    assert form_of(page)["v.place"] == "à moitié"
    assert "page/1?mots=Jeudi+10+d" in page
    page = send(anne, known.water, form_of(page), "prendre:date=2009").text
    assert form_of(page)["v.date"] == "2009"
    assert form_of(page)["v.place"] == "à moitié"
    assert decided(installation, known.water) == {}


def test_a_wrong_date_is_told_and_nothing_is_recorded(anne: Visitor, known: Any, installation: Installation):
    form = form_of(anne.get(f"/bureau/a-verifier/{known.water}").text)
    answer = send(anne, known.water, form, "tout", **{"v.date": "hier", "v.place": "Roubaix"})
    assert answer.status_code == 400
    assert "écrivez 2009, 2009-12 ou 2009-12-10" in html.unescape(answer.text)
    assert form_of(answer.text)["v.date"] == "hier"
    assert decided(installation, known.water) == {}


def test_the_pages_are_valid_html(anne: Visitor, known: Any, html_faults: Any):
    asked = {"file": "", "notice": f"/{known.water}", "passages": f"/{known.water}/passages?ouvert={known.water_first}"}
    pages = {name: anne.get(f"/bureau/a-verifier{path}").text for name, path in asked.items()}
    form = form_of(pages["notice"])
    send(anne, known.water, form, **{"v.title": "Autre"})
    pages["clash"] = send(anne, known.water, form, "tout", **{"v.title": "Encore"}).text
    assert html_faults(pages) == []


def test_a_page_picture_is_shown_to_librarians_only(visitor: Visitor, anne: Visitor, known: Any):
    address = f"/bureau/a-verifier/{known.water}/page/"
    assert anne.get(f"{address}99").status_code == 404
    assert anne.get(f"{address}0").status_code == 404
    assert anne.get(f"/bureau/a-verifier/{known.minutes}/page/1").status_code == 404
    assert visitor.get("/bureau/a-verifier/inconnu").status_code == 404
    assert visitor.get(f"/bureau/a-verifier/{known.water}/volet?page=2&mots=propre").status_code == 200


def test_names_are_offered_while_one_is_typed(anne: Visitor, known: Any):
    found = anne.get("/bureau/a-verifier/noms/intervenants?q=vass").json["names"]
    assert [one["label"] for one in found] == ["Aline Vasseur"]
    assert anne.get("/bureau/a-verifier/noms/intervenants?q=v").json["names"] == []
    assert known.aline == found[0]["pid"]
