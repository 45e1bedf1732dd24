"""How sure it is that a name in a text is a place, by the words around it."""

from __future__ import annotations

import re

from corpus.vocabularies.gazetteer import Place, gazetteer
from corpus.vocabularies.spelling import key
from indexer.enrich.cues import (
    ARTICLE,
    AT,
    CAPITAL_LEFT,
    CAPITAL_NOUN,
    CAPITAL_RIGHT,
    COMPLEMENT_RIGHT,
    DEFINITE_LEFT,
    DIRECTIONS,
    GIVEN_LEFT,
    ISLAND_LEFT,
    LIST_LEFT,
    LOCATIVE,
    MISFORTUNE,
    NEEDS_ISLAND,
    NOBLE,
    OF_REGION,
    SENTENCE_START,
    VERB_RIGHT,
)
from indexer.enrich.mentions import Mention
from indexer.structure.names import is_first_name

LARGE, KNOWN, SMALL = 100_000, 20_000, 2_000  # inhabitants
FAMOUS = 500_000
SHORT = 4  # letters: « Eu », « Ars », « Ger »
NOT, PERHAPS, CERTAIN = 0, 1, 2


def is_person(mention: Mention) -> bool:
    """Say whether the words around make the mention (part of) a person's name."""
    if NOBLE.search(mention.left):
        return True
    given = GIVEN_LEFT.search(mention.left)
    if given and is_first_name(given[1]) and not CAPITAL_NOUN.match(given[1]):
        return True
    before = CAPITAL_LEFT.search(mention.left)
    if before and not CAPITAL_NOUN.match(before[1]) and not before[1].isupper() and is_first_name(before[1]):
        return True
    one_word = " " not in mention.key
    return one_word and is_first_name(mention.form) and bool(CAPITAL_RIGHT.match(mention.right))


def sure(mention: Mention, place: Place, cue: str | None, country: str | None) -> int:
    """Say how sure it is, by the words around, that `place` is meant: NOT, PERHAPS (with others) or CERTAIN."""
    if is_person(mention) or _part_of_compound(mention):
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
    if re.match(r"^[-‐‑][a-zà-ÿ]", mention.right):
        return True
    before = re.search(r"(\w[\w’]*)[-‐‑–/]$", mention.left)
    after = re.match(r"^[-‐‑–/]([A-ZÀ-Ý][\w’]+(?:[ -][A-ZÀ-Ý][\w’]+)?)", mention.right)
    if (not before and not after) or any(p.kind == "country" for p in mention.places):
        return False  # « l'amitié France-Allemagne »
    joined = [part for match in (before, after) if match for part in gazetteer().named(match[1])]
    towns = any(p.kind == "commune" and p.population >= SMALL for p in joined)
    own = any(p.kind == "commune" and p.population >= SMALL for p in mention.places)
    return not (towns and own) and max(p.population for p in mention.places) < LARGE


def _sure_of_country(mention: Mention, place: Place) -> int:
    if place.kind == "area":
        return _sure_of_area(mention, place)
    island = mention.key not in NEEDS_ISLAND or ISLAND_LEFT.search(mention.left)
    person = CAPITAL_RIGHT.match(mention.right) and is_first_name(mention.form)
    return CERTAIN if island and not person else NOT


def _sure_of_area(mention: Mention, place: Place) -> int:
    if _after_capital(mention):
        return NOT
    if place.ordinary and " " not in mention.key:
        said = ARTICLE.search(mention.left) or LIST_LEFT.search(mention.left)
        return CERTAIN if said and not SENTENCE_START.search(mention.left) else NOT
    return CERTAIN


def _sure_of_department(mention: Mention, place: Place, cue: str | None) -> int:
    if cue == place.kind or (cue and place.country != "FR"):
        return CERTAIN
    words = mention.key.split()
    if mention.key in DIRECTIONS or all(w in DIRECTIONS for w in words):
        return NOT
    if place.country != "FR":
        return _sure_of_foreign_part(mention, place)
    return CERTAIN if _is_french_part(mention, place) else NOT


def _is_french_part(mention: Mention, place: Place) -> bool:
    starts = SENTENCE_START.search(mention.left)
    if mention.key == "la reunion":
        return mention.form[0] == "L" and mention.form.split()[-1][0].isupper() and not starts
    if " " in mention.key:
        return True
    if _after_capital(mention) and not starts:
        return False  # « Horizons Loire »: who is called so
    said = ARTICLE.search(mention.left) or (place.kind == "region" and OF_REGION.search(mention.left))
    return not place.ordinary or bool(said and not starts)


def _sure_of_foreign_part(mention: Mention, place: Place) -> int:
    if len(mention.key) <= SHORT or not (LOCATIVE.search(mention.left) or LIST_LEFT.search(mention.left)):
        return NOT
    return PERHAPS if place.ordinary else CERTAIN


