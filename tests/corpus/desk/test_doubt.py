"""What waits to be verified, in which order, and when it waits no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from corpus.catalogue import describing, doubt, verifying
from corpus.catalogue.models import Document, Passage, Proposal, Recognition, now
from corpus.catalogue.verifying import Verdict
from corpus.errors import BadValue
from corpus.installation import Installation
from corpus.refusals import ChangedMeanwhile
from corpus.vocabularies import terms

ALL = {"title": "Un titre", "kind": "report", "date": "2001", "language": "fr"}


def kinds(session: Any, pid: str) -> list[str]:
    return [one.kind for one in doubt.doubts_of(session, session.get_one(Document, pid))]


def read(session: Any, pid: str, **scores: float) -> None:
    document = session.get_one(Document, pid)
    values = describing.values_of(document)
    made = [Proposal(field=name, value=values[name] or "x", score=score) for name, score in scores.items()]
    describing.propose(session, pid, made)
    describing.settle(session, document)


def test_what_readers_lose_most_by_comes_first(installation: Installation, known: Any):
    with installation.catalogue.writing() as session:
        read(session, known.water, title=0.9, kind=0.9, date=0.9, place=0.9, language=1.0)
        waiting = [one.pid for one in doubt.queue(session)]
        assert waiting[0] == known.double
        assert waiting[-1] == known.water
        assert known.reference not in waiting  # no file: nothing was read
        assert known.withdrawn not in waiting


def test_a_doubt_goes_when_somebody_has_decided(installation: Installation, known: Any):
    with installation.catalogue.writing() as session:
        read(session, known.water, title=0.2)
        assert {"title", "date", "language"} <= set(kinds(session, known.water))
        describing.decide(session, session.get_one(Document, known.water), {"title": "Un", "date": ""}, "Anne")
        assert not {"title", "date"} & set(kinds(session, known.water))


def test_kinds_of_doubt(installation: Installation, known: Any):
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, known.water)
        assert "speakers" in kinds(session, known.water)  # one question of three has no name
        assert "recognition" in kinds(session, known.water)  # a remark says so
        assert kinds(session, known.double)[0] in {"title", "double", "interventions"}
        assert "homonyms" not in kinds(session, known.water)
        found = doubt.doubts_of(session, document, {known.aline})
        assert "homonyms" in [one.kind for one in found]
        document.current.recognitions.append(Recognition(page=1, reason="no-text"))
        session.flush()
        assert doubt.queue(session)[-1].pid == known.water  # still being read: last
        assert doubt.queue(session)[-1].unread


def test_verified_is_done_until_a_reading_finds_something_new(installation: Installation, known: Any):
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, known.minutes)
        describing.propose(session, document.pid, [])
        verifying.verify(session, document, Verdict(fields=ALL, done=True), "Anne")
        assert known.minutes not in [one.pid for one in doubt.queue(session)]
        document.current.read_at = now() + timedelta(minutes=1)
        document.place = None
        session.flush()
        assert known.minutes not in [one.pid for one in doubt.queue(session)]  # nothing new
        describing.propose(session, document.pid, [Proposal(field="place", value="Roubaix", score=0.6)])
        describing.settle(session, document)
        assert [one.kind for one in doubt.queue(session)[-1].doubts] == ["place"]


def test_a_verdict_is_all_or_nothing(installation: Installation, known: Any):
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, known.water)
        with pytest.raises(BadValue, match="thésaurus"):
            verifying.verify(session, document, Verdict(fields={"place": "X"}, added=(("theme", "xyz"),)), "Anne")
        assert describing.history(session, known.water) == []
        assert document.place == "Lille"


def test_what_was_refused_of_speakers_and_added_of_territories(installation: Installation, known: Any):
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, known.water)
        said = Verdict(names={known.aline: ""}, added=(("territory", "Villeurbanne"), ("territory", "lille")))
        verifying.verify(session, document, said, "Anne")
        assert session.get_one(Passage, known.water_first).speaker is None
        held = {terms.today(session, one.term).label: one.status for one in document.assignments if not one.passage_pid}
        assert (held.get("Lille"), held.get("Villeurbanne")) == ("accepted", "accepted")
        with pytest.raises(ChangedMeanwhile):
            verifying.verify(session, document, Verdict(names={known.aline: "Awa Fall"}), "Berthe")


def test_a_name_that_several_places_have_asks_for_the_code(installation: Installation, known: Any):
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, known.water)
        with pytest.raises(BadValue, match="Écrivez aussi le code"):
            verifying.verify(session, document, Verdict(added=(("territory", "Saint-Denis"),)), "Anne")
        verifying.verify(session, document, Verdict(added=(("territory", "Saint-Denis (93066)"),)), "Anne")
        assert "93066" in {one.term.code for one in document.assignments}
