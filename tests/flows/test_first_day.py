"""The first day of a new house in a real browser: the key in the terminal, an account, sixteen files, all are read.

Once with JavaScript (files dropped, news as they happen), once without (an ordinary form, a page that reloads itself).
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page

from corpus.demo import documents

from .conftest import MEDIATHEQUE, Site, free_port, run, wait_for

PASSWORD = "un puits, deux villes"  # noqa: S105 (of nobody)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
WIDTHS = (1280, 768, 360)
PATIENCE = 150_000  # milliseconds for sixteen files on a busy machine
KEY = re.compile(r"http\S+(/bureau/installation\?cle=\S+)")
EVIL = "<script>document.title = 'pris'; fetch('/bureau/comptes')</script>"

#: Drops files on the page as a hand would, and writes down everything that the page says meanwhile.
DROP = """(files) => {
  const transfer = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
  }
  const target = document.querySelector('.drop-zone');
  for (const kind of ['dragenter', 'dragover', 'drop'])
    target.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""
WATCH = """() => {
  window.told = new Set();
  const look = () => document.querySelectorAll('[data-told]').forEach((one) => window.told.add(one.textContent));
  look();
  new MutationObserver(look).observe(document.querySelector('[data-news]'), { childList: true, subtree: true });
}"""


@pytest.fixture(params=[True, False], ids=["javascript", "without"])
def with_javascript(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Site, str]]:
    """A new installation as `make run` starts it, and the address that its terminal shows."""
    port = free_port()
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    site = subprocess.Popen(
        [*MEDIATHEQUE, "serve", "--port", str(port)], env=environ, stdout=subprocess.PIPE, text=True
    )
    worker = subprocess.Popen([*MEDIATHEQUE, "work"], env=environ, stdout=subprocess.DEVNULL)
    try:
        shown = next(found for line in site.stdout if (found := KEY.search(line)))
        wait_for(f"http://127.0.0.1:{port}/bureau/connexion")
        yield Site(f"http://127.0.0.1:{port}", tmp_path), shown[1]
    finally:
        for one in (site, worker):
            one.terminate()
        for one in (site, worker):
            one.wait(20)
        site.stdout.close()


@pytest.fixture
def page(browser: Browser, *, with_javascript: bool) -> Iterator[Page]:
    context = browser.new_context(
        locale="fr-FR", java_script_enabled=with_javascript, viewport={"width": 1280, "height": 900}
    )
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    yield opened
    context.close()


def fit(page: Page) -> None:
    """Nothing for axe at any width, nothing cut off, one title."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], (page.url, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
        assert page.locator("h1").count() == 1
    page.set_viewport_size({"width": 1280, "height": 900})


def make_account(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Votre nom").fill("Anne Moreau")
    page.get_by_label("Nouveau mot de passe").fill(PASSWORD)
    page.get_by_label("Le même, une seconde fois").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/bureau/versement")


def drop(page: Page, files: list[Path]) -> None:
    page.evaluate(DROP, [[one.name, base64.b64encode(one.read_bytes()).decode()] for one in files])


def choose(page: Page, files: list[Path]) -> None:
    page.get_by_label("Un ou plusieurs fichiers").set_input_files(files)
    page.get_by_role("button", name="Déposer").press("Enter")


def test_the_first_day(house: tuple[Site, str], page: Page, *, with_javascript: bool):
    """Key, account, sixteen files, progress seen, all of them catalogued."""
    site, key = house
    files = sorted(documents())
    assert len(files) == 16
    make_account(page, site.url + key)
    if with_javascript:
        drop(page, files)
        page.wait_for_url("**/bureau/versements#lot-*", timeout=PATIENCE)
        page.evaluate(WATCH)
    else:
        choose(page, files)
        page.wait_for_url("**/bureau/versements?recus=16")
        assert "16 fichiers reçus" in page.get_by_role("status").first.inner_text()
    batch = page.locator("section.batch").first
    batch.locator(".count-waiting").wait_for(timeout=30_000)  # seen before anything ended …
    batch.get_by_text("16 catalogués").wait_for(timeout=PATIENCE)  # … and nobody asked for the page again
    if with_javascript:
        assert len(page.evaluate("[...window.told]")) >= 4
    assert batch.locator("progress").count() == 0
    names = {one.split("\n")[0] for one in batch.locator("ol.deposits li").all_inner_texts()}
    assert names == {one.name for one in files}
    assert batch.get_by_role("link").count() >= 16
    deadline = time.monotonic() + 90
    while page.locator("main mark").count() == 0 and time.monotonic() < deadline:  # the index follows the catalogue
        page.goto(f"{site.url}/recherche?q=eau")
        page.wait_for_timeout(1000)
    assert page.locator("main mark").count() > 0
    page.goto(f"{site.url}{key}")  # the key is worth nothing any more
    assert "/bureau/installation" not in page.url


@pytest.mark.parametrize("with_javascript", [True], ids=["javascript"], indirect=True)
def test_every_page_of_the_doors_is_for_everyone(house: tuple[Site, str], page: Page, tmp_path: Path):
    site, key = house
    page.goto(site.url + key)
    fit(page)
    page.goto(f"{site.url}/bureau/connexion")
    fit(page)
    page.goto(f"{site.url}/bureau/mot-de-passe?lien=inconnu")
    fit(page)
    make_account(page, site.url + key)
    fit(page)
    empty, text = tmp_path / "vide.txt", tmp_path / "note.txt"
    empty.write_bytes(b"")
    text.write_text("Note sur les jumelages, signée par une commune.\n" * 20)
    drop(page, [empty, text, *[documents()[0]]])
    page.wait_for_url("**/bureau/versements#lot-*", timeout=PATIENCE)
    page.locator("section.batch .state-failed").wait_for(timeout=PATIENCE)
    assert "le fichier est vide (0 octet)" in page.locator("section.batch").inner_text()
    for path in ("versements", "versement", "etat", "compte", "comptes", "comptes/1"):
        page.goto(f"{site.url}/bureau/{path}")
        fit(page)
    page.goto(f"{site.url}/bureau/comptes")
    page.get_by_label("Nom de la personne").fill("Zoé")
    page.get_by_role("button", name="Ouvrir le compte").click()
    fit(page)
    page.locator(".secret-link a").click()
    fit(page)


@pytest.mark.parametrize("with_javascript", [True], ids=["javascript"], indirect=True)
def test_a_deposited_page_or_drawing_never_runs_here(house: tuple[Site, str], page: Page, tmp_path: Path):
    site, key = house
    make_account(page, site.url + key)
    html, svg = tmp_path / "piege.html", tmp_path / "piege.svg"
    html.write_text(f"<html><head><title>Compte rendu</title></head><body><p>Compte rendu. {EVIL}</p></body></html>")
    svg.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text>Un dessin</text>{EVIL}</svg>')
    asked: list[str] = []
    drop(page, [html, svg])
    page.wait_for_url("**/bureau/versements#lot-*", timeout=PATIENCE)
    page.locator("section.batch progress").wait_for(state="detached", timeout=PATIENCE)
    links = page.locator("section.batch .outcome a").all()
    addresses = [one.get_attribute("href") for one in links]
    assert addresses  # the page at least is read
    page.on("request", lambda one: asked.append(one.url))
    for address in addresses:
        page.goto(site.url + address)
        assert page.title() != "pris"
        with page.expect_download() as download, pytest.raises(Error, match="Download is starting"):
            page.goto(f"{site.url}{address}/original")
        assert download.value.suggested_filename.startswith("piege")
    assert [one for one in asked if one.endswith("/bureau/comptes")] == []
    assert run(site.home, "check").returncode == 0
