"""What cannot be answered is told as what it is; counts are written as the language writes them."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

OURS = {"Sec-Fetch-Site": "same-origin"}


def test_the_address_of_a_form_is_told_as_that(client: FlaskClient) -> None:
    answer = client.get("/r/")
    assert (answer.status_code, "reçoit un formulaire" in answer.text) == (405, True)
    assert "se consulte seulement" in client.post("/themes", headers=OURS).text


def test_a_form_that_is_too_long_is_told_as_that(client: FlaskClient, known: Any) -> None:
    for address in (f"/p/{known.water_first}/citer", "/r/", "/selection"):
        answer = client.post(address, data={"mots": "a" * 600_000, "q": "a"}, headers=OURS)
        assert answer.status_code == 413
        assert "trop long" in answer.text
        assert "Réessayez dans un instant" not in answer.text


def test_nothing_is_singular_in_french_and_plural_in_english(client: FlaskClient) -> None:
    address = "/recherche.atom?q=introuvablissime"
    assert "<subtitle>0 document</subtitle>" in client.get(address, headers={"Accept-Language": "fr"}).text
    assert "<subtitle>0 documents</subtitle>" in client.get(address, headers={"Accept-Language": "en"}).text
