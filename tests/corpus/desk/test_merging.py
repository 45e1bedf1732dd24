from __future__ import annotations

from types import ModuleType

import pytest
from sqlalchemy import select

from corpus.catalogue import addresses, authorities, homonyms, merging, undoing
from corpus.catalogue.models import Act, Assignment, Decision, Document, Form, Passage, Speaker, Term
from corpus.errors import BadValue
from corpus.files import FileStore
from corpus.installation import Installation
from corpus.vocabularies import terms


@pytest.fixture
def two(installation: Installation, factories: ModuleType) -> tuple[str, str]:
    """Two speakers with forty passages each, in four documents; both are in the notices too."""
    with installation.catalogue.writing() as session:
        library = factories.Library(session, FileStore(installation.settings.files_path))
        for number in range(4):
            document = library.document(f"Actes {number}", date=f"20{10 + number}")
            for turn in range(20):
                name = "Louise Marchand" if turn % 2 else "L. Marchand"
                library.passage(document, f"Intervention {turn} de la réunion {number}.", name, role="maire")
        kept, gone = (session.scalars(select(Speaker).filter_by(label=name)).one() for name in
                      ("Louise Marchand", "L. Marchand"))  # fmt: skip
        pairs = [(0, kept, "proposed"), (0, gone, "accepted"), (1, gone, "rejected")]
        documents = list(session.scalars(select(Document).order_by(Document.title)))
        for number, term, status in pairs:
            session.add(Assignment(document=documents[number], term=term, status=status))
        return kept.pid, gone.pid


def test_a_merge_says_first_what_it_changes(installation: Installation, two):
    with installation.catalogue.session() as session:
        kept, gone = (session.get_one(Term, pid) for pid in two)
        seen = merging.preview(session, gone, kept)
        assert (seen.passages, seen.assignments, seen.doubles) == (40, 2, 1)
        assert set(seen.forms) == {"L. Marchand", "L. MARCHAND"}
        assert [title for _, title in sorted(seen.documents, key=lambda one: one[1])] == [
            f"Actes {n}" for n in range(4)
        ]
        assert [one.code for one in seen.warnings] == ["same-meeting"] * 4


def test_two_speakers_with_forty_passages_become_one_and_two_again(installation: Installation, two, picture):
    before = picture()
    kept_pid, gone_pid = two
    with installation.catalogue.writing() as session:
        revisions = {one.pid: one.revision for one in session.scalars(select(Document))}
        kept, gone = (session.get_one(Term, pid) for pid in two)
        number = merging.merge(session, gone, kept, "Anne").id
    with installation.catalogue.session() as session:
        assert addresses.term_at(session, "speaker", gone_pid).pid == kept_pid  # 301
        assert session.scalars(select(Passage).filter_by(speaker_pid=gone_pid)).all() == []
        statuses = session.execute(select(Assignment.status).where(Assignment.term_pid == kept_pid)).scalars()
        assert sorted(statuses) == ["accepted", "rejected"]
        assert all(one.revision > revisions[one.pid] for one in session.scalars(select(Document)))
        assert session.get_one(Act, number).details["gone_label"] == "L. Marchand"
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
    assert picture() == before
    with installation.catalogue.session() as session:
        assert addresses.term_at(session, "speaker", gone_pid).pid == gone_pid  # 200


def test_no_reading_brings_back_who_was_merged(installation: Installation, two):
    with installation.catalogue.writing() as session:
        kept, gone = (session.get_one(Term, pid) for pid in two)
        merging.merge(session, gone, kept, "Anne")
        many = len(session.scalars(select(Term)).all())
        assert terms.speaker(session, "L. Marchand", ["L. MARCHAND"]) is kept
        assert len(session.scalars(select(Term)).all()) == many


def test_a_single_name_is_found_among_those_who_speak_here(installation: Installation, two):
    with installation.catalogue.writing() as session:
        kept = session.get_one(Term, two[0])
        authorities.add_form(session, kept, "Marchand", "Anne")
        assert terms.speaker(session, "Marchand", [], [kept.pid]) is kept
        assert terms.speaker(session, "Marchand", []) is not kept


@pytest.mark.parametrize("case", ["itself", "twice", "other vocabulary", "withdrawn"])
def test_what_cannot_be_merged_is_told(installation: Installation, known, case: str):
    with installation.catalogue.writing() as session:
        aline = session.get_one(Term, known.aline)
        other = terms.speaker(session, "Moussa Ndiaye", [])
        if case == "itself":
            other = aline
        if case == "twice":
            merging.merge(session, other, terms.speaker(session, "Autre Personne", []), "Anne")
        if case == "other vocabulary":
            other = session.get_one(Term, known.lille)
        if case == "withdrawn":
            aline.withdrawn_at = session.get_one(Document, known.withdrawn).withdrawn_at
        with pytest.raises(BadValue):
            merging.merge(session, other, aline, "Anne")


