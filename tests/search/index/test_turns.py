"""Several programs bring one index up to date: who finds it busy may rely on its writer."""

from __future__ import annotations

from corpus.catalogue.models import Document
from corpus.installation import Installation
from search.index import follow
from search.index.engines import open_engine


def add(installation: Installation, title: str) -> None:
    with installation.catalogue.writing() as session:
        session.add(Document(title=title))


def test_who_finds_the_index_busy_leaves_it_to_its_writer(installation: Installation):
    add(installation, "Premier")
    engine = open_engine(installation.settings.index_url)
    with engine.batch():
        assert follow.work_once(installation.catalogue, installation.settings) == 0
    assert len(follow.faults(installation.catalogue, installation.settings)) == 1
    assert follow.work_once(installation.catalogue, installation.settings) == 1
    assert follow.faults(installation.catalogue, installation.settings) == []
    engine.close()


def test_what_comes_in_while_the_index_is_written_is_seen_before_the_end(installation: Installation):
    add(installation, "Premier")
    engine = open_engine(installation.settings.index_url)
    late = iter(["Second", "Troisième"])

    def told(number: int) -> None:
        assert number == 1
        for title in late:
            add(installation, title)
            break

    assert follow.follow(installation.catalogue, engine, told) == 3
    assert len(engine.held()) == 3
    engine.close()


def test_what_comes_in_while_the_index_is_made_anew_is_in_it(installation: Installation):
    add(installation, "Premier")
    engine = open_engine(installation.settings.index_url)
    late = iter(["Second"])

    def told(number: int) -> None:  # noqa: ARG001
        for title in late:
            add(installation, title)

    follow.rebuild(installation.catalogue, engine, told)
    assert len(engine.held()) == 2
    engine.close()
