import pytest

from indexer.enrich.partnerships import partnerships
from indexer.enrich.territories import located
from indexer.enrich.whole import Text
from indexer.structure import Cut


def found(text: str, role: str | None = None) -> set[tuple[str, str, str | None]]:
    whole = Text.of([Cut("intervention", text, role=role)])
    return {(p.a, p.b, p.since) for p in partnerships(whole, located(whole))}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Rennes est jumelée avec Sétif en Algérie depuis 1982.", {("Rennes", "Sétif", "1982")}),
        ("La coopération entre Angers et Bamako dure.", {("Angers", "Bamako", None)}),
        ("Le partenariat de la Bretagne avec Madagascar a commencé en 2004.", {("Bretagne", "Madagascar", "2004")}),
        (
            "La coopération lie Angers à Bamako, et Rennes à Sétif en Algérie.",
            {("Angers", "Bamako", None), ("Rennes", "Sétif", None)},
        ),
    ],
)
def test_two_territories_and_a_word_of_cooperation(text: str, pairs: set[tuple[str, str, str | None]]) -> None:
    assert found(text) == pairs


@pytest.mark.parametrize(
    "text",
    [
        "Rennes n'a pas de jumelage avec Sétif en Algérie.",
        "Rennes et Sétif en Algérie ont de beaux jardins.",
        "Rennes et Angers sont en partenariat.",
        "Aucune coopération ne lie Angers à Bamako.",
    ],
)
def test_no_partnership_is_made_up(text: str) -> None:
    assert found(text) == set()


def test_we_means_the_territory_the_speaker_stands_for() -> None:
    assert found("Nous avons une coopération avec Bamako.", role="Adjointe au maire d'Angers") == {
        ("Angers", "Bamako", None)
    }
    assert found("Nous avons une coopération avec Bamako.") == set()


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("L'Isère est liée depuis 2005 à Sétif, en Algérie.", {("Isère", "Sétif", "2005")}),
        ("Le jumelage avec Bamako a trente ans et mon service ne savait pas.", {("Angers", "Bamako", None)}),
        ("La convention avec Bamako date de 2008.", {("Angers", "Bamako", "2008")}),
        ("Quand nous avons signé avec Bamako en 1974, il pleuvait.", {("Angers", "Bamako", "1974")}),
        ("Notre ville a accompagné Bamako, au Mali.", {("Angers", "Bamako", None)}),
        ("Notre réseau compte 40 communes et leurs jumelages, surtout en Pologne.", set()),
    ],
)
def test_what_the_town_of_the_speaker_has_with_others(text: str, pairs: set[tuple[str, str, str | None]]) -> None:
    assert found(text, role="Adjointe au maire d'Angers") == pairs


def test_a_region_named_is_not_our_own() -> None:
    about = "Les amis d'Angers viennent à Angers. Les jardins d'Angers sont beaux. "
    assert found(about + "La région a une coopération à Bamako.") == {("Angers", "Bamako", None)}
    assert found(about + "Dix ans de coopération dans la région de Bamako.") == set()
