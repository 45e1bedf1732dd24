"""English minutes, interviews, portraits, letters and what is signed."""

from __future__ import annotations

import pytest

from .speeches import LONG, MORE, Document, as_spoken, spoken

STYLES = {
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
    "10 chair with name, somebody from the floor": (
        """
        **Chair (Jane Cooper):** Good morning everybody and thank you for travelling so far.
        **Mr. Paul Garnier (Vernoy):** We received the pumps in March.
        **A participant from the floor:** Who pays for the spare parts?
        **Mr. Garnier:** The city does.
        """,
        [
            "Jane Cooper | Good morning",
            "Paul Garnier | We received",
            "(A participant from the floor) | Who pays",
            "Paul Garnier | The city",
        ],
    ),
    "11 initials": (
        f"""
        # Participants
        - Jeanne Roux (JR)
        - Mamadou Ba (MB)
        JR : {LONG}
        MB : {MORE}
        JR : Merci.
        """,
        ["Jeanne Roux | Nous avons", "Mamadou Ba | La deuxième", "Jeanne Roux | Merci"],
    ),
    "11 two people answer": (
        f"""
        Entretien avec Jeanne Roux, économiste, et Mamadou Ba, fontainier
        **Comment avez-vous commencé ?**
        **Jeanne Roux :** {LONG}
        **Mamadou Ba :** {MORE}
        **Que reste-t-il à faire ?**
        **M. B. :** Tout.
        """,
        ["- | Comment", "Jeanne Roux | Nous avons", "Mamadou Ba | La deuxième", "- | Que reste", "Mamadou Ba | Tout"],
    ),
    "11 portraits with questions": (
        f"""
        # Portraits
        ## Aminata Sow, présidente d'Eau vive
        **Qu'est-ce qui vous a amenée là ?**
        {LONG}
        **Et demain ?**
        {MORE}
        """,
        ["- | Qu est-ce", "Aminata Sow | Nous avons", "- | Et demain", "Aminata Sow | La deuxième"],
    ),
    "11 portraits with questions, introduced": (
        f"""
        # Portraits
        ## Aminata Sow, présidente d'Eau vive
        _Fontainière à vingt ans, elle a formé la moitié des gardiens de puits du plateau._
        **Qu'est-ce qui vous a amenée là ?**
        {LONG}
        **Et ensuite ?**
        {MORE}
        ## Paul Garnier, maire de Vernoy
        Maçon de métier, il a bâti deux écoles avant d'être élu, et trois depuis.
        **Et demain ?**
        {MORE}
        **Rien d'autre ?**
        {LONG}
        """,
        [
            "- | Qu est-ce",
            "Aminata Sow | Nous avons",
            "- | Et ensuite",
            "Aminata Sow | La deuxième",
            "- | Et demain",
            "Paul Garnier | La deuxième",
            "- | Rien",
            "Paul Garnier | Nous avons",
        ],
    ),
    "11 portraits whose people begin before the first question": (
        f"""
        # Portraits
        ## Aminata Sow, présidente d'Eau vive
        Je suis fontainière depuis trente ans, et mon père l'était avant moi.
        **Qu'est-ce qui vous a amenée là ?**
        {LONG}
        **Et demain ?**
        {MORE}
        """,
        ["Aminata Sow | Je suis", "- | Qu est-ce", "Aminata Sow | Nous avons", "- | Et demain", "Aminata Sow | La"],
    ),
    "a letter": (
        """
        Vernoy, le 3 mars 2012
        Madame la Présidente,
        Je vous écris pour confirmer notre engagement. Nous avons voté hier la somme que vous demandiez.
        Nous vous attendons en mai.
        Paul Garnier
        Maire de Vernoy
        """,
        ["Paul Garnier | Je vous écris"],
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


@pytest.mark.parametrize("style", STYLES)
def test_each_style_shows_who_speaks(style: str, document: Document) -> None:
    text, expected = STYLES[style]
    found = spoken(document(text))
    assert as_spoken(found, expected), "\n".join(line[:90] for line in found)
