"""A feed reader is told nothing twice: files read again, cut otherwise, another index or engine, a backup."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import feedparser
import pytest

from corpus.demo import documents
from corpus.settings import Settings
from search.web import create_app

from .conftest import MEDIATHEQUE

ASKED = ("", "q=projet", "q=femmes", "type=minutes", "q=annee&annee=1998..2024", "q=village&vue=documents&tri=titre")
QUICK = {".html", ".md", ".txt", ".odt"}


def tell(home: Path, *words: str, **settings: str) -> None:
    environ = {**os.environ, "MEDIATHEQUE_HOME": str(home), **settings}
    done = subprocess.run([*MEDIATHEQUE, *words], env=environ, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def feeds(home: Path, **settings: str) -> dict[str, list[tuple[str, str, str]]]:
    """What a reader of every feed knows an entry by."""
    app = create_app(Settings(home=str(home), url="https://mediatheque.example", **settings))
    found = {}
    for asked in ASKED:
        for form in ("atom", "rss"):
            read = feedparser.parse(app.test_client().get(f"/recherche.{form}?{asked}").data)
            assert not read.bozo
            found[f"{form} {asked}"] = [
                (one.id, one.published, one.updated if form == "atom" else "") for one in read.entries
            ]
    app.extensions["mediatheque"].catalogue.close()
    app.extensions["mediatheque"].engine.close()
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("flux") / "maison"
    tell(made, "add", *[str(one) for one in documents() if one.suffix in QUICK])
    return made


def test_no_entry_comes_from_reading_cutting_or_indexing_again(home: Path, tmp_path: Path):
    before = feeds(home)
    assert all(before[f"atom {asked}"] for asked in ("", "q=projet", "type=minutes"))
    for cutting in ({"MEDIATHEQUE_PASSAGE_LONGEST": "400"}, {"MEDIATHEQUE_PASSAGE_SHORTEST": "3000"}):
        tell(home, "reread", "--all", **cutting)
        assert feeds(home) == before, cutting
    tell(home, "index", "--rebuild")
    assert feeds(home) == before
    tell(home, "index", MEDIATHEQUE_INDEX=f"whoosh-plain:{tmp_path / 'autre'}")
    assert feeds(home, index=f"whoosh-plain:{tmp_path / 'autre'}") == before
    tell(home, "backup", str(tmp_path / "copie.tar"))
    tell(tmp_path / "ailleurs", "restore", str(tmp_path / "copie.tar"))
    assert feeds(tmp_path / "ailleurs") == before
