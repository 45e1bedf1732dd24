"""Every kind of permanent address, in every state that its record may be in: 404 only for what never was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from lxml import html

from corpus.catalogue import Catalogue, merging, withdrawing
from corpus.catalogue.models import Document, Passage, Succession, Term
from corpus.catalogue.quoting import quote
from corpus.catalogue.saved_searches import keep
from corpus.catalogue.selections import Sent, publish
from corpus.permalinks import mint
from corpus.settings import Settings
from corpus.vocabularies import terms
from search.index.engines import open_engine
from search.index.follow import follow
from search.query.request import Query
from search.query.sent import shown
from search.query.structure import digest, structure
from search.web import create_app

from .conftest import _factories

#: What may stand after the pid of each kind of record.
FORMS = {
    "d": ("", ".json", ".jsonld", ".ris", ".bib", ".csl", "/original", "/page/1"),
    "p": ("", ".json", ".ris", ".bib", ".csl", "/citer"),
    "c": ("", ".json", ".ris", ".bib", ".csl"),
    "s": ("", ".json", ".html", ".md", ".txt", ".docx", ".pdf", "/courriel"),
    "r": ("", ".json", ".csv", ".atom", ".rss", ".feed.json", ".ris", ".bib"),
    "intervenants": ("",),
    "territoires": ("",),
    "themes": ("",),
}
#: What needs a real file to be drawn from, or another program; alive, it is tested in its own room.
DRAWN = ("/page/1", ".pdf")
STATUS = {"alive": 200, "moved": 301, "merged": 301, "withdrawn": 410, "never": 404}


@dataclass(frozen=True)
class House:
    app: Flask
    standing: dict[tuple[str, str], str]  # (kind, state) → what stands in the address
    targets: dict[str, str]  # address that leads on → where it must end

    def get(self, address: str) -> Any:
        return self.app.test_client().get(address)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Any:
    home = tmp_path_factory.mktemp("adresses")
    settings = Settings(home=str(home))
    catalogue = Catalogue.open(settings.catalogue_url)
    with catalogue.writing() as session:
        known = _factories().collection(session, settings)
        standing, targets = _records(session, known)
    engine = open_engine("memory:")
    follow(catalogue, engine)
    catalogue.close()
    app = create_app(settings, engine)
    app.testing = True
    yield House(app, standing, targets)
    app.extensions["mediatheque"].catalogue.close()


def _records(session: Any, known: Any) -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    first, gone = session.get_one(Passage, known.water_first), session.get_one(Passage, known.withdrawn_passage)
    led_away = mint()
    session.add(Succession(old_pid=led_away, new_pid=gone.pid))
    asks = structure(Query(words="assainissement"))
    sent = shown(session, known.water_first)
    item = Sent(known.water_first, sent.quotation, sent.to_record())
    selections = [publish(session, title, "", [item]) for title in ("Lettre de mai", "Lettre de juin")]
    withdrawing.restore(session, session.get_one(Document, known.withdrawn), "Anne")  # to be quoted first
    quotations = {"alive": quote(session, first, 0, 10).pid, "withdrawn": quote(session, gone, 0, 5).pid}
    withdrawing.withdraw(session, session.get_one(Document, known.withdrawn), "Essai.", "Anne", known.minutes)
    withdrawing.withdraw_selection(session, selections[1], "Essai.", "Anne")
    standing = {
        ("d", "alive"): known.water,
        ("d", "withdrawn"): known.withdrawn,
        ("p", "alive"): known.water_first,
        ("p", "moved"): known.moved,
        ("p", "withdrawn"): known.withdrawn_passage,
        ("p", "withdrawn, moved before"): led_away,
        ("c", "alive"): quotations["alive"],
        ("c", "withdrawn"): quotations["withdrawn"],
        ("s", "alive"): selections[0].pid,
        ("s", "withdrawn"): selections[1].pid,
        ("r", "alive"): keep(session, asks, digest(asks), "assainissement").pid,
    }
    targets = {f"/p/{known.moved}": f"/p/{known.water_first}"}
    for plural, alive in _authorities(session, known).items():
        key = alive.code if plural == "themes" else alive.pid
        standing[plural, "alive"] = key
        for state, made in _others(session, plural, alive).items():
            standing[plural, state] = made.code if plural == "themes" else made.pid
            if state.startswith("merged"):
                targets[f"/{plural}/{standing[plural, state]}"] = f"/{plural}/{key}"
                targets[f"/{plural}/{made.pid}"] = f"/{plural}/{key}"
    session.flush()
    return standing, targets


def _authorities(session: Any, known: Any) -> dict[str, Term]:
    return {
        "intervenants": session.get_one(Term, known.aline),
        "territoires": session.get_one(Term, known.lille),
        "themes": terms.theme(session, "eau-assainissement"),
    }


def _others(session: Any, plural: str, alive: Term) -> dict[str, Term]:
    """Two that became `alive`, one by way of the other, and one that was withdrawn."""

    def made(name: str) -> Term:
        if plural == "intervenants":
            return terms.speaker(session, f"{name} Vasseur", [])
        if plural == "themes":
            return terms.put_theme(session, name.lower(), name, None, [])
        return terms.territory(session, name, "commune", "FR", None)

    first, second, withdrawn = made("Alix"), made("Line"), made("Retirée")
    merging.merge(session, first, second, "Anne")
    merging.merge(session, second, alive, "Anne")
    withdrawing.withdraw_term(session, withdrawn, "Essai.", "Anne")
    return {"merged": second, "merged, by way of another": first, "withdrawn": withdrawn}


def test_the_table_below_knows_every_address_that_the_site_has(house: House) -> None:
    known = set()
    for rule in house.app.url_map.iter_rules():
        parts = str(rule).split("/")
        if parts[1] in FORMS and "GET" in rule.methods:
            after = re.sub(r"^<[^>]*pid>", "", "/".join(parts[2:])).replace("<int:number>", "1")
            forms = re.search(r"<any\((.*)\):form>", after)
            endings = [one.strip(" '\"") for one in forms.group(1).split(",")] if forms else [""]
            known |= {(parts[1], (f".{one}" if forms else after)) for one in endings}
    assert known == {(kind, form) for kind, several in FORMS.items() for form in several if len(kind) == 1}


def test_every_address_answers_as_its_record_stands(house: House) -> None:
    wrong = []
    for (kind, state), key in house.standing.items():
        for form in FORMS[kind]:
            if state == "alive" and form in DRAWN:
                continue
            with house.get(f"/{kind}/{key}{form}") as answer:
                if answer.status_code != (303 if (state, form) == ("moved", "/citer") else STATUS[state.split(",")[0]]):
                    wrong.append((kind, state, form, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("key", ["00000000000", "bcdfghjkmn0", "x", "x.json", "..", "%00", "é" * 300])
def test_what_never_was_is_not_found(house: House, key: str) -> None:
    for kind, forms in FORMS.items():
        for form in forms:
            assert house.get(f"/{kind}/{key}{form}").status_code in (404, 308), f"/{kind}/{key}{form}"


def test_what_moved_or_was_merged_leads_there_in_one_step(house: House) -> None:
    for address, target in house.targets.items():
        answer = house.get(address)
        assert (answer.status_code, re.split("[?#]", answer.location)[0]) == (301, target)
        assert house.get(target).status_code == 200


def test_a_search_filtered_by_what_was_merged_means_what_it_became(house: House) -> None:
    for plural, argument in (("intervenants", "intervenant"), ("territoires", "territoire"), ("themes", "theme")):
        now = house.get(f"/recherche.json?{argument}={house.standing[plural, 'alive']}").json
        then = house.get(f"/recherche.json?{argument}={house.standing[plural, 'merged, by way of another']}").json
        assert now["total"] > 0
        assert (then["total"], then["query"]) == (now["total"], now["query"])
        gone = house.get(f"/recherche?{argument}={house.standing[plural, 'withdrawn']}").text
        assert "ce filtre ne trouve plus rien" in gone


def test_lists_and_filters_show_neither_merged_nor_withdrawn(house: House) -> None:
    shown = "".join(house.get(f"/{plural}").text for plural in ("intervenants", "territoires", "themes"))
    shown += house.get("/recherche").text + house.get("/sitemap.xml").text
    for (kind, state), key in house.standing.items():
        if state != "alive" and len(kind) > 1:
            assert f"/{kind}/{key}" not in shown
            assert f"={key}" not in shown


def test_nothing_says_that_it_may_be_kept_when_it_may_be_withdrawn(house: House) -> None:
    """What a cache keeps is still read when it is withdrawn: it has to ask again each time."""
    for (kind, state), key in house.standing.items():
        for form in FORMS[kind]:
            if state == "alive" and form in DRAWN:
                continue
            with house.get(f"/{kind}/{key}{form}") as answer:
                kept = answer.headers["Cache-Control"]
                assert "no-store" in kept or "no-cache" in kept or "max-age=0" in kept, f"/{kind}/{key}{form}: {kept}"


def test_a_withdrawn_page_is_for_people_too(house: House) -> None:
    page = html.fromstring(house.get(f"/d/{house.standing['d', 'withdrawn']}").text)
    assert page.xpath("//section[contains(@class, 'instead-first')]//a/text()") == ["Compte rendu de l’atelier déchets"]
    term = house.get(f"/intervenants/{house.standing['intervenants', 'withdrawn']}").text
    assert "Cette notice a été retirée" in term
    assert "Retirée Vasseur" in term
