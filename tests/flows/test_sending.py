"""Large files over a bad connection, and many windows that wait for news: on a living site with few threads."""

from __future__ import annotations

import hashlib
import http.client
import os
import subprocess
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from corpus.catalogue import deposits
from corpus.installation import Installation
from corpus.settings import Settings

from .conftest import MEDIATHEQUE, Site, free_port, run, wait_for

PASSWORD = "un puits, deux villes"  # noqa: S105 (of nobody)
THREADS = 4

#: A file of 40 megabytes without a server's help; its bytes are told by their number.
SEND = """() => {
  const bytes = new Uint8Array(40_000_000);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = (i * 31 + (i >> 8)) & 255;
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], "gros.bin"));
  document.querySelector('.drop-zone').dispatchEvent(
    new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with few threads and no worker: what is deposited waits."""
    home = tmp_path_factory.mktemp("envois")
    port = free_port()
    given = {"HOME": str(home), "THREADS": str(THREADS), "PASSWORD": PASSWORD}
    environ = os.environ | {f"MEDIATHEQUE_{name}": value for name, value in given.items()}
    made = subprocess.run([*MEDIATHEQUE, "account", "add", "Anne", "--role", "librarian"], env=environ, check=False)
    assert made.returncode == 0
    site = subprocess.Popen([*MEDIATHEQUE, "serve", "--port", str(port)], env=environ, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/bureau/connexion")
        yield Site(f"http://127.0.0.1:{port}", home)
    finally:
        site.terminate()
        site.wait(20)


def test_a_large_file_arrives_whole_over_a_connection_that_is_lost(house: Site, browser: Browser):
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{house.url}/bureau/versement")
    page.get_by_label("Nom du compte").fill("Anne")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".drop-live").wait_for()
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.method))
    refused = iter(range(2))

    def fall(route: object) -> None:
        """The second piece and its first repetition meet no network."""
        if sent.count("PATCH") >= 2 and next(refused, None) is not None:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/bureau/envois/*", fall)
    page.evaluate(SEND)
    page.get_by_role("alert").get_by_text("Connexion perdue").wait_for()
    page.wait_for_url("**/bureau/versements#lot-*")
    assert "gros.bin" in page.locator("section.batch").inner_text()
    content = bytes((i * 31 + (i >> 8)) & 255 for i in range(40_000_000))
    digest = hashlib.sha256(content).hexdigest()
    kept = list((house.home / "fichiers").glob(f"*/*/{digest}"))
    assert [one.stat().st_size for one in kept] == [40_000_000]
    assert sent.count("PATCH") == 5 + 2  # no piece was sent twice but those that did not arrive
    assert [one.name for one in (house.home / "reception").glob("envoi-*")] == []
    context.close()


def cookies_of(house: Site) -> dict[str, str]:
    """The cookies of somebody who has entered."""
    connection = http.client.HTTPConnection(house.url.removeprefix("http://"), timeout=60)
    connection.request("GET", "/bureau/connexion")
    answer = connection.getresponse()
    token = answer.read().decode().partition('name="jeton" value="')[2].partition('"')[0]
    given = urllib.parse.urlencode({"jeton": token, "nom": "Anne", "mot_de_passe": PASSWORD})
    headers = {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}
    connection.request(
        "POST", "/bureau/connexion", given, headers | {"Content-Type": "application/x-www-form-urlencoded"}
    )
    entered = connection.getresponse()
    entered.read()
    connection.close()
    assert entered.status == 303
    return {"Cookie": "; ".join(one.partition(";")[0] for one in entered.headers.get_all("Set-Cookie"))}


def test_many_windows_that_wait_for_news_do_not_hold_up_the_site(house: Site, tmp_path: Path):
    text = tmp_path / "note.txt"
    text.write_text("Une note qui attend.")
    installation = Installation(Settings(home=str(house.home)))
    with installation.catalogue.writing() as session:  # without worker it waits, and so do all who want news of it
        deposits.deposit(session, installation.store, text, "Anne", "f" * 16)
    installation.catalogue.close()
    headers = cookies_of(house)
    windows = [http.client.HTTPConnection(house.url.removeprefix("http://"), timeout=60) for _ in range(3 * THREADS)]
    for one in windows:
        one.request("GET", f"/bureau/versements/flux?lot={'f' * 16}", headers=headers)
    try:
        took = []
        for _ in range(5):
            begun = time.monotonic()
            wait_for(f"{house.url}/robots.txt")
            took.append(time.monotonic() - begun)
        assert max(took) < 8, took  # a stream that held every thread would last 15 seconds
        heard = windows[-1].getresponse().read().decode()
        assert "retry: 4000" in heard
        assert "note.txt" in heard
    finally:
        for one in windows:
            one.close()
    assert run(house.home, "check").returncode == 0
