"""Every kind of permanent address, in every state that its record may be in: 404 only for what never was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from lxml import html

from corpus.catalogue import Catalogue, merging, trash, twins, withdrawing
from corpus.catalogue.models import Document, Passage, Selection, Succession, Term
from corpus.catalogue.quoting import quote
from corpus.catalogue.saved_searches import keep
from corpus.catalogue.selections import Sent, publish
from corpus.files import FileStore
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
    "d": ("", ".json", ".jsonld", ".ris", ".bib", ".csl", "/original", "/page/1", "/image.png", "/qr.svg"),
    "p": ("", ".json", ".ris", ".bib", ".csl", "/citer", "/image.png", "/qr.svg"),
    "c": ("", ".json", ".ris", ".bib", ".csl", "/image.png", "/qr.svg"),
    "s": ("", ".json", ".html", ".md", ".txt", ".docx", ".pdf", "/courriel", "/image.png", "/qr.svg"),
    "r": ("", ".json", ".csv", ".atom", ".rss", ".feed.json", ".ris", ".bib", "/image.png"),
    "intervenants": ("",),
    "territoires": ("",),
    "themes": ("",),
}
#: What needs a real file to be drawn from, or another program; alive, it is tested in its own room.
DRAWN = ("/page/1", ".pdf")
STATUS = {"alive": 200, "moved": 301, "merged": 301, "version": 301, "withdrawn": 410, "binned": 410, "emptied": 410}


@dataclass(frozen=True)
class House:
    app: Flask
    standing: dict[tuple[str, str], str]  # (kind, state) → what stands in the address
    targets: dict[str, str]  # address that leads on → where it must end

    def get(self, address: str) -> Any:
        return self.app.test_client().get(address)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Any:
    settings = Settings(home=str(tmp_path_factory.mktemp("adresses")))
    catalogue = Catalogue.open(settings.catalogue_url)
    with catalogue.writing() as session:
        known = _factories().collection(session, settings)
        library = _factories().Library(session, FileStore(settings.files_path), made=100)
        documents = {state: _document(library, f"Document {state}") for state in ("binned", "emptied", "version")}
        withdrawing.restore(session, session.get_one(Document, known.withdrawn), "Anne")  # to be quoted first
    with catalogue.writing() as session:
        standing = _given_out(session, known)
        for state, pid in documents.items():
            standing |= _of_document(session, pid, state)
    with catalogue.writing() as session:
        targets = _changed(session, known, standing)
    engine = open_engine("memory:")
    follow(catalogue, engine)
    catalogue.close()
    app = create_app(settings, engine)
    app.testing = True
    yield House(app, standing, targets)
    app.extensions["mediatheque"].catalogue.close()


def _document(library: Any, title: str) -> str:
    document = library.document(title, kind="minutes", date="2011-03")
    library.passage(
        document,
        "Trier, c’est d’abord parler avec les habitants. Les déchets verts font un bon compost.",
        "Aline Vasseur",
        ("dechets",),
    )
    return str(document.pid)


def _given_out(session: Any, known: Any) -> dict[tuple[str, str], str]:
    """What is given out before anything changes."""
    asks = structure(Query(words="assainissement"))
    sent = shown(session, known.water_first)
    item = Sent(known.water_first, sent.quotation, sent.to_record())
    selections = [publish(session, title, "", [item]).pid for title in ("Lettre de mai", "Lettre de juin")]
    led_away = mint()
    session.add(Succession(old_pid=led_away, new_pid=known.withdrawn_passage))
    return {
        ("d", "alive"): known.water,
        ("p", "alive"): known.water_first,
        ("p", "moved"): known.moved,
        ("c", "alive"): quote(session, session.get_one(Passage, known.water_first), 0, 10).pid,
        ("s", "alive"): selections[0],
        ("s", "withdrawn"): selections[1],
        ("r", "alive"): keep(session, asks, digest(asks), "assainissement").pid,
        ("p", "withdrawn, moved before"): led_away,
        **_of_document(session, known.withdrawn, "withdrawn"),
    }


def _of_document(session: Any, pid: str, state: str) -> dict[tuple[str, str], str]:
    """A document, its first passage, and a sentence of that."""
    passage = session.get_one(Document, pid).current.passages[0]
    return {("d", state): pid, ("p", state): passage.pid, ("c", state): quote(session, passage, 0, 5).pid}


def _changed(session: Any, known: Any, standing: dict[tuple[str, str], str]) -> dict[str, str]:
    """What happens to it; where the addresses that lead on must end."""

    def document(state: str) -> Document:
        return session.get_one(Document, standing["d", state])

    minutes = session.get_one(Document, known.minutes)
    withdrawing.withdraw(session, document("withdrawn"), "Essai.", "Anne", known.minutes)
    withdrawing.withdraw_selection(session, session.get_one(Selection, standing["s", "withdrawn"]), "Essai.", "Anne")
    trash.throw_away(session, [document("emptied")], "Anne")
    trash.empty(session, "Anne", days=-1)
    trash.throw_away(session, [document("binned")], "Anne")
    twins.make_version(session, document("version"), minutes, "Anne", newest=False)
    targets = {
        f"/p/{known.moved}": f"/p/{known.water_first}",
        f"/d/{standing['d', 'version']}": f"/d/{known.minutes}",
        f"/p/{standing['p', 'version']}": f"/p/{minutes.current.passages[0].pid}",
    }
    for plural, alive in _authorities(session, known).items():
        key = alive.code if plural == "themes" else alive.pid
        standing[plural, "alive"] = key
        for state, made in _others(session, plural, alive).items():
            standing[plural, state] = made.code if plural == "themes" else made.pid
            if state.startswith("merged"):
                targets[f"/{plural}/{standing[plural, state]}"] = f"/{plural}/{key}"
                targets[f"/{plural}/{made.pid}"] = f"/{plural}/{key}"
    session.flush()
    return targets


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
        if parts[1] == "<any(d, p, c, s):room>":
            known |= {(kind, f"/{parts[3]}") for kind in "dpcs"}
        if parts[1] in FORMS and "GET" in rule.methods:
            after = re.sub(r"^<[^>]*pid>", "", "/".join(parts[2:])).replace("<int:number>", "1")
            forms = re.search(r"<any\((.*)\):form>", after)
            endings = [one.strip(" '\"") for one in forms.group(1).split(",")] if forms else [""]
            known |= {(parts[1], (f".{one}" if forms else after)) for one in endings}
    assert known == {(kind, form) for kind, several in FORMS.items() for form in several if len(kind) == 1}


def _expected(kind: str, state: str, form: str) -> int:
    if (kind, state) == ("c", "version"):
        return 200  # the words of a quotation are looked for again each time
    if form == "/citer" and state in ("moved", "version"):
        return 303  # a form, and no permanent address
    if form == "/qr.svg" and kind == "p" and state in ("moved", "version"):
        return 200  # the code of the permanent address, which leads on
    return STATUS[state.split(",", maxsplit=1)[0]]


def test_every_address_answers_as_its_record_stands(house: House) -> None:
    wrong = []
    for (kind, state), key in house.standing.items():
        for form in FORMS[kind]:
            if state == "alive" and form in DRAWN:
                continue
            with house.get(f"/{kind}/{key}{form}") as answer:
                if answer.status_code != _expected(kind, state, form):
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
