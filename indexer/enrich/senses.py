"""Which of several places of one name is meant, and whether a place is meant at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.vocabularies.gazetteer import Gazetteer, Place
from corpus.vocabularies.spelling import key, plain
from indexer.enrich.cues import (
    ADMINISTRATIVE,
    ARTICLE,
    AT,
    CAPITAL_LEFT,
    CAPITAL_NOUN,
    CAPITAL_RIGHT,
    COUNTRY_RIGHT,
    CUES,
    DIRECTIONS,
    LIST_LEFT,
    LOCATIVE,
    NEEDS_ISLAND,
    RANK,
    SENTENCE_START,
)
from indexer.enrich.mentions import Mention
from indexer.enrich.nationalities import country_of
from indexer.structure.names import is_first_name

_DEFINITE = re.compile(r"\b(?:de la |de l['’]|du |des )$")
LARGE, KNOWN, SMALL = 100_000, 20_000, 2_000  # inhabitants
SHORT = 4  # letters: « Eu », « Ars », « Ger »
HOME = 12  # a French town is meant before a foreign one this many times larger
NOT, PERHAPS, CERTAIN = 0, 1, 2
NEIGHBOURS = 2  # communes of one département that make it the document's own
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
        abroad=spoken + Counter(s.place.country for s in first if s.sure and s.place.country and _is_part(s.place)),
        home=Counter(s.place.above for s in first if s.sure == CERTAIN and s.place.above and _is_home(s.place)),
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
    return place.kind in {"country", "region"}


def _is_home(place: Place) -> bool:
    return place.kind == "commune" and place.country == "FR"


def _in_document(sense: Sense, told: Sense | None, document: _Document) -> Sense:
    if sense.told:
        return sense
    if told and told.place.country != "FR":
        same = [p for p in sense.mention.places if p.country == told.place.country and p.kind == sense.place.kind]
        place = same[0] if same and sense.place.country == told.place.country else told.place
        return replace(sense, place=place, sure=max(sense.sure, PERHAPS if _person(sense.mention) else CERTAIN))
    return _near(_by_countries_spoken_of(sense, document), document)


def _near(sense: Sense, document: _Document) -> Sense:
    """Believe a doubtful village when others of its département are named, a town when its country is spoken of."""
    place = sense.place
    if place.kind != "commune" or place.ordinary or sense.sure == CERTAIN:
        return sense
    if place.country == "FR":
        same = [
            p for p in sense.mention.places if p.kind == "commune" and p.above and document.home[p.above] >= NEIGHBOURS
        ]
        if same and sense.sure == PERHAPS:
            return replace(sense, place=max(same, key=lambda p: document.home[p.above or ""]), sure=CERTAIN)
        return sense
    if sense.sure == PERHAPS and place.country and document.abroad[place.country] and _distinct(sense.mention):
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
    return Sense(mention, place, _sure(mention, place, cue, country), told)


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
    if cue and any(p.kind == "country" for p in places) and not re.search(r"\b(?:de |d['’])$", mention.left):
        cue = None  # « les maires du Mali »
    if cue == "commune" and _DEFINITE.search(mention.left) and not mention.key.startswith("l"):
        cue = None  # « les communes de la Vienne »: the article is the département's
    if cue:
        places = [p for p in places if p.kind == cue] or places
    elif {"commune"} < {p.kind for p in places} <= {"commune", "department", "region", "intercommunality"} and any(
        p.kind in {"department", "region"} for p in places
    ):
        places = _town_or_department(mention, places)
    if all(p.kind not in {"country", "area"} for p in places):
        return max(places, key=_likelihood)
    return max(places, key=lambda p: (RANK[p.kind], bool(p.code)))


def _town_or_department(mention: Mention, places: list[Place]) -> list[Place]:
    """Tell « à Vienne » from « dans la Vienne »; a foreign town from the region it is the capital of."""
    parts = [p for p in places if p.kind in {"department", "region"}]
    towns = [p for p in places if p.kind == "commune"]
    largest = max(p.population for p in towns)
    if all(p.country != "FR" for p in parts):
        return towns if not ARTICLE.search(mention.left) or largest > KNOWN else parts
    home = [p for p in parts if p.country == "FR"]
    if AT.search(mention.left) or (largest > LARGE and not ARTICLE.search(mention.left)):
        return towns
    return home


def _likelihood(place: Place) -> tuple[int, float]:
    weight = max(place.population, 1) * (HOME if place.country == "FR" else 1)
    return (RANK[place.kind] if place.kind != "commune" and place.country == "FR" else 1, weight)


def _distinct(mention: Mention) -> bool:
    return len(mention.key) > SHORT and not is_first_name(mention.form)


def _by_countries_spoken_of(sense: Sense, document: _Document) -> Sense:
    """Prefer the namesake in a country the document speaks of, when the French one is a village."""
    place = sense.place
    if place.kind != "commune" or (place.country == "FR" and place.population >= SMALL * 2):
        return sense
    if place.country == "FR" and document.home[place.above or ""]:
        return sense
    others = [p for p in sense.mention.places if p.kind == "commune" and p.country and document.abroad[p.country]]
    if others and not (place.country and document.abroad[place.country] and place.country != "FR"):
        return replace(sense, place=max(others, key=lambda p: (document.abroad[p.country or ""], p.population)))
    return sense


def _person(mention: Mention) -> bool:
    """Say whether the words around make the mention (part of) a person's name."""
    before = CAPITAL_LEFT.search(mention.left)
    if before and not CAPITAL_NOUN.match(before[1]) and not before[1].isupper() and is_first_name(before[1]):
        return True
    one_word = " " not in mention.key
    return one_word and is_first_name(mention.form) and bool(CAPITAL_RIGHT.match(mention.right))


