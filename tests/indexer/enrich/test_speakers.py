"""One person under two spellings is one; two people are two."""

from __future__ import annotations

import pytest

from indexer.enrich.speakers import persons
from indexer.structure import Cut
from indexer.structure.names import read_initials, read_name


def _cut(printed: str, role: str | None = None, text: str = "Oui.") -> Cut:
    name = read_name(printed) or read_initials(printed)
    return Cut("intervention", text, speaker=name.display if name else None, speaker_as_printed=printed, role=role)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        (("Paul GARNIER", "M. Garnier"), "Paul Garnier"),
        (("M. Garnier", "Paul GARNIER"), "Paul Garnier"),
        (("Paul GARNIER", "P. Garnier"), "Paul Garnier"),
        (("Anne LE GUEN", "Mme Le Guen"), "Anne Le Guen"),
        (("Paul GARNIER", "P. G."), "Paul Garnier"),
        (("Paul GARNIER", "GARNIER"), "Paul Garnier"),
        (("Odile DEBREUILLE", "Odile DERBEUILLE"), "Odile Debreuille"),
        (("Helene KONATE", "Hélène Konaté"), "Hélène Konaté"),
        (("Louis DE SAINTIGNY", "Louis Saintigny"), "Louis De Saintigny"),
        (("Jean-Marc OLIVE", "Jean Marc Olive"), "Jean-Marc Olive"),
        (("TRAORÉ Aminata", "Mme Aminata Traoré"), "Aminata Traoré"),
        (("Fatou DIOP", "Fatou"), "Fatou Diop"),
        (("Fatou DIOP", "Fatou D."), "Fatou Diop"),
        (("Sidi Moktar DIOP", "Sidi Moktar"), "Sidi Moktar Diop"),
        (("Sidi Moktar", "Sidi Moktar Diop"), "Sidi Moktar Diop"),
        (("Mr Kane Thiam", "Oumar Kane Thiam"), "Oumar Kane Thiam"),
        (("Tran Thi Bao Chau", "Mme Bao Chau"), "Tran Thi Bao Chau"),
        (("M. Ndongo", "M. Ndongo Etoga"), "Ndongo Etoga"),
        (("Rose Ndongo Etoga", "Mme Ndongo"), "Rose Ndongo Etoga"),
        (("Fatou D.", "Fatou DIOP"), "Fatou Diop"),
        (("JC Garnier", "Jean-Claude Garnier"), "Jean-Claude Garnier"),
    ],
)
def test_one_person_under_two_spellings(printed: tuple[str, ...], name: str) -> None:
    cuts, people = persons([_cut(form) for form in printed])
    assert [p.name for p in people] == [name]
    assert {c.speaker for c in cuts} == {name}
    assert people[0].forms == printed


@pytest.mark.parametrize(
    "printed",
    [
        ("Paul GARNIER", "Odile GARNIER"),
        ("M. Paul GARNIER", "Mme Garnier"),
        ("Paul PETIT", "Paul PETOT"),
        ("Paul GARNIER", "Odile GARNIER", "M. Garnier"),
        ("Paul GARNIER", "J. Garnier"),
        ("Fatou DIOP", "Fatou SARR", "Fatou"),
        ("Sidi Moktar DIOP", "Sidi Moktar SARR", "Sidi Moktar"),
        ("Oumar Kane Thiam", "Fatou Kane Thiam", "M. Kane Thiam"),
        ("Mme Bao Chau", "M. Tran Thi Bao Chau"),
        ("Jean Pierre GARNIER", "M. Pierre Garnier"),
        ("JC Garnier", "Jean-Marc Garnier"),
    ],
)
def test_people_who_are_not_the_same(printed: tuple[str, ...]) -> None:
    _, people = persons([_cut(form) for form in printed])
    assert len(people) == len(printed)


def test_people_come_in_the_order_of_their_first_words() -> None:
    _, people = persons([_cut("M. Garnier"), _cut("Aminata SOW"), _cut("Paul GARNIER")])
    assert [p.name for p in people] == ["Paul Garnier", "Aminata Sow"]


def test_the_anonymous_are_nobody() -> None:
    cuts, people = persons([Cut("question", "Qui paie ?", speaker_as_printed="Un élu")])
    assert people == []
    assert cuts[0].speaker is None


def test_a_title_is_the_person_who_holds_it() -> None:
    cuts, people = persons([_cut("Paul GARNIER", role="président"), _cut("Aminata SOW"), _cut("Le président")])
    assert [c.speaker for c in cuts] == ["Paul Garnier", "Aminata Sow", "Paul Garnier"]
    assert people[0].forms == ("Paul GARNIER", "Le président")


def test_a_title_that_two_people_hold_is_nobody() -> None:
    cuts, _ = persons([_cut("Paul GARNIER", role="maire"), _cut("Aminata SOW", role="maire"), _cut("Le maire")])
    assert cuts[-1].speaker is None


def test_a_list_completes_half_a_name_and_tells_the_function() -> None:
    listed = Cut("contents", "Participaient à la table ronde\nOdile Perrin, directrice de l'eau\nPaul Garnier, maire")
    cuts, people = persons([listed, _cut("Mme Perrin")])
    assert cuts[1].speaker == "Odile Perrin"
    assert (people[0].name, people[0].role) == ("Odile Perrin", "directrice de l'eau")


@pytest.mark.parametrize(
    ("listed", "printed", "name"),
    [
        ("Present | Sipho J. Ndaba, Borough Council Jane Marlow (Chair), City of Vernoy", "Mr Ndaba", "Sipho J. Ndaba"),
        ("Present | Sipho J. Ndaba, Borough Council Jane Marlow (Chair), City of Vernoy", "Ms Marlow", "Jane Marlow"),
        (
            "Present | Lindani Zuma (Chair), Vernoy Municipality Jane Marlow, Vernoy",
            "The Chair",
            "Lindani Zuma",
        ),
        ("Présents : Kwabla AMEGAN (Lomé), Kossi AMEGAN", "M. Amegan", "M. Amegan"),
        ("Présents : Selon Garnier, de la ville", "Mme Sow", "Mme Sow"),
    ],
)
def test_the_list_of_those_present_gives_the_whole_name(listed: str, printed: str, name: str) -> None:
    cuts, _ = persons([Cut("contents", listed), _cut(printed)])
    assert (cuts[1].speaker or "") == name
