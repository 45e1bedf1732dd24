"""Every kind of page passes the Nu HTML checker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

ADDRESSES = {
    "accueil": "/",
    "resultats": "/recherche?q=eau",
    "documents": "/recherche?vue=documents&annee=2005..2015",
    "sans-resultat": "/recherche?q=xyzzyx",
    "notice": "/d/{water}?q=eau",
    "sans-fichier": "/d/{reference}",
    "double": "/d/{double}",
    "passage": "/p/{water_first}?q=eau",
    "retire": "/d/{withdrawn}",
    "introuvable": "/d/0000000000b",
    "intervenants": "/intervenants",
    "intervenant": "/intervenants/{aline}",
    "territoires": "/territoires",
    "territoire": "/territoires/{lille}",
    "themes": "/themes",
    "theme": "/themes/dechets",
    "aide": "/aide",
    "accessibilite": "/accessibilite",
    "bureau": "/bureau/connexion",
}


def test_every_kind_of_page_is_valid_html(client: FlaskClient, known: Any, html_faults: Callable[..., list[str]]):
    pages = {name: client.get(address.format(**vars(known))).text for name, address in ADDRESSES.items()}
    assert all("<!doctype html>" in page for page in pages.values())
    assert html_faults(pages) == []
