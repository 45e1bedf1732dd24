from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pytest

from corpus.catalogue.whereabouts import Address
from corpus.tracing import Span
from indexer.succession import Fate, fate

rng = random.Random(7)
WORDS = [f"mot{rng.randrange(400)}" for _ in range(900)]
TEXTS = {f"p{number}": " ".join(WORDS[number * 150 : number * 150 + 150]) for number in range(6)}


def worn(text: str, share: float) -> str:
    """The text as a bad recognition would have it: some words with a wrong letter."""
    noise = random.Random(1)
    return " ".join(word[:-1] + "#" if noise.random() < share else word for word in text.split())


def addresses(texts: Mapping[str, str]) -> list[Address]:
    """Addresses that stand, each given out with one text."""
    near, made = 0, []
    for pid, text in texts.items():
        made.append(Address(pid, (text,), near, standing=True))
        near += len(text) + 1
    return made


def after(texts: Mapping[str, str], new: Sequence[str]) -> Fate:
    return fate(addresses(texts), new)


def lost(found: Fate) -> list[str]:
    return [pid for pid, parts in found.parts.items() if not parts]


def test_the_same_cut_keeps_every_address():
    found = after(TEXTS, list(TEXTS.values()))
    assert found.kept == dict(enumerate(TEXTS))
    assert all(len(parts) == 1 for parts in found.parts.values())


@pytest.mark.parametrize("share", [0.02, 0.08])
def test_words_that_are_recognised_differently_keep_the_address(share: float):
    found = after(TEXTS, [worn(text, share) for text in TEXTS.values()])
    assert found.kept == dict(enumerate(TEXTS))


def test_joined_passages_lead_to_the_place_of_their_words():
    joined = [f"{TEXTS['p0']}\n{TEXTS['p1']}", *[TEXTS[f"p{number}"] for number in range(2, 6)]]
    found = after(TEXTS, joined)
    assert lost(found) == []
    assert found.kept[1] == "p2"
    [second] = found.parts["p1"]
    assert joined[0][second.start : second.end] == TEXTS["p1"]


def test_of_a_split_passage_the_longer_part_keeps_the_address_and_leads_on_to_the_other():
    words = TEXTS["p3"].split()
    parts = [" ".join(words[:100]), " ".join(words[100:])]
    found = after(TEXTS, [TEXTS["p0"], TEXTS["p1"], TEXTS["p2"], *parts, TEXTS["p4"], TEXTS["p5"]])
    assert found.kept[3] == "p3"
    assert found.parts["p3"] == [Span(3, 0, len(parts[0])), Span(4, 0, len(parts[1]))]


def test_words_that_are_gone_are_lost():
    found = after(TEXTS | {"vieux": "alpha beta gamma delta epsilon zeta eta theta"}, list(TEXTS.values()))
    assert lost(found) == ["vieux"]


def test_words_that_became_a_heading_are_above_their_passage():
    texts = {"titre": "Que faire de nos déchets ?", "a": TEXTS["p0"]}
    found = fate(addresses(texts), [TEXTS["p1"], TEXTS["p0"]], ["", "Actes : que faire de nos déchets ? Lille"])
    assert found.parts["titre"] == [Span(1, 0, 0)]
    assert found.kept == {1: "a"}
    assert lost(fate(addresses(texts), [TEXTS["p0"]], ["Ouverture"])) == ["titre"]


def test_a_title_page_of_which_most_became_a_heading_is_the_same():
    title = "Atelier 7, compte rendu : la réponse des territoires à la crise globale, ensemble"
    texts = {"titre": f"{title}\nJeudi 8 juillet", "a": TEXTS["p0"]}
    found = fate(addresses(texts), ["Jeudi 8 juillet", TEXTS["p0"]], [f"« {title} »", "Ouverture"])
    assert found.kept == {0: "titre", 1: "a"}
    assert found.parts["titre"] == [Span(0, 0, 0), Span(0, 0, 15)]
    assert found.parts["a"] == [Span(1, 0, len(TEXTS["p0"]))]


def test_empty_and_tiny_passages_do_no_harm():
    found = after({"vide": "", "court": "Oui.", "points": "…"}, ["", "Oui !", "Non.", "…"])
    assert found.kept == {0: "vide", 1: "court", 3: "points"}
    assert lost(after({"vide": "", "court": "Oui."}, ["Non."])) == ["vide", "court"]


def test_an_address_that_led_elsewhere_comes_back_to_its_own_words():
    first, second = TEXTS["p0"], TEXTS["p1"]
    joined = f"{first}\n{second}"
    given = [
        Address("a", (first, joined), 0, standing=True),
        Address("b", (second,), len(first) + 1, standing=False),
    ]
    found = fate(given, [first, second])
    assert found.kept == {0: "a", 1: "b"}
    assert found.parts["a"] == [Span(0, 0, len(first)), Span(1, 0, len(second))]
    assert found.parts["b"] == [Span(1, 0, len(second))]


def test_two_passages_that_say_the_same_do_not_swap():
    thanks = "Je vous remercie de votre attention et je rends la parole à la présidente."
    texts = {"a": TEXTS["p0"], "b": thanks, "c": TEXTS["p1"], "d": thanks, "e": "Oui.", "f": TEXTS["p2"], "g": "Oui."}
    assert after(texts, list(texts.values())).kept == dict(enumerate(texts))
    without = [TEXTS["p0"], TEXTS["p1"], thanks, "Oui.", TEXTS["p2"], "Oui."]
    assert after(texts, without).kept == {0: "a", 1: "c", 2: "d", 3: "e", 4: "f", 5: "g"}


def test_the_passage_that_stands_is_kept_rather_than_one_that_stood_once():
    given = [Address("a", (TEXTS["p0"],), 0, standing=False), Address("b", (TEXTS["p0"],), 0, standing=True)]
    found = fate(given, [TEXTS["p0"]])
    assert found.kept == {0: "b"}
    assert found.parts["a"] == [Span(0, 0, len(TEXTS["p0"]))]


def test_the_order_of_passages_does_not_matter():
    found = after(TEXTS, list(TEXTS.values())[::-1])
    assert found.kept == {5 - number: f"p{number}" for number in range(6)}
