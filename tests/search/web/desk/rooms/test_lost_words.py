"""A session that ends while somebody types: her words are shown again, and she is led back to her page."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

from ..conftest import PASSWORD, Visitor

OURS = {"Sec-Fetch-Site": "same-origin"}
WORDS = "Retiré à la demande de l’autrice, qui prépare une édition corrigée."


def form_of(anne: Visitor, pid: str, **headers: str) -> dict[str, Any]:
    page = f"/bureau/documents/{pid}"
    given = {"jeton": anne.token(page), "raison": WORDS, "mot_de_passe": PASSWORD}
    return {"path": f"{page}/retrait", "data": given, "headers": {**headers, "Referer": f"http://localhost{page}?x=1"}}


def test_what_was_typed_is_shown_when_the_session_has_ended(anne: Visitor, known: Any):
    form = form_of(anne, known.water, **OURS)
    anne.send("/bureau/deconnexion", "/bureau/compte")
    answer = anne.client.post(**form)
    assert answer.status_code == 401
    assert WORDS in answer.text
    assert PASSWORD not in answer.text
    assert f"/bureau/connexion?vers=/bureau/documents/{known.water}?x%3D1" in answer.text


def test_what_was_typed_is_shown_when_another_session_has_begun(anne: Visitor, known: Any):
    form = form_of(anne, known.water, **OURS)
    anne.send("/bureau/deconnexion", "/bureau/compte")
    anne.enter()
    answer = anne.client.post(**form)
    assert answer.status_code == 403
    assert WORDS in answer.text
    assert PASSWORD not in answer.text


def test_another_site_has_nothing_shown_in_our_pages(anne: Visitor, known: Any):
    form = form_of(anne, known.water, **{"Sec-Fetch-Site": "cross-site"})
    assert WORDS not in anne.client.post(**form | {"data": {"raison": WORDS}}).text
    anne.send("/bureau/deconnexion", "/bureau/compte")
    answer = anne.client.post(**form)
    assert answer.status_code == 302
    assert WORDS not in answer.text


@pytest.mark.parametrize("page", ["/bureau/documents?q=eau+potable&etat=shown", "/bureau/journal?qui=Anne:%20B"])
def test_who_enters_again_comes_back_to_her_search(anne: Visitor, page: str):
    anne.send("/bureau/deconnexion", "/bureau/compte")
    asked = anne.get(page)
    entrance = asked.location
    token = anne.token(entrance)
    given = {"jeton": token, "nom": "Anne", "mot_de_passe": PASSWORD, "vers": asked.location.partition("?vers=")[2]}
    given["vers"] = unquote(given["vers"])
    assert anne.client.post("/bureau/connexion", data=given).location == page


@pytest.mark.parametrize("page", ["9" * 20, str(2**63 - 1), "-5", "x"])
def test_no_number_of_a_page_breaks_the_list_of_notices(anne: Visitor, page: str):
    assert anne.get(f"/bureau/documents?page={page}").status_code == 200


def test_an_address_is_pasted_as_it_stands_in_the_browser(anne: Visitor, known: Any):
    pasted = f"http://localhost/intervenants/{known.aline}?page=2#haut"
    shown = anne.get("/bureau/journal", query_string={"sur": pasted})
    assert f'value="{known.aline}"' in shown.text
