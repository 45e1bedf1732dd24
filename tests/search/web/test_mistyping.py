"""Addresses that were typed from paper, or cut out of a sentence by a mail program, lead to the page that was meant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from search.web import create_app
from search.web.holdings import holdings


@pytest.mark.parametrize("typed", ["{0}.", "{0})", "{0}%C2%A0%C2%BB", "{1}", "{2}", "{0}%E2%80%8B"])
@pytest.mark.parametrize("room", ["d", "D"])
def test_only_one_address_can_be_meant(client: FlaskClient, known: Any, room: str, typed: str) -> None:
    pid = known.water
    answer = client.get(f"/{room}/" + typed.format(pid, pid.upper(), f"{pid[:5]}-{pid[5:]}") + "?q=eau")
    assert (answer.status_code, answer.location) == (301, f"/d/{pid}?q=eau")


def test_the_form_and_what_follows_are_kept(client: FlaskClient, known: Any) -> None:
    assert client.get(f"/d/{known.water.upper()}.json").location == f"/d/{known.water}.json"
    assert client.get(f"/p/{known.water_first.upper()}/citer").location == f"/p/{known.water_first}/citer"


def test_it_is_never_guessed(client: FlaskClient, known: Any) -> None:
    other = "c" if known.water[-1] != "c" else "d"
    for typed in (f"/d/{known.water[:-1]}{other}", "/d/BCDFGHJKMN0", f"/d/{known.water}5", "/intervenants/bcdfghjkmn0"):
        answer = client.get(typed)
        assert answer.status_code == 404
        assert "mal recopiée\u00a0: l’identifiant" in answer.text
    assert client.get("/d/22222%0D%0A22222s/x%0D%0AX-Autre:1").status_code in (301, 404)
    assert client.post(f"/p/{known.water_first.upper()}/citer", data={}).status_code != 301


def test_below_a_path_too(site: Any, known: Any) -> None:
    held = holdings(site.app)
    below = create_app(replace(held.settings, url="https://exemple.org/fonds"), held.engine).test_client()
    assert below.get(f"/d/{known.water.upper()}").location == f"/fonds/d/{known.water}"
