"""Where what a document reports took place, when its front says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.vocabularies.gazetteer import Place, gazetteer
from indexer.enrich import Guess
from indexer.enrich.dates import printed_dates
from indexer.enrich.front import front, opening
from indexer.enrich.whereabouts import only_place
from indexer.extract import Extraction, Paragraph
from indexer.structure import Cut

_NAME = (
    r"(?P<name>(?:(?:Le|La|Les|L['’])\s?)?[A-ZÀ-Ý][\w’'-]*(?:[ -](?:(?:de|du|des|la|le|les|sur|sous|en|et|lès|"
    r"d['’])[ -]?)*[A-ZÀ-Ý][\w’'-]*)*)"
)
_AT = re.compile(rf"(?:^|[\s,(])(?:à|au|A|À|[Hh]eld (?:in|at))\s+{_NAME}")
_BEFORE_DATE = re.compile(rf"{_NAME}\s*(?:\([^)]*\)\s*)?[,–—:·•-]?\s*(?:le|les|du|,|–|—|-)?\s*$")
_AFTER_DATE = re.compile(rf"^\s*[,–—(|:/·•-]\s*(?:à\s+)?{_NAME}")
_VENUE = re.compile(
    r"\b(?:h[oô]tel (?:de ville|de (?:la )?r[ée]gion|du d[ée]partement|de \w+)|mairie|palais|centre|salle|"
    r"universit[ée]|facult[ée]|maison|espace|auditorium|"
    r"amphith[ée][aâ]tre|institut|[ée]cole|lyc[ée]e|th[ée][aâ]tre|m[ée]diath[eè]que|cit[ée]|conseil "
    r"(?:g[ée]n[ée]ral|r[ée]gional|d[ée]partemental)|lieu)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:colloque|s[ée]minaire|journ[ée]es?|rencontres?|forum|assises|atelier|r[ée]union|conf[ée]rence|congr[eè]s|"
    r"table[- ]ronde|"
    r"assembl[ée]e|cette)\b",
    re.IGNORECASE,
)
_HELD_AT = re.compile(
    rf"\b(?:tenue?s?|d[ée]roul[ée]e?s?|organis[ée]e?s?|r[ée]uni(?:e?s?)|accueillie?s?|rassembl[ée]e?s?|eu lieu)\b"
    rf"(?:\s(?:le|les|du|en|ce)\s[^,.;]{{3,40}}?)?,?\s(?:à|au)\s{_NAME}"
)
_MET_IN = re.compile(
    rf"\b(?:held|met|gathered|took place)\b(?:\son\s[^,.;]{{3,40}}?)?,?\s(?:in|at)\s{_NAME}",
)
#: « réunissait, dans les anciennes halles de Vernoy, quatre … »
_HELD_IN = re.compile(
    r"\b(?:ten(?:ait|aient|ue?s?)|d[ée]roul\w+|organis\w+|r[ée]uni\w*|accueill\w+|rassembl\w+|eu lieu|recev\w+)\b"
    r"[^.;]{0,40}?\s(?:à|au|aux|dans|en)\s(?:l[ae]s?\s|l['’])?[^.;,]{0,30}?\b(?:halles?|salles?|mairie|palais|maison|"
    r"h[oô]tel de ville|th[ée][aâ]tre|m[ée]diath[eè]que|centre|mus[ée]e|universit[ée]|lyc[ée]e|gare|"
    r"abbaye|ch[aâ]teau)\b"
    rf"[^.;,]{{0,30}}?\s(?:de\s|d['’]|à\s){_NAME}"
)
#: « Rencontres de Cluny », « Assises d'Angers »: events are called after their town
_CALLED_AFTER = re.compile(
    r"^(?:rencontres?|assises|forum|colloque|journ[ée]es?|s[ée]minaire|atelier|congr[eè]s|conf[ée]rence|entretiens|"
    r"universit[ée]|festival)\s(?:de |d['’])",
    re.IGNORECASE,
)
_LAST_NAME = re.compile(rf"(?:,|–|—|-|\(|:|\bde|\bd['’]|\bà)\s*{_NAME}\W*$")


FIRST_WORDS = 300
LONGEST = 45  # words of a line that is read for a place


def place(extraction: Extraction, cuts: Sequence[Cut] = ()) -> Guess | None:
    """Read the town of the event: beside the date, alone on a line near it, or after a venue; None when not said."""
    lines = front(extraction, cuts)
    dated = [k for k, line in enumerate(lines) if any(printed_dates(line.text)) and len(line.text.split()) <= LONGEST]
    for k in dated:
        for name in _beside_date(lines[k].text):
            if town := _town(name):
                return _guess(town, lines[k], 0.95)
    for k in dated:
        for near in (k + 1, k - 1, k + 2):
            if 0 <= near < len(lines) and (town := _alone_or_venue(lines[near])):
                return _guess(town, lines[near], 0.8)
    for line in lines:
        if len(line.text.split()) <= 14 and _VENUE.search(line.text) and dated and (town := _venue(line.text)):  # noqa: PLR2004
            return _guess(town, line, 0.6)
    return _in_text(extraction)


def _in_text(extraction: Extraction) -> Guess | None:
    """Read « La rencontre, tenue à Quimper, a réuni … » in the first sentences."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n", opening(extraction, FIRST_WORDS)):
        match = _HELD_AT.search(sentence) or _HELD_IN.search(sentence) or _MET_IN.search(sentence)
        event = match is not None and (_EVENT.search(sentence) or any(printed_dates(sentence)))
        if match and event and (town := _town(match["name"])):
            return Guess("place", town.name, 0.5, 1 if extraction.pages else None, sentence.strip()[:200])
    return None


