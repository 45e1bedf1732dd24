"""An editor keeps a search without JavaScript, follows it, and meets what was withdrawn: in a real browser."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .conftest import Site

WIDTHS = (1280, 360)


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=getattr(request, "param", True), locale="fr-FR")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("page", "words"), [(True, "eau"), (False, "énergie")], indirect=["page"])
def test_a_search_is_kept_narrowed_from_there_and_followed(site: Site, page: Page, words: str):
    page.goto(site.url)
    page.get_by_role("searchbox").first.fill(words)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile(r"^Actes de colloque")).click()
    page.get_by_role("link", name="Garder, suivre").click()
    page.get_by_role("button", name="Garder cette recherche").click()
    address = page.url
    assert re.fullmatch(re.escape(site.url) + r"/r/[0-9a-z]{11}", address)
    kept = page.get_by_role("region", name=re.compile("Recherche gardée le"))
    assert kept.get_by_role("link", name=address).is_visible()
    shown = page.get_by_role("heading", level=1).inner_text()
    feed = kept.get_by_role("link", name="Atom").get_attribute("href")
    read = feedparser.parse(urllib.request.urlopen(site.url + str(feed)).read())
    assert not read.bozo
    assert read.entries
    page.get_by_role("link", name=re.compile(r"^Type de document.*retirer ce filtre")).click()
    assert page.url.startswith(f"{site.url}/recherche?q=")
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text() == shown


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_are_for_everyone(site: Site, page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    found = json.load(urllib.request.urlopen(f"{site.url}/recherche.json?q=eau&vue=documents"))
    first, second = (one["document"]["pid"] for one in found["hits"][:2])
    form = urllib.request.Request(f"{site.url}/r/", data=b"q=eau&annee=2000..2020", headers={"Origin": site.url})
    kept = urllib.request.urlopen(form).url
    assert site.run("withdraw", second, "--reason", "Pour cet essai.", "--instead", first).returncode == 0
    try:
        for address, heading in ((kept, "pour"), (f"{site.url}/d/{second}", "Ce document a été retiré")):
            page.goto(address)
            assert heading in page.get_by_role("heading", level=1).inner_text()
            faults = Axe().run(page).response["violations"]
            assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in faults] == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        (instead,) = page.locator(".instead-first a").all()
        instead.click()
        assert page.url == f"{site.url}/d/{first}"
    finally:
        assert site.run("withdraw", second, "--undo").returncode == 0
    assert urllib.request.urlopen(f"{site.url}/d/{second}").status == 200
