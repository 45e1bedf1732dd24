"""The same tests run on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.index import Engine
from search.index.engines import open_engine


@pytest.fixture(params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine("memory:" if request.param == "memory" else f"whoosh:{tmp_path / 'index'}")
    yield opened
    opened.close()
