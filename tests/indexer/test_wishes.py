"""What the desk wishes to have read again is read by the worker, when nothing new waits."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from corpus import house, wishes
from corpus.catalogue import deposits
from corpus.catalogue.models import Document, Passage, Version
from corpus.heartbeat import reader
from corpus.installation import Installation
from corpus.permalinks import mint
from indexer import jobs
from indexer import wishes as wished

TEXT = "Compte rendu de l'atelier du 3 mars 2011 à Lille\n\nMme DURAND : L'eau du puits est à tous.\n" * 3


def deposit(installation: Installation, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(f"{TEXT}\n{name}")
    with installation.catalogue.writing() as session:
        deposits.deposit(session, installation.store, path, "Anne")


def state(installation: Installation) -> tuple[list[str], list[str]]:
    """The readers of what is catalogued, and the addresses of its passages."""
    with installation.catalogue.session() as session:
        return list(session.scalars(select(Version.reader))), sorted(session.scalars(select(Passage.pid)))


def test_a_wish_is_fulfilled_after_what_waits_and_addresses_stay(installation: Installation, tmp_path: Path):
    catalogue, settings = installation.catalogue, installation.settings
    deposit(installation, tmp_path, "a.txt")
    assert jobs.work_once(catalogue, settings) == 1
    with catalogue.writing() as session:
        session.scalars(select(Version)).one().reader = "0"
    before = state(installation)[1]
    with catalogue.session() as session:
        wishes.ask(settings.home_path, house.read_by_older(session, reader()))
    assert len(wishes.waiting(settings.home_path)) == 1
    deposit(installation, tmp_path, "b.txt")
    assert wished.work_once(catalogue, settings) == 0  # what is new goes first
    jobs.work_once(catalogue, settings)
    assert wished.work_once(catalogue, settings) == 1
    readers, after = state(installation)
    assert readers == [reader(), reader()]
    assert set(before) <= set(after)
    assert (wishes.waiting(settings.home_path), wishes.failures(settings.home_path)) == ([], {})
    assert wished.work_once(catalogue, settings) == 0


def test_what_cannot_be_read_again_is_told_and_what_is_gone_forgotten(installation: Installation, tmp_path: Path):
    catalogue, settings = installation.catalogue, installation.settings
    deposit(installation, tmp_path, "a.txt")
    jobs.work_once(catalogue, settings)
    with catalogue.session() as session:
        pid = session.scalars(select(Document.pid)).one()
        sha256 = session.scalars(select(Version.sha256)).one()
    installation.store.path(sha256).unlink()
    wishes.ask(settings.home_path, [pid, mint()])  # the second one is of nothing
    assert wished.work_once(catalogue, settings) == 2
    assert wishes.waiting(settings.home_path) == []
    assert "n'est pas à sa place" in wishes.failures(settings.home_path)[pid]
