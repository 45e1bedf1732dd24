"""Names in the running line, in bold, or in a formula that gives the floor."""

from __future__ import annotations

import pytest

from .speeches import LONG, MORE, Document, as_spoken, spoken

STYLES = {
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
    "3 surnames in capitals only": (
        f"""
        GARNIER : {LONG}
        SOW : {MORE}
        GARNIER : Oui.
        SOW : Merci.
        """,
        ["Garnier | Nous avons", "Sow | La deuxième", "Garnier | Oui", "Sow | Merci"],
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
    "5 par X below the title, without fonts": (
        f"""
        L'EAU AU VILLAGE
        par Paul GARNIER
        maire de Vernoy
        {LONG}
        LES FONTAINIERS
        par Aminata SOW
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "3 the manner of assemblies": (
        f"""
        Présidence de Mme Odile Perrin
        Mme la présidente. La séance est ouverte.
        M. Paul Garnier. {LONG}
        Mme la présidente. La parole est à Mme Aminata Sow.
        Mme Aminata Sow. {MORE}
        M. Paul Garnier. Très bien !
        """,
        [
            "Odile Perrin | La séance",
            "Paul Garnier | Nous avons",
            "Odile Perrin | La parole",
            "Aminata Sow | La deuxième",
            "Paul Garnier | Très bien",
        ],
    ),
    "3 stenographic record": (
        f"""
        Assises de l'eau
        (La séance est ouverte à neuf heures sous la présidence de Mme Odile PERRIN.)
        Mme la PRÉSIDENTE. – Mesdames, Messieurs, la séance est ouverte.
        M. Paul GARNIER, maire de Vernoy. – {LONG}
        (Applaudissements.)
        UN PARTICIPANT. – Très bien !
        M. GARNIER. — Je poursuis. {MORE}
        PLUSIEURS VOIX. – Non !
        Mme SOW (Eau vive). – Je demande la parole.
        LA PRÉSIDENTE. – Vous l'avez, Madame.
        M. BA, de sa place. – Et les écoles ?
        Mme SOW.- J'y viens.
        {MORE}
        (La séance est levée à midi.)
        """,
        [
            "Odile Perrin | Mesdames",
            "Paul Garnier | Nous avons",
            "(UN PARTICIPANT) | Très bien",
            "Paul Garnier | Je poursuis",
            "(PLUSIEURS VOIX) | Non",
            "Mme Sow | Je demande",
            "Odile Perrin | Vous l",
            "M. Ba | Et les",
            "Mme Sow | J y viens",
        ],
    ),
    "3 the function before the name": (
        f"""
        Le maire de Vernoy, M. Paul Garnier : {LONG}
        La présidente d'Eau vive, Mme Aminata Sow : {MORE}
        M. Garnier, reprenant : Merci.
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième", "Paul Garnier | Merci"],
    ),
    "3 reported speech in the whole of the minutes": (
        """
        # Compte rendu du conseil
        M. Garnier ouvre la séance et rappelle l'ordre du jour, qui comporte deux points importants.
        Mme Sow présente le bilan de la mission et insiste sur la durée des travaux.
        M. Amegan demande si les fontainiers seront payés avant la saison des pluies.
        Mme Sow répond que la caisse du quartier y pourvoira.
        """,
        [
            "M. Garnier | M. Garnier ouvre",
            "Mme Sow | Mme Sow présente",
            "M. Amegan | M. Amegan",
            "Mme Sow | Mme Sow répond",
        ],
    ),
    "5 the floor given in a sentence": (
        f"""
        Ouverture de la séance par M. Paul Garnier, maire :
        {LONG}
        La parole est à M. Mamadou Ba, fontainier.
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Mamadou Ba | La deuxième"],
    ),
    "5 reports of workshops": (
        f"""
        # Restitution des ateliers
        **Atelier 1 – par Jeanne Roux, rapporteure**
        {LONG}
        **Atelier 2 – par Mamadou Ba, rapporteur**
        {MORE}
        """,
        ["Jeanne Roux | Nous avons", "Mamadou Ba | La deuxième"],
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_each_style_shows_who_speaks(style: str, document: Document) -> None:
    text, expected = STYLES[style]
    found = spoken(document(text))
    assert as_spoken(found, expected), "\n".join(line[:90] for line in found)
