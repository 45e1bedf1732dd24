"""Captions stand apart from the speech that they interrupt; short lines of the speech do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.extract import Extraction
from indexer.structure.cutting import cut

from .speeches import LONG, MORE, Document

_BODY = 11.0


def _with_line(document: Document, line: str, size: float) -> Extraction:
    """A speech with `line` in its middle, in letters of `size`."""
    extraction = document(f"**Paul GARNIER**\n_Maire de Vernoy_\n{LONG}\n{line}\n{MORE}")
    plain = line.strip("_")
    sized = [replace(p, size=size if p.text == plain else _BODY) for p in extraction.paragraphs]
    return replace(extraction, paragraphs=tuple(sized), body=_BODY)


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("Photo 3 – Le puits de Kandi au mois de mai.", _BODY),
        ("Carte 1 : les trois cantons", _BODY),
        ("Le puits de Kandi. Photo Odile Perrin.", 9.0),
        ("_Le lavoir un dimanche (cliché : archives de Vernoy)_", _BODY),
        ("_Le lavoir un dimanche_", 8.5),
    ],
)
def test_a_caption_stands_apart(line: str, size: float, document: Document) -> None:
    cuts = cut(_with_line(document, line, size))
    assert [(c.kind, c.speaker) for c in cuts] == [("intervention", "Paul Garnier"), ("annex", None)]
    assert cuts[0].text == f"{LONG}\n{MORE}"


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("Photo ou pas photo, le puits est à sec.", _BODY),
        ("J'ai gardé une photo. Odile Perrin l'a prise.", _BODY),
        ("_Le lavoir est à tout le monde._", _BODY),
        ("Tableau 2020 des dépenses : rien.", _BODY),
    ],
)
def test_a_short_line_of_the_speech_stays_in_it(line: str, size: float, document: Document) -> None:
    cuts = cut(_with_line(document, line, size))
    assert [(c.kind, c.speaker) for c in cuts] == [("intervention", "Paul Garnier")]
