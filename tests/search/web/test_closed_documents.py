"""A document that is not for everybody is nowhere on the public site; its address says when it opens."""

from __future__ import annotations

from typing import Any

import pytest

from corpus.catalogue import Catalogue, diffusion
from corpus.catalogue.models import Document
from search.index.follow import follow

LISTS = (
    "/", "/recherche?q=caniveaux", "/recherche.json?q=caniveaux", "/recherche.atom?q=", "/recherche.csv?q=",
    "/recherche?q=&vue=documents", "/sitemap.xml", "/themes/eau-assainissement", "/territoires/{lille}",
    "/intervenants/{aline}",
)  # fmt: skip


@pytest.fixture(scope="module")
def closed_site(own_site: Any) -> Any:
    """The site, where the proceedings on water open in 2090."""
    desk = own_site.app.extensions["mediatheque"]
    catalogue: Catalogue = desk.catalogue
    with catalogue.writing() as session:
        water = session.get_one(Document, own_site.known.water)
        diffusion.diffuse(session, [water], "on-site", "2090-06-15", "Anne")
    follow(catalogue, desk.engine)
    return own_site


@pytest.mark.parametrize("address", LISTS)
def test_it_is_in_no_list(closed_site: Any, address: str):
    known = closed_site.known
    page = closed_site.app.test_client().get(address.format(lille=known.lille, aline=known.aline))
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    assert known.water not in text
    assert known.water_first not in text
    assert "eau en partage" not in text


@pytest.mark.parametrize("address", ["/d/{water}", "/p/{water_first}", "/p/{moved}", "/d/{water}/original",
                                     "/d/{water}/page/1"])  # fmt: skip
def test_its_address_says_when_it_opens(closed_site: Any, address: str):
    known = closed_site.known
    place = address.format(water=known.water, water_first=known.water_first, moved=known.moved)
    page = closed_site.app.test_client().get(place)
    assert page.status_code == 403
    text = page.get_data(as_text=True)
    assert "L’eau en partage" in text
    assert "15 juin 2090" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "caniveaux" not in text


def test_programs_are_told_the_same(closed_site: Any):
    answer = closed_site.app.test_client().get(f"/d/{closed_site.known.water}.json")
    assert answer.status_code == 403
    error = answer.get_json()["error"]
    assert (error["code"], error["diffusion"], error["until"]) == ("not-public", "on-site", "2090-06-15")
