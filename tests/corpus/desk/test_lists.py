"""What the desk lists: every notice by its state, authorities with what they lead to, organisations as notices say."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from corpus.catalogue import authority_list, bulk, diffusion, holding_list, organisers, reports, trash, undoing
from corpus.catalogue.bulk import Change
from corpus.catalogue.models import Act, Document, Report, Term
from corpus.errors import BadValue
from corpus.installation import Installation


def test_every_notice_is_in_the_list_of_its_state(installation: Installation, known):
    with installation.catalogue.writing() as session:
        diffusion.diffuse(session, [session.get_one(Document, known.water)], "staff", None, "Anne")
        trash.throw_away(session, [session.get_one(Document, known.double)], "Anne")
    with installation.catalogue.session() as session:
        for state, pids in (
            ("closed", {known.water}), ("trashed", {known.double}), ("withdrawn", {known.withdrawn}),
            ("shown", {known.minutes, known.reference}),
        ):  # fmt: skip
            assert {one.pid for one in holding_list.listed(session, "", state).documents} == pids
            assert set(holding_list.pids(session, "", state)) == pids
            assert {holding_list.state_of(session.get_one(Document, pid)) for pid in pids} == {state}
        assert holding_list.listed(session).total == 5
        for words, pid in (
            ("déchets copie", known.double), ("DÉCHETS copie", known.double), ("été.pdf", known.water),
            ("ÉTÉ", known.water), (known.minutes, known.minutes), ("CAT-0042", known.reference),
        ):  # fmt: skip
            assert [one.pid for one in holding_list.listed(session, words).documents] == [pid], words
        assert holding_list.listed(session, "100%_").total == 0


def test_authorities_are_found_by_every_form_with_what_they_lead_to(installation: Installation, known):
    with installation.catalogue.session() as session:
        rows, total = authority_list.listed(session, "speaker")
        assert total == len(rows) == 3
        (aline,), _ = authority_list.listed(session, "speaker", "vasseur al")
        assert (aline.term.pid, aline.documents, aline.passages) == (known.aline, 2, 2)
        (lille,), _ = authority_list.listed(session, "territory", known.lille)
        assert (lille.documents, lille.passages) == (1, 1)
        found = authority_list.bearing(session, aline.term)
        assert [(document.pid, count) for document, count in found] == [(known.water, 1), (known.minutes, 1)]
        spoken = authority_list.passages_of(session, aline.term)
        assert next(one.pid for one in spoken) == known.water_first
        assert [one.pid for one in authority_list.named_like(session, "speaker", "ndiaye", known.aline)] != []
        assert authority_list.named_like(session, "speaker", "vasseur", known.aline) == []


def test_an_organisation_is_renamed_or_melted_into_another(installation: Installation, known, picture):
    with installation.catalogue.writing() as session:
        session.get_one(Document, known.minutes).organisers = ["maison du nord", "Maison du Nord"]
    before = picture()
    with installation.catalogue.writing() as session:
        assert organisers.names(session, "nord") == [("Maison du Nord", 2), ("maison du nord", 1)]
        names = organisers.names(session)
        assert organisers.spellings(names)["maison du nord"] == ["Maison du Nord"]
        assert organisers.alike(names, "maison du nord")[0][0] == "Maison du Nord"
        number = organisers.rename(session, "maison du nord", " Maison du  Nord ", "Anne").id
        assert session.get_one(Document, known.minutes).organisers == ["Maison du Nord"]
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
    assert picture() == before


@pytest.mark.parametrize(("name", "other"), [("Maison du Nord", ""), ("Maison du Nord", "a;b"), ("Inconnu", "Connu"),
                                             ("Maison du Nord", "Maison du Nord")])  # fmt: skip
def test_an_organisation_that_cannot_be_renamed_is_told(installation: Installation, known, name, other):
    assert known
    with installation.catalogue.writing() as session, pytest.raises(BadValue):
        organisers.rename(session, name, other, "Anne")


def test_several_changes_are_one_act(installation: Installation, known, picture):
    before, told = picture(), []
    changes = [Change("add-theme", "jumelage"), Change("set-place", "Lille"), Change("set-place", "Lille")]
    pids = [known.water, known.minutes, known.withdrawn]
    with installation.catalogue.writing() as session:
        act = bulk.apply_all(session, pids, changes, "Anne", None, lambda done, total: told.append((done, total)))
        assert (act.details["count"], act.details["left"]) == (2, [])
        assert told[-1] == (6, 6)
        number = act.id
    with installation.catalogue.writing() as session:
        assert session.get_one(Document, known.minutes).place == "Lille"
        assert len(session.scalars(select(Act)).all()) == 1
        undoing.undo(session, number, "Anne")
        with pytest.raises(BadValue):
            bulk.apply_all(session, pids, [], "Anne")
        with pytest.raises(BadValue):
            bulk.apply_all(session, pids, [changes[0], Change("set-kind", "roman")], "Anne")
    assert picture() == before


def test_a_closing_note_is_kept_and_the_address_is_not(installation: Installation, known):
    with installation.catalogue.writing() as session:
        one = reports.report(session, known.water_first, "", "Ce n’est pas elle.", "a@b.fr")
        reports.handle(session, one, "done", "Anne", " C’était  M. Ndiaye. ")
    with installation.catalogue.session() as session:
        (told,) = reports.reports(session, "done")
        assert (told.note, told.report.email) == ("C’était M. Ndiaye.", None)
        assert told.label.startswith("Aline Vasseur — ")
        assert (reports.count(session, "done"), reports.waiting(session)) == (1, 0)
        assert reports.address_of(session, known.water_first) == f"/p/{known.water_first}"
        assert reports.document_of(session, known.water_first) == known.water
        assert reports.document_of(session, known.moved) == known.water
        assert (reports.document_of(session, "rien"), reports.called_today(session, "rien")) == ("", "")
        assert session.scalars(select(Report)).one().handled_by == "Anne"
        assert session.get(Term, known.aline) is not None
