"""Which territories a document speaks of: those of the gazetteer, bodies of communes, and candidates unknown to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.vocabularies.gazetteer import Place, gazetteer
from corpus.vocabularies.spelling import key, spelled
from indexer.enrich import TerritoryFound
from indexer.enrich.bodies import Body, bodies, candidates
from indexer.enrich.masks import KNOWN, masked
from indexer.enrich.mentions import mentions
from indexer.enrich.nationalities import nationalities
from indexer.enrich.rivers import with_rivers
from indexer.enrich.senses import senses
from indexer.enrich.whole import Text
from indexer.structure import Cut, Person

_FULL = re.compile(r"Communaut|Métropole|Syndicat", re.IGNORECASE)
CONTINENTS = {"002", "009", "019", "142", "150"}  # said once, they are no subject
Identity = tuple[str, ...]
Spots = tuple[tuple[int, int], ...]


@dataclass
class _Gathered:
    """One territory with the spots of the text where it is named."""

    name: str
    kind: str
    country: str | None
    code: str | None
    candidate: bool = False
    spots: list[tuple[int, int]] = field(default_factory=list)


def territories(cuts: Sequence[Cut], persons: Sequence[Person] = ()) -> list[TerritoryFound]:
    """Propose territories, the most often named first."""
    return [found for found, _ in located(Text.of(cuts), persons)]


def located(text: Text, persons: Sequence[Person] = ()) -> list[tuple[TerritoryFound, Spots]]:
    """Propose territories with the spots of the text where each is named."""
    gathered = _merged(_gather(text, persons))
    _place_candidates(gathered, text)
    kept = [one for one in gathered if one.code not in CONTINENTS or len(one.spots) > 1]
    kept.sort(key=lambda one: (-len(one.spots), one.name))
    return [(_found(one, text), tuple(sorted(one.spots))) for one in kept]


def _gather(text: Text, persons: Sequence[Person]) -> list[_Gathered]:
    names = gazetteer()
    bare = masked(text.whole, persons)
    named = list(bodies(bare, names))
    blotted = _blot(bare, [(b.start, b.end) for b in named])
    known = with_rivers(senses(list(mentions(blotted, names)), names, nationalities(text.whole)))
    blotted = _blot(blotted, [(s.mention.start, s.mention.end) for s in known])
    gathered: dict[Identity, _Gathered] = {}
    for body in (*named, *candidates(blotted, text.whole, names)):
        gathered.setdefault(body.identity, _of_body(body)).spots.append((body.start, body.end))
    for sense in known:
        spot = (sense.mention.start, sense.mention.end)
        gathered.setdefault(_identity(sense.place), _of_place(sense.place)).spots.append(spot)
    return list(gathered.values())


def _identity(place: Place) -> Identity:
    return (place.code,) if place.code else (place.kind, place.name, place.country or "")


def _of_place(place: Place) -> _Gathered:
    return _Gathered(place.name.replace("’", "'"), place.kind, place.country, place.code or None)


def _of_body(body: Body) -> _Gathered:
    return _Gathered(body.name, body.kind, body.country, body.code, candidate=body.candidate)


def _merged(gathered: Sequence[_Gathered]) -> list[_Gathered]:
    """Take a town abroad and the region or province of its name for one territory, that which is named more often."""
    kept: dict[Identity, _Gathered] = {}
    for one in gathered:
        abroad = one.country not in {None, "FR"} and one.kind in {"commune", "department", "region", "area"}
        identity = (key(one.name), one.country or "") if abroad else (str(id(one)),)
        other = kept.get(identity)
        if other is None:
            kept[identity] = one
            continue
        more, less = (one, other) if _weight(one) > _weight(other) else (other, one)
        more.spots += less.spots
        kept[identity] = more
    return [one for one in kept.values() if not _shortened(one, list(kept.values()))]


def _shortened(one: _Gathered, others: Sequence[_Gathered]) -> bool:
    """Give the spots of a candidate that is the beginning of a longer known name to that name."""
    if not one.candidate or one.kind != "commune":
        return False
    whole = next((o for o in others if not o.candidate and key(o.name).startswith(key(one.name) + " ")), None)
    if whole is not None:
        whole.spots += one.spots
    return whole is not None


def _place_candidates(gathered: Sequence[_Gathered], text: Text) -> None:
    """Suppose a candidate in the only foreign country that its passages speak of."""
    for one in gathered:
        if not one.candidate or one.country or one.kind == "area":
            continue
        here = {text.passage(a) for a, _ in one.spots}
        spoken = {
            other.country
            for other in gathered
            if other.country not in {None, "FR"} and any(text.passage(a) in here for a, _ in other.spots)
        }
        if len(spoken) == 1:
            one.country = spoken.pop()


def _weight(one: _Gathered) -> tuple[bool, int, bool]:
    return not one.candidate, len(one.spots), one.kind == "commune"


def _found(one: _Gathered, text: Text) -> TerritoryFound:
    forms = Counter(" ".join(text.whole[a:b].split()) for a, b in one.spots)
    start, end = min(one.spots)
    return TerritoryFound(
        _name(one, forms),
        one.kind,
        one.country,
        one.code,
        dict(forms.most_common()),
        tuple(sorted({p for a, _ in one.spots if (p := text.passage(a)) is not None})),
        text.around(start, end),
        text.page(start),
        one.candidate,
    )


def _name(one: _Gathered, forms: Counter[str]) -> str:
    """Name it as the gazetteer does; as the document does where names vary: bodies of communes, towns."""
    if one.kind == "intercommunality":
        official = gazetteer().coded(one.code) if one.code else None
        return _usual_form(official.name if official else one.name, forms)
    printed = forms.most_common(1)[0][0]
    if one.kind == "commune" and key(one.name) not in map(key, forms) and _is_name(printed, one.code):
        return spelled(printed)
    return one.name


def _is_name(form: str, code: str | None) -> bool:
    """Say whether the form is a whole name of it: « Hellemmes », but not the « Portel » of « du Portel »."""
    return any(place.code == code for place in gazetteer().named(form))


def _usual_form(official: str, forms: Counter[str]) -> str:
    """Prefer, of the printed forms, the official name, then the full and frequent: such bodies change their names."""
    said: Counter[str] = Counter()
    for form, count in forms.items():
        said[spelled(form[0].upper() + form[1:])] += count
    same = [form for form in said if key(form) == key(official)]
    full = [form for form in said if _FULL.match(form)]
    return max(same or full or said, key=lambda form: (said[form], len(form)))


def _blot(text: str, spans: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for a, b in sorted(spans):
        if a >= at:
            parts += [text[at:a], KNOWN * (b - a)]
            at = b
    return "".join([*parts, text[at:]])
