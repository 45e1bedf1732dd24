import pytest

from corpus.vocabularies.themes import Theme, ThemeVocabulary
from indexer.enrich import PartnershipFound
from indexer.enrich.themes import Matcher, themes
from indexer.structure import Cut

VOCABULARY = ThemeVocabulary(
    groups=(Theme("G", "Groupe"),),
    themes=(
        Theme("water", "Eau potable", "G", ("accès à l'eau",), ("forage*", "appel* à pompes"), ("puits",)),
        Theme("money", "Financement", "G", (), ("AFD", "fonds", "!fonds marin"), ()),
    ),
)


def shown(text: str) -> list[str]:
    return [one.shown for one, _ in Matcher(VOCABULARY).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’accès à l’eau", ["accès à l'eau"]),
        ("L'ACCES A L'EAU", ["accès à l'eau"]),
        ("les puits et le puits", ["puits", "puits"]),
        ("forages et forage", ["forage", "forage"]),
        ("un déforage", []),
        ("des appels à pompes", ["appels à pompes"]),
        ("l'AFD et l'afd", ["AFD"]),
        ("des fonds, un fonds marin", ["fonds"]),
        ("eaux potables", []),
    ],
)
def test_how_expressions_are_met(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_document_about_water_has_that_theme_and_says_where() -> None:
    cuts = [
        Cut("section", "La commune ouvre un marché."),
        Cut(
            "section",
            "L'eau potable manque : trois forages, une pompe, un château d'eau, et l'assainissement reste à faire.",
        ),
    ]
    found = {t.id: t for t in themes(cuts)}
    assert "eau-assainissement" in found
    assert [position for position, _ in found["eau-assainissement"].passages] == [1]
    assert {"eau potable", "forages"} <= {words.lower() for words in found["eau-assainissement"].evidence}


def test_one_word_makes_no_theme() -> None:
    assert themes([Cut("section", "Nous avons bu de l'eau. " + "Le temps passe vite ici. " * 60)]) == []


def test_a_table_of_contents_speaks_of_nothing() -> None:
    assert themes([Cut("contents", "Eau potable, assainissement, forages, énergie solaire, santé publique")]) == []


def test_two_territories_that_cooperate_are_decentralised_cooperation() -> None:
    tie = PartnershipFound("Tours", "Minna", "Tours et Minna sont liées.")
    cuts = [Cut("section", "Tours et Minna sont liées. Une convention le dit.")]
    assert "cooperation-decentralisee" in {t.id for t in themes(cuts, [tie])}


def test_a_subject_is_met_again_and_again_an_episode_once() -> None:
    other = (
        "Les arbres du jardin donnent de beaux fruits rouges et sucrés que chacun vient cueillir le matin avec joie. "
    )
    again = [Cut("intervention", f"Des jeunes sont venus. {other * 2}") for _ in range(7)]
    once = [Cut("intervention", "Des jeunes et des jeunes, des lycéens. " + other)] + [
        Cut("intervention", other * 2) for _ in range(7)
    ]
    assert "jeunesse-mobilite" in {one.id for one in themes(again)}
    assert "jeunesse-mobilite" not in {one.id for one in themes(once)}


def test_this_kind_of_thing_is_no_theme() -> None:
    assert themes([Cut("section", "Ce genre de réunion, ce genre de repas, ce genre de fête plaît à tous.")]) == []
