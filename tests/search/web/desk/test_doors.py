"""Every address of the desk: who gets in, which forms are believed, how its cookies are guarded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from corpus.catalogue import rights
from corpus.settings import Settings
from search.web import create_app
from search.web.desk import wording

from .conftest import PEOPLE, Visitor

#: What who has no account may see of the desk; everything else asks for one.
OPEN = {
    "desk.entrance", "desk.enter", "desk.first", "desk.install", "desk.renew", "desk.renewed", "desk.forgotten",
    "desk.send_link",
}  # fmt: skip
SAMPLES = {"IntegerConverter": 1, "UnicodeConverter": "x", "PathConverter": "x", "AnyConverter": None}
SAFE = {"GET", "HEAD", "OPTIONS"}
JSON = {"Accept": "application/json"}


def doors(app: Flask) -> Iterator[tuple[str, str, str, str]]:
    """Endpoint, role needed, method and an address of every way into the desk."""
    addresses = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/bureau"):
            continue
        role = getattr(app.view_functions[rule.endpoint], "role", None)
        given: dict[str, Any] = {}
        for name, converter in rule._converters.items():  # noqa: SLF001 (werkzeug has no other way to ask)
            sample = SAMPLES[type(converter).__name__]
            given[name] = sample if sample is not None else next(iter(converter.items))
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, role, method, addresses.build(rule.endpoint, given, method=method)


def test_every_page_and_act_says_which_role_it_needs(desk: Flask):
    found = list(doors(desk))
    assert len(found) > 20
    assert [endpoint for endpoint, role, _, _ in found if role not in (*rights.ROLES, "")] == []
    assert {endpoint for endpoint, role, _, _ in found if role == ""} == OPEN


def test_without_account_every_door_leads_to_the_entrance(desk: Flask, visitor: Visitor):
    for endpoint, _, method, path in doors(desk):
        answer = visitor.client.open(path, method=method)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert answer.headers["X-Robots-Tag"] == "noindex", path
        if endpoint in OPEN:
            assert answer.status_code in ({200, 302, 403, 404} if method == "GET" else {403, 404}), path
            continue
        assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/bureau/connexion"), path
        assert visitor.client.open(path, method=method, headers=JSON).status_code == 401, path


@pytest.mark.parametrize("name", PEOPLE)
def test_a_role_that_is_too_low_is_refused_everywhere(desk: Flask, visitor: Visitor, name: str):
    visitor.enter(name)
    token = visitor.token("/bureau/compte")
    role, refused = PEOPLE[name], 0
    for _, needed, method, path in doors(desk):
        if needed == "" or rights.suffices(role, needed):
            continue
        answer = visitor.client.open(path, method=method, headers={"X-Jeton": token})
        assert (answer.status_code, "n&#39;a pas le rôle" in answer.text) == (403, True), path
        refused += 1
    assert refused >= {"editor": 10, "librarian": 5, "administrator": 0}[role]


@pytest.mark.parametrize("headers", [{}, {"X-Jeton": "faux"}, {"X-Jeton": ""}, {"Origin": "https://ailleurs.example"}])
def test_no_act_is_done_without_the_token_of_the_sitting(desk: Flask, visitor: Visitor, headers: dict[str, str]):
    visitor.enter("Ida")
    acts = [(method, path) for _, _, method, path in doors(desk) if method not in SAFE]
    assert len(acts) > 12
    for method, path in acts:
        for given in ({}, {"jeton": "faux"}, {"jeton": "é"}):
            answer = visitor.client.open(path, method=method, data=given, headers=headers)
            assert answer.status_code in (403, 404), (method, path)
            assert answer.status_code == 404 or "n’est plus valable" in answer.text, (method, path)
    assert visitor.get("/bureau/compte").status_code == 200  # nobody was shown out


def test_the_token_of_somebody_else_is_worth_nothing(desk: Flask, visitor: Visitor, another: Visitor):
    visitor.enter("Ida")
    another.enter("Ida")
    token = another.token("/bureau/compte")
    for _, _, method, path in doors(desk):
        if method not in SAFE:
            answer = visitor.client.open(path, method=method, headers={"X-Jeton": token})
            assert answer.status_code in (403, 404), (method, path)


def cookies(app: Flask, **request: Any) -> list[set[str]]:
    """The flags of each cookie that the way into the desk sets."""
    visitor = Visitor(app)
    shown = visitor.client.get("/bureau/connexion", **request)
    return [set(one.split("; ")[1:]) for one in shown.headers.getlist("Set-Cookie")]


@pytest.mark.parametrize(
    ("settings", "request_", "secure"),
    [
        ({}, {}, False),
        ({"url": "https://fonds.example"}, {}, True),
        ({}, {"base_url": "https://localhost"}, True),
        ({}, {"headers": {"X-Forwarded-Proto": "https"}}, False),
        ({"proxy": 1}, {"headers": {"X-Forwarded-Proto": "https"}}, True),
        ({"proxy": 1}, {"headers": {"X-Forwarded-Proto": "http"}}, False),
    ],
)
def test_cookies_are_secure_behind_tls_and_only_a_trusted_proxy_is_believed(
    tmp_path: Path, settings: dict[str, Any], request_: dict[str, Any], *, secure: bool
):
    app = create_app(Settings(home=str(tmp_path), **settings))
    found = cookies(app, **request_)
    assert found
    for flags in found:
        assert {"HttpOnly", "SameSite=Lax", "Path=/bureau"} <= flags
        assert ("Secure" in flags) == secure
    app.extensions["mediatheque"].catalogue.close()


def test_the_cookies_of_who_entered_are_guarded_too(visitor: Visitor):
    given = visitor.enter().headers.getlist("Set-Cookie")
    flags = {one.partition("=")[0]: set(one.split("; ")) for one in given}
    assert flags.keys() == {"bureau", "bureau-connu", "bureau-ici"}
    assert all({"HttpOnly", "SameSite=Lax"} <= found for found in flags.values())
    assert all("Path=/bureau" in flags[name] for name in ("bureau", "bureau-connu"))
    assert "bureau-ici=1" in flags["bureau-ici"]  # public pages are told nothing else


def test_each_right_and_role_has_its_words():
    assert set(wording.RIGHT_NAMES) == set(rights.RIGHTS)
    assert set(wording.ROLE_NAMES) == set(rights.ROLES)
