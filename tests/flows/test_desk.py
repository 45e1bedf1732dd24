"""The desk of a living site with its worker: an account is made, files are uploaded, read, told and read again."""

from __future__ import annotations

import importlib.util
import io
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .conftest import MEDIATHEQUE, Site, free_port, run, wait_for

PASSWORD = "un puits, deux villes"  # noqa: S105 (of nobody)
HOSTILE = "../../<script>alert(1)<!script>&amp; «été».txt"
SHOWN = "<script>alert(1)<!script>&amp; «été».txt"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}}
TEXT = "Compte rendu de l'atelier du 3 mars 2011 à Lille\n\nMme DURAND : L'eau du puits est à tous.\n" * 3


def _client() -> ModuleType:
    spec = importlib.util.spec_from_file_location("desk_client", Path(__file__).parent / "desk_client.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


Desk = _client().Desk


def open_account(home: Path, name: str, role: str, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    command = [*MEDIATHEQUE, "account", "add", name, "--role", role]
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(home)}
    return subprocess.run(command, env=environ, input=f"{password}\n", capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("bureau")
    for name, role in (("Anne", "librarian"), ("Rémi", "editor")):
        made = open_account(home, name, role)
        assert made.returncode == 0, made.stderr
    port = free_port()
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(home), "MEDIATHEQUE_UPLOAD_MEGABYTES": "5"}
    running = [
        subprocess.Popen([*MEDIATHEQUE, *words], env=environ, stdout=subprocess.DEVNULL)
        for words in (["serve", "--port", str(port)], ["work"])
    ]
    try:
        wait_for(f"http://127.0.0.1:{port}/bureau/connexion")
        yield Site(f"http://127.0.0.1:{port}", home)
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait(20)


def settled(desk: object) -> dict[str, dict[str, str]]:
    """The deposits by file name, when none waits any more."""
    deadline = time.monotonic() + 90
    while True:
        found = desk.outcomes()
        if all(one["state"] not in ("waiting", "reading") for one in found) or time.monotonic() > deadline:
            return {one["file"]: one for one in found}
        time.sleep(0.3)


@pytest.fixture(scope="module")
def uploaded(house: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    folder = tmp_path_factory.mktemp("fichiers")
    good, empty, hostile = folder / "atelier.txt", folder / "vide.txt", folder / "h.txt"
    good.write_text(TEXT)
    empty.write_bytes(b"")
    hostile.write_text("Note sur les jumelages, signée par une commune.\n" * 20)
    desk = Desk(house.url, "anne", PASSWORD)
    assert desk.upload([good, empty, hostile], {hostile: HOSTILE}) == 3
    return settled(desk)


def test_what_was_uploaded_is_read_or_told(uploaded: dict[str, dict[str, str]]):
    assert {name: one["state"] for name, one in uploaded.items()} == {
        "atelier.txt": "done", "vide.txt": "failed", SHOWN: "done",
    }  # fmt: skip
    assert "le fichier est vide (0 octet)" in uploaded["vide.txt"]["told"]


def test_what_was_uploaded_is_found_and_downloaded_under_its_name(house: Site, uploaded: dict[str, dict[str, str]]):
    told = uploaded[SHOWN]["told"]
    path = told.partition('href="')[2].partition('"')[0]
    with urllib.request.urlopen(f"{house.url}{path}/original") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert b"jumelages" in answer.read()
    assert run(house.home, "check").returncode == 0


def test_a_failed_file_is_read_again(house: Site, uploaded: dict[str, dict[str, str]]):
    desk = Desk(house.url, "Anne", PASSWORD)
    desk.retry(uploaded["vide.txt"]["number"])
    assert settled(desk)["vide.txt"]["state"] == "failed"


def test_an_upload_that_is_too_large_is_told_and_the_site_goes_on(house: Site, tmp_path: Path):
    large = tmp_path / "gros.pdf"
    large.write_bytes(b"%PDF-1.4" + os.urandom(6_000_000))
    with pytest.raises(urllib.error.HTTPError) as refused:
        Desk(house.url, "Anne", PASSWORD).upload([large])
    with refused.value as answer:
        assert (answer.code, "la limite est de 5 Mo" in answer.read().decode()) == (413, True)
    assert list((house.home / "reception").iterdir()) == []


def test_an_editor_does_not_upload(house: Site, tmp_path: Path):
    (tmp_path / "a.txt").write_text("a")
    with pytest.raises(urllib.error.HTTPError) as refused:
        Desk(house.url, "Rémi", PASSWORD).upload([tmp_path / "a.txt"])
    with refused.value as answer:
        assert answer.code == 403


@pytest.mark.parametrize(
    ("name", "role", "password", "told"),
    [("Anne", "editor", PASSWORD, "existe déjà"), ("Zoé", "editor", "court", "de 10 à 1000 caractères"),
     ("Zoé", "reine", PASSWORD, "reine"), ("", "editor", PASSWORD, "lisibles"), ("Zoé", "editor", "", "de 10 à")],
)  # fmt: skip
def test_an_unfit_account_is_refused(house: Site, name: str, role: str, password: str, told: str):
    refused = open_account(house.home, name, role, password)
    assert (refused.returncode, told in refused.stderr) == (2, True)


def test_on_a_terminal_the_password_is_asked_twice_and_not_shown(tmp_path: Path):
    ours, theirs = os.openpty()
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(tmp_path), "TERM": "dumb"}
    command = [*MEDIATHEQUE, "account", "add", "Awa", "--role", "administrator"]
    asking = subprocess.Popen(command, env=environ, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    seen = io.BytesIO()
    try:
        for question in (b"Mot de passe : ", b"Le m\xc3\xaame, une seconde fois : "):
            while question not in seen.getvalue():
                seen.write(os.read(ours, 4096))
            os.write(ours, PASSWORD.encode() + b"\n")
        while b"Compte ouvert : Awa" not in seen.getvalue():
            seen.write(os.read(ours, 4096))
    finally:
        asking.wait(30)
        os.close(ours)
    assert asking.returncode == 0
    assert PASSWORD.encode() not in seen.getvalue()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="fr-FR", java_script_enabled=True)
    yield context.new_page()
    context.close()


@pytest.mark.usefixtures("uploaded")
@pytest.mark.parametrize("width", [1280, 360])
def test_the_desk_in_a_browser_is_for_everyone(house: Site, page: Page, width: int, tmp_path: Path):
    """Entered, used and left with the keyboard alone; every page of it is looked at."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{house.url}/bureau/")
    fit(page, width)
    page.get_by_label("Nom du compte").fill("Anne")
    page.get_by_label("Mot de passe").fill("pas le bon mot")
    page.keyboard.press("Enter")
    assert "ne vont pas ensemble" in page.get_by_role("alert").inner_text()
    fit(page, width)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/bureau/")
    fit(page, width)
    page.get_by_role("link", name="Déposer").press("Enter")
    fit(page, width)
    several = [tmp_path / f"{width}-{n}.txt" for n in range(3)]
    for one in several:
        one.write_text(f"Note {one.name} sur l'assainissement.\n" * 5)
    page.get_by_label("Un ou plusieurs fichiers").set_input_files(several)
    page.wait_for_url("**/bureau/versements#lot-*")  # what is chosen goes at once
    assert "3 fichiers" in page.locator("section.batch").first.inner_text()
    fit(page, width)
    page.get_by_role("button", name="Relire vide.txt").press("Enter")
    page.get_by_role("link", name="Actualiser").press("Enter")
    page.get_by_role("button", name="Se déconnecter").press("Enter")
    page.wait_for_url("**/bureau/connexion")


def fit(page: Page, width: int) -> None:
    """Nothing serious for axe, nothing cut off, one title, no script of somebody else."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.locator("main script").count() == 0


def test_the_command_line_reads_the_password_from_the_environment(tmp_path: Path):
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(tmp_path), "MEDIATHEQUE_PASSWORD": PASSWORD}
    for words, code in ((["add", "Awa", "--role", "editor"], 0), (["password", "awa"], 0), (["password", "Ida"], 2)):
        done = subprocess.run([*MEDIATHEQUE, "account", *words], env=environ, capture_output=True, check=False)
        assert done.returncode == code, done.stderr
        assert PASSWORD.encode() not in done.stdout + done.stderr
