from __future__ import annotations

import pytest

from corpus.catalogue.cutting_decisions import Cutting, Piece, apply, cut_in_two, head, joined, tail

WATER = (
    "Nous avons commencé par les bornes fontaines du quartier nord, puis nous sommes allés vers le port. "
    "Les habitants ont payé la moitié des travaux, la commune a payé le reste."
)
SCHOOL = "L’école compte douze classes et trois cents élèves ; il manque un logement pour chaque maître."
THANKS = "Merci beaucoup, Monsieur le Maire. Je donne la parole à la salle pour une ou deux questions."


def texts(cuts: list[str], decisions: list[Cutting]) -> list[str]:
    return [one.text for one in apply([Piece(one) for one in cuts], decisions)]


def test_nothing_decided_changes_nothing():
    made = apply([Piece("Un."), Piece("***"), Piece("Deux.")], [])
    assert [(one.text, one.origins) for one in made] == [("Un.", (0,)), ("***", (1,)), ("Deux.", (2,))]


def test_a_split_is_found_whether_the_machine_cuts_there_or_not():
    split = Cutting("split", tail(WATER), head(SCHOOL))
    assert texts([f"{WATER} {SCHOOL}", THANKS], [split]) == [WATER, SCHOOL, THANKS]
    assert texts([WATER, SCHOOL, THANKS], [split]) == [WATER, SCHOOL, THANKS]
    assert texts([f"{WATER}\n{SCHOOL}\n{THANKS}"], [split]) == [WATER, f"{SCHOOL}\n{THANKS}"]


def test_a_join_is_found_whether_the_machine_cuts_there_or_not():
    join = Cutting("join", tail(WATER), head(SCHOOL))
    assert texts([WATER, SCHOOL, THANKS], [join]) == [f"{WATER}\n{SCHOOL}", THANKS]
    assert texts([f"{WATER} {SCHOOL}", THANKS], [join]) == [f"{WATER} {SCHOOL}", THANKS]


def test_the_latest_decision_holds():
    place = (tail(WATER), head(SCHOOL))
    assert texts([WATER, SCHOOL], [Cutting("join", *place), Cutting("split", *place)]) == [WATER, SCHOOL]
    assert len(texts([f"{WATER} {SCHOOL}"], [Cutting("split", *place), Cutting("join", *place)])) == 1


def test_words_read_otherwise_are_still_the_same_words():
    """Better recognition, a page number between, another hyphen."""
    read = f"{WATER} 12 {SCHOOL}".replace("payé le reste", "payé lereste").replace("école", "ecole")
    made = texts([read], [Cutting("split", tail(WATER), head(SCHOOL))])
    assert len(made) == 2
    assert made[1].startswith(("L’ecole", "12 L’ecole"))


def test_words_that_are_gone_decide_nothing():
    assert texts([WATER, THANKS], [Cutting("join", tail(SCHOOL), "Bonjour à toutes et à tous les présents")]) == [
        WATER,
        THANKS,
    ]


def test_an_interruption_of_one_word_is_cut_out_and_stays_so():
    told = "Nous avons fini en juin. Bravo ! Merci, et nous recommencerons dès le mois de septembre prochain."
    first = Cutting("split", "Nous avons fini en juin.", "Bravo ! Merci, et nous recommencerons dès le mois")
    second = Cutting("split", "Nous avons fini en juin. Bravo !", "Merci, et nous recommencerons dès le mois de")
    assert texts([told], [first, second]) == [
        "Nous avons fini en juin.",
        "Bravo !",
        "Merci, et nous recommencerons dès le mois de septembre prochain.",
    ]


def test_a_passage_that_was_decided_is_the_same_whatever_the_machine_cuts():
    whole = Cutting("whole", tail(WATER), head(THANKS), SCHOOL)
    half = SCHOOL.index(" ; ") + 3
    for cuts in (
        [WATER, SCHOOL, THANKS],
        [f"{WATER}\n{SCHOOL}\n{THANKS}"],
        [f"{WATER} {SCHOOL[:half]}", SCHOOL[half:] + " " + THANKS],
        [WATER, SCHOOL[:half].strip(), f"{SCHOOL[half:]}\n{THANKS}"],
    ):
        made = [" ".join(one.split()) for one in texts(cuts, [whole])]
        assert made == [WATER, SCHOOL, THANKS]


def test_a_decided_passage_whose_first_words_are_now_a_heading_is_not_cut_twice():
    whole = Cutting("whole", tail(WATER), head(THANKS), f"Écoles et collèges {SCHOOL}")
    assert texts([WATER, SCHOOL, THANKS], [whole]) == [WATER, SCHOOL, THANKS]


def test_the_same_words_twice_are_told_apart_by_those_around_them():
    cuts = [f"{THANKS} Oui. {WATER}", f"{SCHOOL} Oui. {THANKS}"]
    assert texts(cuts, [Cutting("split", tail(f"{SCHOOL} Oui."), head(THANKS))]) == [
        cuts[0], f"{SCHOOL} Oui.", THANKS,
    ]  # fmt: skip


@pytest.mark.parametrize("offset", [12, 60, 64, 108])
def test_pages_go_with_the_words(offset: int):
    text = "mot " * 40
    piece = Piece(text.strip(), ((60, 8), (120, 9)), 7, 9)
    one, other, begin = cut_in_two(piece, offset)
    page = {12: (7, 7), 60: (7, 8), 64: (8, 8), 108: (8, 8)}[offset]
    assert (one.page_last, other.page_first) == page
    assert (one.page_first, other.page_last) == (7, 9)
    assert [(at + begin, page) for at, page in other.breaks] == [one for one in piece.breaks if one[0] > begin]
    again = joined(one, other)
    assert (again.text.split(), again.page_first, again.page_last) == (piece.text.split(), 7, 9)
    assert [page for _, page in again.breaks] == [8, 9]


def test_without_pages_there_are_none():
    one, other, _ = cut_in_two(Piece("Un deux. Trois quatre."), 9)
    assert (one.page_last, other.page_first, joined(one, other).breaks) == (None, None, ())


def test_a_decided_passage_is_found_by_all_its_words_when_those_at_its_edges_are_misread():
    told = f"{SCHOOL} Les maîtres viennent de loin, et repartent dès que la route est ouverte. {SCHOOL[:44]} demain."
    misread = told.replace("L’école compte douze classes", "Lecolc cornpte d0uze c1asses", 1).replace(
        "trois cents élèves ; il manque un", "trais cerits eleves il rnanque uri", 1
    )
    misread = misread[: -len("classes et trois cents demain.")] + "c1asses el tro1s cenls dernain."
    whole = Cutting("whole", tail(WATER), head(THANKS), told, len(WATER) + 1)
    made = texts([f"{WATER} {misread} {THANKS}"], [whole])
    assert made == [WATER, misread, THANKS]
