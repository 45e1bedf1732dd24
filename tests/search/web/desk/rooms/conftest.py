"""The desk of the small invented collection, which can be searched, with a librarian who has entered."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from corpus.catalogue import accounts, images
from corpus.installation import Installation
from search.index.engines import open_engine
from search.index.follow import follow
from search.web import create_app

from ..conftest import PASSWORD, PEOPLE, Visitor


@pytest.fixture
def factories() -> ModuleType:
    if "factories" not in sys.modules:
        path = Path(__file__).resolve().parents[4] / "factories.py"
        spec = importlib.util.spec_from_file_location("factories", path)
        sys.modules["factories"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["factories"])
    return sys.modules["factories"]


@pytest.fixture
def known(installation: Installation, factories: ModuleType) -> Any:
    with installation.catalogue.writing() as session:
        return factories.collection(session, installation.settings)


@pytest.fixture
def more(known: Any) -> None:
    """What a test module adds to the collection before it is indexed."""


@pytest.fixture
def desk(installation: Installation, known: Any, more: Any) -> Iterator[Flask]:  # noqa: ARG001 (they come first)
    with installation.catalogue.writing() as session:
        for name, role in PEOPLE.items():
            accounts.add(session, name, role, PASSWORD)
    engine = open_engine("memory:")
    follow(installation.catalogue, engine)
    app = create_app(installation.settings, engine)
    app.testing = True
    yield app
    app.extensions["mediatheque"].catalogue.close()


@pytest.fixture
def anne(visitor: Visitor) -> Visitor:
    visitor.enter()
    return visitor


@pytest.fixture
def picture(installation: Installation) -> Callable[[], dict[str, object]]:
    """Every row that an undo promises to bring back."""

    def take() -> dict[str, object]:
        found = {}
        with installation.catalogue.session() as session:
            for name, table in images.tables().items():
                for row in session.connection().execute(select(table)).mappings():
                    image = images.without_counters(table, images.plain(row))
                    found[f"{name} {images.key_of(table, row)}"] = image
        return found

    return take
