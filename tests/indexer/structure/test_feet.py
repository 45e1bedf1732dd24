"""Footnotes told by place, number and small letters: what is one, and what only looks like one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.extract import Extraction
from indexer.structure.cutting import cut

from .speeches import LONG, MORE, Document

_BODY, _SMALL = 11.0, 9.0


def _printed(extraction: Extraction, small: str) -> Extraction:
    """The same document with letters: the lines that begin with `small` are the small ones."""
    sized = [replace(p, size=_SMALL if p.text.startswith(small) else _BODY) for p in extraction.paragraphs]
    return replace(extraction, paragraphs=tuple(sized), body=_BODY)


def test_notes_between_a_name_and_its_words_are_not_said(document: Document) -> None:
    text = f"""
        [p. 4]
        **Paul GARNIER**
        _Maire de Vernoy_
        {LONG}
        **Aminata SOW**
        1Odile Perrin, L'eau au village, Vernoy, 2004.
        [p. 5]
        _Présidente d'Eau vive_
        {MORE}
        """
    cuts = cut(_printed(document(text), "1Odile"))
    assert [(c.speaker, c.role, c.page_first) for c in cuts if c.speaker] == [
        ("Paul Garnier", "Maire de Vernoy", 4),
        ("Aminata Sow", "Présidente", 5),
    ]
    assert [c.text for c in cuts if c.kind == "notes"] == ["Odile Perrin, L'eau au village, Vernoy, 2004."]


@pytest.mark.parametrize("line", ["12 Villages ont répondu.", "2Odile Perrin n'était pas là.", "1789 Une date."])
def test_a_small_line_whose_number_does_not_come_next_is_no_note(line: str, document: Document) -> None:
    extraction = document(f"[p. 1]\n**Paul GARNIER**\n_Maire de Vernoy_\n{LONG}\n{line}\n[p. 2]\n{MORE}")
    assert not [c for c in cut(_printed(extraction, line)) if c.kind == "notes"]


def test_a_small_numbered_line_above_text_is_no_note(document: Document) -> None:
    extraction = document(f"[p. 1]\n**Paul GARNIER**\n_Maire de Vernoy_\n1 Une règle en petit\n{LONG}\n{MORE}")
    assert not [c for c in cut(_printed(extraction, "1 Une")) if c.kind == "notes"]


@pytest.mark.parametrize(("call", "notes"), [(" (1)", 1), ("", 0)])
def test_at_the_end_of_a_text_without_type_the_calls_make_the_notes(call: str, notes: int, document: Document) -> None:
    extraction = document(f"Paul Garnier : {LONG}{call}\nAminata Sow : {MORE}\n- Voir le rapport de 2004.")
    *said, last = extraction.paragraphs
    cuts = cut(replace(extraction, paragraphs=(*said, replace(last, marker="(1)"))))
    assert len([c for c in cuts if c.kind == "notes"]) == notes
