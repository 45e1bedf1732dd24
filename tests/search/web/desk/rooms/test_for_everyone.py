"""The rooms of the desk in a real browser: nothing for axe, nothing cut off, and an act undone by keyboard alone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from corpus.catalogue import authorities, reports, trash
from corpus.catalogue.models import Document, Proposal, Term
from corpus.installation import Installation

from ..conftest import PASSWORD
from .test_pages import PAGES

MORE = (
    "/bureau/journal/1", "/bureau/corbeille", "/bureau/signalements", "/bureau/lot/travaux/inconnu",
    "/bureau/versements", "/recherche?q=eau", "/d/{water}", "/p/{water_first}",
)  # fmt: skip


@pytest.fixture
def more(installation: Installation, known: Any) -> None:
    """Something in every list."""
    with installation.catalogue.writing() as session:
        authorities.rename(session, session.get_one(Term, known.aline), "Aline Vasseur-Roy", "Anne")
        trash.throw_away(session, [session.get_one(Document, known.reference)], "Anne")
        reports.report(session, known.water_first, "l’eau", "Ce n’est pas elle.", "a@b.fr")
        session.add(Proposal(target_pid=known.water, field="territory", value="Val-d’Ombrelle", quotation="un puits"))


@pytest.fixture
def address(desk: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, desk, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def enter(tab: Page, address: str) -> None:
    tab.goto(f"{address}/bureau/connexion")
    tab.locator("#nom").fill("Anne")
    tab.locator("input[type=password]").fill(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/bureau/")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (768, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(address: str, known: Any, browser: Browser, width: int, scheme: str):
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="fr-FR", color_scheme=scheme)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text))
    enter(tab, address)
    for path in dict.fromkeys((*PAGES, *MORE)):
        tab.goto(address + path.format(**vars(known)))
        for one in tab.locator("main details").all():
            one.evaluate("element => element.open = true")
        found = Axe().run(tab).response["violations"]
        assert not found, (path, [(one["id"], one["nodes"][0]["html"]) for one in found])
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()
    assert not [one for one in complaints if re.search("Content Security Policy|Error:", one)]


def test_a_bulk_edit_by_keyboard_and_its_undo(address: str, browser: Browser):
    context = browser.new_context(locale="fr-FR")
    tab = context.new_page()
    enter(tab, address)
    tab.goto(f"{address}/recherche?q=eau")
    tab.get_by_role("link", name="Modifier par lot").press("Enter")
    tab.get_by_label("Donner le lieu").fill("Roubaix")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/bureau/lot?*set-place=Roubaix")
    assert "set-date" not in tab.url  # what is left empty does not stand in the address
    tab.get_by_role("button", name=re.compile("^Changer")).press("Enter")
    tab.wait_for_url("**/bureau/journal/*acte=*")
    assert "C’est fait" in tab.locator("main .done").inner_text()
    tab.locator("main .done").get_by_role("button", name="Annuler").press("Enter")
    tab.wait_for_url("**/bureau/journal/*acte=*")
    assert "annulation" in tab.locator("main .done").inner_text()
    context.close()
