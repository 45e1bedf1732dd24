"""Captions: short lines below a picture or above a table, told by their words or by their small slanted letters."""

from __future__ import annotations

import re

from indexer.extract import Paragraph
from indexer.structure.folding import level
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import BOLD

_NUMBERED = re.compile(
    r"(?:photo(?:graphie)?|figure|fig\.|carte|graphique|illustration|image|sch[ée]ma|tableau|dessin|croquis|plan|"
    r"picture|map|chart|table)\s(?:n\s?[°o]\.?\s?)?\d{1,3}(?:\s?[:.–—-]\s|\s?\.?$)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[.(–—-]\s?(?:photo(?:graphie)?s?|clich[ée]s?|cr[ée]dits?(?: photos?)?|picture|©)"
    rf"(?:\s?:\s|\s?(?:de |d')?(?=[{CAPITAL}]))[^.]{{2,60}}[.,)]{{0,2}}$",
    re.IGNORECASE,
)
_LONGEST = 220  # characters
_SMALL, _VERY_SMALL = 0.9, 1.9  # points below the usual size


def is_caption(paragraph: Paragraph, body: float) -> bool:
    """Say whether the line tells what a picture shows: « Photo 2 – Le puits », « Le puits. Photo Odile Perrin ».

    A credit at its end must come with small or slanted letters; very small slanted letters need no words.
    """
    text = level(paragraph.text.strip())
    if paragraph.kind != "text" or paragraph.level or paragraph.bold >= BOLD or not 0 < len(text) <= _LONGEST:
        return False
    if text.startswith(("(", "[")) or _NUMBERED.match(text):
        return not text.startswith(("(", "["))
    below = body - paragraph.size if body and paragraph.size else 0.0
    slanted = paragraph.italic >= BOLD
    if _CREDIT.search(text) and (slanted or below >= _SMALL):
        return True
    return slanted and below >= _VERY_SMALL