def _sure(mention: Mention, place: Place, cue: str | None, country: str | None) -> int:
    if _person(mention) or _part_of_compound(mention):
        return NOT
    if place.kind in {"country", "area"}:
        return _sure_of_country(mention, place)
    if place.kind in {"region", "department"}:
        return _sure_of_department(mention, place, cue)
    if place.kind == "intercommunality":
        return _sure_of_intercommunality(mention, place, cue)
    return _sure_of_commune(mention, place, cue, country)


def _part_of_compound(mention: Mention) -> bool:
    """Say whether it is half of a name of its own (« Artois-Picardie »), not of joined cities (« Paris-Londres »)."""
    before = re.search(r"([A-ZÀ-Ý][\w’]+)[-‐‑–/]$", mention.left)
    after = re.match(r"^[-‐‑–/]([A-ZÀ-Ý][\w’]+)", mention.right)
    if not before and not after:
        return False
    large = max(p.population for p in mention.places) >= LARGE
    return not large


def _sure_of_country(mention: Mention, place: Place) -> int:
    if mention.key in NEEDS_ISLAND and not re.search(
        r"(?:[îi]les? |à la |de la |la |au |d['’]|R[ée]publique de )$", mention.left, re.IGNORECASE
    ):
        return NOT
    if mention.form[0].islower() and place.kind == "area" and not place.name[0].isupper():
        return NOT
    if CAPITAL_RIGHT.match(mention.right) and is_first_name(mention.form):
        return NOT
    return CERTAIN


def _sure_of_department(mention: Mention, place: Place, cue: str | None) -> int:
    if cue == place.kind or (cue and place.country != "FR"):
        return CERTAIN
    words = mention.key.split()
    if mention.key in DIRECTIONS or all(w in DIRECTIONS for w in words):
        return NOT
    if place.country != "FR":
        if place.ordinary or len(mention.key) <= SHORT:
            return NOT
        return CERTAIN if LOCATIVE.search(mention.left) or LIST_LEFT.search(mention.left) else NOT
    if place.ordinary and " " not in mention.key:
        return CERTAIN if ARTICLE.search(mention.left) and not SENTENCE_START.search(mention.left) else NOT
    if mention.key == "la reunion":
        return (
            2
            if mention.form[0] == "L"
            and mention.form.split()[-1][0].isupper()
            and not SENTENCE_START.search(mention.left)
            else NOT
        )
    return CERTAIN


