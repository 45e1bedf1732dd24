"""A desk with one account of each role, and a browser without JavaScript that enters it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from corpus.catalogue import accounts
from corpus.installation import Installation
from search.web import create_app

PASSWORD = "sept puits à Kayes"  # noqa: S105 (of nobody)
PEOPLE = {"Rémi": "editor", "Anne": "librarian", "Ida": "administrator"}


@pytest.fixture
def catalogue_url(request: pytest.FixtureRequest) -> str:
    """SQLite, unless a test asks for each database."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return ""
    server = request.getfixturevalue("postgresql")
    return server.url(server.make("modele"))


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same method, with little work: these tests are not about how long it takes to guess."""
    monkeypatch.setattr(accounts, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def desk(installation: Installation) -> Iterator[Flask]:
    with installation.catalogue.writing() as session:
        for name, role in PEOPLE.items():
            accounts.add(session, name, role, PASSWORD)
    app = create_app(installation.settings)
    app.testing = True
    yield app
    app.extensions["mediatheque"].catalogue.close()


class Visitor:
    """A browser without JavaScript, at the desk of `app`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def get(self, path: str, **more: object) -> TestResponse:
        return self.client.get(path, **more)

    def token(self, path: str) -> str:
        """The token of the forms on the page at `path`."""
        return re.search(r'name="jeton" value="([^"]+)"', self.client.get(path).text)[1]

    def send(self, path: str, page: str = "", **given: object) -> TestResponse:
        """Send the form of `page` (or of the same address) to `path`."""
        return self.client.post(path, data={"jeton": self.token(page or path), **given})

    def enter(self, name: str = "Anne", password: str = PASSWORD) -> TestResponse:
        return self.send("/bureau/connexion", nom=name, mot_de_passe=password)


@pytest.fixture
def visitor(desk: Flask) -> Visitor:
    return Visitor(desk)


@pytest.fixture
def another(desk: Flask) -> Visitor:
    """A second browser."""
    return Visitor(desk)
