"""Two librarians verify the same notice in ten interleavings of two sittings: no decision is lost, none overwritten."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from corpus.catalogue import describing
from corpus.installation import Installation

from .conftest import Visitor
from .test_verifying import decided, form_of, known, plain, send

__all__ = ["known"]

TITLE_A, TITLE_B = {"v.title": "Titre d’Anne"}, {"v.title": "Titre d’Ida"}
PLACE_B = {"v.place": "Roubaix"}
BOTH_B = {"v.title": "Titre d’Ida", "v.place": "Roubaix"}
ACCEPTED_B = {"avis.title": "oui"}

#: Who opens the notice (lower case) and sends (upper case) in which order; what each changes; whom it is told to.
INTERLEAVINGS = [
    ("aAbB", TITLE_A, TITLE_B, ""),
    ("abAB", TITLE_A, TITLE_B, "b"),
    ("abBA", TITLE_A, TITLE_B, "a"),
    ("baAB", TITLE_A, TITLE_B, "b"),
    ("baBA", TITLE_A, TITLE_B, "a"),
    ("abAB", TITLE_A, ACCEPTED_B, "b"),  # she accepted what is not there any more
    ("abAB", TITLE_A, PLACE_B, ""),
    ("abBA", TITLE_A, PLACE_B, ""),
    ("abAB", TITLE_A, BOTH_B, "b"),
    ("abAB", TITLE_A, TITLE_A, ""),  # both want the same
]


class Librarian:
    """Opens the screen and sends its form, in a browser of her own."""

    def __init__(self, desk: Flask, name: str, pid: str, changes: Mapping[str, str]) -> None:
        self.visitor, self.pid, self.changes = Visitor(desk), pid, changes
        self.name, self.form, self.answer = name, {}, None
        self.visitor.enter(name)

    def see(self) -> None:
        self.form = form_of(self.visitor.get(f"/bureau/a-verifier/{self.pid}").text)

    def send(self) -> None:
        self.answer = send(self.visitor, self.pid, self.form, **self.changes)


@pytest.mark.parametrize("catalogue_url", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("case", INTERLEAVINGS, ids=[f"{number}-{one[0]}" for number, one in enumerate(INTERLEAVINGS)])
def test_in_every_interleaving_nothing_is_lost(desk: Flask, known: Any, installation: Installation, case: Any):
    order, hers, theirs, told = case
    people = {"a": Librarian(desk, "Anne", known.water, hers), "b": Librarian(desk, "Ida", known.water, theirs)}
    turns = [threading.Event() for _ in range(len(order) + 1)]
    turns[0].set()

    def work(letter: str) -> None:
        for place, step in enumerate(order):
            if step.lower() == letter:
                assert turns[place].wait(60)
                people[letter].see() if step == letter else people[letter].send()
                turns[place + 1].set()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, "ab"))
    assert {letter for letter, one in people.items() if one.answer.status_code == 409} == set(told)
    with installation.catalogue.session() as session:
        history = describing.history(session, known.water)
    for letter, one in people.items():
        recorded = {decision.field for decision in history if decision.who == one.name}
        wanted = {name.partition(".")[2] for name in one.changes}
        assert recorded == (set() if letter in told else wanted)
    if told:
        other = people["b" if told == "a" else "a"]
        _choose(people[told], other, installation)


def _choose(one: Librarian, other: Librarian, installation: Installation) -> None:
    """She is told who put what, gets both values, and what she typed besides is still there."""
    page = plain(one.answer.text)
    assert f"{other.name} a mis « {other.changes['v.title']} »" in page
    wanted = one.changes.get("v.title", one.form["v.title"])
    assert f"vous vouliez « {wanted} »" in page
    again = form_of(page)
    assert {name: again[name] for name in one.changes if name.startswith("v.")} == {
        name: value for name, value in one.changes.items() if name.startswith("v.")
    }
    answer = send(one.visitor, one.pid, again, f"prendre:title={other.changes['v.title']}")
    assert send(one.visitor, one.pid, {**form_of(answer.text), "avis.title": ""}).status_code == 303
    assert decided(installation, one.pid)["title"] == (other.changes["v.title"], other.name)
    one.see()  # or else she keeps her own, knowingly
    one.send()
    assert one.answer.status_code == 303
    assert decided(installation, one.pid)["title"][1] == one.name