def _sure_of_intercommunality(mention: Mention, place: Place, cue: str | None) -> int:
    if cue == "intercommunality":
        return CERTAIN
    words = mention.key.split()
    if len(words) == 1 or place.ordinary:
        return (
            2
            if mention.form.isupper() and len(words) == 1 and place.population > LARGE and mention.form != "MEL"
            else NOT
        )
    if re.search(r"\b(?:metropole|agglo\w*|communaut\w+|grand|grands|commune|ensemble)\b", mention.key):
        return CERTAIN
    return PERHAPS if place.population >= LARGE else NOT


def _sure_of_commune(mention: Mention, place: Place, cue: str | None, country: str | None) -> int:
    if cue is None and _among_capitals(mention):
        return NOT
    if cue is not None or country:
        return CERTAIN
    start = bool(SENTENCE_START.search(mention.left))
    locative = bool(LOCATIVE.search(mention.left)) and not start
    if place.ordinary and not _written_as_a_name(mention):
        return _sure_of_ordinary_word(mention, place, locative=locative)
    if place.country != "FR":
        return _sure_of_foreign_town(mention, place, locative=locative)
    if len(mention.key) <= SHORT or place.population < SMALL:
        if AT.search(mention.left) and len(mention.key) > SHORT:
            return CERTAIN
        return PERHAPS if locative or LIST_LEFT.search(mention.left) else NOT
    return PERHAPS if start and place.population < KNOWN else CERTAIN


def _written_as_a_name(mention: Mention) -> bool:
    """« Le Mans » has a capital that an ordinary « le mans » has not."""
    words = re.findall(r"[^\W\d_]+", mention.form)
    return len(words) > 1 and words[-1][0].isupper() and not mention.form.isupper()


def _among_capitals(mention: Mention) -> bool:
    before = CAPITAL_LEFT.search(mention.left)
    if before and not CAPITAL_NOUN.match(before[1]):
        return True
    return bool(CAPITAL_RIGHT.match(mention.right)) and not AT.search(mention.left)


def _sure_of_ordinary_word(mention: Mention, place: Place, *, locative: bool) -> int:
    plain_use = AT.search(mention.left) or (locative and not ARTICLE.search(mention.left))
    if place.population >= KNOWN and plain_use:
        return CERTAIN
    if place.population >= LARGE and not SENTENCE_START.search(mention.left):
        return CERTAIN
    return PERHAPS if LIST_LEFT.search(mention.left) and place.population >= SMALL else NOT


def _sure_of_foreign_town(mention: Mention, place: Place, *, locative: bool) -> int:
    if len(mention.key) < SHORT or is_first_name(mention.form):
        return NOT
    if not locative:
        return PERHAPS if place.population >= LARGE or LIST_LEFT.search(mention.left) else NOT
    if place.population >= LARGE or AT.search(mention.left):
        return CERTAIN
    return PERHAPS


def spelled(form: str) -> str:
    """Say a printed name without shouting.

    >>> spelled("COMMUNAUTÉ URBAINE DE LILLE"), spelled("PORTE DU HAINAUT")
    ('Communauté Urbaine de Lille', 'Porte du Hainaut')
    """
    if not form.isupper() and not any(len(w) > 3 and w.isupper() for w in form.split()):
        return form
    small = {"de", "du", "des", "la", "le", "les", "et", "en", "sur", "sous", "aux", "au", "d", "l"}
    words = re.split(r"([\s’'-])", form)
    said = [
        w if not w.isupper() or len(w) == 1 else w.lower() if plain(w) in small and k else w.capitalize()
        for k, w in enumerate(words)
    ]
    return "".join(said)
