from __future__ import annotations

import pytest

from corpus.catalogue import describing, undoing, unknown_places
from corpus.catalogue.models import Document, Proposal, Term
from corpus.errors import BadValue
from corpus.installation import Installation


@pytest.fixture
def waiting(installation: Installation, known):
    with installation.catalogue.writing() as session:
        for pid in (known.water, known.minutes):
            read = Proposal(field=unknown_places.FIELD, value="Val-d’Ombrelle", quotation="à Val-d’Ombrelle, un puits")
            describing.propose(session, pid, [read])
    return known


def test_a_name_that_no_gazetteer_has_becomes_a_territory(installation: Installation, waiting, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        (one,) = unknown_places.candidates(session)
        assert (one.name, set(one.documents)) == ("Val-d’Ombrelle", {waiting.water, waiting.minutes})
        nord = session.get_one(Term, waiting.lille).broader
        act = unknown_places.adopt(session, "val d ombrelle", "Anne", kind="area", country="FR", broader=nord)
        assert unknown_places.candidates(session) == []
        made = unknown_places.known(session, "Val d'Ombrelle")
        assert (made.pid, made.broader, act.target_pid) == (made.pid, nord, made.pid)
        water = session.get_one(Document, waiting.water)
        assert [one.status for one in water.assignments if one.term is made] == ["accepted"]
        number, pid = act.id, made.pid
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
    now = picture()
    assert {name: row for name, row in now.items() if pid not in name} == before


def test_a_name_may_be_a_form_of_a_known_one_or_none_at_all(installation: Installation, waiting, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        lille = session.get_one(Term, waiting.lille)
        first = unknown_places.refuse(session, "Val-d’Ombrelle", "Anne").id
        assert unknown_places.candidates(session) == []
        undoing.undo(session, first, "Anne")
        second = unknown_places.adopt(session, "Val-d’Ombrelle", "Anne", into=lille).id
        assert "Val-d’Ombrelle" in {form.text for form in lille.forms}
        assert unknown_places.known(session, "VAL D’OMBRELLE") is lille
        with pytest.raises(BadValue):
            unknown_places.adopt(session, "Nulle-Part", "Anne")
    with installation.catalogue.writing() as session:
        undoing.undo(session, second, "Anne")
    assert picture() == before
