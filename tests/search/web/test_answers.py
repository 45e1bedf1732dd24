"""What a search answers, with its filters: counts, chosen values, spans of years, pages, ways out of nothing."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from lxml import html


def _found(client: FlaskClient, args: str) -> dict[str, Any]:
    return client.get(f"/recherche.json?{args}").json


def _values(found: dict[str, Any], facet: str) -> dict[str, int]:
    return {one["label"]: one["count"] for one in found["facets"][facet]}


def test_a_filter_keeps_its_other_values(client: FlaskClient) -> None:
    found = _found(client, "type=minutes")
    assert _values(found, "kind") == {"Compte rendu": 3, "Actes de colloque": 3, "Brochure": 1}
    assert found["total"] == 3


def test_several_values_widen_and_several_filters_narrow(client: FlaskClient, known: Any) -> None:
    assert _found(client, "type=minutes&type=brochure")["total"] == 4
    assert _found(client, f"type=minutes&intervenant={known.aline}")["total"] == 1


def test_a_territory_counts_for_those_above_it(client: FlaskClient, known: Any) -> None:
    assert _found(client, f"territoire={known.france}")["total"] == 2  # Lille, and the Nord
    assert _found(client, f"territoire={known.lille}")["total"] == 1


def test_a_span_of_years_is_one_chosen_value(client: FlaskClient) -> None:
    found = _found(client, "annee=2009..2011")
    chosen = [one for one in found["facets"]["year"] if one["selected"]]
    assert chosen == [{"value": "2009..2011", "label": "2009 – 2011", "count": 6, "selected": True}]
    assert found["total"] == 6


def test_documents_are_counted_as_documents(client: FlaskClient, known: Any) -> None:
    found = _found(client, "q=assainissement&vue=documents")
    (hit,) = found["hits"]
    assert (found["total"], hit["document"]["pid"], hit["passages"]) == (1, known.water, 2)
    assert _values(found, "speaker") == {"Aline Vasseur": 1, "Moussa Ndiaye": 1}


def test_order_and_pages(client: FlaskClient) -> None:
    dates = [one["document"]["date"] for one in _found(client, "tri=ancien")["hits"]]
    assert dates == sorted(dates)
    assert _found(client, "page=2")["hits"] == []


def test_filters_that_leave_nothing_say_what_there_would_be_without(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/recherche?q=hivernage&type=minutes").text)
    (way_out,) = page.xpath("//div[@class='nothing']//a[@class='button']")
    assert way_out.get("href") == "/recherche?q=hivernage"
    assert way_out.text_content() == "Voir le résultat sans filtre"


def test_words_without_meaning_list_everything_and_say_so(client: FlaskClient) -> None:
    assert "trop courants" in client.get("/recherche?q=de+la").text


def test_chips_take_filters_away(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/recherche?q=eau&type=proceedings&annee=2009").text)
    chips = {one.get("href") for one in page.xpath("//ul[@class='chips']//a")}
    assert chips == {"/recherche?q=eau&annee=2009", "/recherche?q=eau&type=proceedings", "/recherche?q=eau"}


def test_combinations_of_filters_are_not_for_search_engines(client: FlaskClient) -> None:
    assert 'content="noindex, follow"' in client.get("/recherche?type=minutes").text
    assert 'content="noindex, follow"' not in client.get("/recherche?q=eau").text
    assert '<link rel="canonical" href="http://localhost/recherche?q=eau">' in client.get("/recherche?x=1&q=eau").text


def test_feeds_of_this_very_search_are_announced(client: FlaskClient) -> None:
    page = html.fromstring(client.get("/recherche?q=eau&type=proceedings").text)
    feeds = page.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")
    assert "/recherche.atom?q=eau&type=proceedings" in feeds
    links = page.xpath("//section[@class='forms']//a/@href")
    assert {one.partition("?")[0] for one in links} == {
        f"/recherche.{form}" for form in ("atom", "rss", "feed.json", "csv", "ris", "bib", "json")
    }


def test_the_notice_says_what_a_reader_should_know(client: FlaskClient, known: Any) -> None:
    notice = client.get(f"/d/{known.water}").text
    for told in (
        "La page 2 est une numérisation peu lisible.",
        "Moussa Ndiaye",
        "Nous avons signé la convention",
        "12",
    ):
        assert told in notice
    assert 'name="DC.title" content="L’eau en partage : actes du colloque de Lille"' in notice
    assert 'name="citation_publication_date" content="2009/12/10"' in notice
    assert "un double" in client.get(f"/d/{known.double}").text
    assert f'href="/d/{known.double}"' in client.get(f"/d/{known.minutes}").text
    assert "sans en avoir le fichier" in client.get(f"/d/{known.reference}").text


def test_a_speaker_is_shown_with_roles_by_document(client: FlaskClient, known: Any) -> None:
    page = client.get(f"/intervenants/{known.aline}").text
    for told in ("vice-présidente, Métropole de Lille", "élue", "2 documents", "Déchets", "Lille"):
        assert told in page
    assert f'name="intervenant" value="{known.aline}"' in page


def test_words_are_looked_for_within_the_lists(client: FlaskClient) -> None:
    assert "1 nom trouvé pour" in client.get("/intervenants?q=VASS").text
    assert "Aucun nom trouvé pour" in client.get("/territoires?q=zzz").text


def test_a_probable_double_is_folded_under_its_original(client: FlaskClient, known: Any) -> None:
    page = html.fromstring(client.get("/recherche?q=atelier&vue=documents").text)
    (article,) = page.xpath("//article")
    assert article.xpath(".//h2/a/@href") == [f"/d/{known.minutes}?q=atelier"]
    assert article.xpath(".//details//a/@href") == [f"/d/{known.double}?q=atelier"]
    assert _found(client, "q=atelier&vue=documents")["total"] == 2  # programs fold as they like
