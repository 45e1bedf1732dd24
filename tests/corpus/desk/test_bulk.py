from __future__ import annotations

import sys
import time
from types import ModuleType

import pytest
from sqlalchemy import select

from corpus.catalogue import bulk, describing, undoing
from corpus.catalogue.bulk import Change
from corpus.catalogue.models import Act, Assignment, Decision, Document
from corpus.errors import BadValue
from corpus.files import FileStore
from corpus.installation import Installation
from corpus.vocabularies import terms

MANY = 500
SECONDS = 20  # that 500 notices may take on a machine that does other things too; alone it takes two or three


@pytest.fixture
def many(installation: Installation, factories: ModuleType) -> list[str]:
    """Five hundred notices, each with a theme and two passages."""
    with installation.catalogue.writing() as session:
        library = factories.Library(session, FileStore(installation.settings.files_path))
        theme = terms.theme(session, "jumelage")
        pids = []
        for number in range(MANY):
            document = library.document(f"Notice {number}", None, kind="note", organisers=["Ville"])
            session.add(Assignment(document=document, term=theme, score=0.7))
            pids.append(document.pid)
        return pids


@pytest.mark.parametrize(
    "change", [Change("add-theme", "dechets"), Change("set-kind", "report")], ids=["theme", "kind"]
)
def test_five_hundred_notices_are_changed_and_changed_back_in_seconds(
    installation: Installation, many, picture, change, capsys
):
    before = picture()
    started = time.perf_counter()
    with installation.catalogue.writing() as session:
        number = bulk.apply(session, many, change, "Anne").id
    done = time.perf_counter()
    with installation.catalogue.session() as session:
        assert session.get_one(Act, number).details["count"] == MANY
        assert bulk.preview(session, many, change).changing == 0
    again = time.perf_counter()
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
    took = done - started, time.perf_counter() - again
    with capsys.disabled():
        told = f"\n{MANY} notices: {change.operation} {took[0]:.1f} s, undone {took[1]:.1f} s\n"
        sys.stdout.write(told)
    assert picture() == before
    assert max(took) < SECONDS


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (Change("add-theme", "dechets"), "eau-assainissement", "eau-assainissement ; dechets"),
        (Change("remove-theme", "eau-assainissement"), "eau-assainissement", ""),
        (Change("set-kind", "report"), "proceedings", "report"),
        (Change("set-place", "Roubaix"), "Lille", "Roubaix"),
        (Change("set-date", "2010-01"), "2009-12-10", "2010-01"),
        (Change("add-organiser", "Ville de Lille"), "Maison du Nord", "Maison du Nord ; Ville de Lille"),
        (Change("set-diffusion", "staff", "2090-01-01"), "public", "staff 2090-01-01"),
    ],
)  # fmt: skip
def test_a_preview_says_what_is_done(installation: Installation, known, picture, change, before, after):
    with installation.catalogue.writing() as session:
        water = session.get_one(Document, known.water)
        water.organisers = ["Maison du Nord"]
        session.add(Assignment(document=water, term=terms.theme(session, "eau-assainissement")))
    start = picture()
    pids = [known.water_first, known.water, known.withdrawn, "rien"]
    with installation.catalogue.writing() as session:
        seen = bulk.preview(session, pids, change)
        assert [(one.pid, one.before, one.after) for one in seen.lines] == [(known.water, before, after)]
        assert seen.missing == (known.withdrawn, "rien")
        number = bulk.apply(session, pids, change, "Anne").id
        (line,) = bulk.preview(session, pids, change).lines
        assert line.before == line.after == after
    with installation.catalogue.writing() as session:
        describing.propose(session, known.water, [])
        assert bulk.preview(session, [known.water], change).lines[0].before == after
        undoing.undo(session, number, "Anne")
    assert picture() == start


@pytest.mark.parametrize(
    "change",
    [Change("paint", "red"), Change("set-kind", "roman"), Change("add-theme", "nul"), Change("set-date", "hier"),
     Change("add-organiser", "a ; b"), Change("set-diffusion", "secret"), Change("remove-theme", "")],
)  # fmt: skip
def test_what_does_not_fit_is_refused(installation: Installation, known, change):
    with installation.catalogue.writing() as session:
        with pytest.raises(BadValue):
            bulk.preview(session, [known.water], change)
        with pytest.raises(BadValue):
            bulk.apply(session, [known.water], change, "Anne")
        assert session.scalars(select(Decision)).all() == []


def test_what_somebody_touched_after_the_preview_is_left_alone(installation: Installation, known):
    change = Change("set-kind", "report")
    with installation.catalogue.writing() as session:
        seen = bulk.preview(session, [known.water, known.minutes], change)
        describing.decide(session, session.get_one(Document, known.water), {"kind": "letter"}, "Berthe")
        act = bulk.apply(session, [known.water, known.minutes], change, "Anne", seen.since)
        assert (act.details["count"], act.details["left"]) == (1, [known.water])
        assert session.get_one(Document, known.water).kind == "letter"
        assert session.get_one(Document, known.minutes).kind == "report"