def _guess(town: Place, line: Paragraph, score: float) -> Guess:
    return Guess("place", town.name, score, line.page, line.text.strip()[:200])


def _beside_date(text: str) -> Iterator[str]:
    for one in printed_dates(text):
        before, after = text[: one.start], text[one.end :]
        for pattern, part in ((_AT, after), (_AFTER_DATE, after), (_BEFORE_DATE, before), (_AT, before)):
            for match in pattern.finditer(part):
                yield _CALLED_AFTER.sub("", match["name"])


def _alone_or_venue(line: Paragraph) -> Place | None:
    text = line.text.strip(" -–—.()")
    if len(text.split()) > 14:  # noqa: PLR2004 (a venue with its address, not a sentence)
        return None
    if only_place(text):
        return _venue(text)
    alone = re.sub(r"\s*\([^)]*\)$", "", re.sub(r"^(?:à|au|lieu :)\s+", "", text, flags=re.IGNORECASE))
    return _town(alone) or (_venue(text) if _VENUE.search(text) else None)


def _venue(text: str) -> Place | None:
    for part in re.split(r"\s*[,–—(|]\s*|\s-\s", text):
        if town := _whole_town(part):
            return town
    match = _LAST_NAME.search(text) or _AT.search(text)
    return _town(match["name"]) if match else None


def _whole_town(part: str) -> Place | None:
    known = any(p.kind == "commune" for p in gazetteer().named(part))
    return _town(part) if known and part[:1].isupper() else None


def _town(name: str) -> Place | None:
    """Give the town of this name; of several the largest, in France first."""
    words = name.split()
    for length in range(len(words), 0, -1):
        towns = [p for p in gazetteer().named(" ".join(words[:length])) if p.kind == "commune"]
        if towns:
            best = max(towns, key=lambda p: p.population * (3 if p.country == "FR" else 1))
            hamlet = best.population < (5000 if best.ordinary else 500)
            part = any(p.kind in {"country", "region", "department"} for p in gazetteer().named(best.name))
            return None if hamlet or (part and best.population < 20000) else best  # noqa: PLR2004
    return None
