"""Every page in a real browser, at two widths: nothing serious, nothing cut off, everything reached by keyboard."""

from __future__ import annotations

import json
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .conftest import Site

WIDTHS = (1280, 360)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


#: Where the keyboard is, and whether it can be seen: on the element, on what it draws after itself, or on its card.
WHERE = """(() => {
    const here = document.activeElement;
    const ringed = style => style.outlineStyle !== 'none' || style.boxShadow !== 'none';
    const around = [here, here.parentElement, here.closest('li, article')].filter(one => one);
    const shown = ringed(getComputedStyle(here, '::after')) || around.some(one => ringed(getComputedStyle(one)));
    return [[...document.querySelectorAll('*')].indexOf(here), shown];
})()"""


def addresses(site: Site) -> dict[str, str]:
    """One address of every kind of page."""
    with urllib.request.urlopen(f"{site.url}/recherche.json?q=eau") as answer:
        found = json.load(answer)
    hit = found["hits"][0]
    facets = found["facets"]
    return {
        "accueil": "/",
        "résultats": "/recherche?q=eau",
        "documents": "/recherche?q=eau&vue=documents&tri=date",
        "sans résultat": "/recherche?q=xyzzyx",
        "notice": f"/d/{hit['document']['pid']}",
        "passage": f"{hit['url']}?q=eau",
        "intervenants": "/intervenants",
        "intervenant": f"/intervenants/{facets['speaker'][0]['value']}",
        "territoires": "/territoires",
        "territoire": f"/territoires/{facets['territory'][0]['value']}",
        "thèmes": "/themes",
        "thème": f"/themes/{facets['theme'][0]['value']}",
        "aide": "/aide",
        "introuvable": "/d/0000000000b",
    }


KINDS = (
    "accueil", "résultats", "documents", "sans résultat", "notice", "passage", "intervenants", "intervenant",
    "territoires", "territoire", "thèmes", "thème", "aide", "introuvable",
)  # fmt: skip


@pytest.fixture(scope="module")
def known(site: Site) -> dict[str, str]:
    return addresses(site)


@pytest.fixture
def page(browser: Browser):
    context = browser.new_context()
    opened = context.new_page()
    yield opened
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_and_nothing_is_cut_off(kind: str, width: int, site: Site, known: dict[str, str], page: Page):
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.url + known[kind])
    found = Axe().run(page, options=RULES).response["violations"]
    serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") in {"fr", "en"}
    assert [one for one in troubles if "404" not in one] == []


@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_reached_by_keyboard(kind: str, site: Site, known: dict[str, str], page: Page):
    page.goto(site.url + known[kind])
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]"
        ".filter(e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})).length"
    )
    page.evaluate("document.activeElement.blur()")
    reached: set[int] = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        place, shown = page.evaluate(WHERE)
        if page.evaluate("document.activeElement === document.body"):
            break
        assert shown, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        reached.add(place)
    assert len(reached) >= wanted


def test_the_first_stop_of_the_keyboard_leads_past_the_navigation(site: Site, page: Page):
    page.goto(f"{site.url}/recherche?q=eau")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") != ""
