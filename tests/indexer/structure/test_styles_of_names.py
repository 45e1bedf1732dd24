"""Names on lines of their own, with or without what their bearers do."""

from __future__ import annotations

import pytest

from .speeches import LONG, MORE, Document, as_spoken, spoken

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
    "1 name alone, function, and below it where he comes from": (
        f"""
        Paul Garnier
        Conseiller au service des relations extérieures
        Ville de Vernoy, France
        {LONG}
        Lưu Thị Thảo
        Cheffe de projet
        Ville de Vĩnh Tân, Viêt Nam
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Lưu Thị Thảo | La deuxième"],
    ),
    "1 names alone without function, those of people who also stand above with one": (
        f"""
        Paul Garnier
        Maire de Vernoy
        {LONG}
        Lưu Thảo
        Cheffe de projet
        {MORE}
        Lưu Thảo
        {LONG}
        Paul Garnier
        {MORE}
        Lưu Thảo
        {LONG}
        """,
        ["Paul Garnier |", "Lưu Thảo |", "Lưu Thảo |", "Paul Garnier |", "Lưu Thảo |"],
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
    "1 salutations first": (
        f"""
        # Allocution d'ouverture
        **Son Excellence M. Abdou Diatta, ministre de l'eau**
        Monsieur le Maire,
        Mesdames et Messieurs,
        {LONG}
        **Nguyen Thi Hoa**
        Comité populaire
        {MORE}
        """,
        ["Abdou Diatta | Monsieur le Maire", "Nguyen Thi Hoa | La deuxième"],
    ),
    "1 capitals only": (
        f"""
        PAUL GARNIER
        {LONG}
        AMINATA SOW
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "1 two people speak together": (
        f"""
        **Paul GARNIER et Aminata SOW**
        Eau vive
        {LONG}
        **Kossi AMEGAN**
        Union des communes
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Kossi Amegan | La deuxième"],
    ),
    "2 family name first": (
        f"""
        GARNIER Paul – Maire de Vernoy
        {LONG}
        SOW Aminata – Eau vive
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "2 on a recognised page, without accents": (
        f"""
        Paul GARNIER, chargé de mission aux relations internationales a Vernoy
        {LONG}
        Aminata SOW, presidente de l'association Eau vive a la Ville de Vernoy
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "2 line ends lost between name and role": (
        f"""
        Paul GARNIER Maire de Vernoy
        {LONG}
        Aminata SOW Présidente d'Eau vive
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
    "2 between an announcement of the same people": (
        f"""
        # Table ronde 1 – L'eau
        Paul GARNIER, maire de Vernoy
        Aminata SOW, présidente d'Eau vive
        Kossi AMEGAN, Union des communes
        Paul GARNIER, maire de Vernoy
        {LONG}
        Aminata SOW, présidente d'Eau vive
        {MORE}
        """,
        ["Paul Garnier | Nous avons", "Aminata Sow | La deuxième"],
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_each_style_shows_who_speaks(style: str, document: Document) -> None:
    text, expected = STYLES[style]
    found = spoken(document(text))
    assert as_spoken(found, expected), "\n".join(line[:90] for line in found)
