"""The site on the small invented collection, asked without any JavaScript."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask
from flask.testing import FlaskClient

from corpus.catalogue import Catalogue
from corpus.settings import Settings
from search.index import Engine
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


@pytest.fixture
def catalogue(settings: Settings) -> Iterator[Catalogue]:
    opened = Catalogue.open(settings.catalogue_url)
    yield opened
    opened.close()


@pytest.fixture
def known(catalogue: Catalogue, settings: Settings) -> object:
    with catalogue.writing() as session:
        return _factories().collection(session, settings)


@pytest.fixture
def engine(catalogue: Catalogue, known: object) -> Engine:  # noqa: ARG001 (what is followed)
    engine = open_engine("memory:")
    follow(catalogue, engine)
    return engine


@pytest.fixture
def app(settings: Settings, engine: Engine) -> Iterator[Flask]:
    app = create_app(settings, engine)
    app.testing = True
    yield app
    app.extensions["mediatheque"].catalogue.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
