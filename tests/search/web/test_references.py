"""Every page says how it is cited, in several styles and as files; ARKs lead to the same."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from search.web import create_app
from search.web.holdings import holdings


@pytest.fixture
def quotation(client: FlaskClient, known: Any) -> str:
    said = {"mots": "Mesdames, messieurs"}
    answer = client.post(f"/p/{known.water_first}/citer", data=said, headers={"Sec-Fetch-Site": "same-origin"})
    return str(answer.headers["Location"]).removeprefix("/c/").partition("#")[0]


@pytest.fixture(params=["/d/{water}", "/p/{water_first}", "/c/{quotation}"])
def address(request: pytest.FixtureRequest, known: Any, quotation: str) -> str:
    return str(request.param.format(**vars(known), quotation=quotation))


def test_a_page_says_how_it_is_cited(client: FlaskClient, address: str) -> None:
    section = html.fromstring(client.get(address).text).xpath("//section[@aria-labelledby='citer']")[0]
    assert section.xpath(".//dt/text()") == ["ISO 690", "APA", "Forme du centre"]
    lines = [one.text_content().replace("\xa0", " ") for one in section.xpath(".//dd/p")]
    assert all(f"http://localhost{address}" in one for one in lines)
    assert all("actes du colloque de Lille" in one for one in lines)
    assert all("actes du colloque" in one for one in section.xpath(".//dd//i/text()"))
    if "/d/" not in address:
        assert lines[0].startswith("VASSEUR, Aline. Ouverture du colloque. In : L’eau en partage")
        assert ("p. 1-2" in lines[0]) == ("/p/" in address)
        assert ("p. 1 " in lines[0]) == ("/c/" in address)  # the page of the sentence alone
    assert f"http://localhost{address}" in section.xpath(".//a/@href")


@pytest.mark.parametrize(
    ("form", "mimetype"),
    [
        ("ris", "application/x-research-info-systems"),
        ("bib", "application/x-bibtex"),
        ("csl", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_reference_managers_get_files(client: FlaskClient, address: str, form: str, mimetype: str) -> None:
    answer = client.get(f"{address}.{form}")
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert f"http://localhost{address}" in answer.text
    assert "L’eau en partage" in answer.text
    linked = html.fromstring(client.get(address).text).xpath("//section[@aria-labelledby='citer']//a/@href")
    assert f"{address}.{form}" in linked
    if form == "csl":
        (item,) = json.loads(answer.text)
        assert item["issued"] == {"date-parts": [[2009, 12, 10]]}
        assert item["type"] == ("book" if "/d/" in address else "chapter")


def test_a_moved_passage_leads_to_the_file_of_its_successor(client: FlaskClient, known: Any) -> None:
    answer = client.get(f"/p/{known.moved}.ris")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/p/{known.water_first}.ris")


@pytest.fixture
def numbered(site: Any) -> Any:
    """A site of the same house, that has a number as a naming authority."""
    own = holdings(site.app)
    app = create_app(replace(own.settings, naan="12345"), own.engine)
    yield app.test_client()
    if app.extensions["mediatheque"]._catalogue is not None:  # noqa: SLF001
        app.extensions["mediatheque"].catalogue.close()


def test_arks_lead_to_the_permanent_addresses(numbered: FlaskClient, known: Any, quotation: str) -> None:
    expected = {
        known.water: f"/d/{known.water}",
        known.water_first: f"/p/{known.water_first}",
        known.moved: f"/p/{known.moved}",
        known.aline: f"/intervenants/{known.aline}",
        known.lille: f"/territoires/{known.lille}",
        quotation: f"/c/{quotation}",
    }
    for pid, address in expected.items():
        for ark in (f"/ark:/12345/{pid}", f"/ark:12345/{pid}", f"/ark:/12345/{pid[:3]}-{pid[3:]}"):
            answer = numbered.get(ark)
            assert (answer.status_code, answer.headers.get("Location")) == (301, address)
    page = html.fromstring(numbered.get(f"/p/{known.water_first}").text)
    assert page.xpath(f"//a[text()='ark:/12345/{known.water_first}']/@href") == [f"/ark:/12345/{known.water_first}"]


@pytest.mark.parametrize("path", ["/ark:/12345/0000000000b", "/ark:/99999/{water}", "/ark:12345/{water}x"])
def test_what_no_ark_was_given_for_is_not_found(numbered: FlaskClient, known: Any, path: str) -> None:
    assert numbered.get(path.format(**vars(known))).status_code == 404


def test_without_a_number_there_are_no_arks(client: FlaskClient, known: Any) -> None:
    assert client.get(f"/ark:/12345/{known.water}").status_code == 404
    assert client.get(f"/ark:/{known.water}").status_code == 404
    assert "ark:" not in client.get(f"/d/{known.water}").text
