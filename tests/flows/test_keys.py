"""Verifying by keyboard on the demo collection: keys that help and never trap, nothing lost, pages for everyone.

What the gold says is put right by keyboard alone, document by document; how many keys that took is printed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from corpus.demo import documents, gold
from corpus.installation import Installation
from corpus.settings import Settings
from corpus.vocabularies.folding import fold
from indexer import measuring

from .conftest import MEDIATHEQUE, Site, free_port, run, wait_for
from .test_desk import PASSWORD, open_account
from .test_first_day import fit

SAMPLES = {"CR_Atelier7_reponse_des_territoires_crise.pdf": "001", "Actes_colloque_2009_Lianes.pdf": "002"}
SHARED = Path(__file__).resolve().parents[3] / "shared"
MEAN = 120  # keys of a document
#: What stays in sight half covers a button that scrolling uncovers; axe would call that button too small.
UNSTUCK = "document.querySelectorAll('.verify-bar, .verify-pane').forEach((one) => { one.style.position = 'static'; })"


def golds() -> dict[str, dict[str, Any]]:
    """The gold of each document, by the name of its file."""
    found = {one.name: measuring.load(gold(one)) for one in documents()}
    if SHARED.is_dir():
        found |= {name: measuring.load(SHARED / "gold" / f"{truth}.json") for name, truth in SAMPLES.items()}
    return found


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("clavier")
    assert run(home, "demo").returncode == 0
    if SHARED.is_dir():
        assert run(home, "add", "--no-ocr", *(str(SHARED / "samples" / name) for name in SAMPLES)).returncode == 0
    assert open_account(home, "Anne", "librarian").returncode == 0
    port = free_port()
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(home)}
    server = subprocess.Popen([*MEDIATHEQUE, "serve", "--port", str(port)], env=environ, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/bureau/connexion")
        yield Site(f"http://127.0.0.1:{port}", home)
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def page(house: Site, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    opened.goto(f"{house.url}/bureau/connexion")
    opened.get_by_label("Nom").fill("Anne")
    opened.get_by_label("Mot de passe").fill(PASSWORD)
    opened.keyboard.press("Enter")
    opened.wait_for_url(lambda url: "connexion" not in url)
    yield opened
    context.close()


def cases(house: Site) -> dict[str, str]:
    """The pid of each document, by the name of its file."""
    installation = Installation(Settings(home=str(house.home)))
    with installation.catalogue.session() as session:
        rows = session.connection().exec_driver_sql("SELECT filename, document_pid FROM version").all()
    installation.catalogue.close()
    return {name: pid for name, pid in rows}  # noqa: C416 (rows)


def see(page: Page, house: Site, name: str = "2009-actes-colloque-eau-partagee.pdf", more: str = "") -> str:
    pid = cases(house)[name]
    page.goto(f"{house.url}/bureau/a-verifier/{pid}{more}")
    page.locator("[data-keys]").wait_for()
    return pid


def value(page: Page, name: str) -> str:
    return page.locator(f'[name="v.{name}"]').input_value()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('[data-line]')?.dataset.line ?? ''"))


def test_keys_lead_from_field_to_field_and_the_original_follows(house: Site, page: Page):
    see(page, house)
    assert focused(page) == "title"  # ready at once
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    assert focused(page) == "date"
    page.locator('.verify-picture img[src*="19+mars+2009"]').wait_for()
    page.keyboard.press("Enter")
    assert page.locator('[name="avis.date"][value="oui"]').is_checked()
    assert focused(page) == "place"
    page.keyboard.press("x")
    assert page.locator('[name="avis.place"][value="non"]').is_checked()
    page.keyboard.press("u")
    assert not page.locator('[name="avis.place"][value="non"]').is_checked()
    page.keyboard.press("k")
    assert focused(page) == "date"
    page.keyboard.press("?")
    assert page.locator("#touches").is_visible()


def test_no_key_is_taken_while_somebody_types(house: Site, page: Page):
    see(page, house)
    page.keyboard.press("e")
    page.keyboard.type("jakxun? e")
    assert value(page, "title") == "jakxun? e"
    page.keyboard.press("Escape")
    assert value(page, "title").startswith("L’eau en partage")
    page.keyboard.press("?")
    page.locator("[data-keys-off]").check()
    page.locator("[data-line=title]").focus()
    page.keyboard.press("j")
    assert focused(page) == "title"  # switched off
    page.locator("[data-keys-off]").uncheck()


def test_tab_is_never_trapped(house: Site, page: Page):
    see(page, house, "2007-note-coton-vosges.docx")
    page.locator(".skip").focus()
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('.colophon'))"):
            return
    pytest.fail("the keyboard never reached the foot of the page")


def test_what_is_half_typed_is_found_again(house: Site, page: Page):
    pid = see(page, house)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.type("Saumur à moi")
    page.goto(f"{house.url}/bureau/versements")
    page.goto(f"{house.url}/bureau/a-verifier/{pid}")
    page.locator("[data-found]").wait_for()
    assert value(page, "place") == "Saumur à moi"
    page.get_by_role("button", name="L’oublier").click()
    assert value(page, "place") == "Angers"
    page.reload()
    assert value(page, "place") == "Angers"


def test_passages_by_keyboard(house: Site, page: Page):
    see(page, house, more="/passages")
    rows = page.locator(".piece").count()
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.locator(".piece-whole").wait_for()
    page.keyboard.press("m")
    expect(page.locator(".piece")).to_have_count(rows - 1, timeout=60_000)
    page.keyboard.press("u")
    expect(page.locator(".piece")).to_have_count(rows, timeout=60_000)


def test_the_screens_are_for_everyone(house: Site, page: Page):
    for more in ("", "/passages"):
        see(page, house, more=more)
        page.keyboard.press("?")
        page.evaluate(UNSTUCK)
        fit(page)
    page.goto(f"{house.url}/bureau/a-verifier")
    fit(page)


def matches(name: str, shown: str, truth: dict[str, Any]) -> bool:
    """Whether the field of the form says what the gold does."""
    seen = {"title": "", "kind": "", "date": None, "place": None, "language": None, name: shown or None}
    figures = measuring.score({**truth, "interventions": []}, EMPTY | seen).figures
    return figures[f"{name}_ok"] is not False


EMPTY: dict[str, Any] = {"passages": [], "speakers": [], "territories": [], "themes": [], "partnerships": []}


class Counting:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys, self.letters = page, 0, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def type(self, words: str) -> None:
        self.page.keyboard.insert_text(words)
        self.letters += len(words)

    def go(self, name: str) -> None:
        for _ in range(12):
            if focused(self.page) == name:
                return
            self.press("j")
        pytest.fail(f"no way to {name}")

    def put_right(self, name: str, words: str) -> None:
        self.go(name)
        self.press("e")
        self.type(words)
        self.press("Enter")


def test_every_document_is_put_right_by_keyboard(house: Site, page: Page, capsys: pytest.CaptureFixture[str]):
    known, told, needed = cases(house), [], []
    for name, truth in golds().items():
        if "1994-" in name:
            continue  # a scan: its pages wait to be recognised, nothing is proposed yet
        see(page, house, name)
        hands, wrong = Counting(page), []
        for field in ("title", "kind", "date", "place", "language"):
            if not matches(field, value(page, field), truth):
                wrong.append(field)
                hands.put_right(field, truth[field] or "")
        bodies = " ; ".join(truth.get("organisers") or [])
        if fold(value(page, "organisers")) != fold(bodies):
            wrong.append("organisers")
            hands.put_right("organisers", bodies)
        before = page.url
        hands.press("a")
        page.wait_for_url(lambda url, was=before: url != was)
        notice = json.loads(run(house.home, "describe", known[name], "--json").stdout)
        assert matches("title", notice["title"], truth), name
        assert fold(" ; ".join(notice["organisers"])) == fold(bodies), name
        needed.append(hands.keys + hands.letters)
        told.append(f"  {name[:48]:48} {hands.keys:3} touches, {hands.letters:3} lettres  {', '.join(wrong)}")
    mean = sum(needed) / len(needed)
    with capsys.disabled():
        sys.stdout.write("\nPour que la notice soit juste :\n" + "\n".join(told))
        sys.stdout.write(f"\n  en moyenne {mean:.0f} frappes par document\n")
    assert mean <= MEAN
