"""Manners of transcripts and reports: time stamps, bullets under a list of those present, labels, initials."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.enrich.speakers import persons
from indexer.extract import Extraction
from indexer.structure.cutting import cut

Document = Callable[[str], Extraction]

ONE = "Nous avons ouvert la fontaine au printemps, avec l'aide des voisines et de deux apprentis du quartier."
TWO = "Le plus long fut de convaincre les marchands, qui craignaient de perdre leur place près du puits."
THREE = "Il reste à former une seconde équipe, faute de quoi tout reposera sur les mêmes épaules que l'an dernier."

SPOKEN = {
    "time stamp, dash and role above the words": (
        f"""
        # Veillée du fleuve
        00:00:09 – Animatrice
        {ONE}
        00:01:02 – Volontaire 1
        {TWO}
        00:03:40 – Animatrice
        Et ensuite ?
        """,
        ["Animatrice | Nous avons ouvert", "Volontaire 1 | Le plus long", "Animatrice | Et ensuite ?"],
    ),
    "time stamp in brackets, a role that no list knows comes back": (
        f"""
        [00:00:09] Veilleur
        {ONE}
        [00:01:02] Conteuse
        {TWO}
        [00:03:40] Veilleur
        {THREE}
        """,
        ["Veilleur | Nous avons ouvert", "Conteuse | Le plus long", "Veilleur | Il reste"],
    ),
    "hour, long dash and article": (
        f"""
        10 h 05 — Le tuteur
        {ONE}
        10 h 09 — La stagiaire
        {TWO}
        10 h 12 — Le tuteur
        {THREE}
        """,
        ["Le tuteur | Nous avons ouvert", "La stagiaire | Le plus long", "Le tuteur | Il reste"],
    ),
    "time stamp and full name": (
        f"""
        [00:00:09] Aminata SOW
        {ONE}
        [00:01:02] Paul Garnier
        {TWO}
        [00:03:40] Aminata SOW
        {THREE}
        """,
        ["Aminata Sow | Nous avons ouvert", "Paul Garnier | Le plus long", "Aminata Sow | Il reste"],
    ),
    "a role behind a time stamp is nobody's name": (
        f"""
        00:00:09 – Tutrice : {ONE}
        00:01:02 – Volontaire 1 : {TWO}
        00:03:40 – Tutrice : {THREE}
        """,
        ["Tutrice | Nous avons ouvert", "Volontaire 1 | Le plus long", "Tutrice | Il reste"],
    ),
    "a programme by the hour says nothing": (
        f"""
        # Journée du fleuve
        9 h 30 – Visite du lavoir
        {ONE}
        10 h 45 – Promenade
        {TWO}
        """,
        [],
    ),
    "bullets in lower case below those present, numbered headings between": (
        """
        Présents : Koudjo Amegan (Littoral), Inès Garnier (Vernoy), Odile Petit (Eau vive)
        1. Nouvelles de chacun
        - Inès : nous avons ouvert la fontaine au printemps, avec l'aide des voisines.
        - Koudjo : le plus long fut de convaincre les marchands du quartier.
        2. Calendrier
        - Odile : 3 réunions sont prévues avant l'été, si le car roule.
        - Inès : d'accord pour les trois dates, et merci.
        """,
        ["Inès | nous avons", "Koudjo | le plus long", "Odile | 3 réunions", "Inès | d'accord"],
    ),
    "bullets directly below those present": (
        """
        Présents : Thierry Petit (Littoral), Inès Garnier (Vernoy)
        - Inès : la fontaine est ouverte depuis le printemps, grâce aux voisines.
        - Thierry : le plus long fut de convaincre les marchands du quartier.
        """,
        ["Inès | la fontaine", "Thierry | le plus long"],
    ),
    "a title that asks, at the top, is nobody's": (
        f"""
        # Luc Vernoy : quelle ville laisser à nos enfants ?
        {ONE}
        **Paul Garnier :** {TWO}
        **Aminata Sow :** {THREE}
        """,
        ["Paul Garnier | Le plus", "Aminata Sow | Il reste"],
    ),
    "the terms of a list are nobody": (
        """
        - Eau : le réseau compte douze kilomètres et trois bassins.
        - Écoles : deux classes ont été repeintes par les parents.
        - Marché : la halle attend toujours sa toiture.
        """,
        [],
    ),
    "initials before a name with an article, once the name is known": (
        f"""
        Marie-Ange DES BROSSES
        Ingénieure
        {ONE}
        Paul GARNIER
        Maire de Vernoy
        {TWO}
        M.-A. DES BROSSES
        {THREE}
        A. DES BROSSES
        {THREE}
        P. Garnier
        {ONE}
        """,
        [
            "Marie-Ange Des Brosses | Nous",
            "Paul Garnier | Le plus",
            "M.-A. Des Brosses | Il reste",
            "A. Des Brosses | Il reste",
            "P. Garnier | Nous avons",
        ],
    ),
    "a lettered heading in capitals is nobody": (
        f"""
        Paul GARNIER
        Maire de Vernoy
        {ONE}
        Aminata SOW
        Ingénieure
        {TWO}
        A. DES RIVES
        {THREE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | Le plus"],
    ),
    "Q without R, between people with names": (
        f"""
        **Paul Garnier :** {ONE}
        **Q :** Qui entretient la fontaine ?
        **Aminata Sow :** {TWO}
        **Q :** Combien cela coûte-t-il ?
        **Paul Garnier :** {THREE}
        """,
        [
            "Paul Garnier | Nous avons ouvert",
            "Q | Qui entretient",
            "Aminata Sow | Le plus long",
            "Q | Combien cela",
            "Paul Garnier | Il reste",
        ],
    ),
    "a function whose line end was lost before the words": (
        f"""
        Paul GARNIER
        Maire de Vernoy
        {ONE}
        Aminata SOW
        Directrice du Service autonome des fontaines de la Ville de Kandi Nous avons copié vos bassins.
        Odile PETIT
        Présidente de l'association Elle et lui
        {THREE}
        """,
        ["Paul Garnier | Nous avons ouvert", "Aminata Sow | Nous avons copié", "Odile Petit | Il reste"],
    ),
    "questions of people on the network, in bold": (
        f"""
        **Paul Garnier :** {ONE}
        **Question d'un internaute (Vernoy) :** Qui entretient la fontaine ?
        **Aminata Sow :** {TWO}
        **Un internaute :** Combien cela coûte-t-il ?
        **Paul Garnier :** {THREE}
        """,
        [
            "Paul Garnier | Nous avons ouvert",
            "Question d'un internaute (Vernoy) | Qui entretient",
            "Aminata Sow | Le plus long",
            "Un internaute | Combien cela",
            "Paul Garnier | Il reste",
        ],
    ),
}


