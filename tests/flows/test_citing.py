"""A sentence is cited in a real browser, with JavaScript and without; what is given out leads back to it."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .conftest import Site

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def passage(site: Site) -> dict[str, Any]:
    """A passage with many sentences and a page."""
    with urllib.request.urlopen(f"{site.url}/recherche.json?q=eau&limite=50") as answer:
        hits = json.load(answer)["hits"]
    several = []
    for pid in [one["pid"] for one in hits if one["page"] and one["speaker"]][:10]:
        with urllib.request.urlopen(f"{site.url}/p/{pid}.json") as answer:
            several.append(json.load(answer))
    return max(several, key=lambda one: len(one["text"]))


def checked(page: Page, width: int) -> None:
    """Nothing serious for axe, nothing cut off."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1280, 360])
def test_without_javascript_a_sentence_is_ticked(width: int, site: Site, passage: dict[str, Any], browser: Browser):
    size = {"width": width, "height": 800}
    context = browser.new_context(java_script_enabled=False, viewport=size, locale="fr-FR")
    page = context.new_page()
    page.goto(site.url + passage["url"])
    page.get_by_role("link", name="Citer une phrase").click()
    boxes = page.get_by_role("checkbox")
    words = page.locator(".choices label").nth(1).inner_text().strip()
    boxes.nth(1).check()
    page.get_by_role("button", name="Obtenir le lien").click()
    page.wait_for_url("**/c/**")
    assert "".join(page.locator("mark").all_inner_texts()).replace("\n", "") == words
    assert page.locator("mark#phrase").is_visible()
    permanent = page.locator(".cite .permalink a").first.get_attribute("href")
    assert permanent == page.url.partition("#")[0]
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_selected_words_are_cited_with_one_press(width: int, site: Site, passage: dict[str, Any], browser: Browser):
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="fr-FR")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.url)
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(site.url + passage["url"])
    chosen = page.evaluate(
        """() => {
            const text = document.querySelector("[data-cite] p:last-of-type");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            let node = walker.nextNode();
            while (node.textContent.trim().length < 40) node = walker.nextNode();
            const range = document.createRange();
            const start = node.textContent.search(/\\S/);
            range.setStart(node, start + 5);
            range.setEnd(node, start + 30);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
            return document.getSelection().toString();
        }"""
    )
    button = page.get_by_role("button", name="Citer", exact=True)
    button.wait_for(state="visible")
    box = button.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["height"] >= 24
    checked(page, width)
    button.click()
    page.wait_for_url("**/c/**")
    assert chosen in " ".join(page.locator("mark").all_inner_texts())
    checked(page, width)
    page.get_by_role("button", name="Copier le lien").first.click()
    page.get_by_text("Copié", exact=True).first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(site.url) + r"/c/[0-9a-z]{11}", copied)
    page.get_by_role("button", name="Copier – ISO 690").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('In : '))")
    reference = page.evaluate("navigator.clipboard.readText()")
    assert reference.endswith(copied)
    assert "\n" not in reference
    page.goto(copied)  # what was given out leads to the sentence, and into view
    page.wait_for_function(
        "(() => { const box = document.querySelector('mark#phrase').getBoundingClientRect();"
        " return box.top >= 0 && box.top < innerHeight; })()"
    )
    assert troubles == []
    context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_form_of_sentences_is_for_everybody(width: int, site: Site, passage: dict[str, Any], browser: Browser):
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{site.url}{passage['url']}/citer")
    checked(page, width)
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.type") != "checkbox":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/**")
    assert page.locator("mark#phrase").count() == 1
    context.close()


def test_on_paper_there_is_the_code_and_not_the_buttons(site: Site, passage: dict[str, Any], browser: Browser):
    page = browser.new_page(locale="fr-FR")
    page.goto(site.url + passage["url"])
    code, form = page.locator(".on-paper img"), page.get_by_role("link", name="Citer une phrase")
    assert (code.is_visible(), form.is_visible()) == (False, True)
    page.emulate_media(media="print")
    assert (code.is_visible(), form.is_visible()) == (True, False)
    assert page.evaluate("document.querySelector('.on-paper img').naturalWidth") > 0
    assert not page.locator(".masthead nav").is_visible()
    page.close()
