import pytest

from indexer.enrich.organisers import organisers
from indexer.extract import Extraction, Paragraph


def read(*lines: str) -> list[str]:
    return [g.value for g in organisers(Extraction("text/plain", tuple(Paragraph(line, page=1) for line in lines)))]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Colloque organisé par Rives communes et la Ville de Tours", ["Rives communes", "Ville de Tours"]),
        ("Journée organisée à l'initiative du Réseau des deux fleuves", ["Réseau des deux fleuves"]),
        ("Rencontre organisée par le Carrefour du Sud, en partenariat avec la Région Bretagne", ["Carrefour du Sud"]),
        ("Organisateurs : Rives communes, Maison du monde", ["Rives communes", "Maison du monde"]),
        ("Table ronde organisée par Rives communes à Tours", ["Rives communes"]),
    ],
)
def test_organisers_named_on_the_front(line: str, names: list[str]) -> None:
    assert read("Vivre ensemble", line) == names


def test_partners_are_no_organisers() -> None:
    assert read("Vivre ensemble", "En partenariat avec la Région Bretagne", "Avec le soutien de l'État") == []


def test_in_the_text_only_this_event_counts() -> None:
    filler = "Les mots passent et les idées restent. " * 20
    assert read("Vivre ensemble", filler, "Ce forum est organisé par Rives communes.") == ["Rives communes"]
    assert read("Vivre ensemble", filler, "En 2001, un forum fut organisé par Rives communes à Dakar.") == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("VILLE DE TOURS", ["Ville de Tours"]),
        ("Département de la Creuse – Direction de la culture", ["Département de la Creuse"]),
        ("Réseau Deux Fleuves – Mairie de Tours", ["Réseau Deux Fleuves", "Mairie de Tours"]),
        ("Plateforme alpine des amitiés", ["Plateforme alpine des amitiés"]),
        ("Commission des solidarités", []),
        ("Ville de Tours, 8 février 2005", []),
        ("Villes et fleuves du monde", []),
    ],
)
def test_a_line_of_its_own_names_who_publishes(line: str, names: list[str]) -> None:
    assert read("Vivre ensemble", line) == names
