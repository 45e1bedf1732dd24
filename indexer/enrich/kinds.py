"""What sort of document one holds: what its front says first, then its shape, then its file name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from corpus.vocabularies.spelling import plain
from indexer.enrich import Guess
from indexer.enrich.dates import printed_dates
from indexer.enrich.front import SPEECH, closing, front
from indexer.enrich.genres import is_ambiguous, kind_at_start, kind_inside, only_genre
from indexer.extract import Extraction, Paragraph
from indexer.structure import Cut

FIRST_PAGES = 3
HEADING = 12  # words: longer is no heading
LONGEST = 40
LARGE_MEETING = 16  # pages, from which people speaking in turn make proceedings
MANY_SPEAKERS = 12
SLIDE = 120  # words a page has at most
_EDITED = re.compile(
    r"^(?:edito(?:rial)?|ours|mode d'emploi|conseils|contacts? utiles?|adresses utiles|pour aller plus loin|"
    r"directeur de (?:la )?publication)\b"
)
_MEETING = re.compile(r"^\W*(?:atelier|table[- ]ronde|reunion|comite de pilotage|commission)\b")
#: such meetings have proceedings; of one round table within them there are minutes
_LARGE = re.compile(
    r"\b(?:colloques?|assises|rencontres|forums?|congres|seminaires?|symposium|journees? (?:d'etude|nationale|"
    r"internationale|regionale|europeenne)s?|universites? d'(?:ete|automne)|conferences?)\b"
)
_PART = re.compile(r"\b(?:table[- ]ronde|comite|commission|reunion|seance)\b")
_SIGNED = re.compile(r"\W*(?:r[ée]dact(?:eur|rice)|r[ée]dig[ée] par|note [ée]tablie par)\b", re.IGNORECASE)


def kind(extraction: Extraction, cuts: Sequence[Cut], filename: str) -> Guess:
    """Say what sort of document it is; `other` when nothing tells."""
    lines = front(extraction, cuts)
    named = [(line, said) for line in lines if len(line.text.split()) <= LONGEST and (said := kind_at_start(line.text))]
    for line, said in sorted(named, key=lambda one: is_ambiguous(one[0].text)):
        return Guess("kind", said, 0.9, line.page, line.text.strip()[:200])
    for line in lines[:12]:
        found = kind_inside(line.text) if len(line.text.split()) <= 12 else None  # noqa: PLR2004 (a heading)
        if found:
            return Guess("kind", found, 0.7, line.page, line.text.strip()[:200])
    return (
        _inside(extraction)
        or _by_shape(extraction, cuts, lines)
        or _by_name(extraction, filename)
        or Guess("kind", "other", 0.2)
    )


def _inside(extraction: Extraction) -> Guess | None:
    """Read a running head, or a line of genre words alone on the pages after the cover."""
    heads = [(line.text, page.number) for page in extraction.pages[1:FIRST_PAGES] for line in page.furniture]
    alone = [(p.text, p.page) for p in extraction.paragraphs if 1 < (p.page or 0) <= FIRST_PAGES and only_genre(p.text)]
    for text, page in (*heads, *alone):
        found = kind_at_start(text) if len(text.split()) <= HEADING else None
        if found:
            return Guess("kind", found, 0.65, page, text.strip()[:200])
    return None


def _by_shape(extraction: Extraction, cuts: Sequence[Cut], lines: Sequence[Paragraph]) -> Guess | None:
    if "presentation" in extraction.media_type or _slides(extraction):
        return Guess("kind", "presentation", 0.6)
    if met := _by_meeting(extraction, cuts, lines):
        return met
    signed = next((p for p in closing(extraction) if _SIGNED.match(p.text)), None)
    if signed:
        return Guess("kind", "note", 0.5, signed.page, signed.text.strip()[:200])
    edited = next(
        (p for p in extraction.paragraphs if len(p.text.split()) <= HEADING and _EDITED.match(plain(p.text))), None
    )
    if edited:
        return Guess("kind", "brochure", 0.45, edited.page, edited.text.strip()[:200])
    return None


def _by_meeting(extraction: Extraction, cuts: Sequence[Cut], lines: Sequence[Paragraph]) -> Guess | None:
    """Tell the proceedings of a large meeting from the minutes of a small one, where mostly people speak."""
    spoken = [c for c in cuts if c.kind in SPEECH]
    speakers = {c.speaker_as_printed for c in spoken if c.speaker_as_printed}
    said = sum(len(c.text) for c in spoken)
    if len(speakers) < 2 or said * 2 <= sum(len(c.text) for c in cuts):  # noqa: PLR2004 (a conversation)
        return None
    sessions = {c.session for c in cuts if c.session}
    asked = sum(c.cue == "interview" for c in spoken)
    if 2 * asked > len(spoken) and not any(_gathers(line.text) for line in lines):
        return Guess("kind", "brochure", 0.5)  # interviews are made for readers, not at a meeting
    if any(_MEETING.search(plain(line.text)) for line in lines):
        return Guess("kind", "minutes", 0.6)
    if (event := next((line for line in lines if _is_large(line.text)), None)) is not None:
        return Guess("kind", "proceedings", 0.6, event.page, event.text.strip()[:200])
    large = len(extraction.pages) >= LARGE_MEETING or len(sessions) > 1 or len(speakers) > MANY_SPEAKERS
    return Guess("kind", "proceedings" if large else "minutes", 0.55)


def _gathers(text: str) -> bool:
    """Say whether the line names a meeting, large or small."""
    return bool(_MEETING.search(plain(text)) or _LARGE.search(plain(text)))


def _is_large(text: str) -> bool:
    """Say whether the line names a large meeting, dated, and no single sitting of it."""
    folded = plain(text)
    dated = any(printed_dates(text)) and len(text.split()) <= LONGEST
    return dated and bool(_LARGE.search(folded)) and not _PART.search(folded)


def _slides(extraction: Extraction) -> bool:
    wide = [page for page in extraction.pages if page.width > page.height * 1.2]
    words = sum(len(p.text.split()) for p in extraction.paragraphs)
    return len(extraction.pages) > 1 and len(wide) == len(extraction.pages) and words < SLIDE * len(wide)


def _by_name(extraction: Extraction, filename: str) -> Guess | None:
    for source in (extraction.metadata.get("title", ""), re.sub(r"[_\-.]+", " ", PurePath(filename).stem)):
        found = kind_at_start(source) or ("minutes" if re.match(r"(?:cr|pv)\b", source, re.IGNORECASE) else None)
        if found:
            return Guess("kind", found, 0.4, None, source)
    return None
