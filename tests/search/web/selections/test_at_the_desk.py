"""What accounts do with selections: publish under their name, withdraw with a reason, both only with our own form."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from corpus.catalogue import accounts, selections
from search.web import create_app
from search.web.holdings import holdings

PASSWORD = "sept puits à Kayes"  # noqa: S105 (of nobody)
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def app(own_site: Any) -> Any:
    held = holdings(own_site.app)
    with held.catalogue.writing() as session:
        accounts.add(session, "Anne", "librarian", PASSWORD)
        accounts.add(session, "Rémi", "editor", PASSWORD)
    return create_app(replace(held.settings, publishing="comptes"), held.engine)


def token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="jeton" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def entered(app: Any, name: str) -> FlaskClient:
    client: FlaskClient = app.test_client()
    given = {"jeton": token(client, "/bureau/connexion"), "nom": name, "mot_de_passe": PASSWORD}
    assert client.post("/bureau/connexion", data=given).status_code == 303
    return client


def published(client: FlaskClient, pid: str, title: str) -> str:
    client.post("/selection/ajouter", data={"pid": pid}, headers=OURS)
    form = {"titre": title, "pid": pid, "rubrique": "", "commentaire": "", "acte": "publier"}
    answer = client.post("/selection", data=form, headers=OURS)
    assert answer.location == "/bureau/selection"
    answer = client.post("/bureau/selection", data={"jeton": token(client, answer.location)})
    assert answer.status_code == 303
    return str(answer.location)


def test_an_account_publishes_under_its_name(app: Any, own_site: Any):
    client = entered(app, "Rémi")
    address = published(client, own_site.known.water_first, "Lettre de Rémi")
    assert "Rémi" in client.get(address).text
    assert "(Rémi, Médiathèque)" in client.get(f"{address}.txt").text
    assert "Lettre de Rémi" in client.get("/bureau/selections").text


def test_the_limit_of_all_is_not_that_of_accounts(app: Any, own_site: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(selections, "MOST_AN_HOUR", 0)
    assert published(entered(app, "Rémi"), own_site.known.minutes, "Encore une").startswith("/s/")


def test_a_librarian_withdraws_and_an_editor_may_not(app: Any, own_site: Any):
    editor, librarian = entered(app, "Rémi"), entered(app, "Anne")
    address = published(editor, own_site.known.water_second, "À retirer")
    act = f"/bureau/selections/{address[3:]}/retrait"
    assert "Retirer la sélection" not in editor.get("/bureau/selections").text
    refused = editor.post(act, data={"jeton": token(editor, "/bureau/selections"), "raison": "non"})
    assert refused.status_code == 403
    assert librarian.post(act, data={"raison": "sans jeton"}).status_code == 403
    done = librarian.post(act, data={"jeton": token(librarian, "/bureau/selections"), "raison": "à la demande"})
    assert done.status_code == 303
    gone = editor.get(address)
    assert (gone.status_code, "à la demande" in gone.text) == (410, True)


@pytest.mark.parametrize("path", ["/bureau/selection", "/bureau/selections"])
def test_nobody_else_sees_these_pages(app: Any, path: str):
    assert app.test_client().get(path).status_code == 302


def test_with_nothing_to_publish_the_desk_says_so(app: Any):
    client = entered(app, "Anne")
    assert "Il n’y a rien à publier" in client.get("/bureau/selection").text
    answer = client.post("/bureau/selection", data={"jeton": token(client, "/bureau/selection")})
    assert (answer.status_code, "Ajoutez d’abord un résultat" in answer.text) == (400, True)
