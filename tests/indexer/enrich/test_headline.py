import pytest

from indexer.enrich.headline import title
from indexer.extract import Extraction, Paragraph


def read(*lines: Paragraph, metadata: dict[str, str] | None = None, filename: str = "doc.pdf") -> str | None:
    guess = title(Extraction("application/pdf", lines, body=11.0, metadata=metadata or {}), [], filename)
    return guess.value if guess else None


def big(text: str, size: float = 24, **more: float) -> Paragraph:
    return Paragraph(text, page=1, size=size, bold=1.0, **more)  # type: ignore[arg-type]


def small(text: str, **more: float) -> Paragraph:
    return Paragraph(text, page=1, size=11.0, **more)  # type: ignore[arg-type]


def test_the_largest_words_of_the_cover_are_the_title_and_the_line_below_its_subtitle() -> None:
    cover = (small("Colloque :"), big("L'eau des villes"), small("Quels services pour demain ?", italic=1.0))
    assert read(*cover, small("Mardi 8 février 2005 à Tours")) == "L'eau des villes : quels services pour demain ?"


def test_lines_of_one_size_are_one_title() -> None:
    assert read(big("Les jumelages"), big("au service des jeunes", gap=6.0)) == "Les jumelages au service des jeunes"


def test_genre_words_give_way_to_a_better_title() -> None:
    assert read(big("ATELIER 3 – Compte-rendu", 26), small("« Vivre au bord du fleuve »", italic=1.0)) == (
        "Vivre au bord du fleuve"
    )
    assert read(big("Atelier 4 : Nourrir les villes")) == "Nourrir les villes"


def test_genre_words_are_the_title_when_there_is_nothing_else() -> None:
    assert read(big("Compte-rendu de la réunion"), small("Il fait beau. " * 60)) == "Compte-rendu de la réunion"


def test_a_genre_that_says_more_than_itself_is_a_title() -> None:
    line = "Synthèse de la rencontre des comités de jumelage"
    assert read(big(line), small("Rien. " * 80)) == line


@pytest.mark.parametrize(
    "claimed",
    [
        "Microsoft Word - Actes VF",
        "Sans titre",
        "rapport_final.doc",
        "doc",
        "Document1",
        "Présentation2",
        "CR_2009_v3",
        "",
    ],
)
def test_what_files_claim_of_themselves_is_believed_only_when_sane(claimed: str) -> None:
    assert read(small("Mot. " * 80), metadata={"title": claimed}) is None


def test_a_sane_claim_is_used_when_the_front_says_nothing() -> None:
    assert read(small("Mot. " * 80), metadata={"title": "Les comités de jumelage en 2004"}) == (
        "Les comités de jumelage en 2004"
    )


def test_the_first_lines_of_plain_text_are_read() -> None:
    plain = (
        Paragraph("VILLE DE TOURS"),
        Paragraph("Suites du forum des associations"),
        Paragraph("Compte rendu de la séance du mardi 8 février 2005"),
        Paragraph("La séance est ouverte. " * 40),
    )
    assert read(*plain) == "Suites du forum des associations : Compte rendu de la séance"


def test_a_person_a_date_and_an_address_are_no_titles() -> None:
    lines = (
        big("Paul DURAND"),
        big("Mardi 8 février 2005 à Tours"),
        big("12 rue Haute, 37000 Tours"),
        small("Mot. " * 80),
    )
    assert read(*lines) is None


def test_capitals_are_said_in_usual_case_as_the_document_writes_them() -> None:
    body = small("Les ONG de Bamako travaillent avec nous. " * 20)
    assert read(big("LES ONG ET LES VILLES DU MALI"), body) == "Les ONG et les villes du Mali"
    assert read(big("UNICEF"), body) == "UNICEF"
