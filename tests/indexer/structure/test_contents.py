"""The zones of lists: frames end them, and finding their ends costs no more for a long text than its lines."""

from __future__ import annotations

from typing import Any

from indexer.extract import Paragraph
from indexer.structure.contents import zones


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
