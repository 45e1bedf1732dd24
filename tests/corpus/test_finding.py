"""Words are found again after another reading, and only where they are."""

from __future__ import annotations

import random
import string

import pytest

from corpus.finding import Haystack, likeness

TEXT = (
    "La commune a planté trois mille arbres le long du fleuve. Personne n’y croyait au départ, ni les pêcheurs ni "
    "les maraîchers.\nAujourd’hui, l’ombre est revenue ; les enfants y jouent après l’école. « Nous recommencerons ! » "
    "a promis le maire. Personne n’y croyait au départ, mais la pluie a suivi."
)
SENTENCE = "Aujourd’hui, l’ombre est revenue ; les enfants y jouent après l’école."


def plain(one: str, other: str) -> int:
    """Levenshtein's distance, the slow way of the book."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        above, row[0] = row[0], place
        for column, sign in enumerate(other, start=1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (letter != sign))
    return row[-1]


def damaged(text: str, share: float, seed: int) -> str:
    """As a bad recogniser reads it: letters confused, lost or added, words joined and cut."""
    chances = random.Random(seed)
    made = []
    for sign in text:
        chance = chances.random()
        if chance < share / 2:
            made.append(chances.choice(string.ascii_lowercase))
        elif chance < share * 3 / 4:
            continue
        else:
            made.append(sign)
            if chance > 1 - share / 4:
                made.append(chances.choice(" il"))
    return "".join(made)


def test_letters_alone_count() -> None:
    other = "Aujourd'hui l'om-\nbre est REVENUE; les enfants y jouent, après l'ecole ."
    found = Haystack(f"Avant. {other} Après.").find(SENTENCE)
    assert found is not None
    assert (found.start, found.likeness) == (7, 1.0)


def test_what_is_found_holds_its_marks() -> None:
    quoted = "« Nous recommencerons ! »"
    found = Haystack(TEXT).find(quoted)
    assert found is not None
    assert TEXT[found.start : found.end] == quoted
    found = Haystack(TEXT).find(SENTENCE)
    assert found is not None
    assert TEXT[found.start : found.end] == SENTENCE


def test_the_same_words_twice_are_told_apart_by_what_stands_before() -> None:
    words = "Personne n’y croyait au départ"
    first, second = TEXT.index(words), TEXT.rindex(words)
    for before, place in (("le long du fleuve.", first), ("a promis le maire.", second), ("", first)):
        found = Haystack(TEXT).find(words, before)
        assert found is not None
        assert found.start == place


@pytest.mark.parametrize("seed", range(20))
def test_words_badly_recognised_are_found_where_they_are(seed: int) -> None:
    ahead = damaged(TEXT[: TEXT.index(SENTENCE)], 0.15, seed)
    read = damaged(SENTENCE, 0.15, seed + 100)
    text = ahead + read + damaged(TEXT[TEXT.index(SENTENCE) + len(SENTENCE) :], 0.15, seed + 200)
    before = TEXT[: TEXT.index(SENTENCE)][-80:]
    found = Haystack(text * 3 if seed % 2 else text).find(SENTENCE, before)
    assert found is not None
    assert found.likeness >= 0.7
    assert abs(found.start - len(ahead)) <= 6
    assert abs(found.end - len(ahead) - len(read)) <= 6


def test_a_short_word_is_no_piece_of_another() -> None:
    found = Haystack("Louis dit : oui.").find("Oui.")
    assert found is not None
    assert (found.start, found.end) == (12, 16)
    assert Haystack("Louis dit non.").find("Oui.") is None


@pytest.mark.parametrize("words", ["", "—", "arbre mort", "Le conseil se réunit chaque mardi dans la salle des fêtes."])
def test_what_is_not_there_is_not_found(words: str) -> None:
    assert Haystack(TEXT).find(words) is None


def test_another_sentence_that_ends_alike_is_not_taken_for_it() -> None:
    sought = "Renforcer les moyens donnés aux associations de la vallée."
    text = "C’est le premier vœu. Il faut surtout entendre ce que disent les associations de la vallée. Merci."
    assert Haystack(text).find(sought, "Nos propositions sont les suivantes.") is None
    assert Haystack(text).find(sought) is None
    misread = "Nos propositions sont les suivantes. Renforcer les rnoyens donnes anx assoc iations de la vailée. Fin."
    found = Haystack(misread).find(sought, "Nos propositions sont les suivantes.")
    assert found is not None
    assert misread[found.start : found.end].startswith("Renforcer")


def test_errors_are_counted_as_the_book_counts_them() -> None:
    chances = random.Random(7)
    for _ in range(200):
        one = "".join(chances.choices("abc", k=chances.randint(1, 90)))
        other = "".join(chances.choices("abc", k=chances.randint(1, 90)))
        assert likeness(one, other) == pytest.approx(1 - plain(one, other) / max(len(one), len(other)))