def test_one_authority_becomes_two_by_forms(installation: Installation, two, picture):
    with installation.catalogue.writing() as session:
        kept, gone = (session.get_one(Term, pid) for pid in two)
        merging.merge(session, gone, kept, "Anne")
    merged = picture()
    with installation.catalogue.writing() as session:
        kept = session.get_one(Term, two[0])
        part = merging.Part(forms=["L. Marchand", "L. MARCHAND"])
        act = merging.split(session, kept, part, "Anne", label="Lucie Marchand")
        lucie = session.get_one(Term, act.details["into"])
        assert len(session.scalars(select(Passage).filter_by(speaker_pid=lucie.pid)).all()) == 40
        assert terms.speaker(session, "L. Marchand", []) is lucie
        number, made = act.id, lucie.pid
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
        assert addresses.term_at(session, "speaker", made).pid == two[0]  # given out: it leads on
    now = picture()
    assert {name: row for name, row in now.items() if made not in name} == merged


def test_passages_given_to_somebody_else_are_decisions(installation: Installation, two):
    with installation.catalogue.writing() as session:
        kept = session.get_one(Term, two[0])
        some = [one.pid for one in session.scalars(select(Passage).filter_by(speaker_pid=kept.pid).limit(3))]
        merging.split(session, kept, merging.Part(pids=some), "Anne", label="Louise Marchand")
        decided = session.scalars(select(Decision).where(Decision.field == "speaker")).all()
        assert {one.target_pid for one in decided} == set(some)
        assert len({one.value for one in decided}) == 1


def test_a_split_without_anything_or_with_strange_forms_is_refused(installation: Installation, two):
    with installation.catalogue.writing() as session:
        kept = session.get_one(Term, two[0])
        for part, label in (
            (merging.Part(), "X Y"),
            (merging.Part(forms=["Zut"]), "X Y"),
            (merging.Part(pids=["p"]), " "),
        ):
            with pytest.raises(BadValue):
                merging.split(session, kept, part, "Anne", label=label)


def test_a_renamed_authority_is_found_under_both_names(installation: Installation, known, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        aline = session.get_one(Term, known.aline)
        number = authorities.rename(session, aline, "Aline  Vasseur-Roy ", "Anne").id
        assert (aline.label, aline.sort_key) == ("Aline Vasseur-Roy", "vasseur roy aline")
        for name in ("Aline Vasseur", "Aline Vasseur-Roy"):
            assert terms.speaker(session, name, []) is aline
        with pytest.raises(BadValue):
            authorities.rename(session, aline, "  ", "Anne")
        with pytest.raises(BadValue):
            authorities.remove_form(session, aline, aline.label, "Anne")
        with pytest.raises(BadValue):
            authorities.add_form(session, aline, "ALINE VASSEUR", "Anne")
        authorities.remove_form(session, aline, "ALINE VASSEUR", "Anne")
        second = session.scalars(select(Act.id).order_by(Act.id.desc())).first()
    with installation.catalogue.writing() as session:
        undoing.undo(session, second, "Anne")
        undoing.undo(session, number, "Anne")
    assert picture() == before


def test_pairs_that_may_be_one_come_with_reasons_for_and_against(installation: Installation, two):
    with installation.catalogue.writing() as session:
        found = homonyms.candidates(session)
        assert [{one.one.pid, one.other.pid} for one in found] == [set(two)]
        assert [doubt.code for doubt in found[0].reasons] == ["initial", *["same-meeting"] * 4]
        assert [one.other.pid for one in homonyms.like(session, session.get_one(Term, two[0]))] == [two[1]]
        homonyms.tell_apart(session, found[0].one, found[0].other, "Anne")
        assert homonyms.candidates(session) == []


def test_one_name_with_two_trades_is_doubted(installation: Installation, two):
    with installation.catalogue.writing() as session:
        term = session.get_one(Term, two[0])
        assert homonyms.within(session, term) == []
        passage = session.scalars(select(Passage).filter_by(speaker_pid=term.pid)).first()
        passage.role = "infirmière en chef"
        doubts = homonyms.within(session, term)
        assert [one.code for one in doubts] == ["other-role"]
        assert "« infirmière en chef »" in doubts[0].reason


def test_forms_that_both_have_are_there_once(installation: Installation, two):
    with installation.catalogue.writing() as session:
        kept, gone = (session.get_one(Term, pid) for pid in two)
        authorities.add_form(session, kept, "L. Marchand", "Anne")
        merging.merge(session, gone, kept, "Anne")
        texts = session.scalars(select(Form.text).where(Form.term_pid == kept.pid)).all()
        assert len(texts) == len(set(texts)) == 4
