"""Whatever librarians do, undoing it all backwards brings the catalogue back, and no address is lost."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue import (
    addresses,
    assigning,
    authorities,
    bulk,
    delisting,
    describing,
    diffusion,
    merging,
    passages,
    trash,
    twins,
    undoing,
    withdrawing,
)
from corpus.catalogue.models import Act, Document, Given, Passage, Term
from corpus.errors import BadValue, Became, NotFound, NotPublic, Withdrawn
from corpus.installation import Installation
from corpus.vocabularies import terms

ACTS = 30


class Morning:
    """Acts at random; the same seed does the same."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.chance = session, random.Random(seed)
        self.themes = [terms.theme(session, one) for one in ("dechets", "jumelage", "education")]

    def person(self) -> Term:
        known = self.session.scalars(select(Term).filter_by(vocabulary="speaker"))
        return self.chance.choice(sorted(known, key=lambda one: (one.label, one.pid)))

    def document(self) -> Document:
        return self.chance.choice(sorted(self.session.scalars(select(Document)), key=lambda one: one.title))

    def passage(self) -> Passage:
        return self.chance.choice(sorted(self.session.scalars(select(Passage)), key=lambda one: one.text))

    def act(self) -> None:
        do, session, chance = "Anne", self.session, self.chance
        document, passage = self.document(), self.passage()
        both, number = [document.pid, self.document().pid], chance.randint(1, 9)
        status = chance.choice(["accepted", "rejected"])
        several = (
            lambda: describing.decide(session, document, {"title": f"Titre {number}", "kind": "note"}, do),
            lambda: describing.decide(session, document, {"themes": "dechets ; education"}, do),
            lambda: describing.decide_passage(session, passage, {"speaker": f"Nom{number} Neuf"}, do),
            lambda: describing.decide_passage(session, passage, {"heading": "Autre", "kind": "answer"}, do),
            lambda: passages.join(session, passage, do),
            lambda: passages.split(session, passage, chance.randint(1, len(passage.text)), do),
            lambda: assigning.assign(session, passage, chance.choice(self.themes), status, do),
            lambda: assigning.assign(session, document, chance.choice(self.themes), status, do),
            lambda: merging.merge(session, self.person(), self.person(), do),
            lambda: merging.split(session, self.person(), merging.Part(pids=[passage.pid]), do, label="Une Autre"),
            lambda: authorities.rename(session, self.person(), f"Renommée {number}", do),
            lambda: delisting.delist(session, self.person(), do),
            lambda: diffusion.diffuse(session, [document], "staff", None, do),
            lambda: trash.throw_away(session, [document], do),
            lambda: trash.take_out(session, [document], do),
            lambda: twins.make_version(session, document, self.document(), do, newest=number > 4),
            lambda: bulk.apply(session, both, bulk.Change("set-place", "Roubaix"), do),
            lambda: withdrawing.withdraw(session, document, "Essai.", do),
        )
        chance.choice(several)()


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_morning_is_undone_backwards(installation: Installation, picture, seed: int):
    before = picture()
    with installation.catalogue.writing() as session:
        morning = Morning(session, seed)
        for _ in range(ACTS):
            with suppress(BadValue, NotFound):
                morning.act()
            session.expire_all()
    with installation.catalogue.writing() as session:
        numbers = list(session.scalars(select(Act.id).order_by(Act.id.desc())))
        assert len(numbers) > ACTS / 2
        for number in numbers:
            if session.get_one(Act, number).changes:
                undoing.undo(session, number, "Berthe")
    now = picture()
    assert {name: row for name, row in now.items() if name in before} == before
    left = {name.partition(" ")[0] for name in now if name not in before}
    assert left <= {"term", "succession"}  # addresses that were given out meanwhile lead on
    with installation.catalogue.session() as session:
        for pid, kind in session.execute(select(Given.pid, Given.kind).distinct()):
            answers(session, pid, kind)


def answers(session: Session, pid: str, kind: str) -> None:
    """Whatever was given out is there, leads on, or says why not; it is never unknown."""
    with suppress(Withdrawn, NotPublic, Became):
        if kind == "document":
            addresses.document_at(session, pid)
        elif kind == "passage":
            addresses.passage_at(session, pid)
        else:
            addresses.term_at(session, session.get_one(Term, pid).vocabulary, pid)
