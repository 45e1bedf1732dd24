"""Published selections in the catalogue, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from corpus.catalogue import selections, withdrawing
from corpus.catalogue.models import Document, Selection, now
from corpus.catalogue.selections import Sent, publish, selection_at
from corpus.errors import BadValue, NotFound, TooManySelections, WithdrawnSelection
from corpus.installation import Installation
from corpus.permalinks import mint

ITEMS = (
    Sent(mint(), "L’eau est à tous.", {"document_pid": "x", "line": "Actes. – Lille, 2009."}, "Eau", "À lire."),
    Sent(mint(), "", {"document_pid": "y", "line": "Compte rendu."}),
)


def test_what_is_published_is_read_again_in_its_order(installation: Installation):
    with installation.catalogue.writing() as session:
        pid = publish(session, "Lettre", "Bonjour.", ITEMS).pid
    with installation.catalogue.session() as session:
        found = selection_at(session, pid)
        assert [one.target_pid for one in found.items] == [one.target_pid for one in ITEMS]
        assert (found.title, found.introduction, found.who) == ("Lettre", "Bonjour.", None)
        first = found.items[0]
        assert (first.section, first.comment, first.quotation) == ("Eau", "À lire.", "L’eau est à tous.")
        assert selections.words_of(found).split("\n") == [
            "Lettre", "Bonjour.", "Eau", "À lire.", "L’eau est à tous.", "Actes. – Lille, 2009.", "Compte rendu.",
        ]  # fmt: skip


@pytest.mark.parametrize(("title", "items"), [(" ", ITEMS), ("Lettre", ())])
def test_nothing_is_published_without_title_or_results(installation: Installation, title: str, items: tuple[Sent, ...]):
    with pytest.raises(BadValue), installation.catalogue.writing() as session:
        publish(session, title, "", items)


def test_the_same_is_published_once_and_anything_else_anew(installation: Installation):
    with installation.catalogue.writing() as session:
        first = publish(session, "Lettre", "", ITEMS)
        assert publish(session, "Lettre", "", ITEMS).pid == first.pid
        other = [publish(session, "Lettre", "", ITEMS[::-1]), publish(session, "Lettre", "", ITEMS, who="Anne")]
        first.at = now() - timedelta(minutes=selections.SAME_MINUTES + 1)
        session.flush()
        other.append(publish(session, "Lettre", "", ITEMS))
        assert len({first.pid, *(one.pid for one in other)}) == 4


def test_a_flood_is_stopped_for_those_without_an_account_until_the_hour_is_over(installation: Installation):
    with installation.catalogue.writing() as session:
        for number in range(selections.MOST_AN_HOUR):
            publish(session, f"Lettre {number}", "", ITEMS)
    with pytest.raises(TooManySelections), installation.catalogue.writing() as session:
        publish(session, "De trop", "", ITEMS)
    with installation.catalogue.writing() as session:
        publish(session, "Avec un compte", "", ITEMS, who="Anne")
        for one in session.scalars(select(Selection)):
            one.at -= timedelta(minutes=61)
        session.flush()
        publish(session, "Plus tard", "", ITEMS)
        assert session.scalar(select(func.count()).select_from(Selection)) == selections.MOST_AN_HOUR + 2


def test_a_withdrawn_selection_tells_its_title_and_the_reason(installation: Installation):
    with installation.catalogue.writing() as session:
        made = publish(session, "Lettre", "", ITEMS)
        withdrawing.withdraw_selection(session, made, "à la demande", "Anne")
    with installation.catalogue.session() as session:
        with pytest.raises(WithdrawnSelection) as told:
            selection_at(session, made.pid)
        assert (told.value.title, told.value.reason) == ("Lettre", "à la demande")
        with pytest.raises(NotFound):
            selection_at(session, mint())


def test_documents_that_are_not_for_everybody_are_told(installation: Installation):
    with installation.catalogue.writing() as session:
        several = {
            "open": Document(title="Ouvert"),
            "gone": Document(title="Retiré", withdrawn_at=now()),
            "closed": Document(title="Fermé", diffusion="staff"),
            "later": Document(title="Plus tard", embargo_until="2999-01-01"),
            "opened": Document(title="Ouvert depuis", embargo_until="2020-01-01"),
        }
        session.add_all(several.values())
        session.flush()
        hidden = selections.hidden_since(session, [one.pid for one in several.values()])
        assert {one.title for one in hidden.values()} == {"Retiré", "Fermé", "Plus tard"}
