"""A search is kept once, at one address, as a structure; the address shows what the collection has today."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from corpus.catalogue.models import SavedSearch, Speaker
from corpus.permalinks import is_pid

OURS = {"Sec-Fetch-Site": "same-origin"}


def keep(client: FlaskClient, **args: str) -> str:
    answer = client.post("/r/", data=args, headers=OURS)
    assert answer.status_code == 303
    return str(answer.location)


def test_a_search_is_kept_with_its_filters_and_shown_at_its_address(each_site: Any) -> None:
    client = each_site.app.test_client()
    address = keep(client, q="assainissement", type="proceedings", vue="documents")
    assert address.startswith("/r/")
    assert is_pid(address.removeprefix("/r/"))
    page = html.fromstring(client.get(address).text)
    assert page.xpath("//section[@class='kept']//a[@data-copy]/@href") == [f"http://localhost{address}"]
    assert len(page.xpath("//article")) == 1
    assert page.xpath("//link[@rel='canonical']/@href") == [f"http://localhost{address}"]
    feeds = page.xpath("//link[@rel='alternate'][contains(@type, '+xml') or contains(@type, 'feed')]/@href")
    assert [f"{address}.{form}" for form in ("atom", "rss", "feed.json")] == feeds[:3]
    chips = set(page.xpath("//ul[@class='chips']//a/@href"))
    assert chips == {"/recherche?q=assainissement&vue=documents"}  # filters go on from here


def test_the_same_search_has_one_address_however_it_was_typed(client: FlaskClient) -> None:
    first = keep(client, q="« eau potable »", annee="2009", page="4")
    assert keep(client, q='"eau potable"', annee="2009", tri="pertinence") == first
    assert keep(client, q='"eau potable"', annee="2010") != first
    assert keep(client, q="de la") == keep(client, q="")  # what means nothing lists everything


def test_the_results_page_offers_to_keep_then_shows_the_address(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/recherche?q=hivernage&annee=2009").text)
    (form,) = page.xpath("//section[@class='forms']//form")
    given = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    assert given == {"q": "hivernage", "annee": "2009"}
    address = keep(client, **given)
    page = html.fromstring(client.get("/recherche?q=hivernage&annee=2009").text)
    assert page.xpath("//section[@class='forms']//a[@data-copy]/@href") == [f"http://localhost{address}"]


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://ailleurs.example"}])
def test_a_form_of_another_site_keeps_nothing(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/r/", data={"q": "ailleurs"}, headers=headers).status_code == 403


def test_a_form_that_is_far_too_long_is_refused(client: FlaskClient) -> None:
    assert client.post("/r/", data={"q": "long " * 40_000}, headers=OURS).status_code == 413


def test_looking_keeps_nothing(client: FlaskClient) -> None:
    assert client.get("/r/").status_code in (404, 405)
    assert "0 résultat" not in client.get("/recherche?q=ailleurs").text
    assert not html.fromstring(client.get("/recherche?q=ailleurs").text).xpath(
        "//section[@class='forms']//a[@data-copy]"
    )


@pytest.mark.parametrize("form", ["json", "csv", "atom", "rss", "feed.json", "ris", "bib"])
def test_a_kept_search_has_every_form_that_a_search_has(client: FlaskClient, form: str) -> None:
    address = keep(client, q="hivernage")
    kept, asked = client.get(f"{address}.{form}"), client.get(f"/recherche.{form}?q=hivernage")
    assert (kept.status_code, kept.mimetype) == (200, asked.mimetype)
    if form == "json":
        assert kept.json["hits"] == asked.json["hits"]
    elif form in ("csv", "ris", "bib"):
        assert kept.data == asked.data


def test_what_was_never_kept_is_not_found(client: FlaskClient) -> None:
    for form in ("", ".json", ".atom", ".feed.json"):
        assert client.get(f"/r/00000000000{form}").status_code == 404


def test_a_structure_of_another_version_is_read_as_far_as_it_goes(site: Any) -> None:
    with site.app.extensions["mediatheque"].catalogue.writing() as session:
        made = SavedSearch(
            query={"version": 9, "words": "hivernage", "filters": {"mood": ["gay"], "year": ["2009"]}, "near": 5},
            digest="of another time",
        )
        session.add(made)
        session.flush()
        pid = made.pid
    answer = site.app.test_client().get(f"/r/{pid}")
    assert answer.status_code == 200
    (told,) = html.fromstring(answer.text).xpath("//section[@class='kept']/p[@class='notice-box']")
    for part in ("near", "version", "filters.mood"):
        assert part in told.text_content()
    assert site.app.test_client().get(f"/r/{pid}.json").json["total"] == 1


def test_a_kept_search_by_somebody_who_was_merged_means_who_that_became(site: Any) -> None:
    client = site.app.test_client()
    catalogue = site.app.extensions["mediatheque"].catalogue
    with catalogue.writing() as session:
        other = Speaker(label="Aline Vasseur-Petit")
        session.add(other)
        session.flush()
        old = other.pid
    address = keep(client, intervenant=old)
    with catalogue.writing() as session:
        session.get_one(Speaker, old).merged_into = site.known.aline
    for asked in (f"{address}.json", f"/recherche.json?intervenant={old}"):
        found = client.get(asked).json
        assert found["total"] == 2
        assert found["query"]["speaker"] == [site.known.aline]
    page = client.get(address).text
    assert "Aline Vasseur" in page
    assert old not in page


def test_no_more_searches_are_kept_within_an_hour_than_the_house_takes(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = site.app.test_client()
    known = keep(client, q="trop")
    monkeypatch.setattr("corpus.catalogue.saved_searches.MOST_AN_HOUR", 1)
    refused = client.post("/r/", data={"q": "vraiment trop"}, headers=OURS)
    assert refused.status_code == 429
    assert "Trop de recherches" in refused.text
    assert keep(client, q="trop") == known  # what has an address keeps it
