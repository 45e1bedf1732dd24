"""What is cited is what the house knows, and nobody is named who asked not to be."""

from __future__ import annotations

from datetime import date

from corpus.catalogue.models import Document, Passage, Speaker, StoredFile, Version
from corpus.vocabularies.unnamed import UNNAMED
from search.query.citations import csl, ris
from search.query.notices import Notice, Place, Voice
from search.query.reference import of_document, of_passage
from search.query.styles import apa, iso690


def place(speaker: str | None, **values: object) -> Place:
    document = Document(pid="d", title="Les quais", kind="minutes", date="2001", organisers=["Ville"], language="fr")
    version = Version(document=document, stored_file=StoredFile(sha256="0", size=1), filename="a.pdf")
    passage = Passage(pid="p", kind="intervention", text="Oui.", page_first=4, page_last=5, **values)
    passage.speaker = Speaker(label=speaker) if speaker else None
    return Place(passage, document, version, None, None, [], [], 1)


def test_printed_pages_are_those_of_the_passage() -> None:
    cited = of_passage(place("Awa Sy"), "u", {4: "2", 5: "3", 6: "4"})
    assert (cited.author, cited.page, cited.page_last, cited.folio, cited.folio_last) == ("Awa Sy", 4, 5, "2", "3")
    assert "SP  - 2\r\nEP  - 3" in ris(cited)
    assert csl(cited)["page"] == "2-3"


def test_a_sentence_has_its_own_address_and_pages() -> None:
    cited = of_passage(place("Awa Sy"), "u", {5: "3"}, pid="c", pages=(5, 5))
    assert (cited.pid, cited.page, cited.page_last, cited.folio) == ("c", 5, 5, "3")


def test_who_asked_not_to_be_named_is_nobody_s_author() -> None:
    cited = of_passage(place(UNNAMED, heading="Clôture"), "u", {})
    assert (cited.author, cited.is_part) == (None, True)
    assert "author" not in csl(cited)
    assert "AU  - " not in ris(cited)
    for line in (iso690(cited, date(2026, 1, 1)), apa(cited)):
        assert line.text.startswith("Clôture.")


def test_a_signed_document_has_authors_and_minutes_have_none() -> None:
    shown = place(None)
    voices = [Voice("1", "Awa Sy", None, None, 1), Voice("2", UNNAMED, None, None, 1)]
    for kind, authors in (("note", ("Awa Sy",)), ("minutes", ())):
        shown.document.kind = kind
        notice = Notice(shown.document, shown.version, [], voices, [], [], [], [], None, [])
        assert of_document(notice, "u").authors == authors
