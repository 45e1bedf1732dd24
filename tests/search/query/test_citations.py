"""References are written as librarians and reference managers expect them."""

from __future__ import annotations

from search.query.citations import bibtex, csl, ris
from search.query.reference import Reference

WHOLE = Reference(
    pid="bcdfghjkmn2",
    title="L'eau & nous : 100 % public",
    kind="proceedings",
    date="2009-12",
    place="Lille",
    organisers=("Réseau A", "Ville B"),
    language="fr",
    url="https://exemple.org/d/bcdfghjkmn2",
)


def test_ris_of_a_document() -> None:
    assert ris(WHOLE).split("\r\n") == [
        "TY  - CONF",
        "ID  - bcdfghjkmn2",
        "TI  - L'eau & nous : 100 % public",
        "AU  - Réseau A",
        "AU  - Ville B",
        "PY  - 2009",
        "DA  - 2009/12//",
        "CY  - Lille",
        "LA  - fr",
        "UR  - https://exemple.org/d/bcdfghjkmn2",
        "ER  - ",
        "",
    ]


def test_bibtex_escapes_what_latex_would_read() -> None:
    record = bibtex(WHOLE)
    assert record.startswith("@proceedings{public2009-bcdfghjkmn2,\n")
    assert r"title = {L'eau \& nous : 100 \% public}" in record
    assert "organization = {Réseau A and Ville B}" in record
    assert record.count("{") - record.count("\\{") == record.count("}") - record.count("\\}")


def test_a_line_break_in_a_title_cannot_forge_a_field() -> None:
    forged = Reference("p", "Titre\r\nER  - \r\nTY  - BOOK", "note", None, None, (), None, "u")
    assert ris(forged).count("\r\nER  - ") == 1


def test_csl_of_a_document() -> None:
    assert csl(WHOLE) == {
        "id": "bcdfghjkmn2",
        "type": "book",
        "title": "L'eau & nous : 100 % public",
        "author": [{"literal": "Réseau A"}, {"literal": "Ville B"}],
        "issued": {"date-parts": [[2009, 12]]},
        "publisher": "Réseau A, Ville B",
        "publisher-place": "Lille",
        "language": "fr",
        "URL": "https://exemple.org/d/bcdfghjkmn2",
    }
