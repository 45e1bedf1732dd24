from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update

from corpus.catalogue import Catalogue, chronicle, describing, trash, undoing, upgrading
from corpus.catalogue.databases import connect
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Assignment, Document, Form, Partnership, Passage, Term
from corpus.installation import Installation
from corpus.refusals import CannotUndo, UnknownAct


def last(session) -> int:
    return session.scalars(select(Act.id).order_by(Act.id.desc())).first()


def test_a_described_notice_is_as_before_after_undo(installation: Installation, known, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, known.water)
        values = {"title": "Autre titre", "themes": "dechets", "organisers": "A ; B", "date": "2010"}
        describing.decide(session, document, values, "Anne")
        revision = document.revision
    assert picture() != before
    with installation.catalogue.writing() as session:
        act = session.get_one(Act, last(session))
        assert (act.who, act.verb, act.target_pid, act.details["values"]["date"]) == (
            "Anne", "describe", known.water, "2010",
        )  # fmt: skip
        assert {one.pid for one in act.touches} >= {known.water}
        undoing.undo(session, act.id, "Berthe")
    assert picture() == before
    with installation.catalogue.session() as session:
        assert session.get_one(Document, known.water).revision > revision  # every index is told


def test_an_undo_can_be_undone(installation: Installation, known, picture):
    with installation.catalogue.writing() as session:
        describing.decide(session, session.get_one(Document, known.water), {"title": "Autre", "themes": ""}, "Anne")
        first = last(session)
    decided = picture()
    with installation.catalogue.writing() as session:
        second = undoing.undo(session, first, "Anne").id
    with installation.catalogue.writing() as session:
        undoing.undo(session, second, "Anne")
    assert picture() == decided


def test_what_somebody_changed_since_is_named_and_nothing_is_done(installation: Installation, known, picture):
    with installation.catalogue.writing() as session:
        describing.decide(session, session.get_one(Document, known.water), {"title": "De Anne"}, "Anne")
        first = last(session)
    with installation.catalogue.writing() as session:
        describing.decide(session, session.get_one(Document, known.water), {"title": "De Berthe"}, "Berthe")
    now = picture()
    with pytest.raises(CannotUndo, match=r"« De Berthe ».*titre a changé depuis \(Berthe.*acte"):  # noqa: SIM117
        with installation.catalogue.writing() as session:
            undoing.undo(session, first, "Anne")
    assert picture() == now


def test_other_fields_decided_since_stay(installation: Installation, known):
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, known.water)
        before = document.title
        describing.propose(session, known.water, [])
        describing.decide(session, document, {"title": before}, "Zoé")
        describing.decide(session, document, {"place": "Roubaix"}, "Zoé")
        first = last(session)
        describing.decide(session, document, {"title": "De Berthe"}, "Berthe")
    with installation.catalogue.writing() as session:
        undoing.undo(session, first, "Anne")
        assert session.get_one(Document, known.water).title == "De Berthe"


def test_an_act_is_undone_once(installation: Installation, known):
    with installation.catalogue.writing() as session:
        describing.decide(session, session.get_one(Document, known.water), {"title": "Autre"}, "Anne")
        first = last(session)
        undoing.undo(session, first, "Anne")
        with pytest.raises(CannotUndo, match="Anne l'a déjà annulé"):
            undoing.undo(session, first, "Berthe")
        with pytest.raises(UnknownAct):
            undoing.undo(session, 4711, "Berthe")


def test_rows_of_every_kind_come_back(installation: Installation, known, picture):
    """Objects and statements, rows removed, changed and made: all are pictured."""
    before = picture()
    with installation.catalogue.writing() as session, acting(session, "Anne", "bulk") as act:
        water = session.get_one(Document, known.water)
        session.delete(water.current.passages[0].assignments[0])
        session.execute(delete(Partnership))
        session.execute(update(Passage).where(Passage.version_id == water.current.id).values(role="changé"))
        session.get_one(Term, known.lille).label = "Lille-lez-Lannoy"
        session.get_one(Term, known.lille).forms.append(Form(text="Lil", folded="lil"))
        session.add(Assignment(document=water, term=session.get_one(Term, known.france)))
        water.current.leaves.clear()
        number = act.id
    assert picture() != before
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
    assert picture() == before


def test_an_authority_opened_by_an_act_leaves_a_notice_of_withdrawal(installation: Installation, known):
    with installation.catalogue.writing() as session:
        describing.decide_passage(session, session.get_one(Passage, known.water_first), {"speaker": "Awa D."}, "Anne")
        made = session.get_one(Passage, known.water_first).speaker_pid
        number = last(session)
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
        assert session.get_one(Passage, known.water_first).speaker_pid == known.aline
        term = session.get_one(Term, made)
        assert term.withdrawn_at is not None
        assert term.forms == []


def half_done(session, pid: str) -> None:
    with acting(session, "Anne", "bulk"):
        session.get_one(Document, pid).title = "à moitié"
        session.flush()
        raise ZeroDivisionError


def test_an_act_that_fails_leaves_nothing(installation: Installation, known, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        with pytest.raises(ZeroDivisionError):
            half_done(session, known.water)
        assert session.scalars(select(Act)).all() == []
        assert session.get_one(Document, known.water).title != "à moitié"
    assert picture() == before


def test_what_was_decided_before_there_was_a_journal_stands_in_it(tmp_path: Path):
    engine = connect(f"sqlite:///{tmp_path / 'catalogue.db'}")
    with upgrading.migrating(engine) as connection:
        upgrading.move(connection, "0004")
        for number, value in enumerate(("Un", "Deux"), start=1):
            row = {"id": number, "pid": "94pv3mrjx4t", "value": value}
            connection.execute(
                text("INSERT INTO decision VALUES (:id, :pid, 'title', :value, 'Anne', '2026-01-02 10:00:00.000000')"),
                row,
            )
    engine.dispose()
    catalogue = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.db'}")
    with catalogue.writing() as session:
        told = chronicle.page(session, pid="94pv3mrjx4t")
        assert [(one.who, one.details["values"]) for one in told.entries] == [
            ("Anne", {"title": "Deux"}), ("Anne", {"title": "Un"}),
        ]  # fmt: skip
        assert not told.entries[0].undoable
        with pytest.raises(CannotUndo, match="avant le journal"):
            undoing.undo(session, told.entries[0].number, "Anne")
    catalogue.close()


def test_the_journal_keeps_which_act_was_undone(installation: Installation, known):
    with installation.catalogue.writing() as session:
        done = trash.throw_away(session, [session.get_one(Document, known.water)], "Anne").id
    with installation.catalogue.writing() as session:
        undone = undoing.undo(session, done, "Ida").id
    with installation.catalogue.session() as session:
        assert (session.get_one(Act, undone).undoes, session.get_one(Act, done).undone_by) == (done, undone)
