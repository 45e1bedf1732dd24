"""Which territories cooperate, sentence by sentence: two of them and a word of cooperation that is not denied."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.enrich import PartnershipFound, TerritoryFound
from indexer.enrich.whole import Text

_TIE = re.compile(
    r"\b(?:jumel(?:ages?|[ée]e?s?|er)|partenariats?|partenaires?|coop[ée]rations?|coop[èe]re(?:nt)?|"
    r"coop[ée]r(?:er|ons|é)|conventions?|accords?|serments?|lettre d['’](?:engagement|intention)|"
    r"(?:est|était|sont|être) (?:très )?engag[ée]e?s?|li[ée]e?s? (?:depuis (?:\w+ ){1,2})?(?:à|avec)|"
    r"sign[ée]e?s? avec|mise?s? en (?:lien|relation) avec|travailler ensemble|travaille(?:nt)?|"
    r"accompagn(?:e|ent|ons|[ée]e?s?) (?=à |(?-i:[A-ZÀ-Ý]))|soutien(?:t|nent)|[ée]changent|amiti[ée]|"
    r"solidaires? (?:de|avec))\b",
    re.IGNORECASE,
)
#: « 40 communes ont des jumelages, surtout en Pologne »: countries counted, no partners
_COUNTED = re.compile(
    r"\b(?:principalement|en particulier|surtout|majoritairement|essentiellement)\b|"
    r"\b\d+ (?:villes|communes|jumelages|collectivit[ée]s|partenariats)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:aucune?|jamais|sans (?:partenariat|jumelage)|refus[ée]e?s?|renonc[ée]|rompue?s?|plus de (?:jumelage|"
    r"partenariat)|"
    r"si (?:nous|on|la|le)|devraient?|pourraient?|imaginons)\b|\bn(?:e |['’])\w+ (?:pas|plus|jamais)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:depuis|dès|engagée? en|signée? en|née? en|commencé en|scellé en|date de|remonte à|à partir de|en)\s"
    r"(?:[a-zéû]+\s)?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
#: who speaks of « nous », or names its own body by its kind
_OURS = re.compile(
    r"\b(?:[Nn]ous|[Nn]otre|[Nn]os|[Oo]n)\b|\b(?:[Ll]a (?:[Vv]ille|[Rr]égion|[Cc]ommune|[Mm]unicipalité|[Mm]étropole|"
    r"[Cc]ommunauté \w+)|"
    r"[Ll]e (?:[Dd]épartement|[Cc]onseil (?:général|régional|départemental|municipal)))\b(?! (?:de |du |des |d['’]))"
    r"|(?:\b[Ll]e (?:jumelage|partenariat)|\b[Ll]a (?:convention|coopération)|\b[Ll]['’]accord)(?: \w+)? avec\b"
)
#: what is denied behind it is another thing: « le jumelage a trente ans et mon service n'en savait rien »
_NEW_CLAUSE = re.compile(r"[;:]|\bet (?:mon|ma|mes|notre|nos|nous|je|il|elle|ils|elles|on)\b")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]|\n|$)")
LONGEST = 700  # characters of a sentence; beyond, it is a list
LOCAL = {"commune", "intercommunality", "department", "region", "area"}
TOGETHER = 2  # French bodies that share a partnership in one sentence
DOMINANT = 3  # mentions, from which one local body can be the document's own
Located = Sequence[tuple[TerritoryFound, tuple[tuple[int, int], ...]]]


@dataclass(frozen=True, slots=True)
class _Spot:
    start: int
    end: int
    territory: TerritoryFound

    @property
    def french(self) -> bool:
        return self.territory.country == "FR" and self.territory.kind in LOCAL


def partnerships(text: Text, located: Located) -> list[PartnershipFound]:
    """Propose partnerships between a territory here and one there, each once, with the first sentence that says so."""
    spots = sorted((_Spot(a, b, t) for t, places in located for a, b in places), key=lambda spot: spot.start)
    own = _own(located)
    found: dict[tuple[str, str], PartnershipFound] = {}
    for match in _SENTENCE.finditer(text.whole):
        sentence = match[0].strip()
        if len(sentence) > LONGEST or not _TIE.search(sentence) or _is_denied(sentence):
            continue
        inside = _within(spots, match.start(), match.end())
        home = _speaker(text, spots, match.start()) or (own if _OURS.search(sentence) else None)
        for a, b in _pairs(inside, home, countries=not _COUNTED.search(sentence)):
            if (a.name, b.name) not in found and (b.name, a.name) not in found:
                since = _SINCE.search(sentence)
                found[a.name, b.name] = PartnershipFound(
                    a.name,
                    b.name,
                    " ".join(sentence.split()),
                    text.page(match.start()),
                    since["year"] if since else None,
                )
    return list(found.values())


def _is_denied(sentence: str) -> bool:
    """Say whether the tie is denied: by a word before it, or one behind it in the same clause."""
    tie, denied = _TIE.search(sentence), _DENIED.search(sentence)
    if not tie or not denied or denied.start() < tie.end():
        return bool(denied)
    return not _NEW_CLAUSE.search(sentence, tie.end(), denied.start())


def _own(located: Located) -> TerritoryFound | None:
    """Give the French body the document is about, when one stands out."""
    counts = Counter({k: len(places) for k, (t, places) in enumerate(located) if t.country == "FR" and t.kind in LOCAL})
    best = counts.most_common(2)
    if not best or best[0][1] < DOMINANT or (len(best) > 1 and best[0][1] < 2 * best[1][1]):
        return None
    return located[best[0][0]][0]


def _speaker(text: Text, spots: Sequence[_Spot], offset: int) -> TerritoryFound | None:
    """Give the French body the speaker of this passage stands for, read in the role."""
    start, end = text.lead(offset)
    return next((s.territory for s in _within(spots, start, end) if s.french), None)


def _within(spots: Sequence[_Spot], start: int, end: int) -> Sequence[_Spot]:
    first = bisect_left(spots, start, key=lambda spot: spot.start)
    return [spot for spot in spots[first : bisect_left(spots, end, key=lambda spot: spot.start)] if spot.end <= end]


def _pairs(
    inside: Sequence[_Spot], home: TerritoryFound | None, *, countries: bool
) -> Iterator[tuple[TerritoryFound, TerritoryFound]]:
    """Pair each territory abroad with the French ones named together before it, else the first, else the speaker's.

    A country stands for itself only where `countries` may be meant and nothing in it is named.
    """
    local = {s.territory.country for s in inside if s.territory.kind in LOCAL and s.territory.country}
    first = next((s.territory for s in inside if s.french), home)
    together: list[TerritoryFound] = []
    crossed = False
    for spot in inside:
        there = spot.territory
        if spot.french:
            together = [there] if crossed else [*together, there]
            crossed = False
            continue
        whole = countries and there.kind == "country" and there.country not in local and there.country != "FR"
        if not whole and (there.kind not in LOCAL or there.country in {None, "FR"}):
            continue
        crossed = True
        for here in together[:TOGETHER] or ([first] if first else []):
            yield here, there
