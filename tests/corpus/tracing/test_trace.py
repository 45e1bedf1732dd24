"""Words are found again whatever was done to the text around them; what says the same is told apart by its place."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest

from corpus.tracing import Old, alike, trace

SYLLABLES = (
    "ba",
    "co",
    "dé",
    "fi",
    "gu",
    "la",
    "mer",
    "no",
    "pra",
    "ris",
    "sou",
    "ven",
    "zo",
    "ci",
    "eau",
    "our",
    "ille",
)


def prose(words: int, seed: int = 1) -> str:
    chance = random.Random(seed)
    made = []
    while len(made) < words:
        sentence = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(chance.randint(4, 18))]
        made += [sentence[0].capitalize(), *sentence[1:-1], sentence[-1] + "."]
    return " ".join(made[:words])


def recognised(text: str, share: float, seed: int = 2) -> str:
    """The text as bad recognition gives it: letters changed, words glued and torn."""
    chance = random.Random(seed)
    made = []
    for letter in text:
        luck = chance.random()
        if luck < share / 2 and letter.isalpha():
            made.append(chance.choice("aceimnorlt1"))
        elif luck < share * 0.6:
            made.append(chance.choice(["", letter + " "]))
        else:
            made.append(letter)
    return "".join(made)


def olds(texts: Sequence[str]) -> list[Old]:
    near, made = 0, []
    for text in texts:
        made.append(Old(text, near))
        near += len(text) + 1
    return made


def shown(before: Sequence[str], after: Sequence[str]) -> list[str]:
    return [
        "\n".join(after[one.place][one.start : one.end] for one in found.spans) for found in trace(olds(before), after)
    ]


def places(before: Sequence[str], after: Sequence[str]) -> list[list[int]]:
    return [[one.place for one in found.spans] for found in trace(olds(before), after)]


SPEECHES = [prose(length, seed) for seed, length in enumerate([60, 8, 300, 25, 5, 120, 40])]


def test_the_same_texts_are_found_as_themselves() -> None:
    assert shown(SPEECHES, SPEECHES) == SPEECHES


def test_texts_that_were_joined_are_parts_of_the_whole() -> None:
    joined = [" ".join(SPEECHES[:3]), "\n".join(SPEECHES[3:])]
    assert shown(SPEECHES, joined) == SPEECHES
    assert places(SPEECHES, joined) == [[0], [0], [0], [1], [1], [1], [1]]


def test_a_text_that_was_split_is_found_in_all_its_parts() -> None:
    words = SPEECHES[2].split()
    parts = [" ".join(words[:90]), " ".join(words[90:200]), " ".join(words[200:])]
    assert places(SPEECHES, [*SPEECHES[:2], *parts, *SPEECHES[3:]])[2] == [2, 3, 4]
    assert shown([SPEECHES[2]], parts) == ["\n".join(parts)]


def test_the_order_does_not_matter() -> None:
    turned = SPEECHES[::-1]
    assert shown(SPEECHES, turned) == SPEECHES
    halves = [" ".join(SPEECHES[2].split()[150:]), "Entre les deux.", " ".join(SPEECHES[2].split()[:150])]
    assert places([SPEECHES[2]], halves) == [[2, 0]]


@pytest.mark.parametrize(("share", "least"), [(0.02, 0.95), (0.08, 0.9), (0.2, 0.75)])
def test_what_was_badly_recognised_is_found(share: float, least: float) -> None:
    after = [recognised(one, share) for one in SPEECHES]
    found = shown(SPEECHES, [" ".join(after[:2]), *after[2:]])
    likeness = [round(alike(one, other), 2) for one, other in zip(SPEECHES, found, strict=True)]
    assert min(likeness) >= least


def test_furniture_that_came_in_between_is_left_out() -> None:
    words = SPEECHES[2].split()
    furniture = "Actes du colloque des villes et des champs page dix-sept sur quarante"
    [found] = shown([SPEECHES[2]], [" ".join([*words[:100], furniture, *words[100:]])])
    assert "colloque" not in found
    assert alike(SPEECHES[2], found) > 0.98


def test_what_says_the_same_keeps_its_place() -> None:
    thanks = "Je remercie chacun de sa présence et je donne la parole à la salle."
    before = [SPEECHES[0], thanks, SPEECHES[2], thanks, "Oui.", SPEECHES[5], "Oui.", "Oui.", thanks]
    assert places(before, before) == [[one] for one in range(9)]
    after = [prose(30, 77), *before]
    assert places(before, after) == [[one + 1] for one in range(9)]
    joined = [SPEECHES[0], thanks + " " + SPEECHES[2], thanks + " Oui.", SPEECHES[5], "Oui.", "Oui. " + thanks]
    assert places(before, joined) == [[0], [1], [1], [2], [2], [3], [4], [5], [5]]
    lost = [SPEECHES[0], SPEECHES[2], thanks, "Oui.", SPEECHES[5], "Oui.", "Oui.", thanks]
    assert places(before, lost)[3:] == [[2], [3], [4], [5], [6], [7]]


def test_very_short_texts_are_found_near_their_place_only() -> None:
    before = [SPEECHES[0], "Oui.", SPEECHES[2], "Non !", SPEECHES[5]]
    assert shown(before, [" ".join(before)]) == before
    gone = [SPEECHES[0], SPEECHES[2], SPEECHES[5], prose(900, 5), "Oui."]
    assert places(before, gone)[1] == []
    spoilt = [SPEECHES[0], "Qui.", SPEECHES[2], "Nom !", SPEECHES[5]]
    assert places(before, spoilt)[1] in ([1], [])


def test_words_that_are_gone_are_nowhere() -> None:
    after = [SPEECHES[0], *SPEECHES[3:]]
    assert places(SPEECHES, after)[2] == []
    assert places(SPEECHES, []) == [[] for _ in SPEECHES]
    assert places(["", "…"], SPEECHES) == [[], []]
    assert places(["…", "Oui."], ["…", *SPEECHES[:2]])[0] == [0]


def test_time_grows_with_the_length_only() -> None:
    texts = [prose(200, seed) for seed in range(600)]
    after = [recognised(" ".join(texts[one : one + 2]), 0.03, one) for one in range(0, 600, 2)]
    begun = time.perf_counter()
    found = places(texts, after)
    assert time.perf_counter() - begun < 30
    assert found == [[one // 2] for one in range(600)]