@pytest.mark.parametrize("case", SPOKEN)
def test_who_says_what(case: str, document: Document) -> None:
    text, expected = SPOKEN[case]
    found = [c for c in cut(document(text)) if c.kind in ("intervention", "question", "answer")]
    said = [f"{c.speaker or c.speaker_as_printed} | {c.text}" for c in found]
    assert len(said) == len(expected), said
    assert [line[: len(wanted)] for line, wanted in zip(said, expected, strict=True)] == expected


NOBODY = [
    "La parole est donnée au vice-gouverneur de la région.",
    "La parole est ensuite donnée à la salle.",
    "La présidente passe la parole au trésorier.",
    "Le doyen du village prend la parole.",
]
SAID = [
    "Je passe la parole au trésorier.",
    "Chez nous, nous donnons la parole aux anciens.",
    "La parole est un fleuve, dit le doyen.",
]


@pytest.mark.parametrize("line", [*NOBODY, *SAID])
def test_who_gives_the_floor(line: str, document: Document) -> None:
    text = f"**Paul Garnier :** {ONE}\n{line}\n**Aminata Sow :** {TWO}"
    speech = next(c for c in cut(document(text)) if c.speaker == "Paul Garnier")
    assert (line in speech.text) is (line in SAID)


def test_a_line_of_guests_tells_what_each_does(document: Document) -> None:
    text = f"""
    # Rencontre des fontaines
    Avec Aminata Sow, ingénieure, Ville de Kandi ; Paul Garnier, maire de Vernoy ; animation : Odile Petit.
    ## Débat
    **Mme Sow. –** {ONE}
    **M. Garnier. –** {TWO}
    """
    _, people = persons(cut(document(text)))
    assert [(p.name, p.role) for p in people] == [("Aminata Sow", "ingénieure"), ("Paul Garnier", "maire de Vernoy")]
