from __future__ import annotations

import pytest

from indexer.structure.names import read_name


@pytest.mark.parametrize(
    ("printed", "display"),
    [
        ("Paul DE VILLIERES", "Paul De Villieres"),
        ("Anne-Lise DUROC", "Anne-Lise Duroc"),
        ("Jean-Pierre N’DIAYE", "Jean-Pierre N’Diaye"),
        ("TRAORÉ Aminata", "Aminata Traoré"),
        ("LE GOFF Yann", "Yann Le Goff"),
        ("GARNIER JEAN", "Jean Garnier"),
        ("Mme Odile Garnier", "Odile Garnier"),
        ("M. Garnier", "M. Garnier"),
        ("Mme Le Guen", "Mme Le Guen"),
        ("MME LE GUEN", "Mme Le Guen"),
        ("M. Ould Salem", "M. Ould Salem"),
        ("Mme Anne Le Guen", "Anne Le Guen"),
        ("Monsieur GARNIER", "Monsieur Garnier"),
        ("J.-P. Garnier", "J.-P. Garnier"),
        ("Cheikh Tidiane BÂ", "Cheikh Tidiane Bâ"),
        ("Olivier Van der Meer", "Olivier Van der Meer"),
        ("Sidi Mohamed Ould Salem", "Sidi Mohamed Ould Salem"),
        ("El Hadj Malick Sarr", "El Hadj Malick Sarr"),
        ("Fatou D.", "Fatou D."),
        ("Ginette LYON", "Ginette Lyon"),
        ("Bùi Đức Lộc", "Bùi Đức Lộc"),
        ("Đỗ Hữu THẮNG", "Đỗ Hữu Thắng"),
        ("İpek ÇAĞLAR", "İpek Çağlar"),
        ("Łukasz ŻAK", "Łukasz Żak"),
        ("Sidi El Moktar DIOP", "Sidi El Moktar Diop"),
    ],
)
def test_a_name_is_given_in_reading_order_and_usual_case(printed: str, display: str) -> None:
    name = read_name(printed)
    assert name is not None
    assert name.display == display


@pytest.mark.parametrize(
    "text",
    [
        "Ville de LILLE",
        "Table Ronde",
        "OUVERTURE OFFICIELLE",
        "Burkina Faso",
        "Projet SESAME",
        "Lianes COOPÉRATION",
        "Mme la Présidente",
        "M. le Maire",
        "M. LE PRÉSIDENT",
        "Saint-Louis",
        "12 rue des Lilas",
        "Questions et réponses",
        "Cités Unies France",
    ],
)
def test_what_only_has_capitals_is_no_name(text: str) -> None:
    assert read_name(text) is None


@pytest.mark.parametrize(("text", "most"), [("Villeneuve d’Ascq", 1), ("Robinson Crusoé", 1), ("Kofi Mensah", 3)])
def test_a_form_without_known_first_name_proves_little(text: str, most: int) -> None:
    name = read_name(text)
    assert name is not None
    assert name.evidence <= most
