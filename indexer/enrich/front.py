"""The front of a document: the lines that stand before its text and say what it is, of whom and of when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.vocabularies.spelling import plain
from indexer.enrich.genres import only_genre
from indexer.extract import Extraction, Paragraph
from indexer.structure import Cut

LONGEST_FRONT = 25  # paragraphs
RUNNING_TEXT = 45  # words: a paragraph this long is no title any more
SPEECH = {"intervention", "question", "answer"}
_SPOKEN = re.compile(
    r"^(?:(?:retour à l['’])?intervention|introduction|ouverture|allocution|mot d['’]accueil|discours|la "
    r"parole)\b.* (?:de|d['’]|par|à)\b",
    re.IGNORECASE,
)


def front(extraction: Extraction, cuts: Sequence[Cut] = ()) -> tuple[Paragraph, ...]:
    """Give the paragraphs of the title page, or those before the text begins where there is no such page."""
    spoken = {plain(c.speaker_as_printed) for c in cuts if c.kind in SPEECH and c.speaker_as_printed}
    kept: list[Paragraph] = []
    for paragraph in extraction.paragraphs:
        text = paragraph.text.strip()
        if not text or paragraph.kind == "note":
            continue
        if kept and (paragraph.page or 1) > (kept[0].page or 1) and not all(only_genre(one.text) for one in kept):
            break  # a cover that only says « Actes du colloque » has its title on the next page
        if paragraph.kind == "toc" or len(kept) >= LONGEST_FRONT:
            break
        opens = _SPOKEN.match(text) or plain(text) in spoken
        if kept and (opens or len(text.split()) > RUNNING_TEXT):
            break
        kept.append(paragraph)
    return tuple(kept)


def opening(extraction: Extraction, words: int = 400) -> str:
    """Give the first words of the document, the title page included."""
    parts: list[str] = []
    count = 0
    for paragraph in extraction.paragraphs:
        parts.append(paragraph.text)
        count += len(paragraph.text.split())
        if count > words:
            break
    return "\n".join(parts)


def closing(extraction: Extraction) -> tuple[Paragraph, ...]:
    """Give the last lines, where letters and notes are dated and signed."""
    return tuple([p for p in extraction.paragraphs if p.kind != "note" and p.text.strip()][-4:])
