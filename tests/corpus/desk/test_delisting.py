from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from corpus.catalogue import addresses, delisting, describing, images, undoing
from corpus.catalogue.models import Given, Passage, Selection, SelectionItem, Term
from corpus.errors import BadValue, Withdrawn
from corpus.installation import Installation
from corpus.vocabularies import terms
from corpus.vocabularies.unnamed import UNNAMED


def rows_that_name(session, name: str) -> list[str]:
    """Where, outside of what was said and of the journal, a name still stands."""
    found = []
    for table in images.tables().values():
        for row in session.connection().execute(select(table)).mappings():
            image = images.plain(row) | ({"text": ""} if table.name == "passage" else {})
            if name.lower() in json.dumps(image, ensure_ascii=False).lower():
                found.append(table.name)
    return found


def test_a_person_is_named_nowhere_and_stays_so(installation: Installation, known, picture):
    with installation.catalogue.writing() as session:
        sent = {"speaker": "Aline Vasseur", "name": "Aline Vasseur", "line": "Actes / Aline Vasseur. — Lille, 2009."}
        item = SelectionItem(position=0, target_pid=known.water_first, quotation="« l’eau »", shown=sent)
        session.add(Selection(title="Lettre", items=[item]))
    before = picture()
    with installation.catalogue.writing() as session:
        aline = session.get_one(Term, known.aline)
        number = delisting.delist(session, aline, "Anne").id
        assert rows_that_name(session, "Aline Vasseur") == []
        with pytest.raises(BadValue):
            delisting.delist(session, aline, "Anne")
    with installation.catalogue.writing() as session:
        aline = session.get_one(Term, known.aline)
        with pytest.raises(Withdrawn, match=UNNAMED):
            addresses.term_at(session, "speaker", known.aline)
        passage = session.get_one(Passage, known.water_first)
        assert (passage.speaker.label, passage.speaker_as_printed) == (UNNAMED, None)
        # as a reading does, and a person who corrects something else
        assert terms.speaker(session, "Aline Vasseur", ["ALINE VASSEUR", "A. Vasseur"]) is aline
        describing.decide_passage(session, passage, {"speaker": aline.pid}, "Berthe")
        assert rows_that_name(session, "Vasseur") == []
        undoing.undo(session, number + 1, "Berthe")
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
        assert addresses.term_at(session, "speaker", known.aline).label == "Aline Vasseur"
        assert session.scalars(select(Given).filter_by(pid=known.aline)).all() != []
    assert picture() == before


def test_only_persons_are_delisted(installation: Installation, known):
    with installation.catalogue.writing() as session, pytest.raises(BadValue):
        delisting.delist(session, session.get_one(Term, known.lille), "Anne")
