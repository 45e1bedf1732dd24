"""Every kind of page passes the Nu HTML checker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ADDRESSES = {
    "accueil": "/",
    "resultats": "/recherche?q=eau",
    "documents": "/recherche?vue=documents&annee=2005..2015",
    "sans-resultat": "/recherche?q=xyzzyx",
    "notice": "/d/{water}?q=eau",
    "sans-fichier": "/d/{reference}",
    "double": "/d/{double}",
    "passage": "/p/{water_first}?q=eau",
    "a-citer": "/p/{water_first}/citer",
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


OURS = {"Sec-Fetch-Site": "same-origin"}


def test_every_kind_of_page_is_valid_html(own_site: Any, html_faults: Callable[..., list[str]]):
    client, known = own_site.app.test_client(), own_site.known
    pages = {name: client.get(address.format(**vars(known))).text for name, address in ADDRESSES.items()}
    quoted = client.post(f"/p/{known.water_first}/citer", data={"mots": "assainissement"}, headers=OURS)
    searched = client.post("/r/", data={"q": "eau"}, headers=OURS)
    pages |= {"citation": client.get(quoted.location).text, "recherche-gardee": client.get(searched.location).text}
    assert all("<!doctype html>" in page for page in pages.values())
    assert html_faults(pages) == []
