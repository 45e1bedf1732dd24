import pytest

from indexer.enrich.headline import title
from indexer.extract import Extraction, Line, Page, Paragraph


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
    assert read(*plain) == "Suites du forum des associations : compte rendu de la séance"


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


def test_a_bare_title_is_told_by_its_genre_a_title_with_a_subtitle_is_not() -> None:
    genre = small("Actes de la journée d'étude du 8 février 2005, Tours", centred=True)
    assert read(big("Marchés et jardins"), genre) == "Marchés et jardins : actes de la journée d'étude"
    assert read(big("Marchés et jardins : voix du Sud"), genre) == "Marchés et jardins : voix du Sud"
    assert read(big("Qui nourrit la ville ? Voix du Sud"), genre) == "Qui nourrit la ville ? Voix du Sud"


def test_the_minutes_of_a_body_are_told_by_their_date() -> None:
    lines = (
        big("Commission « Europe et mobilité »", 15),
        Paragraph("Procès-verbal de la réunion du 8 février 2005", page=1, size=12, centred=True),
        Paragraph("Tours, hôtel Mame", page=1, size=12, centred=True),
        small("Présents : Anne MARTIN (présidente), " + "Paul DURAND, " * 14),
        Paragraph("1. Ordre du jour de la séance", page=1, size=12, bold=1.0),
    )
    assert read(*lines) == "Commission « Europe et mobilité » : procès-verbal de la réunion du 8 février 2005"


def test_a_report_is_called_by_its_genre_and_what_it_reports_on() -> None:
    lines = (
        big("Rapport d'activité 2004", 18),
        Paragraph("Jumelage entre la Creuse et la wilaya de Béchar", page=1, size=12, centred=True),
        Paragraph("1. Le cadre du jumelage", page=1, size=16, level=1, bold=1.0),
    )
    assert read(*lines) == "Rapport d'activité 2004 : jumelage entre la Creuse et la wilaya de Béchar"


@pytest.mark.parametrize(
    "below",
    [
        "Forum des villes du fleuve – Atelier du 8 février 2005",
        "Les Rencontres du Centre, 8 février 2005",
        "Tours – Luanda, 1994-2004",
        "Tours, hôtel de ville",
    ],
)
def test_an_event_places_and_years_are_no_subtitle(below: str) -> None:
    line = Paragraph(below, page=1, size=13, centred=True)
    assert read(big("L'eau des villes"), line, small("Mot. " * 80)) == "L'eau des villes"


def test_a_subtitle_ends_before_its_places_and_years() -> None:
    line = Paragraph("Voix croisées pour une amitié – Tours et Luanda, depuis 1984", page=1, size=13, italic=1.0)
    assert read(big("Paroles d'amis"), line) == "Paroles d'amis : Voix croisées pour une amitié"


def test_a_subtitle_in_capitals_may_run_over_a_line() -> None:
    lines = (big("LE BEAU FLEUVE : TRAVAUX ET JEUX", 24), Paragraph("ENTRE VOISINS", page=1, size=20, bold=1.0))
    assert read(*lines, small("Ces travaux et ces jeux plaisent aux voisins. " * 3)) == (
        "Le beau fleuve : travaux et jeux entre voisins"
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (big("La lettre du réseau Passerelles"), small("n° 12 – printemps 2014")),
            "La lettre du réseau Passerelles, n° 12",
        ),
        ((big("Lettre n° 7", 20), big("Jumelages d'ici", 14), small("Octobre 2006")), "Jumelages d'ici, n° 7"),
        (
            (big("PROCÈS-VERBAL", 18), big("de l'assemblée du comité de jumelage", 14)),
            "Procès-verbal de l'assemblée du comité de jumelage",
        ),
        (
            (big("Les marchés du fleuve"), small("Étude commandée par la Région Centre", italic=1.0)),
            "Les marchés du fleuve",
        ),
        ((big("SÉMINAIRE « VILLES ET PORTS »"),), "Séminaire « Villes et ports »"),
        ((big("CONSEIL DES JEUNES DE VANNES"),), "Conseil des jeunes de Vannes"),
    ],
)
def test_fronts_of_several_sorts(lines: tuple[Paragraph, ...], expected: str) -> None:
    assert read(*lines, small("Mot. " * 80)) == expected


def test_what_heads_several_pages_is_the_title_when_the_front_is_silent() -> None:
    pages = tuple(
        Page(n, 595.0, 842.0, furniture=(Line(f"Les comités de jumelage du fleuve – {n}", 0.0, 0.0, 0.0, 0.0),))
        for n in (1, 2, 3)
    )
    guess = title(Extraction("application/pdf", (small("Mot. " * 80),), pages, body=11.0), [], "doc.pdf")
    assert guess is not None
    assert guess.value == "Les comités de jumelage du fleuve"


def test_a_long_name_of_a_body_needs_no_date_and_the_editorial_is_no_part_of_it() -> None:
    named = big("Comité de suivi des jumelages entre les ports de Vernoy et de Kandi")
    assert read(named, small("Compte rendu de la réunion du 4 mai 2011 – Vernoy")) == (
        "Comité de suivi des jumelages entre les ports de Vernoy et de Kandi : compte rendu de la réunion"
    )
    assert read(big("Trois jardins au bord du fleuve"), big("Editorial")) == "Trois jardins au bord du fleuve"
