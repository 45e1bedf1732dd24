from __future__ import annotations

import pytest
from sqlalchemy import select

from corpus.catalogue import describing, passages, undoing
from corpus.catalogue.addresses import Moved, passage_at
from corpus.catalogue.models import CutDecision, Document, Passage, Succession
from corpus.catalogue.whereabouts import standing_passages, whereabouts
from corpus.errors import BadValue
from corpus.installation import Installation
from corpus.refusals import ChangedMeanwhile


def told(session, pid: str) -> list[str]:
    return [one.text for one in standing_passages(session, pid)]


def test_two_passages_become_one_and_two_again(installation: Installation, known, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        texts = told(session, known.water)
        first = session.get_one(Passage, known.water_first)
        number = passages.join(session, first, "Anne").id
        assert told(session, known.water) == [f"{texts[0]}\n{texts[1]}", texts[2]]
        assert {one.term.label for one in first.assignments} == {"Eau et assainissement", "Lille", "Saint-Louis"}
        assert (first.page_first, first.page_last) == (1, 2)
    with installation.catalogue.session() as session:
        found = passage_at(session, known.water_second)
        assert found == Moved(known.water_first, "passage", len(texts[0]) + 1)
        assert whereabouts(session, known.water_second).text == texts[1]
        assert passage_at(session, known.moved) == Moved(known.water_first, "passage", 0)
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
    assert picture() == before


def test_a_passage_becomes_two_and_its_addresses_lead_to_its_words(installation: Installation, known, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        text = told(session, known.water)[0]
        offset = text.index("Nous avons signé")
        first = session.get_one(Passage, known.water_first)
        describing.decide_passage(session, first, {"speaker": "Aline Vasseur", "heading": "Ouverture"}, "Anne")
    decided = picture()
    with installation.catalogue.writing() as session:
        first = session.get_one(Passage, known.water_first)
        act = passages.split(session, first, offset, "Anne")
        made = session.get_one(Passage, act.details["made"])
        assert told(session, known.water)[:2] == [text[:offset].strip(), text[offset:]]
        assert (made.speaker_pid, made.role, made.kind) == (known.aline, "vice-présidente", "intervention")
        assert {one.term.label for one in made.assignments} == {one.term.label for one in first.assignments}
        assert [one.field for one in describing.history(session, made.pid)] == ["speaker"]
        assert whereabouts(session, known.water_first).text.split() == text.split()
        number, pid = act.id, made.pid
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
        assert passage_at(session, pid) == Moved(known.water_first, "passage", offset)
        assert whereabouts(session, pid).text == text[offset:]
        session.delete(session.get_one(Succession, (pid, 0)))
    assert picture() == decided != before


def test_cut_and_joined_again_nothing_is_left_decided_twice(installation: Installation, known):
    with installation.catalogue.writing() as session:
        first = session.get_one(Passage, known.water_first)
        text = first.text
        passages.split(session, first, text.index("Nous avons"), "Anne")
        passages.join(session, first, "Berthe")
        assert first.text.split() == text.split()
        decisions = session.scalars(select(CutDecision)).all()
        assert [(one.verb, one.who) for one in decisions] == [("join", "Berthe")]


def test_what_cannot_be_cut_is_told(installation: Installation, known):
    with installation.catalogue.writing() as session:
        first = session.get_one(Passage, known.water_first)
        for offset in (0, -3, len(first.text), len(first.text) + 9, len(first.text) - 1):
            with pytest.raises(BadValue):
                passages.split(session, first, offset, "Anne")
        last = standing_passages(session, known.water)[-1]
        with pytest.raises(BadValue):
            passages.join(session, last, "Anne")


def test_who_saw_other_words_is_told_who_cut_them(installation: Installation, known):
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, known.water)
        seen = document.revision
        first = session.get_one(Passage, known.water_first)
        passages.split(session, first, first.text.index("Nous avons"), "Anne", seen)
        with pytest.raises(ChangedMeanwhile, match="Anne"):
            passages.split(session, first, 20, "Berthe", seen)
        session.flush()
        passages.split(session, first, 20, "Berthe", document.revision)


def test_what_was_decided_of_a_passage_keeps_it_whole(installation: Installation, known):
    with installation.catalogue.writing() as session:
        assert passages.cuttings(session, known.water) == []
        second = session.get_one(Passage, known.water_second)
        describing.decide_passage(session, second, {"speaker": "Awa Fall"}, "Anne")
        (whole,) = passages.cuttings(session, known.water)
        assert (whole.verb, whole.text) == ("whole", second.text)
        assert whole.before.endswith("frontières des quartiers.")
        assert whole.after.startswith("Combien coûte")
