"""Two librarians correct the same notice at once: no decision is lost, none is overwritten without a word."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus.catalogue import assigning, describing, undoing
from corpus.catalogue.models import Act, Document, Passage, Proposal
from corpus.installation import Installation
from corpus.refusals import ChangedMeanwhile
from corpus.vocabularies import terms

TITLE_A, TITLE_B = {"title": "Titre d’Anne"}, {"title": "Titre de Berthe"}
PLACE_B = {"place": "Roubaix"}
BOTH_B = {"title": "Titre de Berthe", "place": "Roubaix"}

#: Who sees (lower case) and decides (upper case) in which order; what each wants; whom it is told to.
INTERLEAVINGS = [
    ("aAbB", TITLE_A, TITLE_B, ""),
    ("abAB", TITLE_A, TITLE_B, "b"),
    ("abBA", TITLE_A, TITLE_B, "a"),
    ("baAB", TITLE_A, TITLE_B, "b"),
    ("baBA", TITLE_A, TITLE_B, "a"),
    ("bBaA", TITLE_A, TITLE_B, ""),
    ("abAB", TITLE_A, PLACE_B, ""),
    ("abBA", TITLE_A, PLACE_B, ""),
    ("abAB", TITLE_A, BOTH_B, "b"),
    ("abAB", TITLE_A, TITLE_A, ""),  # both want the same
]


def a_notice(installation: Installation) -> str:
    """A notice whose fields were read by a machine; its pid."""
    with installation.catalogue.writing() as session:
        document = Document()
        session.add(document)
        session.flush()
        read = {"title": "Titre lu", "kind": "minutes", "place": "Lille", "date": "2009"}
        guesses = [Proposal(field=name, value=value, score=0.8) for name, value in read.items()]
        describing.propose(session, document.pid, guesses)
        describing.settle(session, document)
        return document.pid


class Librarian:
    """Looks at a notice in one transaction, decides in another, as a browser does."""

    def __init__(self, installation: Installation, name: str, pid: str, *, by_revision: bool) -> None:
        self.installation, self.name, self.pid, self.by_revision = installation, name, pid, by_revision
        self.seen: Mapping[str, str] | int | None = None
        self.told: ChangedMeanwhile | None = None

    def see(self) -> None:
        with self.installation.catalogue.session() as session:
            document = session.get_one(Document, self.pid)
            self.seen = document.revision if self.by_revision else describing.values_of(document)

    def decide(self, values: Mapping[str, str]) -> None:
        try:
            with self.installation.catalogue.writing() as session:
                describing.decide(session, session.get_one(Document, self.pid), values, self.name, self.seen)
        except ChangedMeanwhile as told:
            self.told = told


@pytest.mark.parametrize("by_revision", [False, True], ids=["by values", "by revision"])
def test_in_every_interleaving_nothing_is_lost(installation: Installation, by_revision):
    for order, wanted_a, wanted_b, told in INTERLEAVINGS:
        interleave(installation, by_revision, order, wanted_a, wanted_b, told)


def interleave(installation: Installation, by_revision: bool, order: str, wanted_a, wanted_b, told: str) -> None:  # noqa: FBT001
    water = a_notice(installation)
    people = {
        "a": (Librarian(installation, "Anne", water, by_revision=by_revision), wanted_a),
        "b": (Librarian(installation, "Berthe", water, by_revision=by_revision), wanted_b),
    }
    turns = [threading.Event() for _ in range(len(order) + 1)]
    turns[0].set()

    def work(letter: str) -> None:
        librarian, values = people[letter]
        for place, step in enumerate(order):
            if step.lower() == letter:
                assert turns[place].wait(30)
                if step == letter:
                    librarian.see()
                else:
                    librarian.decide(values)
                turns[place + 1].set()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, "ab"))
    assert {letter for letter, (one, _) in people.items() if one.told} == set(told)
    last = order.upper().rindex("A") < order.upper().rindex("B")
    first, second = ("a", "b") if last else ("b", "a")
    winner = first if told else second
    with installation.catalogue.session() as session:
        shown = describing.values_of(session.get_one(Document, water))
        for letter in (first, second):
            librarian, values = people[letter]
            if not librarian.told:
                decided = describing.history(session, water)
                assert {one.field for one in decided if one.who == librarian.name} == set(values)
        assert shown["title"] == people[winner][1].get("title", people[first][1].get("title", shown["title"]))
    for librarian, values in people.values():
        if librarian.told:
            other = {"Anne": "Berthe", "Berthe": "Anne"}[librarian.name]
            (difference,) = librarian.told.differences
            assert (difference.field, difference.who, difference.wanted) == ("title", other, values["title"])
            assert other in str(librarian.told)
            librarian.see()
            librarian.told = None
            librarian.decide(values)  # she compared and decides again
            assert librarian.told is None


def test_many_at_the_same_moment_each_get_their_turn(installation: Installation, known):
    names = [f"Personne {number}" for number in range(6)]
    start = threading.Barrier(len(names))

    def work(name: str) -> int:
        librarian, refused = Librarian(installation, name, known.water, by_revision=False), 0
        start.wait(30)
        while True:
            librarian.see()
            librarian.told = None
            librarian.decide({"place": f"Lieu de {name}"})
            if librarian.told is None:
                return refused
            refused += 1

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(work, names))
    with installation.catalogue.session() as session:
        decided = describing.history(session, known.water)
        assert sorted(one.who for one in decided) == names
        assert session.get_one(Document, known.water).place == decided[-1].value


def test_an_undo_between_is_told_too(installation: Installation, known):
    anne, berthe = (
        Librarian(installation, name, known.water, by_revision=by_revision)
        for name, by_revision in (("Anne", False), ("Berthe", True))
    )
    with installation.catalogue.writing() as session:
        describing.decide(session, session.get_one(Document, known.water), {"title": "Un"}, "Zoé")
        number = session.query(Act.id).order_by(Act.id.desc()).first()[0]
    for one in (anne, berthe):
        one.see()
    with installation.catalogue.writing() as session:
        undoing.undo(session, number, "Zoé")
    for one in (anne, berthe):
        one.decide({"title": f"De {one.name}"})
        assert one.told is not None
        assert [difference.who for difference in one.told.differences] == ["Zoé"]


def test_what_a_new_reading_changed_is_told_as_that(installation: Installation, known):
    anne = Librarian(installation, "Anne", known.water, by_revision=False)
    anne.see()
    with installation.catalogue.writing() as session:
        session.get_one(Document, known.water).title = "Relu"
    anne.decide(TITLE_A)
    assert "par une nouvelle lecture" in str(anne.told)


def test_passages_and_terms_are_held_the_same_way(installation: Installation, known):
    with installation.catalogue.writing() as session:
        passage = session.get_one(Passage, known.water_first)
        seen = describing.values_of_passage(passage)
        describing.decide_passage(session, passage, {"speaker": "Awa Fall"}, "Anne", seen)
        with pytest.raises(ChangedMeanwhile, match="Awa Fall"):
            describing.decide_passage(session, passage, {"speaker": "Salif Odon"}, "Berthe", seen)
        describing.decide_passage(session, passage, {"role": "maire"}, "Berthe", seen)
        theme = terms.theme(session, "dechets")
        document = session.get_one(Document, known.water)
        assigning.assign(session, document, theme, "accepted", "Anne", "none")
        with pytest.raises(ChangedMeanwhile, match="Anne"):
            assigning.assign(session, document, theme, "rejected", "Berthe", "none")
        assigning.assign(session, document, theme, "accepted", "Berthe", "none")  # she wants the same
        assigning.assign(session, document, theme, "rejected", "Berthe", "accepted")
