"""The zones of lists: frames end them, and finding their ends costs no more for a long text than its lines."""

from __future__ import annotations

from typing import Any

from indexer.enrich.speakers import persons
from indexer.extract import Paragraph
from indexer.structure.contents import zones
from indexer.structure.cutting import cut

from .speeches import LONG, MORE, Document


class Counted(list[Paragraph]):
    """Paragraphs that count how often one of them is looked at."""

    looks = 0

    def __getitem__(self, place: Any) -> Any:
        self.looks += 1
        return super().__getitem__(place)


def test_a_hundred_times_more_boxed_notes_are_looked_at_a_hundred_times_more() -> None:
    note = Paragraph("Voir la carte du plateau.", kind="note", boxed=True)
    few, many = Counted([note] * 100), Counted([note] * 10_000)
    assert set(zones(few, [0.0] * len(few)) + zones(many, [0.0] * len(many))) == {""}
    assert many.looks <= 110 * few.looks


def test_a_list_that_begins_in_a_frame_ends_with_it() -> None:
    inside = [Paragraph(text, boxed=True) for text in ("Participants", "Paul Garnier", "Aminata Sow")]
    paragraphs = [Paragraph("Le projet"), *inside, Paragraph("Odile Perrin"), Paragraph("Le puits", boxed=True)]
    assert zones(paragraphs, [0.0] * len(paragraphs)) == ["", "contents", "contents", "contents", "", ""]


def test_those_present_go_on_in_broken_lines(document: Document) -> None:
    text = f"""
        Présents : Paul Garnier (Vernoy), en qualité de président ; Odile Perrin, de la
        Maison de l'eau (Kandi) ; Aminata Sow, présidente
        d'Eau vive ; Kossi Amegan, fontainier.
        MS Perrin : {LONG}
        Paul Garnier : {MORE}
        """
    cuts, _ = persons(cut(document(text)))
    assert [(c.kind, c.speaker) for c in cuts] == [
        ("contents", None),
        ("intervention", "Odile Perrin"),
        ("intervention", "Paul Garnier"),
    ]
