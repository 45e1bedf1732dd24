"""A small collection, and pictures of the whole catalogue to compare before and after."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select

from corpus.catalogue import images
from corpus.installation import Installation

FACTORIES = Path(__file__).resolve().parents[2] / "factories.py"


def _factories() -> ModuleType:
    name = "tests_factories"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, FACTORIES)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture
def factories() -> ModuleType:
    return _factories()


@pytest.fixture
def known(installation: Installation):
    with installation.catalogue.writing() as session:
        return _factories().collection(session, installation.settings)


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
