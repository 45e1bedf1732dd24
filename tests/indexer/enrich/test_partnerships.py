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
