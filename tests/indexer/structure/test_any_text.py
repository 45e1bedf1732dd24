"""Whatever stands on the pages, cutting ends well: no error, no empty passage, no page break outside the text."""

from __future__ import annotations

import random

import pytest

from indexer.enrich.speakers import persons
from indexer.extract import Extraction, Paragraph
from indexer.structure import PASSAGE_KINDS
from indexer.structure.cutting import cut

PIECES = [
    "Paul GARNIER",
    "M. Garnier",
    ":",
    " : ",
    " – ",
    ". – ",
    "(",
    "(élu)",
    ")",
    "?",
    "«",
    "»",
    "Débat",
    "Échanges avec la salle",
    "Entretien avec",
    "Q1.",
    "R. C. :",
    "10:15",
    "[00:12:30]",
    "Présents :",
    "Sommaire",
    "I.",
    "1.",
    "\xa0",
    "’",
    "…",
    "\ufffe",
    "Introduction de",
    "par",
    "de",
    "Maire de Vernoy",
    "",
    ".",
    "12 rue",
    "@",
    "Nous avons commencé par écouter les habitants de la ville.",
    " et ",
    "Éditorial",
    "Notes",
    "Annexe 1",
    "Un élu :",
    "Le président :",
]


def _paragraph(dice: random.Random) -> Paragraph:
    text = " ".join(dice.choice(PIECES) for _ in range(dice.randint(0, 6)))
    return Paragraph(
        text,
        dice.choice((None, 1, 2)),
        breaks=((len(text) // 2, 3),) if len(text) > 8 and dice.random() < 0.2 else (),
        kind=dice.choice(("text", "text", "text", "item", "cell", "note", "toc")),
        marker=dice.choice(("", "-", "1.", "A")),
        level=dice.choice((0, 0, 0, 1, 2)),
        size=dice.choice((0.0, 11.0, 14.0)),
        bold=dice.choice((0.0, 0.0, 1.0)),
        italic=dice.choice((0.0, 1.0)),
        lead=dice.choice((0, 0, 5, 50)),
    )


@pytest.mark.parametrize("seed", range(8))
def test_any_text_is_cut(seed: int) -> None:
    dice = random.Random(seed)  # no secret
    for _ in range(60):
        paragraphs = tuple(_paragraph(dice) for _ in range(dice.randint(0, 14)))
        cuts, people = persons(cut(Extraction("text/plain", paragraphs, body=dice.choice((0.0, 11.0)))))
        assert all(c.kind in PASSAGE_KINDS and c.text.strip() for c in cuts)
        assert all(0 <= at <= len(c.text) for c in cuts for at, _ in c.breaks)
        assert {c.speaker for c in cuts if c.speaker} <= {p.name for p in people}
