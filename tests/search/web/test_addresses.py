"""Every address that others rely on answers by GET, without JavaScript, as they expect."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import etree

PAGES = (
    "/",
    "/recherche",
    "/recherche?q=eau",
    "/recherche?q=eau&vue=documents&tri=titre",
    "/recherche?q=eau+compost",
    "/recherche?q=introuvable",
    "/d/{water}",
    "/d/{water}?q=eau",
    "/d/{minutes}",
    "/d/{reference}",
    "/d/{double}",
    "/p/{water_first}",
    "/p/{water_first}?q=eau",
    "/p/{water_second}",
    "/intervenants",
    "/intervenants?q=vass",
    "/intervenants/{aline}",
    "/territoires",
    "/territoires?q=lil",
    "/territoires/{lille}",
    "/territoires/{france}",
    "/themes",
    "/themes?q=eau",
    "/themes/eau-assainissement",
    "/aide",
    "/accessibilite",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_on_every_database(each_site: Any, address: str) -> None:
    answer = each_site.app.test_client().get(address.format(**vars(each_site.known)))
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"


def test_a_passage_stands_in_its_document_with_the_words_marked(client: FlaskClient, known: Any) -> None:
    page = client.get(f"/p/{known.water_first}?q=assainissement").text
    assert "<mark>assainissement</mark>" in page
    assert "Aline Vasseur" in page
    assert "L’eau en partage" in page
    assert f'href="/p/{known.water_second}?q=assainissement"' in page  # the next passage keeps the words
    assert "&lt;services&gt;" in page


def test_an_old_permalink_leads_to_its_successor_with_the_words(client: FlaskClient, known: Any) -> None:
    answer = client.get(f"/p/{known.moved}?q=eau")
    assert (answer.status_code, answer.location) == (301, f"/p/{known.water_first}?q=eau&de={known.moved}#mots")
    assert client.get(f"/p/{known.moved}.json").location == f"/p/{known.water_first}.json?de={known.moved}"


@pytest.mark.parametrize("address", ["/d/{withdrawn}", "/p/{withdrawn_passage}", "/d/{withdrawn}/original"])
def test_what_was_withdrawn_says_so_and_where_to_look(client: FlaskClient, known: Any, address: str) -> None:
    answer = client.get(address.format(**vars(known)))
    assert answer.status_code == 410
    for told in ("Rapport retiré", "1er mars 2024".replace(" ", "\u00a0"), "Demande de l’auteur.", "Où chercher"):
        assert told in answer.text
    assert "Ce texte ne doit plus être lu" not in answer.text


def test_withdrawn_for_programs(client: FlaskClient, known: Any) -> None:
    answer = client.get(f"/d/{known.withdrawn}.json")
    assert answer.status_code == 410
    assert answer.json["error"] == {
        "code": "withdrawn",
        "message": "« Rapport retiré » a été retiré le 2024-03-01 : Demande de l’auteur.",
        "title": "Rapport retiré",
        "date": "2024-03-01",
        "reason": "Demande de l’auteur.",
        "alternatives": [{"why": "search", "url": "/recherche?q=Rapport+retir%C3%A9", "title": "Rapport retiré"}],
    }


@pytest.mark.parametrize(
    "address", ["/nulle-part", "/d/00000000000", "/p/zzz", "/intervenants/x", "/themes/inconnu", "/d/{water}/page/99"]
)
def test_what_never_was_is_a_friendly_404(client: FlaskClient, known: Any, address: str) -> None:
    answer = client.get(address.format(**vars(known)))
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.text
    assert 'role="search"' in answer.text


def test_a_badly_copied_identifier_is_told(client: FlaskClient) -> None:
    assert "mal recopiée\u00a0: l’identifiant" in client.get("/d/bcdfghjkmn0").text


def test_the_original_is_a_download_under_its_own_name(client: FlaskClient, known: Any) -> None:
    with client.get(f"/d/{known.water}/original") as answer:
        assert answer.data.startswith(b"%PDF")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "Actes%20du%20colloque%20%C3%A9t%C3%A9.pdf" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/d/{known.reference}/original").status_code == 404


def test_document_and_passage_for_programs_have_their_text(client: FlaskClient, known: Any) -> None:
    document = client.get(f"/d/{known.water}.json").json
    assert document["kind"] == "proceedings"
    assert document["date"] == "2009-12-10"
    assert [one["name"] for one in document["speakers"]] == ["Aline Vasseur", "Moussa Ndiaye"]
    assert document["passages"][0]["text"].startswith("Mesdames, messieurs")
    passage = client.get(f"/p/{known.water_first}.json").json
    assert passage["text"] == document["passages"][0]["text"]
    assert passage["document"]["pid"] == known.water
    assert passage["after"] == f"/p/{known.water_second}"
    assert {one["name"] for one in passage["territories"]} == {"Lille", "Saint-Louis"}
    linked = client.get(f"/d/{known.water}.jsonld")
    assert linked.mimetype == "application/ld+json"
    assert json.loads(linked.data)["@context"] == "https://schema.org"


def test_search_json_is_as_agreed(client: FlaskClient, known: Any) -> None:
    found = client.get("/recherche.json?q=assainissement&theme=eau-assainissement").json
    assert set(found) == {"query", "total", "view", "took_ms", "suggestion", "relaxed", "hits", "facets"}
    assert found["total"] == len(found["hits"]) == 2
    hit = next(one for one in found["hits"] if one["pid"] == known.water_first)
    assert hit["url"] == f"/p/{known.water_first}"
    assert hit["document"]["pid"] == known.water
    assert hit["document"]["id"] is None
    assert (hit["passage_kind"], hit["speaker"], hit["page"]) == ("intervention", "Aline Vasseur", 1)
    assert "<mark>assainissement</mark>" in hit["snippet"]
    assert list(found["facets"]) == ["theme", "speaker", "territory", "kind", "year", "language"]
    assert found["facets"]["theme"][0] == {
        "value": "eau-assainissement",
        "label": "Eau et assainissement",
        "count": 2,
        "selected": True,
    }
    france = next(one for one in found["facets"]["territory"] if one["value"] == known.france)
    assert france == {"value": known.france, "label": "France", "count": 1, "selected": False}


def test_a_reference_without_text_is_found_as_itself(client: FlaskClient, known: Any) -> None:
    (hit,) = client.get("/recherche.json?q=jumelages+ruraux").json["hits"]
    assert (hit["pid"], hit["url"]) == (known.reference, f"/d/{known.reference}")
    assert hit["document"]["id"] == "CAT-0042"
    assert hit["speaker"] is None


def test_words_that_never_stand_together_are_searched_apart_and_it_is_told(client: FlaskClient) -> None:
    assert client.get("/recherche.json?q=compost+pompage").json["relaxed"] == {"kind": "any-word"}
    page = client.get("/recherche?q=compost+pompage").text
    assert "Aucun passage ne contient tous ces mots\u00a0; voici ceux qui en contiennent une partie." in page


def test_a_slip_is_noticed(client: FlaskClient) -> None:
    assert client.get("/recherche.json?q=asainissement").json["suggestion"] == "assainissement"
    page = client.get("/recherche?q=asainissement").text
    assert "Vouliez-vous dire" in page
    assert 'href="/recherche?q=assainissement"' in page


def test_csv_opens_in_a_spreadsheet(client: FlaskClient) -> None:
    answer = client.get("/recherche.csv?q=assainissement")
    assert answer.mimetype == "text/csv"
    text = answer.data.decode("utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert {row["Intervenant"] for row in rows} == {"Aline Vasseur", "Moussa Ndiaye"}
    assert all(row["Adresse"].startswith("http://localhost/p/") for row in rows)


@pytest.mark.parametrize(("form", "root"), [("atom", "feed"), ("rss", "rss")])
def test_feeds_are_xml_with_permanent_links(client: FlaskClient, known: Any, form: str, root: str) -> None:
    answer = client.get(f"/recherche.{form}?q=assainissement")
    tree = etree.fromstring(answer.data)
    assert etree.QName(tree).localname == root
    assert f"http://localhost/p/{known.water_first}" in answer.text
    assert "MEDIATHEQUE_URL" in answer.text  # says that the public address is not set


def test_references_for_bibliographies(client: FlaskClient, known: Any) -> None:
    ris = client.get("/recherche.ris?q=hivernage").data.decode()
    assert ris.startswith("TY  - CHAP\r\n")
    assert "AU  - Ndiaye, Moussa\r\n" in ris
    assert f"UR  - http://localhost/p/{known.water_second}\r\n" in ris
    assert ris.endswith("ER  - \r\n")
    bib = client.get("/recherche.bib?q=hivernage").text
    assert bib.startswith("@incollection{ndiaye2009-")
    assert "author = {Ndiaye, Moussa}" in bib


def test_for_programs(client: FlaskClient, known: Any) -> None:
    health = client.get("/healthz")
    assert (health.status_code, health.json["status"], health.json["documents"]) == (200, "ok", 4)
    robots = client.get("/robots.txt")
    assert robots.mimetype == "text/plain"
    assert "Disallow: /recherche" in robots.text
    sitemap = etree.fromstring(client.get("/sitemap.xml").data)
    addresses = [one.text for one in sitemap.iter("{*}loc")]
    assert f"http://localhost/d/{known.water}" in addresses
    assert f"http://localhost/d/{known.withdrawn}" not in addresses
    assert f"http://localhost/intervenants/{known.aline}" in addresses
    opensearch = etree.fromstring(client.get("/opensearch.xml").data)
    templates = [one.get("template") for one in opensearch.iter("{*}Url")]
    assert "http://localhost/recherche?q={searchTerms}&page={startPage?}" in templates


def test_a_large_site_map_comes_in_parts(client: FlaskClient, known: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.web.machine.PART", 3)
    index = etree.fromstring(client.get("/sitemap.xml").data)
    assert etree.QName(index).localname == "sitemapindex"
    found = [
        one.text
        for part in index.iter("{*}loc")
        for one in etree.fromstring(client.get(part.text.removeprefix("http://localhost")).data).iter("{*}loc")
    ]
    assert len(found) == len(set(found))
    documents = {one for one in found if "/d/" in one}
    assert documents == {
        f"http://localhost/d/{pid}" for pid in (known.water, known.minutes, known.reference, known.double)
    }
    assert "http://localhost/themes" in found


def test_with_a_public_address_every_link_carries_it(site: Any) -> None:
    from dataclasses import replace

    from search.web import create_app

    opened = site.app.extensions["mediatheque"]
    settings = replace(opened.settings, url="https://exemple.org/fonds/")
    client = create_app(settings, opened.engine).test_client()
    feed = client.get("/recherche.atom?q=hivernage").text
    assert f"https://exemple.org/fonds/p/{site.known.water_second}" in feed
    assert "MEDIATHEQUE_URL" not in feed
    page = client.get(f"/p/{site.known.water_second}").text
    assert f'<link rel="canonical" href="https://exemple.org/fonds/p/{site.known.water_second}">' in page
    assert 'href="/fonds/static/site.css' in page
    client.application.extensions["mediatheque"].catalogue.close()
