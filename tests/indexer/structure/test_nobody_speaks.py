"""What looks like somebody speaking, and is not."""

from __future__ import annotations

import pytest

from indexer.enrich.speakers import persons
from indexer.extract import Extraction
from indexer.structure.cutting import cut

from .speeches import LONG, MORE, Document

NOBODY_SPEAKS = {
    "people merely mentioned": f"""
        # Bilan de la mission
        Paul GARNIER, maire de Vernoy, a ouvert la rencontre et remercié les partenaires venus de loin.
        M. Garnier rappelle que la ville travaille depuis onze ans avec son partenaire.
        {LONG}
        """,
    "functions as headings of a report": f"""
        # Bilan de la mission
        {LONG}
        **Le technicien hospitalier**
        {MORE}
        **La sage-femme**
        {LONG}
        """,
    "a title with a colon": f"""
        # Jeunes d'ici, jeunes de là-bas : qui garde le lien quand chacun est rentré ?
        Vernoy, 3 mars 2012
        {LONG}
        """,
    "attendance list on one line": f"""
        # Réunion du comité
        Présents : Paul Garnier (Vernoy), Aminata Sow (Eau vive), Kossi Amegan
        Excusés : Odile Perrin
        # Bilan
        {LONG}
        """,
    "attendance list in rows of a table": f"""
        # Minutes
        | Present | Paul Garnier (Chair), Vernoy Aminata Sow, Eau vive
        | Apologies | Odile Perrin
        # Report
        {LONG}
        """,
    "attendance list, a name a line": f"""
        # Compte rendu
        Étaient présents :
        Paul Garnier, maire de Vernoy
        Aminata Sow, Eau vive
        Odile Perrin, directrice
        Le comité s'est réuni le 3 mars à dix-huit heures dans la salle des mariages de la mairie de Vernoy. {LONG}
        """,
    "attendance list, bullets": f"""
        # Compte rendu
        Participants
        - Paul GARNIER, maire de Vernoy
        - Aminata SOW, Eau vive
        # Ordre du jour
        - Les pompes
        - Les écoles
        # Les pompes
        {LONG}
        """,
    "bibliography": f"""
        # Les puits
        {LONG}
        # Bibliographie
        Paul GARNIER, Les puits du plateau, Éditions du Causse, 1998
        Aminata SOW, L'eau au village, in : Revue des deux rives, 2004
        GARNIER Paul, Creuser ensemble, Paris, 2001, 212 p.
        """,
    "book titles that look like names": f"""
        # Lectures
        Eugénie Grandet
        {LONG}
        Madame Bovary est aussi un roman sur la province, disait un bibliothécaire de Vernoy.
        """,
    "address block": f"""
        # Le centre
        {LONG}
        Paul Garnier
        12 rue des Lilas
        75011 Paris
        """,
    "contact lines": f"""
        # Le centre
        {LONG}
        Paul Garnier : 01 23 45 67 89
        Aminata Sow : a.sow@example.org
        Contact : Odile Perrin, chargée de mission
        """,
    "bulleted figures by place": f"""
        # Les partenariats
        {LONG}
        - Burkina Faso : sept partenariats
        - Florence : une convention signée en 1987.
        - Halluin : deux projets d'école et un jumelage.
        - Saint-Louis : un contrat triennal.
        """,
    "project sheet": f"""
        # Fiche 3
        Public : élèves de troisième
        Responsable : service jeunesse de la ville
        Partenaires : Eau vive, Ville de Vernoy
        Objectif : faire connaître les deux villes
        {LONG}
        """,
    "headings with first names of places": f"""
        # Florence et Vernoy
        {LONG}
        # Villeneuve d'Ascq
        {MORE}
        # Charles de Gaulle
        {LONG}
        """,
    "names in a footnote": f"""
        # Les puits
        {LONG}
        ^ Paul GARNIER, maire de Vernoy : « Je n'ai rien signé. »
        {MORE}
        """,
    "programme with hours": f"""
        # Programme
        9h00 : Accueil des participants
        9h30 – 10h00 : Ouverture par Paul GARNIER, maire de Vernoy
        10h00 : Aminata SOW, présidente d'Eau vive
        12h00 : Déjeuner
        # Le projet
        {LONG}
        """,
    "acknowledgements": f"""
        # Remerciements
        Nous remercions Paul Garnier et Aminata Sow.
        Odile Perrin, directrice de l'eau
        {LONG}
        # Le projet
        {MORE}
        """,
    "numbered headings in capitals": f"""
        I. LES MOTIVATIONS DES ACTEURS
        {LONG}
        II. UN TERRITOIRE OUVERT
        {MORE}
        """,
    "credits": f"""
        # Guide des puits
        Directeur de la publication : Paul Garnier
        Rédaction : Aminata Sow, Odile Perrin
        Photos : Kossi Amegan
        # Creuser
        {LONG}
        """,
    "labels that ask nothing": f"""
        # Les questions
        Question centrale : l'accès à l'eau
        {LONG}
        Un objectif : que chaque école ait son point d'eau.
        """,
    "questions as headings": """
        # Guide du jumelage
        ## Qu'est-ce qu'un jumelage ?
        Un jumelage est un lien entre deux communes, conclu par une délibération de chaque conseil.
        ## Qui peut aider ?
        Le comité de jumelage et les services de la ville répondent aux questions des associations.
        """,
    "portraits": """
        # Paul Garnier : un maire au bord du fleuve
        Il est arrivé à Vernoy en 1987 et n'en est plus parti. Les habitants le croisent au marché.
        # Aminata Sow : l'eau pour métier
        Elle a commencé par compter les seaux. Personne ne le lui demandait, et tout le monde s'en est servi.
        """,
    "an article with many names": f"""
        # Le fleuve en fête
        Samedi, Paul Garnier, maire de Vernoy, et Jeanne Roux ont inauguré la pompe devant trois cents personnes.
        Aminata Sow, venue de Lomé, a coupé le ruban. Kossi Amegan jouait du tambour.
        Mme Roux : économiste, elle a suivi le projet depuis le début.
        {MORE}
        """,
    "workshops with chair and rapporteur": f"""
        # Atelier 1 : l'eau
        Animateur : Paul Garnier (Vernoy)
        Rapporteur : Aminata Sow
        {LONG}
        # Atelier 2 : les écoles
        Animateur : Kossi Amegan
        Rapporteur : Odile Perrin
        {MORE}
        """,
    "a team": """
        # L'équipe
        Paul Garnier, maire
        Aminata Sow, présidente
        Le comité se réunit trois fois par an dans la salle des mariages, et chacun y apporte de quoi manger.
        """,
    "a quotation set apart": f"""
        # La ville et l'eau
        {LONG}
        « Le fleuve ne se partage pas, il se prête. »
        Aminata Sow, présidente d'Eau vive
        # La ville et l'école
        {MORE}
        """,
    "terms explained": """
        # Le fleuve
        Eau Vive : association créée en 1998 pour accompagner les communes du plateau.
        Grand Puits : ouvrage collectif du marché, rénové en 2004 par les deux villes.
        Eau Vive : voir aussi la fiche 3.
        """,
    "places with what they are": f"""
        # Les partenaires
        Villeneuve Saint-Denis
        Maire : Paul Garnier
        {LONG}
        Porto Novo
        Capitale du Bénin
        {MORE}
        """,
    "biographies": f"""
        # Présentation des intervenants
        **Paul Garnier**
        Maire de Vernoy depuis 2001, il a fondé le comité de jumelage et conduit onze missions au bord du fleuve.
        **Aminata Sow**
        Elle préside Eau vive depuis 2005. Elle a étudié l'hydrologie, puis la comptabilité, dans cet ordre.
        # Les puits
        {LONG}
        """,
}


def _speech(extraction: Extraction) -> list[str]:
    cuts, _ = persons(cut(extraction))
    return [
        f"{c.kind} {c.cue} {c.speaker or c.speaker_as_printed} | {c.text[:60]}"
        for c in cuts
        if c.kind in ("intervention", "question", "answer") or c.speaker
    ]


@pytest.mark.parametrize("trap", NOBODY_SPEAKS)
def test_nobody_speaks_here(trap: str, document: Document) -> None:
    assert _speech(document(NOBODY_SPEAKS[trap])) == []
