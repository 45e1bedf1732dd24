"""Lines among speeches that nobody says: the end of the meeting, credits, applause, the floor given, votes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.extract import Paragraph
from indexer.structure.folding import level
from indexer.structure.measures import ANNOUNCEMENT, BOLD

_CLOSES = re.compile(
    r"(?:[\[(]?(?:la|l'|le|les)\s?(?:s[ée]ance|r[ée]union|session|assembl[ée]e|colloque|travaux|"
    r"d[ée]bat)s?\b[^.]{0,60}\b(?:est|sont|ayant [ée]t[ée])\s(?:lev[ée]e?s?|close?s?|suspendue?s?|termin[ée]e?s?|"
    r"repris[e]?s?|ouvert[e]?s?)|"
    r"(?:the )?(?:meeting|session) (?:closed|adjourned|was (?:closed|adjourned))|fin de (?:la|l')\s?(?:r[ée]union|"
    r"s[ée]ance))",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:(?:propos|entretien|interview)s?\s.{0,20}(?:recueillis|r[ée]alis[ée]e?s?)(?: et [^.:;]{3,40})? par|"
    r"(?:transcription|r[ée]daction|"
    r"compte[- ]rendu r[ée]dig[ée]|photos?|cr[ée]dits?)(?: par| :))",
    re.IGNORECASE,
)
_STAGE = re.compile(r"[(\[][^()\[\]]{3,80}[)\]]\.?")
_WORDLESS = re.compile(
    r"(?:(?:vifs |longs )?applaudissements|(?:rires|sourires|exclamations|protestations|brouhaha)"
    r"(?: et (?:applaudissements|rires))?(?: (?:dans la salle|sur (?:tous )?les bancs.{0,40}))?|"
    r"(?:interruption|suspension|reprise) de (?:la )?s[ée]ance(?: .{0,30})?|applause|laughter)\s?\.?",
    re.IGNORECASE,
)
_STAMP = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s*(?:[–—-]\s)?")
_OUTCOME = re.compile(
    r"(?!.*\b(?:je|j'|nous|vous|I|we|you)\b)"
    r"[^.?!:]{0,120}\b(?:est|sont|(?:a|ont) [ée]t[ée]|is|are|was|were)\s(?:\w+(?:ment|ly) )?"
    r"(?:adopt[ée]|approuv[ée]|rejet[ée]|repouss[ée]|ajourn[ée]|adopted|approved|carried|rejected)e?s?\b[^.?!]{0,90}\.?",
    re.IGNORECASE,
)
_FLOOR = re.compile(
    r"(?!.*\b(?:je|j'|nous|vous|I|we|you)\b)(?:"
    r"la parole (?:est|sera|fut)(?: \w+)? (?:donn[ée]e|pass[ée]e|c[ée]d[ée]e|laiss[ée]e|rendue|accord[ée]e|offerte)\b|"
    r"[^.?!:]{2,90}\b(?:prend|reprend|demande|obtient|(?:donne|passe|c[eè]de|laisse|rend) (?:ensuite |alors |enfin )?)"
    r"\s?la parole\b|the floor (?:is|was) (?:given|passed)\b)[^.?!:]{0,120}\.?",
    re.IGNORECASE,
)
_VOTE = re.compile(r"unanim|majorit|\bvoix\b|abstention|sans opposition|\bvotes?\b|nem\. con", re.IGNORECASE)


def ends_the_speech(paragraph: Paragraph) -> bool:
    """Say whether nobody goes on after the line: « La séance est levée à midi. », « Propos recueillis par X »."""
    closes = _CLOSES.match(level(paragraph.text)) is not None or credits_somebody(paragraph)
    return closes and len(paragraph.text) <= ANNOUNCEMENT


def credits_somebody(paragraph: Paragraph) -> bool:
    """Say whether the line tells who wrote, took the pictures or asked the questions."""
    return _CREDIT.match(level(paragraph.text)) is not None


def asides_below(paragraphs: Sequence[Paragraph]) -> int:
    """Count the last lines of a speech that nobody says; at least one line stays."""
    rows = 0
    while rows < len(paragraphs) - 1 and is_aside(paragraphs[-1 - rows], paragraphs[-2 - rows]):
        rows += 1
    return rows


def table_below(paragraphs: Sequence[Paragraph]) -> int:
    """Count the rows of the table that stands below the last words of a speech; 0 where a colon announces it."""
    rows = 0
    while rows < len(paragraphs) and paragraphs[-1 - rows].kind == "cell":
        rows += 1
    if not 1 < rows < len(paragraphs) or paragraphs[-1 - rows].text.rstrip().endswith(":"):
        return 0
    return rows


def is_noise(text: str) -> bool:
    """Say whether the line tells only what was heard or done: « Vifs applaudissements », « Suspension de séance »."""
    return _WORDLESS.fullmatch(level(text).strip()) is not None


def is_aside(paragraph: Paragraph, above: Paragraph) -> bool:
    """Say whether the last line of a speech is not said: « (Applaudissements.) », « La parole est donnée au maire. ».

    An outcome is the secretary's when it counts the votes, or when it alone is in italics.
    """
    plain = _STAMP.sub("", level(paragraph.text.strip()))
    if _STAGE.fullmatch(plain) or is_noise(plain) or _FLOOR.fullmatch(plain):
        return True
    apart = paragraph.italic >= BOLD > above.italic
    return _OUTCOME.fullmatch(plain) is not None and (apart or _VOTE.search(plain) is not None)
