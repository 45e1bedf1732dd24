import pytest

from indexer.enrich.dates import DateRead, date, printed_dates
from indexer.extract import Extraction, Line, Page, Paragraph


def read(*lines: str) -> DateRead:
    return date(Extraction("text/plain", tuple(Paragraph(line) for line in lines)))


def value(found: DateRead) -> str | None:
    return next((g.value for g in found.guesses if g.field == "date"), None)


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("Jeudi 10 décembre 2009", "2009-12-10"),
        ("10-12 juin 2004", "2004-06-10"),
        ("les 3 et 4 mai 2011", "2011-05-03"),
        ("1er mars 1999", "1999-03-01"),
        ("décembre 2009", "2009-12"),
        ("printemps 2005", "2005"),
        ("12/03/2004", "2004-03-12"),
        ("12.03.04", "2004-03-12"),
        ("2004-03-12", "2004-03-12"),
        ("du 30 septembre au 2 octobre 2010", "2010-09-30"),
        ("30 mai – 2 juin 2003", "2003-05-30"),
        ("lundi 5 et mardi 6 avril 2010", "2010-04-05"),
        ("MARDI 8 FÉVRIER 2005", "2005-02-08"),
        ("24, 25 et 26 juin 2004", "2004-06-24"),
        ("May 12, 2005", "2005-05-12"),
        ("12-14 May 2006", "2006-05-12"),
        ("15 au 20 nov. 2008", "2008-11-15"),
        ("10 et 11 déc. 2012", "2012-12-10"),
    ],
)
def test_dates_as_they_are_printed(printed: str, iso: str) -> None:
    (one,) = printed_dates(f"Rencontre, {printed} (salle haute)")
    assert one.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "l'article 12 de la loi 2003-45",
        "42 % en 2004",
        "10 km",
        "page 12/30",
        "le 32 mars 2004",
        "3 à 4 mois",
        "tome 5",
    ],
)
def test_what_is_no_day_gives_no_day(text: str) -> None:
    assert not any(d.day for d in printed_dates(text))


def test_the_date_on_the_front_wins_over_dates_in_the_text() -> None:
    body = "Depuis le 3 mai 1998, notre ville est jumelée. " + "Le travail a commencé tôt et dure encore. " * 10
    assert value(read("Actes de la rencontre", "Mardi 8 février 2005 à Tours", body)) == "2005-02-08"


def test_a_day_is_preferred_to_a_month() -> None:
    assert value(read("Lettre des communes, mars 2005", "Rencontre du 8 février 2005")) == "2005-02-08"


def test_the_year_beside_an_event_word_is_read() -> None:
    assert value(read("Actes du colloque 2007", "Les villes et l'eau")) == "2007"


def test_a_day_without_year_is_deduced_from_its_weekday_when_one_year_fits() -> None:
    found = read("Atelier sur l'eau", "Jeudi 8 juillet", "En 2008, la ville a signé. " * 20)
    assert value(found) == "2010-07-08"
    assert [r.code for r in found.remarks] == ["date-deduced"]
    assert [g.value for g in found.guesses if g.field == "date_as_printed"] == ["Jeudi 8 juillet"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Atelier sur l'eau", "8 juillet", "En 2008, la ville a signé."),  # no weekday
        ("Atelier sur l'eau", "Jeudi 8 juillet", "La ville a signé."),  # no year at all
        ("Atelier sur l'eau", "Jeudi 8 juillet", "En 2011, la ville a signé."),  # no year fits
    ],
)
def test_a_day_without_year_is_never_completed_by_chance(lines: tuple[str, ...]) -> None:
    found = read(*lines)
    assert value(found) is None
    assert [r.code for r in found.remarks] == ["date-incomplete"]


def test_a_document_without_date_gets_none() -> None:
    assert read("Guide du jumelage", "Se jumeler, c'est choisir un ami. " * 20) == DateRead()


def test_the_signature_dates_a_letter() -> None:
    assert (
        value(read("Note sur les jumelages", "Nous proposons ceci. " * 30, "Nantes, le 4 avril 2006")) == "2006-04-04"
    )


def test_a_law_in_the_text_is_no_date_of_the_document() -> None:
    assert value(read("Guide du jumelage", "La loi du 6 février 1992 permet aux communes de coopérer. " * 3)) is None


def test_the_running_head_is_read_when_the_front_says_nothing() -> None:
    page = Page(1, lines=(Line("Vivre ensemble"),), furniture=(Line("Forum de Brest – 12 mars 2007"),))
    assert value(date(Extraction("application/pdf", (Paragraph("Vivre ensemble", page=1),), (page,)))) == "2007-03-12"


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Dépôt légal : mars 2004", "2004-03"),
        ("Achevé d'imprimer en juin 2010", "2010-06"),
        ("© 2011 Rives communes", "2011"),
    ],
)
def test_the_imprint_dates_what_nothing_else_dates(line: str, iso: str) -> None:
    assert value(read("Guide du jumelage", "Se jumeler, c'est choisir un ami. " * 20, line)) == iso


def test_the_date_of_a_meeting_wins_over_one_its_title_tells_of() -> None:
    assert (
        value(read("SUITES DU CYCLONE DU 3 MARS 2001", "Compte rendu de la séance du lundi 7 mai 2001")) == "2001-05-07"
    )


def test_the_date_is_read_in_the_first_sentences_when_the_front_has_none() -> None:
    text = "La rencontre des comités, qui s'est tenue le 4 juin 2003, a réuni vingt personnes. " + "On y a parlé. " * 30
    assert value(read("Rencontre des comités", text)) == "2003-06-04"


def test_a_year_in_a_running_head_is_made_whole_by_the_first_sentences() -> None:
    text = Paragraph("Le mardi 3 juin 2014, la ville réunissait trois maires. " + "On y parla de l'eau. " * 40, page=1)
    for head, iso in (("Le Fleuve – été 2014", "2014-06-03"), ("Le Fleuve – été 2015", "2015")):
        pages = (Page(1, furniture=(Line(head),)),)
        assert value(date(Extraction("application/pdf", (Paragraph("À qui est l'eau ?", page=1), text), pages))) == iso
