"""Every page can be read and used by everybody: structure, no JavaScript needed, nothing from elsewhere."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from playwright.sync_api import Browser
from werkzeug.serving import make_server

PAGES = (
    "/",
    "/recherche",
    "/recherche?q=eau&annee=2009",
    "/recherche?q=introuvable",
    "/d/{water}?q=eau",
    "/d/{reference}",
    "/p/{water_first}?q=eau",
    "/p/{water_first}/citer",
    "/intervenants",
    "/intervenants/{aline}",
    "/territoires",
    "/territoires/{france}",
    "/themes",
    "/themes?q=dechets",
    "/themes/dechets",
    "/aide",
    "/accessibilite",
    "/nulle-part",
    "/d/{withdrawn}",
)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, client: FlaskClient, known: Any) -> html.HtmlElement:
    return html.fromstring(client.get(request.param.format(**vars(known))).text)


def test_a_page_has_its_landmarks(page: html.HtmlElement) -> None:
    assert page.get("lang") == "fr"
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//h1")[0].text_content().strip()
    for landmark in ("header", "nav", "main", "footer"):
        assert page.xpath(f"//{landmark}"), landmark
    assert len(page.xpath("//main")) == 1
    assert page.xpath("//title")[0].text.strip()
    assert page.xpath("//meta[@name='viewport']")
    first = page.xpath("//body//a")[0]
    assert (first.get("class"), first.get("href")) == ("skip", "#contenu")
    assert page.xpath("//*[@id='contenu']")


def test_headings_do_not_skip_a_level(page: html.HtmlElement) -> None:
    levels = [int(one.tag[1]) for one in page.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_every_field_has_a_label_and_every_picture_a_text(page: html.HtmlElement) -> None:
    for field in page.xpath("//input[not(@type='hidden')]"):
        assert page.xpath(f"//label[@for='{field.get('id')}']"), html.tostring(field)
    assert all(one.get("alt") for one in page.xpath("//img"))
    assert all(one.text_content().strip() or one.xpath(".//img") for one in page.xpath("//a|//button"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_no_inline_script_or_style_and_nothing_from_elsewhere(page: html.HtmlElement) -> None:
    assert not page.xpath("//style")
    assert not page.xpath("//@style")
    assert not [name for one in page.iter() for name in one.attrib if name.startswith("on")]
    for script in page.xpath("//script"):
        assert not (script.text or "").strip()
        assert script.get("src").startswith("/static/")
    loaded = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href") + page.xpath("//img/@src|//iframe/@src")
    assert all(one.startswith("/") and not one.startswith("//") for one in loaded)


def test_every_form_works_by_itself(page: html.HtmlElement) -> None:
    for form in page.xpath("//form"):
        assert form.get("method") in ("get", "post")
        assert form.get("action").startswith("/")
        elsewhere = form.get("id")  # a form may have its buttons beside what they are about
        assert elsewhere or form.xpath(".//button[@type='submit']")


def test_links_of_the_site_lead_somewhere(client: FlaskClient, known: Any) -> None:
    seen: set[str] = set()
    for address in PAGES[:-2]:
        tree = html.fromstring(client.get(address.format(**vars(known))).text)
        seen.update(str(one).partition("#")[0] for one in tree.xpath("//a/@href") if str(one).startswith("/"))
    seen -= {one for one in seen if "/page/" in one}  # the collection's file is not a real PDF
    assert len(seen) > 50
    for link in sorted(seen):
        with client.get(link) as answer:
            assert answer.status_code == 200, link


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(
    address: str, known: Any, browser: Browser, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="fr-FR", color_scheme=scheme, reduced_motion="reduce"
    )
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text))
    for path in PAGES:
        tab.goto(address + path.format(**vars(known)))
        found = Axe().run(tab).response["violations"]
        assert not found, (path, [(one["id"], one["nodes"][0]["html"]) for one in found])
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    refused = [one for one in complaints if re.search("Content Security Policy|Error:", one)]
    assert not refused
