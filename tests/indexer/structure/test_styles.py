"""Each way in which proceedings show who speaks, in invented documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.enrich.speakers import persons
from indexer.extract import Extraction
from indexer.structure.cutting import cut

Document = Callable[[str], Extraction]

LONG = (
    "Nous avons commencé par écouter les habitants, quartier après quartier, avant de décider quoi que ce soit. "
    "Cela a pris deux hivers, et personne ne le regrette aujourd'hui."
)
MORE = (
    "La deuxième étape fut plus difficile, car il fallait trouver de quoi payer les fontainiers sans augmenter "
    "le prix. Les deux villes ont partagé la dépense."
)

STYLES = {
    "1 name alone, role below, upper-case surname, no fonts": (
        f"""
        Paul GARNIER
        Maire de Vernoy
        {LONG}
        {MORE}
        Aminata SOW
        Présidente de l'association Eau vive
        {MORE}
        """,
        ["Paul Garnier | Nous avons commencé", "Aminata Sow | La deuxième étape"],
    ),
    "1 name alone in bold, mixed case, organisation below": (
        f"""
        **Paul Garnier**
        _Maire de Vernoy_
        {LONG}
        **Kossi Amegan**
        _Union des communes du Littoral_
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Kossi Amegan | La deuxième"],
    ),
    "1 names as headings, role over two lines, subheading inside": (
        f"""
        # Deuxième table ronde
        ## Paul Garnier
        _Adjoint au maire de Vernoy, chargé des relations_
        _internationales et des jumelages_
        {LONG}
        ### Une méthode lente
        {MORE}
        ## Aminata Sow
        _Directrice, Eau vive_
        {LONG}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | Nous avons"],
    ),
    "1 name alone without role, among others with": (
        f"""
        Paul GARNIER
        Maire de Vernoy
        {LONG}
        Aminata SOW
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "2 NAME, function, organisation": (
        f"""
        Paul GARNIER, maire de Vernoy
        {LONG}
        Aminata SOW, Cabinet Baobab
        {MORE}
        Kossi AMEGAN, chargé de mission aux relations internationales à Lomé
        {LONG}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Kossi Amegan | Nous avons"],
    ),
    "2 with dash, parentheses, bold": (
        f"""
        **Paul Garnier – Maire de Vernoy**
        {LONG}
        **Aminata Sow (Eau vive)**
        {MORE}
        **Mme Odile Perrin, directrice de l'eau, Ville de Vernoy**
        {LONG}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Odile Perrin | Nous avons"],
    ),
    "3 M. X : in the running line": (
        f"""
        M. Paul GARNIER : {LONG}
        Mme SOW : {MORE}
        M. GARNIER : Oui.
        Mme SOW : Non, ce n'est pas exact.
        """,
        ["Paul Garnier | Nous avons", "Mme Sow | La deuxième", "Paul Garnier | Oui", "Mme Sow | Non ce n"],
    ),
    "3 Mme X. –": (
        f"""
        M. Garnier, maire de Vernoy. – {LONG}
        Mme Sow (Eau vive). – {MORE}
        M. Garnier. – Je vous remercie.
        {LONG}
        """,
        ["M. Garnier | Nous avons", "Mme Sow | La deuxième", "M. Garnier | Je vous remercie"],
    ),
    "3 plain names and colon, without civility, speech over paragraphs": (
        f"""
        Paul Garnier : {LONG}
        {MORE}
        Aminata Sow : {MORE}
        Kossi Amegan : Je partage cet avis.
        Paul Garnier : Merci.
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Kossi Amegan | Je partage", "Paul Garnier | Merci"],
    ),
    "3 the chair interrupts": (
        f"""
        Paul GARNIER, président : La séance est à vous.
        Aminata SOW : {LONG}
        Le président : Il vous reste une minute.
        Aminata SOW : {MORE}
        """,
        [
            "Paul Garnier | La séance",
            "Aminata Sow | Nous avons",
            "Paul Garnier | Il vous reste",
            "Aminata Sow | La deuxième",
        ],
    ),
    "4 bold name and colon": (
        f"""
        **Paul Garnier :** {LONG}
        {MORE}
        **Aminata Sow (Eau vive) :** {MORE}
        **Garnier :** Je réponds d'un mot.
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Paul Garnier | Je réponds"],
    ),
    "4 bold name without colon, reported speech": (
        """
        **Paul Garnier** rappelle que la ville travaille avec son partenaire depuis onze ans et que rien n'est acquis.
        **Aminata Sow** précise que les fontainiers sont payés par la caisse du quartier et non par la commune.
        """,
        ["Paul Garnier | Paul Garnier rappelle", "Aminata Sow | Aminata Sow précise"],
    ),
    "5 formulas with organisation and title": (
        f"""
        **Introduction de Paul Garnier (Eau vive), animateur de l'atelier :**
        {LONG}
        **Intervention d'Aminata Sow (Ville de Vernoy) : Vingt ans de puits**
        {MORE}
        **La parole est donnée à Kossi Amegan de l'Union des communes :**
        {LONG}
        **Retour à l'intervention d'Aminata Sow :**
        {MORE}
        **Conclusions des travaux par Paul GARNIER, Président d'Eau vive**
        {LONG}
        """,
        [
            "Paul Garnier | Nous avons",
            "Aminata Sow | La deuxième",
            "Kossi Amegan | Nous avons",
            "Aminata Sow | La deuxième",
            "Paul Garnier | Nous avons",
        ],
    ),
    "5 formulas without fonts": (
        f"""
        Mot de bienvenue de M. Paul Garnier, maire de Vernoy
        {LONG}
        Intervention de Mme Aminata Sow : l'eau au village
        {MORE}
        Réponse de M. Garnier : Je n'ai rien à ajouter.
        Clôture par Kossi Amegan, Union des communes
        {LONG}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Paul Garnier | Je n", "Kossi Amegan | Nous avons"],
    ),
    "5 title of the talk, then par X": (
        f"""
        # L'eau au village
        Par Paul Garnier, maire de Vernoy
        {LONG}
        # Les fontainiers
        Par Aminata Sow, Eau vive
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
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
    "10 English minutes": (
        """
        # Minutes of the annual meeting
        Present: Jane Cooper (Chair), Paul Garnier, Aminata Sow
        Apologies: Tom Baker
        ## 1. Welcome
        Jane Cooper: Good morning and welcome to the eleventh meeting of our twinning committee.
        ## 2. Water project
        Mr Garnier: The pumps arrived in March and two of them still need a spare part.
        Ms Sow: We can bring it in June.
        The Chair: Thank you both.
        """,
        [
            "Jane Cooper | Good morning",
            "Paul Garnier | The pumps",
            "Aminata Sow | We can",
            "Jane Cooper | Thank you",
        ],
    ),
    "11 interview, question in bold": (
        f"""
        # Entretien avec Aminata Sow, présidente d'Eau vive
        Elle reçoit dans un bureau sans porte, au bord du marché, entre deux réunions et trois coups de téléphone.
        **Comment tout cela a-t-il commencé ?**
        {LONG}
        {MORE}
        **Et aujourd'hui, que reste-t-il à faire ?**
        {MORE}
        """,
        ["- | Comment tout", "Aminata Sow | Nous avons", "- | Et aujourd hui", "Aminata Sow | La deuxième"],
    ),
    "11 interview without fonts": (
        f"""
        Trois questions à Paul Garnier, maire de Vernoy
        Comment tout cela a-t-il commencé ?
        {LONG}
        Que reste-t-il à faire ?
        {MORE}
        """,
        ["- | Comment tout", "Paul Garnier | Nous avons", "- | Que reste", "Paul Garnier | La deuxième"],
    ),
    "signed editorial": (
        f"""
        # Éditorial
        {LONG}
        {MORE}
        **Paul Garnier**
        Président d'Eau vive
        # Les puits
        La commune compte onze puits, dont neuf sont gardés par des familles qui habitent à moins de cent mètres.
        """,
        ["Paul Garnier | Nous avons"],
    ),
}


def spoken(extraction: Extraction) -> list[str]:
    """What is said, a line a passage: who, and the first words."""
    cuts, _ = persons(cut(extraction))
    lines = []
    for c in cuts:
        if c.kind in ("intervention", "question", "answer"):
            who = c.speaker or (f"({c.speaker_as_printed})" if c.speaker_as_printed else "-")
            lines.append(f"{who} | {c.text}")
    return lines


def _agree(found: list[str], expected: list[str]) -> bool:
    def flat(line: str) -> str:
        return " ".join(line.replace("'", " ").replace(",", " ").replace("-t-il", " ").split())

    return len(found) == len(expected) and all(
        flat(f).startswith(flat(e)) for f, e in zip(found, expected, strict=True)
    )


@pytest.mark.parametrize("style", STYLES)
def test_each_style_shows_who_speaks(style: str, document: Document) -> None:
    text, expected = STYLES[style]
    found = spoken(document(text))
    assert _agree(found, expected), "\n".join(line[:90] for line in found)
