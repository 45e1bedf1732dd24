"""A Monday morning at the desk, in a real browser: sixteen files dropped, then verified one after the other.

Once by keyboard alone, once without JavaScript. What was corrected is shown to the public, and still is after the index
was made anew and a newer reader has read everything again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from corpus.demo import documents

from .conftest import Site, run
from .test_first_day import PATIENCE, choose, drop, house, make_account, page, with_javascript

__all__ = ["house", "page", "with_javascript"]

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
TITLE, DATE, PLACE = "Titre donné par Anne", "1999-04", "Trifouilly"
NEWER = """
import indexer.reading
indexer.reading.READER = "plus-neuf"
from corpus.cli import main
main()
"""


@dataclass
class Hands:
    """A librarian at her keyboard; counts what she presses, a typed word letter by letter."""

    page: Page
    pressed: int = 0
    corrected: dict[str, str] = field(default_factory=dict)  # field → pid of the notice

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.pressed += len(words)

    def pid(self) -> str:
        return self.page.url.partition("?")[0].rsplit("/", 1)[1]

    def accept_all(self) -> None:
        before = self.page.url
        self.press("a")
        self.page.wait_for_url(lambda url: url != before)

    def correct(self, name: str, steps: int, words: str) -> None:
        self.corrected[name] = self.pid()
        self.press(*"j" * steps, "e")
        self.type(words)
        self.press("Enter")
        assert self.page.locator(f'[name="v.{name}"]').input_value() == words
        self.accept_all()


def files(*, with_javascript: bool) -> list[Path]:
    there = sorted(one for one in SAMPLES.glob("*") if one.is_file()) if SAMPLES.is_dir() else []
    return there if there and with_javascript else sorted(documents())


def by_keyboard(page: Page) -> Hands:
    """The whole queue: three corrections, all else accepted."""
    hands = Hands(page)
    page.get_by_role("link", name="Commencer").focus()
    hands.press("Enter")
    page.wait_for_url("**/bureau/a-verifier/*")
    hands.correct("title", 0, TITLE)
    hands.correct("date", 2, DATE)
    hands.correct("place", 3, PLACE)
    while "fini=1" not in page.url:
        hands.accept_all()
    return hands


def by_forms(page: Page) -> Hands:
    """The same by filling in forms and pressing their buttons."""
    hands = Hands(page)
    page.get_by_role("link", name="Commencer").click()
    for name, words in (("title", TITLE), ("date", DATE), ("place", PLACE)):
        hands.corrected[name] = hands.pid()
        page.locator(f'[name="v.{name}"]').fill(words)
        page.get_by_role("button", name="Tout accepter et suivant").click()
        page.wait_for_url(f"**/a-verifier/*?*de={hands.corrected[name]}*")
    while "fini=1" not in page.url:
        before = page.url
        page.get_by_role("button", name="Tout accepter et suivant").click()
        page.wait_for_url(lambda url, was=before: url != was)
    return hands


def shown(site: Site, page: Page, corrected: dict[str, str]) -> None:
    """What was corrected stands on the public pages."""
    page.goto(f"{site.url}/d/{corrected['title']}")
    assert page.locator("h1").inner_text() == TITLE
    page.goto(f"{site.url}/d/{corrected['date']}")
    assert "avril 1999" in page.locator("main").inner_text().replace("\u00a0", " ")
    page.goto(f"{site.url}/d/{corrected['place']}")
    assert PLACE in page.locator("main").inner_text()


def read_again_by_a_newer_reader(home: Path) -> None:
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(home)}
    command = [sys.executable, "-c", NEWER, "reread", "--all"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_monday_morning(house: tuple[Site, str], page: Page, capsys: pytest.CaptureFixture[str], *, with_javascript):
    site, key = house
    some = files(with_javascript=with_javascript)
    assert len(some) == 16
    make_account(page, site.url + key)
    if with_javascript:
        drop(page, some)
        page.wait_for_url(lambda url: "/bureau/versements" in url, timeout=PATIENCE)
    else:
        choose(page, some)
        page.wait_for_url("**/bureau/versements?recus=16")
    batch = page.locator("section.batch").first
    batch.locator("progress").wait_for(timeout=30_000)  # progress is seen
    batch.get_by_text("16 catalogués").wait_for(timeout=2 * PATIENCE)
    page.goto(f"{site.url}/bureau/a-verifier")
    assert "16 notices attendent" in page.locator("main").inner_text()
    hands = by_keyboard(page) if with_javascript else by_forms(page)
    assert "Il ne reste rien à vérifier ici." in page.locator("main").inner_text()
    shown(site, page, hands.corrected)
    assert run(site.home, "index", "--rebuild").returncode == 0
    shown(site, page, hands.corrected)
    read_again_by_a_newer_reader(site.home)
    shown(site, page, hands.corrected)
    page.goto(f"{site.url}/recherche?q={TITLE.replace(' ', '+')}&vue=documents")
    assert TITLE in page.locator("main").inner_text()
    page.goto(f"{site.url}/bureau/a-verifier")
    assert "Aucune notice n’attend." in page.locator("main").inner_text()
    if hands.pressed:
        with capsys.disabled():
            sys.stdout.write(f"\n16 notices vérifiées au clavier, trois corrections : {hands.pressed} touches\n")
