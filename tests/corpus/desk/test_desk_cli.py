from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from corpus.catalogue import chronicle, describing
from corpus.catalogue.models import Act, Document, Passage, Term
from corpus.cli import build
from corpus.errors import BadValue
from corpus.installation import Installation
from corpus.refusals import UnknownAct


@pytest.fixture
def catalogue_url() -> str:
    """What the commands say is the same on every database."""
    return ""


@pytest.fixture
def run(installation: Installation) -> Callable[..., Result]:
    def command(*words: str, given: str = "") -> Result:
        group = build()
        group.callback = None
        return CliRunner().invoke(group, words, obj=installation, input=given, catch_exceptions=False)

    return command


def test_a_morning_of_corrections_by_command(installation: Installation, known, run, picture):
    before = picture()
    assert "journal est vide" in run("journal").output
    run("describe", known.water, "title=Autre titre", "--who", "Anne")
    run("passage", known.water_first, "--split", "40")
    run("assign", known.water, "dechets", "accept")
    run("diffuse", known.water, "--to", "staff", "--until", "2090-01-01")
    run("authority", known.aline, "--label", "Aline Vasseur-Roy", "--add-form", "A. Roy")
    moussa = run("describe", known.water_second, "--json")
    pid = json.loads(moussa.output)["pid"]
    with installation.catalogue.session() as session:
        other = session.get_one(Passage, pid).speaker_pid
    shown = run("merge", other, known.aline)
    assert "1 passages" in shown.output
    assert "même document" in shown.output
    assert "undo" not in shown.output
    assert "Fait : autorités fusionnées" in run("merge", other, known.aline, "--yes").output
    run("trash", known.minutes)
    assert known.minutes in run("trash").output
    run("doubles", known.double, "--keep")
    run("edit", "set-kind", "report", known.reference)
    done = run("edit", "set-kind", "report", "--yes", given=f"{known.reference}\n")
    assert "1 notices sur 1." in done.output
    lines = [json.loads(line) for line in run("journal", "--json").output.splitlines()]
    verbs = [
        "bulk",
        "keep-both",
        "trash",
        "merge",
        "forms",
        "rename",
        "diffusion",
        "assign",
        "split-passage",
        "describe",
    ]
    assert [one["verb"] for one in lines] == verbs
    assert lines[-1]["who"] == "Anne"
    told = run("journal", "--act", str(lines[-1]["act"])).output
    assert "titre : « L’eau en partage : actes du colloque de Lille » → « Autre titre »" in told
    assert "1 touchés" in run("journal", "--pid", known.reference).output
    for one in lines:
        assert run("undo", str(one["act"])).exit_code == 0
    now = picture()
    assert {name: row for name, row in now.items() if "succession" not in name} == {
        name: row for name, row in before.items() if "succession" not in name
    }


def test_an_emptied_bin_asks_first(known, run):
    run("trash", known.minutes)
    assert run("trash", "--empty", "0", given="n\n").exit_code != 0
    assert "1 documents supprimés, 1 fichiers" in run("trash", "--empty", "0", "--yes").output


def test_a_split_authority_is_told_by_name(known, run, installation: Installation):
    done = run("split", known.aline, "--passage", known.water_first, "--label", "Aline Vasseur (élue)")
    assert "Séparé : Aline Vasseur (élue)" in done.output
    assert "contient l'autre" in run("candidates").output
    assert "Aline Vasseur (élue)" in run("authority", known.aline).output
    with installation.catalogue.session() as session:
        assert session.get_one(Passage, known.water_first).speaker_pid != known.aline


def test_the_journal_is_told_page_by_page(installation: Installation, known):
    with installation.catalogue.writing() as session:
        water = session.get_one(Document, known.water)
        for number in range(7):
            describing.decide(session, water, {"place": f"Lieu {number}"}, "Anne" if number % 2 else "Berthe")
        first = chronicle.page(session, per_page=3)
        assert (first.total, first.pages, len(first.entries)) == (7, 3, 3)
        assert first.entries[0].details["values"] == {"place": "Lieu 6"}
        assert len(chronicle.page(session, 3, per_page=3).entries) == 1
        assert chronicle.page(session, who="Anne").total == 3
        assert chronicle.page(session, pid=known.minutes).total == 0
        assert chronicle.page(session, verb="merge").total == 0
        told = chronicle.changes(session, first.entries[0].number)
        assert ("lieu", "Lieu 5", "Lieu 6") in [(one.field, one.before, one.after) for one in told]
        with pytest.raises(BadValue):
            chronicle.page(session, 0)
        with pytest.raises(BadValue):
            chronicle.page(session, verb="paint")
        with pytest.raises(UnknownAct):
            chronicle.changes(session, 4711)
        assert session.scalars(select(Act).where(Act.label == "")).all() == []
        assert session.get_one(Term, known.aline).label == "Aline Vasseur"
