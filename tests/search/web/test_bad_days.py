"""When something is broken, the site says what happened, what is safe and what to do; what can still work, works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from corpus.errors import CatalogueUnavailable, IndexUnavailable, LimitExceeded, StaleRevision, Withdrawn
from corpus.settings import Settings
from search.index import Found
from search.index.engines import open_engine
from search.web import create_app
from search.web.errors import status_of


class SilentEngine:
    """An index that cannot be read."""

    def find(self, *_: Any, **__: Any) -> Found:
        raise IndexUnavailable("le dossier est illisible")

    def suggest(self, *_: Any) -> list[str]:
        raise IndexUnavailable("le dossier est illisible")


@pytest.fixture
def without_index(site: Any) -> Iterator[FlaskClient]:
    settings = site.app.extensions["mediatheque"].settings
    app = create_app(settings, SilentEngine())
    yield app.test_client()
    app.extensions["mediatheque"].catalogue.close()


@pytest.fixture
def without_catalogue(tmp_path: Path) -> FlaskClient:
    (tmp_path / "catalogue.db").write_bytes(b"ceci n'est pas une base de donnees" * 100)
    return create_app(Settings(home=str(tmp_path)), open_engine("memory:")).test_client()


def test_without_index_the_catalogue_still_leads_to_documents(without_index: FlaskClient, known: Any) -> None:
    answer = without_index.get("/recherche?q=eau")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "La recherche est en panne" in answer.text
    assert f'href="/d/{known.minutes}"' in answer.text
    for address in ("/", f"/d/{known.water}", f"/p/{known.water_first}", "/themes", f"/intervenants/{known.aline}"):
        assert without_index.get(address).status_code == 200


def test_without_index_programs_are_told(without_index: FlaskClient) -> None:
    answer = without_index.get("/recherche.json?q=eau")
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "index-unavailable")
    health = without_index.get("/healthz")
    assert (health.status_code, health.json["index"], health.json["catalogue"]) == (503, "index-unavailable", "ok")


def test_an_empty_house_without_an_index_is_healthy(tmp_path: Path) -> None:
    app = create_app(Settings(home=str(tmp_path)), SilentEngine())
    health = app.test_client().get("/healthz")
    app.extensions["mediatheque"].catalogue.close()
    assert (health.status_code, health.json["status"], health.json["index"]) == (200, "ok", "empty")


def test_without_catalogue_every_page_says_so(without_catalogue: FlaskClient) -> None:
    for address in ("/", "/recherche", "/d/bcdfghjkmn0", "/themes"):
        answer = without_catalogue.get(address)
        assert answer.status_code == 503
        assert "Le catalogue ne répond pas" in answer.text
        assert "Rien n’est perdu" in answer.text
    assert without_catalogue.get("/aide").status_code == 200
    health = without_catalogue.get("/healthz")
    assert (health.status_code, health.json["status"]) == (503, "unavailable")


def test_no_inner_detail_reaches_a_reader(without_catalogue: FlaskClient) -> None:
    page = without_catalogue.get("/").text
    for detail in ("sqlite", "Traceback", "SELECT", "file is not a database"):
        assert detail not in page


def test_our_own_fault_is_a_friendly_500(site: Any) -> None:
    app = create_app(site.app.extensions["mediatheque"].settings, open_engine("memory:"))

    @app.get("/panne")
    def broken() -> str:
        raise RuntimeError("mot de passe secret")

    answer = app.test_client().get("/panne")
    assert answer.status_code == 500
    assert "Une erreur est survenue" in answer.text
    assert "Rien n’est perdu" in answer.text
    assert "secret" not in answer.text


def test_every_error_has_its_status() -> None:
    assert status_of(IndexUnavailable("")) == 503
    assert status_of(CatalogueUnavailable("")) == 503
    assert status_of(LimitExceeded("a.pdf", "trop long")) == 503
    assert status_of(Withdrawn("p", "t", "2024-01-01", "r")) == 410
    assert status_of(StaleRevision("p")) == 409


def test_a_vanished_original_is_told(client: FlaskClient, known: Any, app: Flask) -> None:
    files = app.extensions["mediatheque"].files
    sha256 = client.get(f"/d/{known.double}.json").json["sha256"]
    files.path(sha256).unlink()
    answer = client.get(f"/d/{known.double}/original")
    assert answer.status_code == 404
    assert "Ce fichier n’est pas disponible" in answer.text


@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 7), ("/recherche?q=eau", 5), ("/d/{water}", 10), ("/p/{water_first}", 11), ("/territoires/{france}", 12)],
)
def test_pages_ask_the_catalogue_few_questions(site: Any, client: FlaskClient, address: str, most: int) -> None:
    engine = site.app.extensions["mediatheque"].catalogue.engine
    asked: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        client.get(address.format(**vars(site.known)))
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert 0 < len(asked) <= most, asked
