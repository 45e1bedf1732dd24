from __future__ import annotations

from types import ModuleType

import pytest
from sqlalchemy import select

from corpus.catalogue import describing, trash, twins, undoing
from corpus.catalogue.addresses import Moved, document_at, passage_at
from corpus.catalogue.models import Act, Decision, Document, Passage, StoredFile
from corpus.catalogue.whereabouts import addresses_of, standing_passages, whereabouts
from corpus.errors import BadValue, Became, Withdrawn
from corpus.files import FileStore
from corpus.installation import Installation

TEXTS = (
    "La fontaine de la place coule de nouveau depuis que les enfants ont nettoyé la source avec leur maître d’école.",
    "Nous demandons à la région de financer la moitié du château d’eau, comme elle l’avait promis il y a deux ans.",
    "Le jumelage a trente ans ; il mérite une fête, un livre et surtout un nouveau projet porté par les jeunes.",
)


@pytest.fixture
def two(installation: Installation, factories: ModuleType) -> tuple[str, str]:
    """The same meeting twice: typed, and as a scan whose recognition cut it otherwise."""
    with installation.catalogue.writing() as session:
        library = factories.Library(session, FileStore(installation.settings.files_path))
        kept = library.document("Réunion de printemps", b"typed", date="2012-04")
        for text in TEXTS:
            library.passage(kept, text, "Inès Carrel")
        other = library.document("Reunion de printemps (scan)", b"scanned")
        library.passage(other, TEXTS[0].replace("nouveau", "nouvean"), "Inès Carrel")
        library.passage(other, f"{TEXTS[1]} {TEXTS[2]}", "Inès Carrel")
        other.duplicate_of = kept.pid
        return kept.pid, other.pid


def pids_of(session, pid: str) -> list[str]:
    return [one.pid for one in standing_passages(session, pid)]


@pytest.mark.parametrize("newest", [True, False], ids=["newest", "former"])
def test_one_becomes_a_version_of_the_other_and_every_link_goes_on(installation: Installation, two, picture, newest):
    kept_pid, other_pid = two
    with installation.catalogue.writing() as session:
        first = session.get_one(Passage, pids_of(session, kept_pid)[0])
        describing.decide_passage(session, first, {"heading": "La fontaine"}, "Anne")
    before = picture()
    with installation.catalogue.writing() as session:
        kept, other = (session.get_one(Document, pid) for pid in two)
        gave = {pid: [(p, session.get_one(Passage, p).text) for p in pids_of(session, pid)] for pid in two}
        number = twins.make_version(session, other, kept, "Anne", newest=newest).id
    with installation.catalogue.session() as session:
        kept = session.get_one(Document, kept_pid)
        shown = gave[other_pid if newest else kept_pid]
        assert [one.text for one in standing_passages(session, kept_pid)] == [text for _, text in shown]
        assert [one.text for one in kept.current.passages] == [text for _, text in shown]
        assert (kept.title, len(kept.versions)) == ("Réunion de printemps", 2)
        assert standing_passages(session, kept_pid)[0].heading == "La fontaine"
        for pid, text in (*gave[kept_pid], *gave[other_pid]):
            found = passage_at(session, pid)
            assert isinstance(found, Passage | Moved)
            words, there = set(text.split()), set(whereabouts(session, pid).text.split())
            assert len(words & there) >= 0.9 * len(words)
        with pytest.raises(Became) as told:
            document_at(session, other_pid)
        assert told.value.new_pid == kept_pid
        followed = {one.pid for one in addresses_of(session, kept_pid, standing_passages(session, kept_pid))}
        assert followed >= {pid for pid, _ in (*gave[kept_pid], *gave[other_pid])}  # the next reading leads them on
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
    assert picture() == before


def test_both_are_kept_for_good(installation: Installation, two, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        kept, other = (session.get_one(Document, pid) for pid in two)
        (found,) = twins.pairs(session)
        assert (found.double, found.original, found.same_bytes) == (other, kept, False)
        number = twins.keep_both(session, other, "Anne").id
        assert twins.pairs(session) == []
        assert twins.told_apart(session, other) == {kept.pid}
        with pytest.raises(BadValue):
            twins.keep_both(session, other, "Anne")
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
    assert picture() == before


def test_a_dropped_double_names_the_one_that_is_kept(installation: Installation, two, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        kept, other = (session.get_one(Document, pid) for pid in two)
        number = twins.drop(session, other, kept, "Anne").id
        with pytest.raises(Withdrawn, match="double"):
            document_at(session, other.pid)
        assert (other.withdrawn_for, trash.thrown_away(session)) == (kept.pid, [other])
        with pytest.raises(BadValue):
            twins.make_version(session, other, kept, "Anne", newest=True)
        with pytest.raises(BadValue):
            twins.make_version(session, kept, kept, "Anne", newest=True)
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Anne")
    assert picture() == before


def test_what_is_in_the_bin_can_be_taken_out(installation: Installation, two, known, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        documents = [session.get_one(Document, pid) for pid in (two[0], known.withdrawn)]
        trash.throw_away(session, documents, "Anne")
        assert {one.pid for one in trash.thrown_away(session)} == {two[0], known.withdrawn}
        with pytest.raises(Withdrawn, match="supprimé"):
            document_at(session, two[0])
        trash.take_out(session, documents, "Anne")
        document_at(session, two[0])
        with pytest.raises(Withdrawn, match="Demande de l’auteur"):
            document_at(session, known.withdrawn)
        with pytest.raises(BadValue):
            trash.take_out(session, documents, "Anne")
    after = picture()
    assert after == before


def test_an_emptied_bin_leaves_notices_and_no_words(installation: Installation, two):
    with installation.catalogue.writing() as session:
        other = session.get_one(Document, two[1])
        pids, digest = pids_of(session, other.pid), other.current.sha256
        describing.decide(session, other, {"title": "Le double"}, "Anne")
        trash.throw_away(session, [other], "Anne")
        assert trash.empty(session, "Anne", days=1).titles == ()
        emptied = trash.empty(session, "Anne", days=-1)
        assert (emptied.titles, emptied.digests) == (("Le double",), (digest,))
        assert session.get(StoredFile, digest) is None
        assert session.scalars(select(Decision).filter_by(target_pid=other.pid)).all() == []
    with installation.catalogue.session() as session:
        for pid in pids:
            assert session.get(Passage, pid) is None
            with pytest.raises(Withdrawn, match="Le double"):
                passage_at(session, pid)
        assert [act.changes for act in session.scalars(select(Act).filter_by(target_pid=two[1]))] == [[], [], []]
        assert document_at(session, two[0]).title == "Réunion de printemps"
