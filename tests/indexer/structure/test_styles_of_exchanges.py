"""Roles above names, the anonymous of the floor, first names and time stamps."""

from __future__ import annotations

import pytest

from .speeches import LONG, MORE, Document, as_spoken, spoken

STYLES = {
    "6 role labels above names": (
        f"""
        Co-présidents de séance
        Paul GARNIER, maire de Vernoy
        {LONG}
        Modératrice
        Aminata SOW, Cabinet Baobab
        {MORE}
        Intervenants
        Kossi AMEGAN, expert bénévole
        {LONG}
        Odile PERRIN, directrice de l'eau
        {MORE}
        """,
        [
            "Paul Garnier | Nous avons",
            "Aminata Sow | La deuxième",
            "Kossi Amegan | Nous avons",
            "Odile Perrin | La deuxième",
        ],
    ),
    "7 bulleted questions, half-anonymous": (
        f"""
        # Débat avec la salle
        - Comment payer les fontainiers ? (élu)
        {LONG}
        - Il ne faut pas oublier les éleveurs (association)
        - Qui répare quand la pompe casse ?
        {MORE}
        """,
        [
            "(élu) | Comment payer",
            "- | Nous avons",
            "(association) | Il ne faut",
            "- | Qui répare",
            "- | La deuxième",
        ],
    ),
    "7 labels of the anonymous": (
        f"""
        **Paul Garnier :** {LONG}
        **Un participant :** Combien cela coûte-t-il ?
        **Paul Garnier :** Trois fois rien.
        **Une élue de Vernoy :** Je voudrais nuancer ce qui vient d'être dit.
        **Dans la salle :** Et les écoles ?
        **Question de la salle :** Quel est le calendrier ?
        **Réponse :** Deux ans au moins.
        """,
        [
            "Paul Garnier | Nous avons",
            "(Un participant) | Combien",
            "Paul Garnier | Trois fois",
            "(Une élue de Vernoy) | Je voudrais",
            "(Dans la salle) | Et les",
            "(Question de la salle) | Quel est",
            "(Réponse) | Deux ans",
        ],
    ),
    "7 Q and R": (
        f"""
        Q : Comment avez-vous commencé ?
        R : {LONG}
        Q : Et ensuite ?
        R : {MORE}
        """,
        ["(Q) | Comment", "(R) | Nous avons", "(Q) | Et ensuite", "(R) | La deuxième"],
    ),
    "7 numbered Q and R": (
        f"""
        Q1. Comment avez-vous commencé ?
        R1. {LONG}
        Q2. Et ensuite ?
        R2. {MORE}
        """,
        ["(Q1) | Comment", "(R1) | Nous avons", "(Q2) | Et ensuite", "(R2) | La deuxième"],
    ),
    "7 questions with the name behind": (
        f"""
        # Synthèse
        {LONG}
        # Échanges
        Comment payer les fontainiers ? (Paul Garnier, Vernoy)
        {LONG}
        Qui répare ? (une habitante)
        {MORE}
        """,
        ["Paul Garnier | Comment", "- | Nous avons", "(une habitante) | Qui répare", "- | La deuxième"],
    ),
    "8 bullets with first names": (
        f"""
        * Fatou : {LONG}
        * Jean-Luc : {MORE}
        * Kpedetin : Je suis arrivée plus tard que les autres.
        * Fatou : Et tu n'es jamais repartie.
        """,
        ["Fatou | Nous avons", "Jean-Luc | La deuxième", "Kpedetin | Je suis", "Fatou | Et tu"],
    ),
    "9 time stamps and roles": (
        f"""
        [00:00:12] Animateur : {LONG}
        [00:03:40] Le maire : {MORE}
        [00:05:02] Animateur : Merci.
        [00:05:10] Intervenante 2 : Je voudrais ajouter un point.
        """,
        [
            "(Animateur) | Nous avons",
            "(Le maire) | La deuxième",
            "(Animateur) | Merci",
            "(Intervenante 2) | Je voudrais",
        ],
    ),
    "9 time stamps and names": (
        f"""
        10:15 – Paul Garnier : {LONG}
        10:22 – Aminata Sow : {MORE}
        10:31 – Paul Garnier : D'accord.
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Paul Garnier | D accord"],
    ),
    "7 the anonymous alone on their lines": (
        f"""
        **Paul GARNIER**
        {LONG}
        **Une participante**
        _Association des bords du fleuve_
        Qui tient la caisse ?
        **Paul GARNIER**
        Une commerçante du marché.
        """,
        ["Paul Garnier | Nous avons", "(Une participante) | Qui tient", "Paul Garnier | Une commerçante"],
    ),
    "8 with age and place": (
        f"""
        • Fatou, 23 ans, Dakar : « {LONG} »
        • Jean-Luc (Vernoy) : « {MORE} »
        • Kpedetin, 19 ans : « Je suis arrivée plus tard que les autres. »
        """,
        ["Fatou | « Nous avons", "Jean-Luc | « La deuxième", "Kpedetin | « Je suis"],
    ),
    "8 dialogue with dashes": (
        f"""
        – Paul Garnier : {LONG}
        – Jeanne Roux : {MORE}
        – Paul Garnier : Oui.
        """,
        ["Paul Garnier | Nous avons", "Jeanne Roux | La deuxième", "Paul Garnier | Oui"],
    ),
    "9 stamps behind the label, words below": (
        f"""
        Animateur [00:00:12]
        {LONG}
        Locuteur 2 [00:03:40]
        {MORE}
        Animateur [00:05:10]
        Merci.
        """,
        ["(Animateur) | Nous avons", "(Locuteur 2) | La deuxième", "(Animateur) | Merci"],
    ),
    "9 stamps on lines of their own": (
        f"""
        00:01:12
        Animateur : {LONG}
        00:03:40
        Maire : {MORE}
        00:05:10
        Animateur : Merci.
        """,
        ["(Animateur) | Nous avons", "(Maire) | La deuxième", "(Animateur) | Merci"],
    ),
    "9 ranges of time": (
        f"""
        00:00:12 – 00:03:40 Animatrice : {LONG}
        00:03:40 – 00:05:02 Maire : {MORE}
        00:05:02 – 00:05:10 Animatrice : Merci.
        """,
        ["(Animatrice) | Nous avons", "(Maire) | La deuxième", "(Animatrice) | Merci"],
    ),
    "9 a transcript set as a table": (
        f"""
        | Heure | Qui | Propos
        | 00:12 | Animateur | {LONG}
        | 03:40 | Mme Sow | {MORE}
        | 05:02 | Animateur | Merci.
        """,
        ["(Animateur) | Nous avons", "Mme Sow | La deuxième", "(Animateur) | Merci"],
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_each_style_shows_who_speaks(style: str, document: Document) -> None:
    text, expected = STYLES[style]
    found = spoken(document(text))
    assert as_spoken(found, expected), "\n".join(line[:90] for line in found)
