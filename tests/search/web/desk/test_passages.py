"""The passages of a notice over plain HTTP: given to somebody else, called otherwise, joined, cut, undone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from corpus.catalogue import describing
from corpus.catalogue.models import CutDecision, Document, Passage
from corpus.installation import Installation

from .conftest import Visitor
from .test_verifying import _factories, form_of, plain


@pytest.fixture
def known(installation: Installation) -> Any:
    with installation.catalogue.writing() as session:
        return _factories().collection(session, installation.settings)


@pytest.fixture
def anne(visitor: Visitor) -> Visitor:
    visitor.enter("Anne")
    return visitor


def address(pid: str) -> str:
    return f"/bureau/a-verifier/{pid}/passages"


def send(visitor: Visitor, pid: str, form: dict[str, str], act: str = "garder", **changed: str) -> Any:
    return visitor.client.post(address(pid), data={**form, **changed, "acte": act})


def texts(installation: Installation, pid: str) -> list[str]:
    with installation.catalogue.session() as session:
        return [one.text for one in session.get_one(Document, pid).current.passages]


def test_each_passage_says_who_speaks_and_why_it_was_cut_there(anne: Visitor, known: Any, installation: Installation):
    with installation.catalogue.writing() as session:
        session.get_one(Passage, known.water_second).cue = "bold name"
    page = anne.get(address(known.water)).text
    assert "nom en gras" in page
    assert page.count('class="piece ') == 3
    assert f'name="speaker.{known.water_first}" value="Aline Vasseur"' in page
    assert "Mesdames, messieurs" in page


def test_who_speaks_kind_and_heading_are_changed_in_one_act(anne: Visitor, known: Any, installation: Installation):
    form = form_of(anne.get(address(known.water)).text)
    changes = {
        f"speaker.{known.water_second}": "Awa Diop",
        f"kind.{known.water_second}": "answer",
        f"heading.{known.water_first}": "Bienvenue",
    }
    answer = send(anne, known.water, form, **changes)
    assert answer.status_code == 303
    with installation.catalogue.session() as session:
        second = session.get_one(Passage, known.water_second)
        assert (second.speaker.label, second.kind) == ("Awa Diop", "answer")
        assert session.get_one(Passage, known.water_first).heading == "Bienvenue"
    undo = re.search(r'action="(/bureau/a-verifier/annuler/\d+)"', anne.get(answer.location).text)[1]
    anne.client.post(undo, data={"jeton": form["jeton"], "vers": "passages", "pid": known.water})
    with installation.catalogue.session() as session:
        assert session.get_one(Passage, known.water_second).speaker.label == "Moussa Ndiaye"
        assert describing.history(session, known.water_second) == []


def test_a_passage_is_cut_at_a_sentence_joined_again_and_all_is_undone(
    anne: Visitor, known: Any, installation: Installation
):
    before = texts(installation, known.water)
    form = form_of(anne.get(address(known.water)).text)
    page = send(anne, known.water, form, f"ouvrir:{known.water_second}").text
    cut = re.search(rf'value="(couper:{known.water_second}:\d+)"', page)[1]
    answer = send(anne, known.water, form_of(page), cut)
    after = texts(installation, known.water)
    assert len(after) == len(before) + 1
    assert after[1] == "Je remercie Mme Vasseur."
    page = anne.get(answer.location).text
    first_undo = re.search(r'action="(/bureau/a-verifier/annuler/\d+)"', page)[1]
    answer = send(anne, known.water, form_of(page), f"joindre:{known.water_second}")
    assert " ".join(texts(installation, known.water)[1].split()) == " ".join(before[1].split())
    undo = re.search(r'action="(/bureau/a-verifier/annuler/\d+)"', anne.get(answer.location).text)[1]
    for one in (undo, first_undo):
        assert anne.client.post(one, data={"jeton": form["jeton"], "vers": "passages"}).status_code == 303
    assert texts(installation, known.water) == before
    with installation.catalogue.session() as session:
        assert session.query(CutDecision).count() == 0


def test_what_was_typed_is_recorded_before_a_join_and_kept_when_one_only_looks(
    anne: Visitor, known: Any, installation: Installation
):
    form = form_of(anne.get(address(known.water)).text)
    typed = {f"heading.{known.water_first}": "Bienvenue"}
    page = send(anne, known.water, form, f"ouvrir:{known.water_first}", **typed).text
    assert form_of(page)[f"heading.{known.water_first}"] == "Bienvenue"
    send(anne, known.water, form_of(page), f"joindre:{known.water_second}")
    with installation.catalogue.session() as session:
        assert session.get_one(Passage, known.water_first).heading == "Bienvenue"
    assert len(texts(installation, known.water)) == 2


def test_two_librarians_on_one_passage(anne: Visitor, another: Visitor, known: Any, installation: Installation):
    another.enter("Ida")
    hers, theirs = (form_of(one.get(address(known.water)).text) for one in (anne, another))
    field = f"speaker.{known.water_second}"
    assert send(anne, known.water, hers, **{field: "Awa Fall"}).status_code == 303
    heading = f"heading.{known.water_first}"
    answer = send(another, known.water, theirs, **{field: "Salif Odon", heading: "Début"})
    assert answer.status_code == 409
    assert "Anne a mis « Awa Fall »" in plain(answer.text)
    assert "vous vouliez « Salif Odon »" in plain(answer.text)
    form = form_of(answer.text)
    assert (form[field], form[f"vu.{field}"], form[heading]) == ("Salif Odon", "Awa Fall", "Début")
    with installation.catalogue.session() as session:
        assert session.get_one(Passage, known.water_second).speaker.label == "Awa Fall"
        assert session.get_one(Passage, known.water_first).heading == "Ouverture du colloque"
    assert send(another, known.water, form, **{field: "Awa Fall"}).status_code == 303
    with installation.catalogue.session() as session:
        assert session.get_one(Passage, known.water_first).heading == "Début"


def test_a_cut_of_words_that_somebody_cut_since_is_refused(
    anne: Visitor, another: Visitor, known: Any, installation: Installation
):
    another.enter("Ida")
    hers, theirs = (form_of(one.get(address(known.water)).text) for one in (anne, another))
    assert send(anne, known.water, hers, f"couper:{known.water_second}:25").status_code == 303
    now = texts(installation, known.water)
    answer = send(another, known.water, theirs, f"couper:{known.water_second}:20")
    assert answer.status_code == 409
    assert texts(installation, known.water) == now


@pytest.mark.parametrize("act", ["couper:x:1", "joindre:x", "couper:", "couper:{}:99999", "couper:{}:0", "joindre:{}"])
def test_senseless_cuts_change_nothing(anne: Visitor, known: Any, installation: Installation, act: str):
    before = texts(installation, known.water)
    with installation.catalogue.session() as session:
        last = session.get_one(Document, known.water).current.passages[-1].pid
    form = form_of(anne.get(address(known.water)).text)
    assert send(anne, known.water, form, act.format(last)).status_code in {400, 409}
    assert texts(installation, known.water) == before
