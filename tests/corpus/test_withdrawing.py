"""Withdrawn is no longer shown, and says why; what was withdrawn by mistake is shown again."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue import trash, withdrawing
from corpus.catalogue.addresses import document_at, passage_at, term_at
from corpus.catalogue.models import Act, Document, Passage, Selection, StoredFile, Term, Version
from corpus.catalogue.undoing import undo
from corpus.errors import BadValue, Withdrawn
from corpus.installation import Installation
from corpus.vocabularies import terms


def _document(session: Session, title: str) -> Document:
    document = Document(title=title)
    session.add(document)
    session.add(StoredFile(sha256=title.ljust(64, "0"), size=1))
    session.flush()
    version = Version(sha256=title.ljust(64, "0"), filename="a.txt")
    document.versions.append(version)
    session.flush()
    passage = Passage(position=0, kind="intervention", text="Bonjour à tous.")
    passage.speaker = terms.speaker(session, "Aline Vasseur", [])
    version.passages.append(passage)
    session.flush()
    return document


def test_a_withdrawn_document_and_its_passages_say_why_until_it_is_shown_again(installation: Installation) -> None:
    with installation.catalogue.writing() as session:
        document = _document(session, "Rapport")
        passage = document.versions[0].passages[0].pid
        before = document.revision
        withdrawing.withdraw(session, document, "  Demande \n de l’auteur. ", "Anne")
        assert document.revision > before  # indexes are told
        for at, pid in ((document_at, document.pid), (passage_at, passage)):
            with pytest.raises(Withdrawn) as told:
                at(session, pid)
            assert (told.value.title, told.value.reason) == ("Rapport", "Demande de l’auteur.")
            assert told.value.document_pid == document.pid
        withdrawing.restore(session, document, "Anne")
        assert document_at(session, document.pid) is document
        act = withdrawing.withdraw(session, document, "Par erreur.", "Anne")
        undo(session, act.id, "Marie")
        assert document_at(session, document.pid) is document
        acts = session.scalars(select(Act).order_by(Act.id)).all()
        assert [(one.who, one.verb) for one in acts] == [
            ("Anne", "withdraw"),
            ("Anne", "restore"),
            ("Anne", "withdraw"),
            ("Marie", "undo"),
        ]


def test_only_a_document_that_is_shown_takes_the_place_of_another(installation: Installation) -> None:
    with installation.catalogue.writing() as session:
        first, second = _document(session, "Un"), _document(session, "Deux")
        for wrong in (first.pid, "00000000000"):
            with pytest.raises(BadValue):
                withdrawing.withdraw(session, first, "Remplacé.", "Anne", wrong)
        withdrawing.withdraw(session, first, "Remplacé.", "Anne", second.pid)
        assert first.withdrawn_for == second.pid
        with pytest.raises(BadValue):
            withdrawing.withdraw(session, second, "Remplacé.", "Anne", first.pid)


def test_what_is_in_the_bin_or_emptied_from_it_is_not_shown_again(installation: Installation) -> None:
    with installation.catalogue.writing() as session:
        document = _document(session, "Rapport")
        trash.throw_away(session, [document], "Anne")
        with pytest.raises(BadValue, match="corbeille"):
            withdrawing.restore(session, document, "Anne")
        trash.empty(session, "Anne", days=-1)
        with pytest.raises(BadValue, match="pour toujours"):
            withdrawing.restore(session, document, "Anne")
        with pytest.raises(Withdrawn):
            document_at(session, document.pid)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_withdrawn_without_a_reason(installation: Installation, reason: str) -> None:
    with installation.catalogue.writing() as session:
        document = _document(session, "Rapport")
        with pytest.raises(BadValue):
            withdrawing.withdraw(session, document, reason, "Anne")
        assert document.withdrawn_at is None


def test_a_withdrawn_person_is_found_by_readers_of_files_but_no_longer_by_address(installation: Installation) -> None:
    with installation.catalogue.writing() as session:
        document = _document(session, "Rapport")
        person = terms.speaker(session, "Aline Vasseur", [])
        before = document.revision
        withdrawing.withdraw_term(session, person, "À sa demande.", "Anne")
        assert document.revision > before
        with pytest.raises(Withdrawn):
            term_at(session, "speaker", person.pid)
        assert terms.speaker(session, "Aline VASSEUR", []) is person  # a re-reading lists nobody again
        withdrawing.restore_term(session, person, "Anne")
        assert term_at(session, "speaker", person.pid) is person


def test_what_was_merged_is_found_as_what_it_became_along_the_chain(installation: Installation) -> None:
    with installation.catalogue.writing() as session:
        first, second, third = (
            terms.speaker(session, name, []) for name in ("A. Petit", "Anne Petit", "Anne Le Petit")
        )
        first.merged_into, second.merged_into = second.pid, third.pid
        session.flush()
        assert term_at(session, "speaker", first.pid) is third
        assert terms.speaker(session, "Anne Petit", []) is third
        third.merged_into = first.pid  # damaged: it ends all the same
        session.flush()
        assert isinstance(term_at(session, "speaker", first.pid), Term)


def test_the_command_withdraws_and_shows_again(installation: Installation) -> None:
    from click.testing import CliRunner

    from corpus.withdrawing_cli import withdraw

    with installation.catalogue.writing() as session:
        document, selection = _document(session, "Rapport"), Selection(title="Lettre de mai")
        session.add(selection)
        session.flush()
        pids = {"document": document.pid, "selection": selection.pid}
        pids |= {"passage": document.versions[0].passages[0].pid, "term": document.versions[0].passages[0].speaker_pid}

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(withdraw, list(words), obj=installation, standalone_mode=False)
        return (1 if done.exception else 0), done.output + str(done.exception or "")

    for kind, name in (("document", "Rapport"), ("selection", "Lettre de mai"), ("term", "Aline Vasseur")):
        assert run(pids[kind], "--reason", "Pour essayer.") == (
            0,
            f"Retiré : {name}. L'adresse dit désormais pourquoi.\n",
        )
        assert run(pids[kind], "--undo") == (0, f"De nouveau visible : {name}.\n")
    several = run(pids["document"], pids["selection"], "--reason", "Ensemble.", "--json")[1].splitlines()
    assert [json.loads(one)["reason"] for one in several] == ["Ensemble.", "Ensemble."]
    assert "porte l'identifiant" in run(pids["document"], "00000000000", "--undo")[1]
    with installation.catalogue.session() as session:
        assert session.get_one(Document, pids["document"]).withdrawn_at is not None  # all, or none
    assert "retirez son document" in run(pids["passage"], "--reason", "Non.")[1]
    assert "--reason" in run(pids["document"])[1]
    assert "seul un document" in run(pids["term"], "--reason", "Non.", "--instead", pids["document"])[1]
