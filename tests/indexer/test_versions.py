"""A document read anew or replaced: what becomes of its addresses, of decisions, of files, of what waits for OCR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from corpus import checking
from corpus.catalogue import addresses, describing, recognitions
from corpus.catalogue.addresses import Moved
from corpus.catalogue.models import Assignment, Document, Passage, StoredFile, Succession, Theme, Version
from corpus.catalogue.whereabouts import Part, whereabouts
from corpus.installation import Installation
from indexer import recording
from indexer.reading import Reading
from indexer.structure import Cut, Person

WATER = "Le réseau d’eau du quartier date de la guerre ; nous l’avons remplacé en deux ans, rue par rue, sans couper."
SCHOOL = "L’école compte douze classes, et la cantine sert chaque midi trois cents repas préparés sur place."
WASTE = "Les déchets verts vont au compost communal ; le reste part par camion vers le centre de tri du port."
THANKS = "Je vous remercie de votre attention et je rends la parole à la présidente de séance."
EMPTY = Reading(
    filename="a.txt",
    sha256="0" * 64,
    media_type="text/plain",
    leaves=(),
    cuts=(),
    persons=(),
    guesses=(),
    territories=(),
    themes=(),
    partnerships=(),
    remarks=(),
    sketch=(),
)


def reading(texts: Sequence[str], digit: str = "0", doubtful: tuple[tuple[int, str], ...] = ()) -> Reading:
    cuts = tuple(Cut("intervention", one, speaker="Aline Vasseur", speaker_as_printed="Mme Vasseur") for one in texts)
    person = Person("Aline Vasseur", ("Mme Vasseur",))
    return replace(EMPTY, cuts=cuts, sha256=digit * 64, doubtful=doubtful, persons=(person,))


class Shelf:
    """One document whose readings come one after the other, each in its own transaction."""

    def __init__(self, installation: Installation, texts: Sequence[str]) -> None:
        self.catalogue = installation.catalogue
        with self.catalogue.writing() as session:
            for digit in "0123456789":
                session.add(StoredFile(sha256=digit * 64, size=1))
            session.flush()
            self.pid = recording.record(session, reading(texts)).pid

    def reread(self, texts: Sequence[str]) -> list[str]:
        with self.catalogue.writing() as session:
            recording.reread(session, session.get_one(Document, self.pid).current, reading(texts))
        return self.pids()

    def replace(self, texts: Sequence[str], digit: str, doubtful: tuple[tuple[int, str], ...] = ()) -> list[str]:
        with self.catalogue.writing() as session:
            recording.replace(session, session.get_one(Document, self.pid), reading(texts, digit, doubtful))
        return self.pids()

    def pids(self) -> list[str]:
        with self.catalogue.session() as session:
            return [one.pid for one in session.get_one(Document, self.pid).current.passages]

    def texts(self) -> list[str]:
        with self.catalogue.session() as session:
            return [one.text for one in session.get_one(Document, self.pid).current.passages]

    def at(self, pid: str) -> Moved | str:
        """Where an address leads; the pid itself when its passage stands."""
        with self.catalogue.session() as session:
            found = addresses.passage_at(session, pid)
            return found if isinstance(found, Moved) else found.pid

    def words(self, pid: str) -> str:
        with self.catalogue.session() as session:
            return whereabouts(session, pid).text


@pytest.fixture
def shelf(installation: Installation) -> Shelf:
    return Shelf(installation, [WATER, SCHOOL, WASTE])


def test_the_same_reading_changes_no_address_and_notes_nothing(shelf: Shelf) -> None:
    before = shelf.pids()
    assert shelf.reread([WATER, SCHOOL, WASTE]) == before
    with shelf.catalogue.session() as session:
        assert session.scalars(select(Succession)).all() == []


def test_joined_then_split_again_every_address_is_back_at_its_own_words(shelf: Shelf) -> None:
    before = shelf.pids()
    joined = shelf.reread([f"{WATER}\n{SCHOOL}\n{WASTE}"])
    for pid, words in zip(before, (WATER, SCHOOL, WASTE), strict=True):
        assert words in shelf.words(pid)
        place = shelf.at(pid)
        assert place == pid or place == Moved(joined[0], "passage", f"{WATER}\n{SCHOOL}\n{WASTE}".index(words))
    assert shelf.reread([WATER, SCHOOL, WASTE]) == before
    assert [shelf.at(pid) for pid in before] == before
    assert whole(shelf, joined[0]) == {WATER, SCHOOL, WASTE}


def whole(shelf: Shelf, pid: str) -> set[str]:
    return set(shelf.words(pid).split("\n"))


def test_split_in_two_the_longer_part_keeps_the_address_and_shows_where_it_goes_on(shelf: Shelf) -> None:
    pid = shelf.pids()[0]
    place = WATER.index("rue par rue")
    after = shelf.reread([WATER[:place].rstrip(), WATER[place:], SCHOOL, WASTE])
    assert after[0] == pid
    with shelf.catalogue.session() as session:
        parts = whereabouts(session, pid).parts
    assert parts == (Part(pid, 0, place - 1), Part(after[1], 0, len(WATER) - place))


def test_another_order_and_a_passage_less(shelf: Shelf) -> None:
    first, second, third = shelf.pids()
    assert shelf.replace([WASTE, WATER], "1") == [third, first]
    assert shelf.at(second) == Moved(shelf.pid, "document")
    assert shelf.words(second) == ""
    assert shelf.replace([SCHOOL, WASTE, WATER], "2") == [second, third, first]
    assert shelf.at(second) == second


def test_what_says_the_same_does_not_swap(installation: Installation) -> None:
    texts = [WATER, THANKS, "Oui.", SCHOOL, THANKS, "Oui.", WASTE]
    shelf = Shelf(installation, texts)
    before = shelf.pids()
    assert shelf.reread(texts) == before
    assert shelf.reread([WATER, THANKS, SCHOOL, THANKS, "Oui.", WASTE]) == [*before[:2], *before[3:]]
    assert shelf.at(before[2]) == Moved(shelf.pid, "document")  # the other « Oui. » answers another question
    assert shelf.reread(texts) == before
    for gone in (1, 4):
        less = shelf.reread([one for number, one in enumerate(texts) if number != gone])
        assert less == [one for number, one in enumerate(before) if number != gone]
        assert shelf.words(before[gone]) == THANKS
        assert shelf.reread(texts) == before
    joined = shelf.reread([f"{WATER}\n{THANKS}\nOui.", SCHOOL, f"{THANKS}\nOui.", WASTE])
    assert [shelf.words(pid) for pid in (before[2], before[5])] == ["Oui.", "Oui."]
    assert shelf.at(before[2]) == Moved(joined[0], "passage", len(WATER) + len(THANKS) + 2)
    assert shelf.at(before[5]) == Moved(joined[2], "passage", len(THANKS) + 1)
    assert shelf.reread(texts) == before


def test_no_drift_through_many_bad_readings(shelf: Shelf) -> None:
    before = shelf.pids()
    spoilt = [one.replace("é", "e").replace("rt", "n").replace("mm", "nun") for one in (WATER, SCHOOL, WASTE)]
    worse = [one.replace("ou", "o u").replace("l", "1") for one in spoilt]
    for texts in (spoilt, [" ".join(worse)], worse, [" ".join(spoilt[:2]), spoilt[2]], [WASTE, SCHOOL, WATER]):
        shelf.reread(texts)
    assert shelf.pids() == before[::-1]
    with shelf.catalogue.session() as session:
        every = session.scalars(select(Succession.new_pid)).all()
        standing = set(session.scalars(select(Passage.pid)))
    assert set(every) <= standing  # no step leads to what is no more


def test_a_new_version_keeps_the_notice_the_files_and_the_decisions(shelf: Shelf) -> None:
    first = shelf.pids()[0]
    with shelf.catalogue.writing() as session:
        document = session.get_one(Document, shelf.pid)
        describing.decide(session, document, {"title": "Le vrai titre"}, "Anne")
        describing.decide_passage(session, session.get_one(Passage, first), {"speaker": "Luc Le Roux"}, "Anne")
    assert shelf.replace([WATER + " Voilà.", SCHOOL], "1")[0] == first
    with shelf.catalogue.session() as session:
        document = session.get_one(Document, shelf.pid)
        assert document.title == "Le vrai titre"
        assert [(one.number, one.sha256[0]) for one in document.versions] == [(1, "0"), (2, "1")]
        assert document.versions[0].passages == []
        assert session.get_one(Passage, first).speaker.label == "Luc Le Roux"


def test_what_people_rejected_goes_on_with_the_words(shelf: Shelf) -> None:
    second = shelf.pids()[1]
    with shelf.catalogue.writing() as session:
        theme = Theme(label="Éducation", code="x-education")
        session.add(theme)
        session.add(Assignment(document_pid=shelf.pid, passage_pid=second, term=theme, status="rejected"))
    words = SCHOOL.split()
    after = shelf.reread([WATER, *(" ".join(words[start : start + 6]) for start in range(0, len(words), 6)), WASTE])
    assert second not in after
    with shelf.catalogue.session() as session:
        parts = [session.get_one(Passage, pid) for pid in after[1:-1]]
        assert [[(a.term.label, a.status) for a in one.assignments] for one in parts] == [
            [("Éducation", "rejected")] for _ in parts
        ]


def test_what_people_decided_of_words_is_true_of_the_passage_that_gets_them(shelf: Shelf) -> None:
    first, second, third = shelf.pids()
    with shelf.catalogue.writing() as session:
        describing.decide_passage(session, session.get_one(Passage, second), {"speaker": "Luc Le Roux"}, "Anne")
    assert shelf.reread([f"{WATER}\n{SCHOOL[:50]}", f"{SCHOOL[50:]}\n{WASTE}"])[1] == second  # a person's passage stays
    assert shelf.replace([WATER, WASTE], "1") == [first, third]
    assert shelf.replace([WATER, SCHOOL.upper(), WASTE], "2") == [first, second, third]
    with shelf.catalogue.session() as session:
        assert session.get_one(Passage, second).speaker.label == "Luc Le Roux"


def test_a_scan_shows_the_former_words_until_it_is_recognised(shelf: Shelf) -> None:
    before = shelf.pids()
    waiting = ((1, "no-text"), (2, "no-text"))
    assert shelf.replace([], "1", waiting) == before
    assert shelf.texts() == [WATER, SCHOOL, WASTE]
    with shelf.catalogue.session() as session:
        document = session.get_one(Document, shelf.pid)
        assert document.current.number == 2
        assert recognitions.waiting(session, [document.current.id]) == 2
        assert "awaits-recognition" in {one["code"] for one in document.remarks}
    assert shelf.reread([WATER.replace("é", "e"), SCHOOL, WASTE]) == before
    with shelf.catalogue.session() as session:
        remarks = session.get_one(Document, shelf.pid).remarks
    assert "awaits-recognition" not in {one["code"] for one in remarks}


def test_pages_of_a_former_version_are_not_recognised_any_more(shelf: Shelf) -> None:
    shelf.replace([WATER], "1", ((2, "no-text"),))
    before = shelf.replace([WATER, SCHOOL], "2")
    with shelf.catalogue.writing() as session:
        assert recognitions.waiting(session) == 0
        former = session.get_one(Document, shelf.pid).versions[1]
        recording.reread(session, former, reading([WASTE], "1"))  # somebody was at it
    assert shelf.pids() == before
    assert shelf.texts() == [WATER, SCHOOL]


def test_a_replaced_document_is_no_fault(shelf: Shelf, installation: Installation) -> None:
    shelf.replace([WATER], "1")
    assert [one for one in checking.faults(shelf.catalogue, installation.settings) if one.code != "file"] == []


def test_readable_pages_are_shown_though_some_wait(shelf: Shelf) -> None:
    before = shelf.pids()
    assert shelf.replace([WATER, SCHOOL], "1", ((3, "no-text"),)) == before[:2]


def test_versions_come_back(shelf: Shelf) -> None:
    before = shelf.pids()
    shelf.replace([THANKS], "1")
    assert shelf.at(before[0]) == Moved(shelf.pid, "document")
    assert shelf.replace([WATER, SCHOOL, WASTE], "0") == before
    with shelf.catalogue.session() as session:
        assert len(session.scalars(select(Version)).all()) == 3
