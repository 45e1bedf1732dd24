"""Which lines are headings, how high they stand, and which of them open a session."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.extract import Paragraph
from indexer.structure.asides import is_noise
from indexer.structure.folding import level
from indexer.structure.measures import BOLD, HEADING, PLAIN_HEADING
from indexer.structure.roles import ends_a_sentence

#: Ranks that words alone give.
CAPITALS, NUMBERED = 2.0, 1.5
_ABOVE = 120  # characters of the prose below a short line that make it a heading
_FEW, _NEARLY = 3, 0.8
_LONG_REST = re.compile(r":\s+\S.{90,}")
_NUMBER = re.compile(r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-H])\s?[.)–-]\s?(?=\S)|\d{1,2}(?:\.\d{1,2})+\s")
_ORDINAL = (
    r"(?:(?:\d{1,2}\s?(?:[eè]re|re|er|[eè]me|e|nd|nde|st|rd|th)|premi[eè]re?|deuxi[eè]me|seconde?|troisi[eè]me|"
    r"quatri[eè]me|cinqui[eè]me|"
    r"derni[eè]re?|first|second|third|les?|la|l')\s?)"
)
# What an exchange with the public is called: « Débat », « Échanges avec la salle », never « Les échanges de classes ».
_EXCHANGE = (
    r"(?:(?:temps|moment|s[ée]ance|session) (?:d'|de )\s?)?(?:(?:d[ée]bats?|discussions?|[ée]changes?)(?=\s*$|"
    r"\s*[:–—,/(-]|"
    r"\s(?:avec|et|g[ée]n[ée]r|libres?|dans la|de la salle|entre (?:les )?(?:participant|intervenant))|\s\d)|"
    r"questions?\s?(?:[-/–&]|et|,)\s?(?:r[ée]ponses?|r[ée]actions|d[ée]bats?|[ée]changes?)|"
    r"questions? (?:aux?|à la|à l'|du|de la|avec)\b|r[ée]actions de la salle|parole à la salle|"
    r"q\s?&\s?a\b|questions and answers|discussion with)"
)
_SESSION = re.compile(
    rf"(?:{_NUMBER.pattern})?{_ORDINAL}?\s?(?:{_EXCHANGE}|(?:tables?[- ]rondes?|ateliers?|s[ée]ances?|sessions?|"
    r"pl[ée]ni[eè]res?|panels?|ouverture|cl[oô]ture|accueil|conclusions?|synth[eè]se|restitutions?|introduction|"
    r"propos (?:introductifs|liminaires)|matin[ée]e|apr[eè]s-midi|journ[ée]e(?=\s*$|\s(?:du )?\d)|jour \d|partie|"
    r"th[eè]me n?°?\s?\d|axe n?°?\s?\d|annexes?|bibliographie|remerciements|temps(?=\s?\d?\s?:)|s[ée]quence|programme|"
    r"sommaire|opening|closing|plenary|workshop|round ?table|pause|d[ée]jeuner|[ée]dito(?:rial)?|avant-propos|"
    r"pr[ée]face|"
    r"mot d[eu]|tour de table|points? divers|questions diverses|ordre du jour|point (?:n°\s?)?\d|item \d|"
    r"any other business|welcome|adoption|approval|next (?:meeting|steps)|prochaine)\b)",
    re.IGNORECASE,
)
_DEBATE = re.compile(rf"(?:{_NUMBER.pattern})?{_ORDINAL}?\s?{_EXCHANGE}", re.IGNORECASE)
_EDITORIAL = re.compile(
    r"(?:[ée]ditorial|[ée]dito|avant-propos|pr[ée]face|(?:le )?mot (?:du|de la|de l')|(?:le )?billet|tribune|"
    r"message)\b",
    re.IGNORECASE,
)


def is_numbered(text: str) -> bool:
    """Say whether the line begins like « II. », « 3) » or « 2.1 »."""
    return bool(_NUMBER.match(level(text)))


def names_a_session(text: str) -> bool:
    """Say whether the words are those of a part of the meeting: a round table, a workshop, a debate, its opening.

    >>> names_a_session("2ème TABLE-RONDE"), names_a_session("Comment agir ?")
    (True, False)
    """
    return bool(_SESSION.match(level(text).lstrip('« "*')))


def names_a_debate(text: str) -> bool:
    """Say whether the heading announces an exchange with the public."""
    return len(text) <= HEADING and bool(_DEBATE.match(level(text).lstrip('« "*')))


def names_an_editorial(text: str) -> bool:
    """Say whether the heading announces a text that somebody signs: editorial, preface, word of the mayor."""
    return bool(_EDITORIAL.match(level(text)))


def ranks(paragraphs: Sequence[Paragraph], body: float) -> list[float]:
    """Say how high each paragraph stands as a heading: 0 for running text, more for what stands higher."""
    typography = any(p.level or p.bold >= BOLD or (body and p.size >= body + 1) for p in paragraphs)
    found = []
    for k, paragraph in enumerate(paragraphs):
        after = paragraphs[k + 1] if k + 1 < len(paragraphs) else None
        height = _typographic(paragraph, body) or _by_words(paragraph, after, typography=typography)
        found.append(0.0 if is_noise(paragraph.text) else height)
    return found


def _typographic(paragraph: Paragraph, body: float) -> float:
    text = paragraph.text
    if paragraph.kind not in ("text", "item") or len(text) > HEADING:
        return 0.0
    if paragraph.level:
        return 100.0 - paragraph.level
    if paragraph.kind == "item" and not is_numbered(paragraph.marker + " x"):
        return 0.0
    if body and paragraph.size >= body + 0.9:
        return paragraph.size
    if paragraph.bold >= BOLD and not (text.endswith((",", ";")) or (ends_a_sentence(text) and text.endswith("."))):
        return (body or 10.0) + 0.5
    return 0.0


def _by_words(paragraph: Paragraph, after: Paragraph | None, *, typography: bool) -> float:
    """Judge a line that nothing but its words and its shortness sets apart."""
    text = paragraph.text
    if paragraph.kind != "text" or not _could_head(text):
        return 0.0
    if names_a_session(text) and not (typography and text.endswith((":", ","))) and not _LONG_REST.search(level(text)):
        return CAPITALS
    if in_capitals(text):
        return CAPITALS
    if typography or text.endswith((",", ";", ":")):
        return 1.0 if is_numbered(text) and not text.endswith((",", ";")) else 0.0
    if is_numbered(text):
        return NUMBERED
    above_prose = after is not None and after.kind in ("text", "item") and len(after.text) > max(_ABOVE, len(text))
    return 1.0 if above_prose else 0.0


def _could_head(text: str) -> bool:
    begins = text[0].isupper() or text[0].isdigit() or text[0] in '«"'
    return begins and len(text) <= PLAIN_HEADING and (not ends_a_sentence(text) or text.endswith(("?", "»")))


def in_capitals(text: str) -> bool:
    """Say whether nearly all letters are capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > _FEW and sum(c.isupper() for c in letters) > _NEARLY * len(letters)
