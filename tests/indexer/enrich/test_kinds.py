import pytest

from indexer.enrich.kinds import kind
from indexer.extract import Extraction, Page, Paragraph
from indexer.structure import Cut


def of(*lines: str, cuts: tuple[Cut, ...] = (), filename: str = "x.pdf", pages: int = 1, wide: bool = False) -> str:
    size = (842.0, 595.0) if wide else (595.0, 842.0)
    sheets = tuple(Page(n, *size) for n in range(1, pages + 1))
    return kind(Extraction("application/pdf", tuple(Paragraph(t, page=1) for t in lines), sheets), cuts, filename).value


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Actes du colloque", "proceedings"),
        ("ATELIER 3 – Compte-rendu", "minutes"),
        ("Relevé de décisions du groupe-pays", "minutes"),
        ("Procès-verbal de la commission", "minutes"),
        ("Synthèse de la réunion des partenaires", "summary"),
        ("Note de présentation du programme", "note"),
        ("Lettre d'information n° 12", "letter"),
        ("Rapport annuel 2004", "report"),
        ("Étude sur les jumelages", "study"),
        ("Guide du porteur de projet", "brochure"),
        ("Entretien avec une maire", "article"),
        ("Une journée au marché", "other"),
        ("Les actes de naissance à la mairie", "other"),
    ],
)
def test_the_front_says_what_it_is(line: str, expected: str) -> None:
    assert of("Ville et fleuve", line) == expected


def test_the_first_genre_of_the_front_wins() -> None:
    assert of("Actes du colloque", "Synthèse des ateliers") == "proceedings"


def test_a_word_that_titles_use_gives_way_to_a_plain_genre() -> None:
    assert of("Portraits d'amis", "Brochure éditée par la Ville de Tours") == "brochure"
    assert of("Portraits d'amis", "Printemps 2004") == "article"


def speech(*names: str) -> tuple[Cut, ...]:
    return tuple(Cut("intervention", "Des mots. " * 30, speaker=n, speaker_as_printed=n) for n in names)


def test_many_people_who_speak_make_proceedings_a_few_make_minutes() -> None:
    assert of("Ville et fleuve", cuts=speech("A B", "C D"), pages=20) == "proceedings"
    assert of("Ville et fleuve", cuts=speech("A B", "C D"), pages=3) == "minutes"
    assert of("Table ronde : ville et fleuve", cuts=speech("A B", "C D"), pages=20) == "minutes"


def test_large_meetings_have_proceedings_one_sitting_has_minutes() -> None:
    cuts = speech("A B", "C D")
    assert of("Ville et fleuve", "Rencontres de Dijon, mars 2005", cuts=cuts) == "proceedings"
    assert of("Ville et fleuve", "Forum du fleuve – Table ronde du 5 mars 2005", cuts=cuts) == "minutes"


def test_one_interview_in_a_magazine_does_not_make_it_minutes() -> None:
    cuts = (*speech("A B", "C D"), Cut("section", "Un long article. " * 200))
    assert of("Ville et fleuve", "Éditorial", cuts=cuts, pages=8) == "brochure"


def test_wide_pages_with_few_words_are_a_presentation() -> None:
    assert of("Ville et fleuve", "Nos projets", pages=6, wide=True) == "presentation"


def test_the_file_name_is_the_last_resort() -> None:
    assert of("Ville et fleuve", filename="CR_commission.pdf") == "minutes"


def test_interviews_make_a_brochure_unless_a_meeting_is_named() -> None:
    asked = tuple(
        Cut("answer", "Je cultive. " * 20, speaker_as_printed=name, session=name, cue="interview")
        for name in ("Paul Garnier", "Odile Perrin", "Aminata Sow")
    )
    assert of("Trois jardins", "Mai 2008", cuts=asked) == "brochure"
    assert of("Trois jardins", "Forum du 3 mai 2008", cuts=asked) == "proceedings"
