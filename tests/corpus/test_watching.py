"""A watched folder gives what `add` gives; what is still growing, hidden, linked or known already is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from corpus import watching
from corpus.catalogue.models import Deposit
from corpus.errors import MissingFile
from corpus.files import FileStore
from corpus.installation import Installation
from corpus.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "arrivages" / "sous-dossier").mkdir(parents=True)
    return tmp_path / "arrivages"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, moved on by hand."""
    moment = [1000.0]
    monkeypatch.setattr(watching.time, "monotonic", lambda: moment[0])
    watching._watches.clear()  # noqa: SLF001 (a worker that has just started)
    return moment


def look(installation: Installation, folder: Path, clock: list[float], seconds: float = 11) -> int:
    clock[0] += seconds
    settings = Settings(home=installation.settings.home, catalogue=installation.settings.catalogue, watched=str(folder))
    return watching.work_once(installation.catalogue, settings)


def names(installation: Installation) -> list[tuple[str, str, str]]:
    with installation.catalogue.session() as session:
        return [(one.filename, one.outcome, one.who) for one in session.scalars(select(Deposit).order_by(Deposit.id))]


def test_what_arrives_is_deposited_when_it_stands_still(installation: Installation, folder: Path, clock: list[float]):
    (folder / "a.txt").write_text("un")
    (folder / "sous-dossier" / "b.txt").write_text("deux")
    assert look(installation, folder, clock) == 0  # seen for the first time
    (folder / "a.txt").write_text("un, et la suite")
    assert look(installation, folder, clock) == 1
    assert names(installation) == [("b.txt", "waiting", watching.WHO)]
    assert look(installation, folder, clock) == 1
    assert [one for one, _, _ in names(installation)] == ["b.txt", "a.txt"]
    assert sorted(one.name for one in folder.rglob("*.txt")) == ["a.txt", "b.txt"]  # where they were
    assert look(installation, folder, clock) == 0


def test_a_worker_that_starts_anew_knows_what_was_taken(installation: Installation, folder: Path, clock: list[float]):
    (folder / "a.txt").write_text("un")
    (folder / "copie.txt").write_text("un")
    assert (look(installation, folder, clock), look(installation, folder, clock)) == (0, 1)
    watching._watches.clear()  # noqa: SLF001
    assert (look(installation, folder, clock), look(installation, folder, clock)) == (0, 0)
    assert len(names(installation)) == 1


def test_unfinished_hidden_and_linked_files_are_left_alone(
    installation: Installation, folder: Path, tmp_path: Path, clock: list[float]
):
    secret = tmp_path / "secret.txt"
    secret.write_text("cela ne regarde personne")
    (folder / "lien.txt").symlink_to(secret)
    (folder / "dossier-lie").symlink_to(tmp_path)
    for name in (".cache.txt", "~$a.docx", "a.pdf.part", "b.crdownload"):
        (folder / name).write_text("x")
    look(installation, folder, clock)
    assert look(installation, folder, clock) == 0
    assert names(installation) == []


def test_a_file_that_cannot_be_opened_is_told_once(
    installation: Installation, folder: Path, clock: list[float], monkeypatch: pytest.MonkeyPatch
):
    def refuse(_store: FileStore, path: Path) -> tuple[str, int]:
        raise MissingFile(str(path), "les droits ne permettent pas d'y accéder")

    (folder / "a.txt").write_text("un")
    look(installation, folder, clock)
    monkeypatch.setattr(FileStore, "keep_path", refuse)  # the tests may run as root, who may open anything
    assert look(installation, folder, clock) == 1
    watching._watches.clear()  # noqa: SLF001
    assert (look(installation, folder, clock), look(installation, folder, clock)) == (0, 0)
    assert names(installation) == [("a.txt", "failed", watching.WHO)]


def test_without_the_setting_or_the_folder_nothing_happens(
    installation: Installation, tmp_path: Path, clock: list[float]
):
    assert watching.work_once(installation.catalogue, installation.settings) == 0
    assert look(installation, tmp_path / "pas-encore", clock) == 0
