from __future__ import annotations

import pytest

from corpus import permalinks


def test_pids_have_the_form_of_the_contract():
    pids = {permalinks.mint() for _ in range(500)}
    assert len(pids) == 500
    assert all(len(pid) == 11 and set(pid) <= set("0123456789bcdfghjkmnpqrstvwxz") for pid in pids)
    assert all(permalinks.is_pid(pid) for pid in pids)


def test_one_wrong_character_is_noticed():
    pid = permalinks.mint()
    for place in range(len(pid)):
        for other in permalinks.ALPHABET:
            if other != pid[place]:
                assert not permalinks.is_pid(pid[:place] + other + pid[place + 1 :])


def test_two_swapped_neighbours_are_noticed():
    pid = permalinks.mint()
    for place in range(len(pid) - 2):
        swapped = pid[:place] + pid[place + 1] + pid[place] + pid[place + 2 :]
        assert swapped == pid or not permalinks.is_pid(swapped)


@pytest.mark.parametrize("text", ["", "robots.txt", "0" * 12, "aaaaaaaaaaa", "../../etc/p"])
def test_other_texts_are_no_pids(text: str):
    assert not permalinks.is_pid(text)
