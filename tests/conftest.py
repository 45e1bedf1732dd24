"""What every test may ask for: an empty installation on each database, a browser, the material beside the project."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, sync_playwright

from corpus.catalogue import Catalogue
from corpus.installation import Installation
from corpus.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def _database() -> ModuleType:
    """The module beside this one; tests are no package, so it is loaded by its path."""
    name = "tests_database"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / "database.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[object]:
    """A PostgreSQL server with a database `modele` that has the newest tables."""
    database = _database()
    try:
        with database.server() as server:
            server.tell("CREATE DATABASE modele TEMPLATE template0")
            Catalogue.open(server.url("modele")).close()
            yield server
    except database.NoServer as why:
        pytest.skip(str(why))


@pytest.fixture(params=["sqlite", "postgresql"])
def catalogue_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty catalogue: "" is a SQLite file in the home, as by default."""
    if request.param == "sqlite":
        yield ""
        return
    server = request.getfixturevalue("postgresql")
    yield server.url(server.make("modele"))  # gone with the server


@pytest.fixture
def settings(tmp_path: Path, catalogue_url: str) -> Settings:
    return Settings(home=str(tmp_path / "home"), catalogue=catalogue_url)


@pytest.fixture
def installation(settings: Settings) -> Iterator[Installation]:
    opened = Installation(settings)
    yield opened
    opened.catalogue.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("les documents partagés (../shared) ne sont pas à côté du projet")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium n'est pas installé : les tests dans un vrai navigateur n'ont pas lieu")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield opened
        opened.close()
