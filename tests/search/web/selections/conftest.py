"""A published selection of twelve results from six documents, with everything that can be hard in a mail."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from corpus.files import FileStore
from search.web import create_app
from search.web.holdings import holdings
from search.web.selections.arranging import publish
from search.web.selections.basket import Basket, Picked

PLACE = "https://mediatheque.example"
LONG = (
    "Nous avons commencé par écouter, puis nous avons compté : trente-deux puits, dont onze fermés. "
    "La convention, signée en 1998, disait « partager » ; elle ne disait pas comment. "
    "C’est à cette question que nous répondons depuis, avec des techniciens, des élues, des associations & des écoles. "
)


@dataclass(frozen=True)
class Letter:
    """A published selection and the client that asks for its forms."""

    client: FlaskClient
    path: str
    targets: list[str]

    def text(self, form: str) -> str:
        return self.client.get(f"{self.path}.{form}").text


@pytest.fixture(scope="module")
def letter(own_site: Any) -> Letter:
    held = holdings(own_site.app)
    app = create_app(replace(held.settings, url=PLACE, name="Médiathèque d’<essai>"), held.engine)
    with holdings(app).catalogue.writing() as session:
        pids = _six_documents(sys.modules["factories"].Library(session, FileStore(held.settings.files_path)))
    comments = [
        "",
        "À lire *d’abord* : _l’exemple_ de <b>Lille</b> & d’ailleurs.",
        "1. Deux\n- paragraphes",
        "# 12 | 3",
    ]
    sections = {0: "Pour commencer", 4: "Sur le [terrain](x)", 9: "Et après ?"}
    items = [Picked(pid, 0, sections.get(at, ""), comments[at % 4]) for at, pid in enumerate(pids)]
    made = Basket(
        "La lettre de mars : l’eau & les <déchets>", "Douze lectures pour le 22 mars.\nBonne lecture !", tuple(items)
    )
    with app.test_request_context():
        path = f"/s/{publish(made, None)}"
    return Letter(app.test_client(), path, pids)


def _six_documents(library: Any) -> list[str]:
    """Six documents of two passages each; the pids of eleven passages and of the last document."""
    pids: list[str] = []
    for number in range(6):
        document = library.document(
            f"Actes n° {number + 1} : <coopérer> & partager",
            f"lettre {number}".encode(),
            kind="proceedings",
            date=f"20{10 + number}-03",
            place="Lille",
            language="en" if number == 5 else "fr",
            organisers=["Ville de Lille", "Réseau des villes de l’eau"],
            pages=20,
        )
        for place in (1, 2):
            speaker = f"Aline Vasseur-{'Dupré' * place}" if (number + place) % 3 else None
            passage = library.passage(
                document,
                LONG * (1 + number),
                speaker,
                heading="Ouverture *solennelle*" if place == 1 else None,
                page_first=place,
                page_last=place + 1,
                role="vice-présidente" if speaker else None,
            )
            pids.append(passage.pid)
    return [*pids[:11], document.pid]
