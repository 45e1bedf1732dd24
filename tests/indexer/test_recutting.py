"""What people decided of passages and speakers holds, however a later reader cuts the same file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue import authorities, describing, merging, passages, undoing
from corpus.catalogue.models import Assignment, Document, Passage, Speaker, StoredFile, Term
from corpus.catalogue.whereabouts import standing_passages
from corpus.installation import Installation
from corpus.refusals import CannotUndo
from corpus.vocabularies import terms
from indexer.limits import Limits
from indexer.reading import Reading, read
from indexer.recording import record, reread

MEETING = """# Journée des villes et du fleuve

**Jeanne Arbelot, maire de Villeclaire**

Mesdames et messieurs, bienvenue. Notre ville a ouvert huit fontaines au bord du fleuve l'an dernier, et nous en \
ouvrirons quatre autres avant l'hiver. Le budget a été voté par le conseil municipal au mois de juin.

**Omar Lantier, ingénieur**

Je voudrais dire deux mots des pompes. Elles tombent en panne chaque saison des pluies parce que les grilles ne sont \
pas nettoyées. Une équipe de trois personnes suffirait. Elle a été formée, elle attend ses outils.

**Jeanne Arbelot**

Merci. Les outils arriveront en mars, avec le camion qui apporte aussi les tables de l'école du quartier sud.
"""


@pytest.fixture
def reading(tmp_path: Path, installation: Installation) -> Reading:
    path = tmp_path / "journee.md"
    path.write_text(MEETING, encoding="utf-8")
    return read(path, "journee.md", Limits.of(installation.settings))


@pytest.fixture
def session(installation: Installation, reading: Reading, tmp_path: Path) -> Iterator[Session]:
    with installation.catalogue.writing() as opened:
        _, size = installation.store.keep_path(tmp_path / "journee.md")
        opened.add(StoredFile(sha256=reading.sha256, size=size))
        opened.flush()
        yield opened


def spoken(session: Session, document: Document) -> list[tuple[str | None, str]]:
    return [(one.speaker.label if one.speaker else None, " ".join(one.text.split()))
            for one in standing_passages(session, document.pid) if one.speaker]  # fmt: skip


def joined(reading: Reading) -> Reading:
    """As another reader might read it: everything said by the first who speaks."""
    first = next(place for place, one in enumerate(reading.cuts) if one.speaker)
    text = "\n".join(one.text for one in reading.cuts[first:])
    return replace(reading, cuts=(*reading.cuts[:first], replace(reading.cuts[first], text=text)))


def split(reading: Reading) -> Reading:
    """As another reader might read it: every sentence alone, said by nobody."""
    cuts = [
        replace(one, text=sentence, speaker=None, speaker_as_printed=None, kind="section")
        for one in reading.cuts
        for sentence in one.text.replace(". ", ".\n").splitlines()
    ]
    return replace(reading, cuts=tuple(cuts))


@pytest.mark.parametrize("otherwise", [lambda one: one, joined, split], ids=["same", "joining", "splitting"])
def test_decisions_hold_however_it_is_cut(session: Session, reading: Reading, otherwise):
    document = record(session, reading)
    first, second, third = (one for one in standing_passages(session, document.pid) if one.speaker)
    describing.decide_passage(session, first, {"heading": "Ouverture"}, "Anne")
    made = passages.split(session, second, second.text.index("Une équipe"), "Anne").details["made"]
    describing.decide_passage(session, session.get_one(Passage, made), {"speaker": "Salif Odon"}, "Anne")
    describing.decide_passage(session, second, {"role": "ingénieur"}, "Anne")
    describing.decide_passage(session, third, {"kind": "answer"}, "Anne")
    before = spoken(session, document)
    pids = [one.pid for one in standing_passages(session, document.pid) if one.speaker]
    assert [name for name, _ in before] == ["Jeanne Arbelot", "Omar Lantier", "Salif Odon", "Jeanne Arbelot"]
    for _ in range(2):
        reread(session, document.versions[0], otherwise(reading))
        standing = {one.pid: one for one in standing_passages(session, document.pid)}
        assert [" ".join(standing[pid].text.split()) for pid in pids] == [text for _, text in before]
        assert standing[made].speaker.label == "Salif Odon"
        assert standing[first.pid].heading == "Ouverture"
        assert standing[third.pid].kind == "answer"


def test_joined_passages_stay_joined(session: Session, reading: Reading):
    document = record(session, reading)
    _, second, third = (one for one in standing_passages(session, document.pid) if one.speaker)
    passages.join(session, second, "Anne")
    text = second.text
    reread(session, document.versions[0], reading)
    assert session.get(Passage, third.pid) is None
    assert session.get_one(Passage, second.pid).text == text


def test_who_was_merged_does_not_come_back_and_who_was_given_stays(session: Session, reading: Reading):
    document = record(session, reading)
    jeanne = session.scalars(select(Speaker).filter_by(label="Jeanne Arbelot")).one()
    omar = session.scalars(select(Speaker).filter_by(label="Omar Lantier")).one()
    third = [one for one in standing_passages(session, document.pid) if one.speaker][2]
    other = merging.split(session, jeanne, merging.Part(pids=[third.pid]), "Anne", label="Jeanne Arbelot")
    second_jeanne = other.details["into"]
    full = Speaker(label="Omar de Lantier", sort_key="lantier omar de")
    session.add(full)
    session.flush()
    authorities.add_form(session, full, "Omar de Lantier", "Anne")
    merging.merge(session, omar, full, "Anne")
    many = len(session.scalars(select(Term)).all())
    for _ in range(2):
        reread(session, document.versions[0], reading)
        speakers = [one.speaker_pid for one in standing_passages(session, document.pid) if one.speaker_pid]
        assert speakers == [jeanne.pid, full.pid, second_jeanne]
    assert len(session.scalars(select(Term)).all()) == many


def test_terms_accepted_on_a_passage_stay_on_its_words(session: Session, reading: Reading):
    document = record(session, reading)
    second = [one for one in standing_passages(session, document.pid) if one.speaker][1]
    theme = terms.theme(session, "jumelage")
    session.add(Assignment(document=document, passage=second, term=theme, status="accepted"))
    session.flush()
    reread(session, document.versions[0], joined(reading))
    kept = session.scalars(select(Assignment).filter_by(term_pid=theme.pid, status="accepted")).one()
    assert "pompes" in session.get_one(Passage, kept.passage_pid).text
    assert "fontaines" not in session.get_one(Passage, kept.passage_pid).text


def test_a_merge_is_undone_after_the_document_was_read_again(session: Session, reading: Reading):
    document = record(session, reading)
    omar, jeanne = (
        session.scalars(select(Speaker).filter_by(label=one)).one() for one in ("Omar Lantier", "Jeanne Arbelot")
    )
    before = spoken(session, document)
    act = merging.merge(session, omar, jeanne, "Anne")
    reread(session, document.versions[0], reading)
    assert {name for name, _ in spoken(session, document)} == {"Jeanne Arbelot"}
    undoing.undo(session, act.id, "Anne")
    assert spoken(session, document) == before
    reread(session, document.versions[0], reading)
    assert spoken(session, document) == before


def test_what_a_reading_changed_since_is_told(session: Session, reading: Reading):
    document = record(session, reading)
    second = [one for one in standing_passages(session, document.pid) if one.speaker][1]
    act = passages.join(session, second, "Anne")
    shorter = replace(reading, cuts=tuple(replace(one, text=one.text.replace("trois personnes", "trois gens"))
                                          for one in reading.cuts))  # fmt: skip
    reread(session, document.versions[0], shorter)
    with pytest.raises(CannotUndo, match=r"texte a changé depuis \(nouvelle lecture"):
        undoing.undo(session, act.id, "Anne")
