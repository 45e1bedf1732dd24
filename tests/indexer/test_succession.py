from __future__ import annotations

import random

import pytest

from indexer.succession import fate

rng = random.Random(7)
WORDS = [f"mot{rng.randrange(400)}" for _ in range(900)]
TEXTS = {f"p{number}": " ".join(WORDS[number * 150 : number * 150 + 150]) for number in range(6)}


def worn(text: str, share: float) -> str:
    """The text as a bad recognition would have it: some words with a wrong letter."""
    noise = random.Random(1)
    return " ".join(word[:-1] + "#" if noise.random() < share else word for word in text.split())


def test_the_same_cut_keeps_every_address():
    found = fate(TEXTS, list(TEXTS.values()))
    assert (found.kept, found.moved, found.lost) == (dict(enumerate(TEXTS)), {}, [])


@pytest.mark.parametrize("share", [0.02, 0.08])
def test_words_that_are_recognised_differently_keep_the_address(share: float):
    found = fate(TEXTS, [worn(text, share) for text in TEXTS.values()])
    assert found.kept == dict(enumerate(TEXTS))


def test_joined_passages_lead_to_the_place_of_their_words():
    joined = [f"{TEXTS['p0']}\n{TEXTS['p1']}", *[TEXTS[f"p{number}"] for number in range(2, 6)]]
    found = fate(TEXTS, joined)
    assert found.lost == []
    assert set(found.moved) | set(found.kept.values()) == set(TEXTS)
    for pid, (place, offset) in found.moved.items():
        assert place == 0
        assert joined[0][offset:].startswith(TEXTS[pid][:20])
    assert found.moved


def test_of_a_split_passage_the_longer_part_keeps_the_address():
    words = TEXTS["p3"].split()
    parts = [" ".join(words[:100]), " ".join(words[100:])]
    found = fate(TEXTS, [TEXTS["p0"], TEXTS["p1"], TEXTS["p2"], *parts, TEXTS["p4"], TEXTS["p5"]])
    assert found.kept[3] == "p3"
    assert found.lost == []


def test_words_that_are_gone_are_lost():
    found = fate(TEXTS | {"vieux": "alpha beta gamma delta epsilon zeta eta theta"}, list(TEXTS.values()))
    assert found.lost == ["vieux"]


def test_empty_and_tiny_passages_do_no_harm():
    found = fate({"vide": "", "court": "Oui."}, ["", "Oui !", "Non."])
    assert found.kept == {1: "court"}
    assert found.lost == ["vide"]
