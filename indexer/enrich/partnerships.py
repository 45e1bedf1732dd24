"""Which territories cooperate, sentence by sentence: two of them and a word of cooperation that is not denied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.enrich import PartnershipFound, TerritoryFound
from indexer.enrich.whole import Text

_TIE = re.compile(
    r"\b(?:jumel(?:ages?|[ée]e?s?|er)|partenariats?|coop[ée]rations?|coop[èe]rent?|partenaires?|accords? de "
    r"coop[ée]ration|conventions?|"
    r"s['’](?:est|sont) engag[ée]e?s?|li[ée]e?s? (?:à|avec)|travaille(?:nt)? avec)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:aucun|jamais|n['’]a pas|n['’]ont pas|n['’]est pas|ne sont pas|sans partenariat|refus[ée]|renonc[ée]|"
    r"rompu|plus de (?:jumelage|partenariat))\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:depuis|dès|engagée? en|signée? en|née? en|créée? en|commencé en|en|à partir de|remonte "
    r"à)\s(?:[a-zéû]+\s)?((?:19|20)\d\d)\b"
)
_SENTENCE = re.compile(r"[^.!?;\n]+(?:[.!?;]|$)")
LONGEST = 700  # characters of a sentence; beyond, it is a list
Located = Sequence[tuple[TerritoryFound, tuple[tuple[int, int], ...]]]
HOME_KINDS = {"commune", "intercommunality", "department", "region", "area"}


def partnerships(text: Text, located: Located) -> list[PartnershipFound]:
    """Propose partnerships between a territory here and one there, each once, with the first sentence that says so."""
    spots = _sorted(located)
    found: dict[tuple[str, str], PartnershipFound] = {}
    for match in _SENTENCE.finditer(text.whole):
        sentence = match[0].strip()
        if len(sentence) > LONGEST or not _TIE.search(sentence) or _DENIED.search(sentence):
            continue
        inside = [t for a, b, t in spots if match.start() <= a and b <= match.end()]
        for a, b in _pairs(inside):
            if (a.name, b.name) not in found and (b.name, a.name) not in found:
                since = _SINCE.search(sentence)
                found[a.name, b.name] = PartnershipFound(
                    a.name, b.name, " ".join(sentence.split()), text.page(match.start()), since[1] if since else None
                )
    return list(found.values())


def _sorted(located: Located) -> list[tuple[int, int, TerritoryFound]]:
    return sorted(((a, b, t) for t, places in located for a, b in places), key=lambda spot: spot[:2])


def _pairs(inside: Sequence[TerritoryFound]) -> Iterator[tuple[TerritoryFound, TerritoryFound]]:
    """Pair those of one country with those of another; a country only where nothing in it is named."""
    unique = list({id(t): t for t in inside}.values())
    local = {t.country for t in unique if t.kind in HOME_KINDS and t.country}
    usable = [
        t for t in unique if t.country and (t.kind in HOME_KINDS or (t.kind == "country" and t.country not in local))
    ]
    home = usable[0].country if usable else None
    here = [t for t in usable if t.country == home and t.kind != "country"]
    there = [t for t in usable if t.country != home]
    for a in here[:1]:
        for b in there:
            yield a, b
