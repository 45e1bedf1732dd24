"""Which of several places of one name is meant, and whether a place is meant at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.vocabularies.gazetteer import Gazetteer, Place
from corpus.vocabularies.spelling import key
from indexer.enrich.cues import (
    ADMINISTRATIVE,
    ARTICLE,
    AT,
    COUNTRY_RIGHT,
    CUES,
    LIST_LEFT,
    RANK,
)
from indexer.enrich.mentions import Mention
from indexer.enrich.nationalities import country_of
from indexer.enrich.sureness import CERTAIN, FAMOUS, LARGE, PERHAPS, SMALL, distinct, is_person, sure

_DEFINITE = re.compile(r"\b(?:de la |de l['’]|du |des )$")
HOME = 12  # a French town is meant before a foreign one this many times larger
NEIGHBOURS = 2  # communes of one département that make it the document's own
MUCH_LARGER = 5  # times: a town abroad that is meant before a French one, its country being spoken of
LIST_GAP = 12  # characters between two names of an enumeration


@dataclass(frozen=True, slots=True)
class Sense:
    """What a mention means: a place, and how sure (2 certain by itself, 1 with others, 0 not)."""

    mention: Mention
    place: Place
    sure: int
    told: bool = False  # the country or the kind was said right there


def senses(found: Sequence[Mention], names: Gazetteer, spoken: Counter[str]) -> list[Sense]:
    """Decide on all mentions of a document together: what is said plainly once holds for the whole document.

    `spoken` counts the countries whose adjective of nationality the document uses.
    """
    first = [_sense(m, names) for m in found]
    plainly = {s.mention.key: s for s in first if s.told and s.sure}
    document = _Document(
        abroad=spoken
        + Counter(s.place.country for s in first if s.sure == CERTAIN and s.place.country and _is_part(s.place)),
        home=Counter(d for s in first if s.sure == CERTAIN and (d := _department(s.place))),
    )
    decided = [_in_document(s, plainly.get(s.mention.key), document) for s in first]
    certain = {s.mention.key for s in decided if s.sure == CERTAIN}
    in_lists = _listed(decided)
    return [
        s
        for k, s in enumerate(decided)
        if s.sure == CERTAIN or (s.sure == PERHAPS and (s.mention.key in certain or k in in_lists))
    ]


@dataclass(frozen=True, slots=True)
class _Document:
    """What the rest of the document says: countries spoken of, and départements whose communes are named."""

    abroad: Counter[str]
    home: Counter[str]


def _is_part(place: Place) -> bool:
    known = place.kind in {"country", "region"} or (place.kind == "commune" and place.population >= LARGE)
    return known and place.country != "FR"


def _department(place: Place) -> str | None:
    """Give the département that naming this place speaks of."""
    return place.code if place.kind == "department" else place.above if _is_home(place) else None


def _is_home(place: Place) -> bool:
    return place.kind == "commune" and place.country == "FR"


def _in_document(sense: Sense, told: Sense | None, document: _Document) -> Sense:
    if sense.told:
        return sense
    if told and told.place.country != "FR":
        same = [p for p in sense.mention.places if p.country == told.place.country and p.kind == sense.place.kind]
        place = same[0] if same and sense.place.country == told.place.country else told.place
        return replace(sense, place=place, sure=max(sense.sure, PERHAPS if is_person(sense.mention) else CERTAIN))
    return _near(_by_countries_spoken_of(_by_departments_named(sense, document), document), document)


def _by_departments_named(sense: Sense, document: _Document) -> Sense:
    """Of French communes of one name, prefer that of a département the document names."""
    if not _is_home(sense.place):
        return sense
    namesakes = [p for p in sense.mention.places if _is_home(p)]
    best = max(namesakes, key=lambda p: (document.home[p.above or ""] > (p == sense.place), p.population))
    return replace(sense, place=best)


def _near(sense: Sense, document: _Document) -> Sense:
    """Believe a doubtful village when others of its département are named, a town when its country is spoken of."""
    place = sense.place
    if sense.sure != PERHAPS:
        return sense
    if place.country == "FR":
        if place.kind != "commune" or place.ordinary:
            return sense
        near = [p for p in sense.mention.places if _is_home(p) and document.home[p.above or ""] >= NEIGHBOURS]
        return (
            replace(sense, place=max(near, key=lambda p: document.home[p.above or ""]), sure=CERTAIN) if near else sense
        )
    if place.country and document.abroad[place.country] and distinct(sense.mention):
        return replace(sense, sure=CERTAIN)
    return sense


def _listed(decided: Sequence[Sense]) -> set[int]:
    """Give the doubtful mentions that stand in one enumeration with a certain one."""
    held = {k for k, s in enumerate(decided) if s.sure == CERTAIN}
    grown = True
    while grown:
        grown = False
        for k, sense in enumerate(decided):
            if k in held or sense.sure != PERHAPS:
                continue
            for other in (k - 1, k + 1):
                if (
                    other in held
                    and 0 <= other < len(decided)
                    and _neighbours(decided[min(k, other)], decided[max(k, other)])
                ):
                    held.add(k)
                    grown = True
                    break
    return held


def _neighbours(a: Sense, b: Sense) -> bool:
    gap = b.mention.start - a.mention.end
    return (
        0 < gap <= LIST_GAP
        and bool(re.match(r"^(?:\s?[,;/–-]|\s(?:et|ou)\b)", a.mention.right))
        and bool(LIST_LEFT.search(b.mention.left))
    )


def _sense(mention: Mention, names: Gazetteer) -> Sense:
    cue = next((kind for kind, pattern in CUES.items() if pattern.search(mention.left)), None)
    country = _country_said(mention, names)
    place = _choose(mention, cue, country)
    told = country is not None or (
        cue is not None and cue == place.kind and len(mention.places) > 1 and cue != "commune"
    )
    return Sense(mention, place, sure(mention, place, cue, country), told)


def _country_said(mention: Mention, names: Gazetteer) -> str | None:
    """Read « X au Sénégal », « X (Maroc) », « la ville marocaine de X »."""
    if any(p.kind == "country" for p in mention.places):
        return None
    towns = {p.country for p in mention.places if p.kind != "area"}
    match = COUNTRY_RIGHT.match(mention.right)
    if match and towns and not re.match(r"^\s*(?:de|,)?\s*[A-ZÀ-Ý]", mention.right):
        words = match["name"].split()
        for n in range(len(words), 0, -1):
            for p in names.with_key(key(" ".join(words[:n]))):
                if p.kind == "country" and p.country in towns:
                    return p.country
    if ADMINISTRATIVE.search(mention.left):
        near = re.split(r"[.;:]", mention.left)[-1]
        said = country_of(near)
        if said in towns and said != "FR":
            return said
    return None


def _choose(mention: Mention, cue: str | None, country: str | None) -> Place:
    places = [p for p in mention.places if country is None or p.country == country] or list(mention.places)
    kinds = {p.kind for p in places}
    if "country" in kinds and not re.search(r"\b(?:de |d['’])$", mention.left):
        cue = None  # « les maires du Mali »
    if cue == "commune" and _DEFINITE.search(mention.left) and not mention.key.startswith("l"):
        cue = None  # « les communes de la Vienne »: the article is the département's
    if cue == "commune" and kinds & {"department", "region"} and _villages(places):
        cue = None  # « un village de Bretagne »
    if cue == "department" and cue not in kinds and all(p.country != "FR" for p in places):
        cue = "region"  # « la province de X »: what is above the communes, whatever a country calls it
    if cue in kinds:
        places = [p for p in places if p.kind == cue]
    elif {"commune"} < kinds <= {"commune", "department", "region", "intercommunality"}:
        places = _town_or_department(mention, [p for p in places if p.kind != "intercommunality"])
    if all(p.kind not in {"country", "area"} for p in places):
        return max(places, key=_likelihood)
    return max(places, key=lambda p: (RANK[p.kind], bool(p.code)))


def _villages(places: Sequence[Place]) -> bool:
    return all(p.population < SMALL for p in places if p.kind == "commune" and p.country == "FR")


def _town_or_department(mention: Mention, places: list[Place]) -> list[Place]:
    """Tell « à Vienne » from « dans la Vienne »; a foreign town from the region it is the capital of."""
    parts = [p for p in places if p.kind in {"department", "region"}]
    towns = [p for p in places if p.kind == "commune"]
    if not parts:
        return towns
    largest = max(p.population for p in towns)
    if all(p.country != "FR" for p in parts):
        return parts if ARTICLE.search(mention.left) else towns
    home = [p for p in parts if p.country == "FR"]
    if AT.search(mention.left) or (largest > LARGE and not ARTICLE.search(mention.left)):
        return towns
    return home


def _likelihood(place: Place) -> tuple[int, float]:
    weight = max(place.population, 1) * (HOME if place.country == "FR" else 1)
    return (RANK[place.kind] if place.kind != "commune" and place.country == "FR" else 1, weight)


def _by_countries_spoken_of(sense: Sense, document: _Document) -> Sense:
    """Prefer the namesake in a country the document speaks of, when the French one is a village."""
    place = sense.place
    if place.kind in {"country", "area", "intercommunality"} or not place.country:
        return sense
    if place.country == "FR" and place.kind != "commune":
        return sense
    least = max(place.population * MUCH_LARGER, 1) if place.country == "FR" and place.population >= SMALL * 2 else 0
    if document.home[place.above or ""] if place.country == "FR" else document.abroad[place.country]:
        return sense
    if place.country != "FR" and place.population >= FAMOUS:
        return sense  # Pékin is not Pekin, Illinois
    others = [
        p
        for p in sense.mention.places
        if p.kind != "country" and p.country and document.abroad[p.country] and p.population >= least
    ]
    if not others:
        return sense
    best = max(others, key=lambda p: (p.kind == place.kind, document.abroad[p.country or ""], p.population))
    return replace(sense, place=best)
