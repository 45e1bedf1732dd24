from indexer.enrich.describe import Description, describe
from indexer.extract import Extraction, Page, Paragraph
from indexer.structure import Cut


def value(description: Description, name: str) -> str | None:
    return next((g.value for g in description.guesses if g.field == name), None)


def test_an_empty_document_gets_a_kind_and_its_file_s_name() -> None:
    found = describe(Extraction("application/pdf", ()), [], [], "scan 12.pdf")
    assert [(g.field, g.score < 0.5) for g in found.guesses] == [("title", True), ("kind", True)]
    assert (found.territories, found.themes, found.partnerships, found.remarks) == ((), (), (), ())


def test_everything_is_proposed_from_one_cover_and_one_speech() -> None:
    lines = (
        Paragraph("L'eau des villes", page=1, size=24.0, bold=1.0),
        Paragraph("Actes du colloque", page=1, size=14.0),
        Paragraph("Mardi 8 février 2005 à Angers", page=1, size=12.0),
        Paragraph("Colloque organisé par Rives communes", page=1, size=11.0),
    )
    text = "La ville d'Angers est jumelée avec Bamako au Mali depuis 1974. L'eau potable, les forages et les pompes. "
    cuts = [Cut("intervention", text * 3, speaker="Anne Petit", page_first=2, page_last=2)]
    found = describe(Extraction("application/pdf", lines, (Page(1), Page(2)), body=11.0), cuts, [], "a.pdf")
    assert {name: value(found, name) for name in ("title", "kind", "date", "place", "language", "organiser")} == {
        "title": "L'eau des villes",
        "kind": "proceedings",
        "date": "2005-02-08",
        "place": "Angers",
        "language": "fr",
        "organiser": "Rives communes",
    }
    assert {"Angers", "Bamako", "Mali"} <= {t.name for t in found.territories}
    assert [(p.a, p.b, p.since, p.page) for p in found.partnerships] == [("Angers", "Bamako", "1974", 2)]
    assert {"eau-assainissement", "jumelage"} <= {t.id for t in found.themes}
    assert found.partnerships[0].themes == ("eau-assainissement",)
