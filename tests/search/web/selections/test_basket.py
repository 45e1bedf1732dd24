"""The basket as a value: what it keeps, what its cookie text survives."""

from __future__ import annotations

import json
import random
import zlib
from base64 import urlsafe_b64encode

import pytest

from corpus.permalinks import mint
from search.web.selections.basket import LONGEST, MOST_ITEMS, Basket, Picked, Unreadable

FRENCH = "Une intervention qui dit l’essentiel : l’eau, « bien commun », ne se décrète pas ; elle se partage. "


def basket(count: int = 3, **texts: str) -> Basket:
    return Basket(items=tuple(Picked(mint(), number) for number in range(count)), **texts)


def test_what_is_packed_is_read_again():
    made = basket(title="L’eau, « ici » & là-bas", introduction="Un.\nDeux.")
    made = made.rewritten(made.title, made.introduction, [(one.pid, "Rubrique", "Dit <tout>") for one in made.items])
    made = made.removing(made.items[1].pid)
    assert Basket.unpack(made.pack()) == made


def test_an_altered_or_cut_text_is_never_anything_but_unreadable():
    packed = basket(20, title=FRENCH, introduction=FRENCH * 3).pack()
    chances = random.Random(4)
    for _ in range(500):
        place = chances.randrange(len(packed))
        altered = chances.choice(
            [packed[:place], packed[place:], packed[:place] + "A" + packed[place + 1 :], "é" + packed]
        )
        if altered == packed:
            continue
        with pytest.raises(Unreadable):
            Basket.unpack(altered)


@pytest.mark.parametrize(
    "written",
    [
        [2, "", "", [], []], [1, "", "", [["pas un pid"]], []], [1, 7, "", [], []], {}, [1, "", "", [[]], []], None,
        [1, "", "", [[mint(), -1]], []], [1, "", "", [[mint(), "x"]], []], [1, "", "", 3, []], [1, "", "", [], [[1]]],
        [1, "", "", [[mint(), 0, "", 5]], []], "texte", [1, "", "", {"a": 1}, []],
    ],
)  # fmt: skip
def test_a_text_that_somebody_made_up_is_unreadable(written: object):
    with pytest.raises(Unreadable):
        Basket.unpack(urlsafe_b64encode(zlib.compress(json.dumps(written).encode())).decode())


def test_a_text_that_would_grow_without_end_is_unreadable():
    bomb = zlib.compress(b"[" * 50_000_000, 9)
    with pytest.raises(Unreadable):
        Basket.unpack(urlsafe_b64encode(bomb).decode())


def test_texts_and_results_are_bounded():
    many = Basket().adding(*[Picked(mint()) for _ in range(MOST_ITEMS + 5)])
    assert len(many) == MOST_ITEMS
    long = many.rewritten("t" * 999, "i" * 9999, [(many.items[0].pid, "s" * 999, "c" * 9999)])
    kept = (long.title, long.introduction, long.items[0].section, long.items[0].comment)
    assert [len(one) for one in kept] == [LONGEST[name] for name in ("title", "introduction", "section", "comment")]


def test_a_result_is_there_once():
    one = Picked(mint())
    assert Basket().adding(one, one).adding(one).items == (one,)


def test_results_move_within_the_list():
    made = basket(3)
    first, second, third = (one.pid for one in made.items)
    assert [one.pid for one in made.moved(first, 1).items] == [second, first, third]
    assert made.moved(first, -1) == made
    assert made.moved(third, 9) == made
    assert made.moved(mint(), 1) == made


@pytest.mark.parametrize("act", [lambda made: made.emptied(), lambda made: made.removing(made.items[1].pid)])
def test_what_was_removed_last_is_put_back_where_it_was(act):
    made = basket(4)
    assert act(made).restored() == made


def test_what_another_window_picked_is_not_lost():
    made = basket(3)
    shown = [(one.pid, "", "") for one in made.items[:2]][::-1]
    assert [one.pid for one in made.rewritten("", "", shown).items] == [shown[0][0], shown[1][0], made.items[2].pid]


def test_twelve_results_with_comments_fit_in_two_cookies():
    made = basket(12, title=FRENCH, introduction=FRENCH * 8)
    varied = random.Random(1)
    words = FRENCH.split()
    comments = [(one.pid, "Rubrique", " ".join(varied.choices(words, k=45))) for one in made.items]
    assert len(made.rewritten(made.title, made.introduction, comments).pack()) < 7200


def test_signs_that_turn_or_break_what_follows_are_left_out():
    kept = Basket().rewritten("Une \u202elettre\ufffe", "Bon\uffffjour \u202d!", ())
    assert (kept.title, kept.introduction) == ("Une lettre", "Bonjour !")
