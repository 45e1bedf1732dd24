"""Every address that is given out is in the register, with its words, once."""

from __future__ import annotations

import runpy

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue, register
from corpus.catalogue.models import Document, Given, Passage, Speaker, StoredFile, Succession, Term, Version
from corpus.catalogue.upgrading import MIGRATIONS
from corpus.installation import Installation


@pytest.fixture
def catalogue(installation: Installation) -> Catalogue:
    return installation.catalogue


def _document(session: Session, *texts: str) -> Document:
    session.add(StoredFile(sha256="0" * 64, size=1))
    document = Document(title="Actes")
    version = Version(sha256="0" * 64, filename="a.txt")
    document.versions.append(version)
    for place, words in enumerate(texts):
        version.passages.append(Passage(position=place, kind="section", text=words))
    session.add(document)
    return document


def _lines(catalogue: Catalogue, kind: str) -> list[tuple[str, str]]:
    with catalogue.session() as session:
        rows = session.scalars(select(Given).filter_by(kind=kind).order_by(Given.id))
        return [(one.pid, register.words_of(one)) for one in rows]


def test_what_is_made_is_noted_in_its_order(catalogue: Catalogue) -> None:
    with catalogue.writing() as session:
        document = _document(session, "L’eau.", "Le sol.", "L’air.")
        session.flush()
        pids = [one.pid for one in document.versions[0].passages]
    assert _lines(catalogue, "passage") == list(zip(pids, ["L’eau.", "Le sol.", "L’air."], strict=True))
    assert _lines(catalogue, "document") == [(document.pid, "Actes")]


def test_other_words_are_another_line_and_the_same_words_none(catalogue: Catalogue) -> None:
    with catalogue.writing() as session:
        passage = _document(session, "L’eau.").versions[0].passages[0]
    for words in ("L’eau claire.", "L’eau claire.", "L’eau."):
        with catalogue.writing() as session:
            session.get_one(Passage, passage.pid).text = words
    assert [words for _, words in _lines(catalogue, "passage")] == ["L’eau.", "L’eau claire."]


def test_what_was_not_committed_was_not_given_out(catalogue: Catalogue) -> None:
    with pytest.raises(ZeroDivisionError), catalogue.writing() as session:  # noqa: PT012 - it fails inside
        _document(session, "L’eau.")
        session.flush()
        raise ZeroDivisionError
    with catalogue.writing() as session:
        session.add(Term(vocabulary="theme", label="Eau"))
    assert _lines(catalogue, "passage") == []
    assert "Eau" in [label for _, label in _lines(catalogue, "term")]


def test_names_of_people_are_not_kept_for_ever(catalogue: Catalogue) -> None:
    with catalogue.writing() as session:
        named = Speaker(label="Luc Le Roux")
        session.add(named)
    assert dict(_lines(catalogue, "term"))[named.pid] == ""


def test_what_others_make_is_noted_once(catalogue: Catalogue) -> None:
    for _ in range(2):
        with catalogue.writing() as session:
            register.give(session, "0123456789b", "search", "eau \0 potable")
    assert _lines(catalogue, "search") == [("0123456789b", "eau  potable")]


def test_what_stood_before_there_was_a_register_enters_it(installation: Installation) -> None:
    with installation.catalogue.writing() as session:
        document = _document(session, "L’eau.", "Le sol, puis l’air.")
        session.flush()
        second = document.versions[0].passages[1].pid
        session.add(Succession(old_pid="ancien", new_pid=second, offset=8))
        session.add(Succession(old_pid="perdu", new_pid=document.pid))
    before = _lines(installation.catalogue, "passage"), _lines(installation.catalogue, "document")
    with installation.catalogue.writing() as session:
        session.execute(delete(Given))
        migration = runpy.run_path(str(MIGRATIONS / "versions" / "0007_the_register_of_what_stands.py"))
        with Operations.context(MigrationContext.configure(session.connection())):
            migration["upgrade"]()
    after = _lines(installation.catalogue, "passage"), _lines(installation.catalogue, "document")
    assert after[0][:2] == before[0]
    assert after[0][2:] == [("ancien", "puis l’air."), ("perdu", "")]
    assert after[1] == before[1]
    with installation.catalogue.session() as session:
        assert set(session.scalars(select(Given.document_pid).filter_by(kind="passage"))) == {document.pid}
