"""Lines and ends of lines that only say when and where: « Tours, hôtel de ville », « – Metz, depuis 1984 »."""

from __future__ import annotations

import re

from corpus.vocabularies.gazetteer import gazetteer
from indexer.enrich.dates import printed_dates
from indexer.enrich.genres import only_genre

LONGEST = 10  # words of a venue
_BUILDING = re.compile(
    r"^(?:l['’]|la |le )?(?:h[oô]tel|mairie|palais|centre|salle|salons?|universit[ée]|facult[ée]|maison|espace|"
    r"auditorium|amphith[ée][aâ]tre|institut|[ée]cole|lyc[ée]e|th[ée][aâ]tre|m[ée]diath[eè]que|biblioth[eè]que|cit[ée]|"
    r"mus[ée]e|abbaye|ch[aâ]teau|domaine|parc|pavillon|b[aâ]timent|immeuble|city hall|town hall)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:depuis|entre|jusqu['’]en|à|au|aux|de|du|des|d['’]|en|et|le|la|les|l['’]|and|in|since)(?=\W|$)", re.IGNORECASE
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b")
_JOINTS = re.compile(r"\s*[,;:/–—()|]\s*|\s-\s|(?<=\d)-(?=\d)|\s(?:et|and)\s")


def only_date(text: str) -> bool:
    """Say whether nothing but a date and a place stands here.

    >>> only_date("Mardi 8 février 2005 à Tours"), only_date("Le 8 février 2005, un tournant")
    (True, False)
    """
    dates = list(printed_dates(text))
    for one in dates:
        text = text.replace(one.text, " ")
    rest = re.sub(r"\([^)]*\)", " ", text)
    parts = [part.strip() for part in re.split(r"[,–—:/-]|\b(?:à|au|le|les|du)\b", rest) if part.strip()]
    return bool(dates) and all(only_genre(part) or gazetteer().named(part) for part in parts)


def only_place(text: str) -> bool:
    """Say whether nothing but a town and a building stands here.

    >>> only_place("Tours, hôtel Mame"), only_place("Tours, ville ouverte"), only_place("Tours")
    (True, False, False)
    """
    parts = [part.strip() for part in re.split(r"\s*[,–—(]\s*|\s-\s", text.strip(" .)")) if part.strip()]
    if len(parts) < 2 or len(text.split()) > LONGEST:  # noqa: PLR2004 (a town and a building)
        return False
    towns = [part for part in parts if any(p.kind == "commune" for p in gazetteer().named(part))]
    return bool(towns) and all(part in towns or _BUILDING.match(part) for part in parts)


def without_where(text: str) -> str:
    """Take off an end that only says of which places and years: it tells where and when, not what about.

    >>> without_where("Portraits d'élus – Metz et Luanda, depuis 1984"), without_where("Metz – Luanda, 1984-2004")
    ("Portraits d'élus", '')
    """
    if _YEARS.search(text) and _whereabouts(text):
        return ""
    head, dash, tail = text.rpartition(" – ")
    return head if dash and _whereabouts(tail) else text


def _whereabouts(text: str) -> bool:
    for one in printed_dates(text):
        text = text.replace(one.text, " ")
    parts = [_SMALL.sub(" ", part).strip(" -") for part in _JOINTS.split(_YEARS.sub(" ", text))]
    return all(not part or (part[0].isupper() and gazetteer().named(part)) for part in parts)
