"""Rivers that départements are called after: « un pont sur la Loire » names the river, « élu de la Loire » does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.vocabularies.gazetteer import Place
from indexer.enrich.senses import Sense

_NAMES = (
    "ain aisne allier ardeche ariege aube aude aveyron charente cher correze creuse dordogne doubs drome eure gard "
    "gers gironde herault indre isere loire loiret lot marne mayenne meuse moselle nievre oise orne rhone sarthe somme "
    "tarn var vendee vienne yonne"
)
RIVERS = frozenset(_NAMES.split())
_WATER = (
    r"(?:fleuves?|rivi[eè]res?|bords?|rives?|berges?|quais?|crues?|eaux?|estuaire|embouchure|affluents?|sources?|"
    r"vall[ée]es?|bassin(?: versant)?|gorges|lit|m[ée]andres?|inondations?|d[ée]bit|cours|navigation|digues?|lev[ée]es)"
)
_BEFORE = re.compile(
    rf"\b(?:{_WATER}(?: \w+)? (?:de |du |de la |de l['’])?|(?:pont|barrage|passerelle)s?[^.;,]{{0,20}} sur |"
    rf"(?:travers|franchi|enjamb|remont|descend|long)\w* )(?:la |le |l['’])?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^ (?:(?:a |est |[ée]tait |qui |que vous |que l['’]on )?(?:d[ée]bord|coul|inond|sort(?:ie|ait)? de son lit|"
    r"en crue|mont|charri|serpent|se jette|gel|traverse|baign|arrose|voy|ver))"
)
_DEPARTMENT = re.compile(
    r"\b(?:d[ée]partements?|conseils? (?:g[ée]n[ée]ral|d[ée]partemental)|pr[ée]fet|pr[ée]fecture|[ée]lue?s?|communes|"
    r"maires|(?:con|vice-pr[ée]sident|d[ée]put[ée]e?|s[ée]nat(?:eur|rice))\w*)"
    r"\s(?:de la |du |de l['’]|de |d['’])$|\bdans (?:la |le |l['’])$",
    re.IGNORECASE,
)


def with_rivers(found: Sequence[Sense]) -> list[Sense]:
    """Take the river for the département where water is spoken of; everywhere, if it is never said to be one."""
    named = [s for s in found if s.place.kind == "department" and s.place.country == "FR" and s.mention.key in RIVERS]
    water = {s.mention.key for s in named if _water(s)}
    land = {s.mention.key for s in named if _DEPARTMENT.search(s.mention.left) and not _water(s)}
    flowing = {id(s) for s in named if _water(s) or s.mention.key in water - land}
    return [replace(s, place=_river(s.place)) if id(s) in flowing else s for s in found]


def _water(sense: Sense) -> bool:
    return bool(_BEFORE.search(sense.mention.left) or _AFTER.match(sense.mention.right))


def _river(place: Place) -> Place:
    return replace(place, code="", kind="area", above=place.country)
