"""The days of a reader and of a librarian, on a living site."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .conftest import Site, run


@pytest.mark.parametrize("scripts", [True, False], ids=["avec JavaScript", "sans JavaScript"])
@pytest.mark.parametrize("width", [1280, 360])
def test_a_reader_finds_the_very_intervention(*, scripts: bool, width: int, site: Site, browser: Browser):
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(site.url)
    page.get_by_role("searchbox").first.fill("l’eau")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche?**")
    assert page.locator("mark").count() > 0
    before = page.locator("main").inner_text()
    if page.locator("summary", has_text="Filtres").is_visible():
        page.locator("summary", has_text="Filtres").click()
    theme = page.locator("a[href*='theme=']").first
    theme.click()
    page.wait_for_url("**theme=**")
    assert page.locator("main").inner_text() != before
    page.locator("main a[href*='/p/']").first.click()
    page.wait_for_url("**/p/**")
    assert page.locator("mark").count() > 0
    permanent = re.search(r"/p/([0-9a-z]{11})", page.url)
    assert permanent is not None
    context.close()


def test_a_librarian_adds_a_file_and_finds_who_spoke(tmp_path: Path):
    home, folder = tmp_path / "maison", tmp_path / "lundi"
    folder.mkdir()
    minutes = (
        "# Compte rendu de l'atelier « Puits et forages »\n\nBrest, le 12 mars 2014\n\n"
        "**Intervention de Nadège Kerloc'h (Ville de Brest) : entretenir les pompes**\n\n"
        "Une pompe qui n'est pas entretenue casse au bout de trois ans, et le village retourne au marigot. "
        "Nous avons donc formé deux artisans réparateurs par canton et constitué un stock de pièces.\n\n"
        "**Intervention de Moussa Traoré (Commune de Kita) : payer l'eau**\n\n"
        "Chez nous le comité de gestion vend le seau à un prix que chacun accepte, et publie ses comptes.\n"
    )
    (folder / "cr.md").write_text(minutes, encoding="utf-8")
    (folder / "vide.pdf").write_bytes(b"")
    (folder / "bruit.bin").write_bytes(bytes(range(256)) * 40)
    first = run(home, "add", str(folder))
    assert first.returncode == 1
    assert "cr.md : Catalogué" in first.stdout
    assert "vide.pdf" in first.stdout
    assert "vide" in first.stdout
    assert "1 ajouté(s), 0 déjà connu(s), 2 en échec." in first.stdout
    again = run(home, "add", str(folder / "cr.md"))
    assert (again.returncode, "Rien de nouveau" in again.stdout) == (0, True)
    found = json.loads(run(home, "search", "entretien des pompes", "--json").stdout)
    assert found["hits"][0]["speaker"] == "Nadège Kerloc'h"
    named = json.loads(run(home, "search", "--speaker", "Moussa Traoré", "--json").stdout)
    assert [hit["speaker"] for hit in named["hits"]] == ["Moussa Traoré"]
    assert run(home, "check").returncode == 0


def test_a_decision_is_found_at_once_and_kept(tmp_path: Path):
    home, note = tmp_path / "maison", tmp_path / "note.txt"
    note.write_text("Note sur les jardins partagés\n\nLe jardin accueille trente familles depuis le printemps.\n")
    added = json.loads(run(home, "add", "--json", str(note)).stdout)
    done = run(home, "describe", added["document"], "title=Les potagers du canal", "date=2012-05")
    assert done.returncode == 0, done.stderr
    assert run(home, "check").returncode == 1  # the index is behind, and says so
    assert run(home, "index").returncode == 0
    found = json.loads(run(home, "search", "potagers", "--json").stdout)
    assert found["hits"][0]["document"]["title"] == "Les potagers du canal"
    assert [one["value"] for one in found["facets"]["year"]] == ["2012"]
    assert run(home, "check").returncode == 0
    assert run(home, "describe", added["document"], "titre=x").returncode == 2
    assert run(home, "describe", added["document"], "date=demain").returncode == 2
    assert run(home, "describe", "0000000000b").returncode == 1


def test_an_index_made_anew_answers_the_same(site: Site):
    words = ["eau", "jeunes", "« de l’eau »", "dech*", "mairie -déchets"]

    def answers() -> list[list[str]]:
        found = [json.loads(site.run("search", one, "--json", "--limit", "50").stdout) for one in words]
        return [[hit["pid"] for hit in one["hits"]] for one in found]

    before = answers()
    assert all(before)
    assert site.run("index", "--rebuild").returncode == 0
    assert answers() == before
    with urllib.request.urlopen(f"{site.url}/recherche.json?q=eau&limite=1") as answer:
        assert json.load(answer)["total"] >= len(before[0])


def test_a_page_of_the_original_is_shown_as_a_picture(site: Site):
    found = json.loads(site.run("search", "eau", "--json", "--limit", "50").stdout)
    hit = next(one for one in found["hits"] if one["page"])
    address = f"{site.url}/d/{hit['document']['pid']}/page/{hit['page']}"
    with urllib.request.urlopen(f"{address}?q=eau") as marked, urllib.request.urlopen(address) as plain:
        assert marked.headers["Content-Type"] == plain.headers["Content-Type"] == "image/png"
        pictures = marked.read(), plain.read()
    assert all(one.startswith(b"\x89PNG") for one in pictures)
    assert pictures[0] != pictures[1]
