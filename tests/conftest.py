"""What every test may ask for: settings of an empty installation, and the material shared beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.installation import Installation
from corpus.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=str(tmp_path / "home"))


@pytest.fixture
def installation(settings: Settings) -> Installation:
    opened = Installation(settings)
    yield opened
    opened.catalogue.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("les documents partagés (../shared) ne sont pas à côté du projet")
    return SHARED
