"""Whatever a visitor sends, the site stays calm: no script runs, no error page, no secret, no open door."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import html

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE document; --",
    "\x00\x01\x1b[31m\u202e",
    "a" * 20_000,
    "((((((((((",
    "titre: OU OU -",
    '"',
    "*",
    "-",
    "{{ 7*7 }}",
    "%s%d%(words)s",
    "../../etc/passwd",
    "\ud83d\ude00",
    "À" * 3000,
)


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
@pytest.mark.parametrize(
    "address", ["/recherche?q=", "/d/{water}?q=", "/p/{water_first}?q=", "/intervenants?q=", "/recherche.json?q="]
)
def test_any_words_are_only_words(client: FlaskClient, known: Any, address: str, words: str) -> None:
    asked = quote(words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    answer = client.get(address.format(**vars(known)) + asked)
    assert answer.status_code == 200
    if answer.mimetype == "text/html":
        tree = html.fromstring(answer.text)
        assert not tree.xpath("//script[not(@src)]|//img[@onerror]")
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize("form", ["csv", "atom", "rss", "ris", "bib"])
@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
def test_any_words_in_any_form(client: FlaskClient, form: str, words: str) -> None:
    asked = quote(words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    assert client.get(f"/recherche.{form}?q={asked}").status_code == 200


@pytest.mark.parametrize(
    "args",
    [
        "page=-1", "page=0", "page=99999999999999", "page=abc", "page=%00", "tri=inconnu", "vue=cartes", "annee=20x9",
        "annee=2010..2005", "annee=0000", "type=../..", "theme=", "intervenant=x&intervenant=y", "langue=%3Cb%3E",
        "territoire=bcdfghjkmn0", "inconnu=1&utm_source=lettre", "q=eau&q=terre", "annee_de=x", "lang=xx", "q[]=eau",
    ],
)  # fmt: skip
def test_arguments_that_make_no_sense_are_ignored(client: FlaskClient, args: str) -> None:
    assert client.get(f"/recherche?{args}").status_code == 200
    assert client.get(f"/recherche.json?{args}").status_code == 200


def test_unknown_arguments_change_nothing(client: FlaskClient) -> None:
    plain = client.get("/recherche.json?q=eau").json
    odd = client.get("/recherche.json?q=eau&fbclid=abc&page=-3&type=chose").json
    assert [one["pid"] for one in odd["hits"]] == [one["pid"] for one in plain["hits"]]


def test_a_page_beyond_the_last_leads_back(client: FlaskClient) -> None:
    page = client.get("/recherche?q=eau&page=40").text
    assert "Cette page n’existe pas dans les résultats" in page
    assert 'href="/recherche?q=eau"' in page


@pytest.mark.parametrize(
    "address", ["/", "/recherche?q=eau", "/nulle-part", "/healthz", "/static/site.css", "/d/{water}"]
)
def test_every_answer_has_the_security_headers(client: FlaskClient, known: Any, address: str) -> None:
    with client.get(address.format(**vars(known))) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_the_cookie_holds_a_language_and_nothing_else(client: FlaskClient) -> None:
    assert "Set-Cookie" not in client.get("/recherche?q=eau").headers
    cookie = client.get("/?lang=en").headers["Set-Cookie"]
    assert cookie.startswith("lang=en;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Set-Cookie" not in client.get("/?lang=%0d%0aSet-Cookie:x").headers


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_refused_politely(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)("/recherche")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "ne s’utilise pas ainsi" in answer.text


def test_a_formula_does_not_reach_the_spreadsheet(client: FlaskClient, known: Any) -> None:  # noqa: ARG001
    from search.web.feeds.forms import _cell

    assert _cell("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert _cell("eau") == "eau"
    assert _cell(9) == 9


def test_static_files_do_not_lead_out(client: FlaskClient) -> None:
    assert client.get("/static/../__init__.py").status_code == 404
    assert client.get("/static/%2e%2e/errors.py").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/d/%00", "/p/a%00b", "/themes/%00", "/p/%ff", "/d/{water}/page/-1", "/d/{water}/page/abc",
        "/d/{water}/page/99999999999999999999999", "/d/" + "x" * 5000, "/intervenants/%F0%9F%98%80", "//d/x",
    ],
)  # fmt: skip
def test_any_address_that_never_was_is_a_calm_404(each_site: Any, address: str) -> None:
    answer = each_site.app.test_client().get(address.format(**vars(each_site.known)))
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.text


def test_addresses_forgive_a_last_slash(client: FlaskClient, known: Any) -> None:
    for address in ("/intervenants/", "/recherche/?q=eau", f"/d/{known.water}/", f"/p/{known.water_first}/"):
        assert client.get(address, follow_redirects=True).status_code == 200


def test_parts_of_the_site_map_that_do_not_exist_are_ignored(client: FlaskClient) -> None:
    assert client.get("/sitemap.xml?partie=99999999999999999999").status_code == 200
