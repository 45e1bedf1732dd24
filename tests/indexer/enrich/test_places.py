import pytest

from indexer.enrich.places import place
from indexer.extract import Extraction, Paragraph


def read(*lines: str) -> str | None:
    guess = place(Extraction("text/plain", tuple(Paragraph(line) for line in lines)))
    return guess.value if guess else None


@pytest.mark.parametrize(
    ("lines", "town"),
    [
        (("Mardi 8 février 2005 à Tours",), "Tours"),
        (("Tours, le 8 février 2005",), "Tours"),
        (("Mardi 8 février 2005 – Saint-Brieuc",), "Saint-Brieuc"),
        (("Compte rendu – Montreuil, samedi 5 mars 2005",), "Montreuil"),
        (("Compte rendu de la table ronde tenue à Dijon le 5 mars 2005, lors de l'assemblée",), "Dijon"),
        (("5 mars 2005", "Hôtel de ville, Le Havre, salle des commissions"), "Le Havre"),
        (("5 mars 2005", "Palais des congrès de Rennes"), "Rennes"),
        (("5 mars 2005", "La Rochelle"), "La Rochelle"),
        (("5 mars 2005 à Bamako",), "Bamako"),
        (("NANTES, 5 MARS 2005",), "Nantes"),
        (("Rencontres de Dijon, mars 2005",), "Dijon"),
        (("5 mars 2005 · Quimper",), "Quimper"),
        (("Procès-verbal du 5 mars 2005", "Tours, hôtel Mame"), "Tours"),
        (("Atelier du 5 mars 2005", "Hôtel du Département, Lille"), "Lille"),
    ],
)
def test_the_town_of_the_event(lines: tuple[str, ...], town: str) -> None:
    assert read("Vivre ensemble", *lines) == town


@pytest.mark.parametrize(
    "lines",
    [
        ("Mardi 8 février 2005",),
        ("Mars 2005", "Réseau des comités de jumelage"),
        ("Réunion du groupe Maroc, 5 mars 2005",),
        ("Conseil régional de Bretagne, 5 mars 2005",),
        ("La ville de Tours publie ce guide",),
    ],
)
def test_nothing_is_said_of_the_town(lines: tuple[str, ...]) -> None:
    assert read("Vivre ensemble", *lines) is None


def test_the_first_sentences_say_it_when_the_front_does_not() -> None:
    text = "La rencontre, tenue le 4 juin 2003 à Quimper, a réuni vingt personnes. " + "On y a parlé. " * 30
    assert read("Rencontre des comités", text) == "Quimper"
    assert read("Rencontre des comités", "Nous pensons à Quimper et à la mer. " * 10) is None


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Le mardi 4 juin 2003, la revue réunissait dans la grande salle de Quimper trois maires.", "Quimper"),
        ("Les comités ont été accueillis le 4 juin 2003 au palais des congrès de Rennes par la Région.", "Rennes"),
        ("La bibliothèque organise au musée de Tours une exposition sur le fleuve.", None),
        ("The committee met on Tuesday 3 June 2014 in Nantes with twelve members present.", "Nantes"),
    ],
)
def test_a_hall_of_the_town_or_english_words_say_it_too(text: str, town: str | None) -> None:
    assert read("Rencontre des comités", f"{text} " + "On y a parlé. " * 30) == town


def test_an_english_line_says_where_the_meeting_was_held() -> None:
    assert read("Minutes of the committee", "Held in Nantes on Tuesday 3 June 2014") == "Nantes"