def _sure_of_intercommunality(mention: Mention, place: Place, cue: str | None) -> int:
    if cue == "intercommunality":
        return CERTAIN
    words = mention.key.split()
    if len(words) == 1 or place.ordinary:
        return (
            CERTAIN
            if mention.form.isupper() and len(words) == 1 and place.population > LARGE and mention.form != "MEL"
            else NOT
        )
    if re.search(r"\b(?:metropole|agglo\w*|communaut\w+|grand|grands|commune|ensemble)\b", mention.key):
        return CERTAIN
    return PERHAPS if place.population >= LARGE else NOT


def _sure_of_commune(mention: Mention, place: Place, cue: str | None, country: str | None) -> int:
    misfortune = MISFORTUNE.search(mention.left) and place.population < LARGE
    if cue is not None or country:
        return NOT if misfortune else CERTAIN
    if misfortune or _among_capitals(mention) or _shortened(mention, place):
        return NOT
    locative = bool(LOCATIVE.search(mention.left)) and not SENTENCE_START.search(mention.left)
    if place.ordinary and not _written_as_a_name(mention):
        return _sure_of_ordinary_word(mention, place, locative=locative)
    if place.country != "FR":
        return _sure_of_foreign_town(mention, place, locative=locative)
    return _sure_of_french_town(mention, place, locative=locative)


def _shortened(mention: Mention, place: Place) -> bool:
    """Say whether it is the usual short name of a commune (« Brive ») where no town's name stands."""
    short = place.country == "FR" and key(place.name).startswith(mention.key + " ")
    return short and not LOCATIVE.search(mention.left) and not LIST_LEFT.search(mention.left)


def _sure_of_french_town(mention: Mention, place: Place, *, locative: bool) -> int:
    if len(mention.key) <= SHORT or place.population < SMALL:
        if AT.search(mention.left) and len(mention.key) > SHORT:
            return CERTAIN
        return PERHAPS if locative or LIST_LEFT.search(mention.left) else NOT
    if place.population >= KNOWN or locative or LIST_LEFT.search(mention.left):
        return CERTAIN
    return PERHAPS


def _written_as_a_name(mention: Mention) -> bool:
    """« Le Mans » has a capital that an ordinary « le mans » has not."""
    words = re.findall(r"[^\W\d_]+", mention.form)
    return len(words) > 1 and words[-1][0].isupper() and not mention.form.isupper()


def _after_capital(mention: Mention) -> bool:
    before = CAPITAL_LEFT.search(mention.left)
    return bool(before and not CAPITAL_NOUN.match(before[1]))


def _among_capitals(mention: Mention) -> bool:
    return _after_capital(mention) or (bool(CAPITAL_RIGHT.match(mention.right)) and not AT.search(mention.left))


def _sure_of_ordinary_word(mention: Mention, place: Place, *, locative: bool) -> int:
    if AT.search(mention.left) and place.population >= SMALL:
        return CERTAIN
    if COMPLEMENT_RIGHT.match(mention.right):
        return NOT  # « le carrefour des solidarités »
    bare = locative and not DEFINITE_LEFT.search(mention.left)
    listed = bool(LIST_LEFT.search(mention.left))
    if place.country == "FR":
        return _sure_of_french_ordinary_word(mention, place, bare=bare, listed=listed)
    famous = place.population >= FAMOUS
    return CERTAIN if bare and famous else PERHAPS if bare or (listed and famous) else NOT


def _sure_of_french_ordinary_word(mention: Mention, place: Place, *, bare: bool, listed: bool) -> int:
    start = SENTENCE_START.search(mention.left)
    verb = VERB_RIGHT.match(mention.right)
    if bare and place.population >= KNOWN:
        return CERTAIN
    if start and place.population >= LARGE and re.match(r"^, [A-ZÀ-Ý]", mention.right):
        return CERTAIN  # « Tours, Palais des congrès »: a line that says where
    if place.population >= LARGE:  # no French sentence begins with an ordinary noun and its verb without an article
        return CERTAIN if verb or not start else PERHAPS
    return PERHAPS if (listed or verb) and place.population >= SMALL else NOT


def _sure_of_foreign_town(mention: Mention, place: Place, *, locative: bool) -> int:
    if len(mention.key) < SHORT or is_first_name(mention.form):
        return NOT
    if not locative:
        return PERHAPS if place.population >= LARGE or LIST_LEFT.search(mention.left) else NOT
    if place.population >= LARGE or AT.search(mention.left):
        return CERTAIN
    return PERHAPS


def distinct(mention: Mention) -> bool:
    """Say whether the name is long enough, and no first name, to mean a town whose country is spoken of."""
    return len(mention.key) > SHORT and not is_first_name(mention.form)
