"""French adjectives of nationality: « la ville marocaine de Figuig » says in which country to look."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from corpus.vocabularies.spelling import plain

_STEMS = (
    "FR francais|DE allemand|GB britannique|GB anglais|IT italien|ES espagnol|PT portugais|BE belge|NL "
    "neerlandais|NL hollandais|"
    "LU luxembourgeois|CH suisse|AT autrichien|PL polonais|CZ tcheque|SK slovaque|HU hongrois|RO roumain|BG "
    "bulgare|GR grec|TR turc|"
    "RU russe|UA ukrainien|MD moldave|RS serbe|HR croate|BA bosniaque|AL albanais|XK kosovar|MK macedonien|LT "
    "lituanien|LV letton|"
    "EE estonien|FI finlandais|SE suedois|NO norvegien|DK danois|IE irlandais|AM armenien|GE georgien|AZ "
    "azerbaidjanais|"
    "MA marocain|DZ algerien|TN tunisien|LY libyen|EG egyptien|MR mauritanien|ML malien|SN senegalais|GN "
    "guineen|CI ivoirien|"
    "BF burkinabe|BJ beninois|TG togolais|NE nigerien|NG nigerian|GH ghaneen|GM gambien|CV cap-verdien|TD "
    "tchadien|CM camerounais|"
    "GA gabonais|CG congolais|CF centrafricain|RW rwandais|BI burundais|KE kenyan|TZ tanzanien|UG ougandais|ET "
    "ethiopien|DJ djiboutien|"
    "MG malgache|KM comorien|MU mauricien|MZ mozambicain|ZA sud-africain|AO angolais|ZM zambien|ZW zimbabween|"
    "NA namibien|"
    "PS palestinien|IL israelien|LB libanais|SY syrien|JO jordanien|IQ irakien|IR iranien|SA saoudien|YE "
    "yemenite|AF afghan|"
    "IN indien|PK pakistanais|BD bangladais|LK sri-lankais|NP nepalais|CN chinois|JP japonais|KR coreen|MN "
    "mongol|VN vietnamien|"
    "KH cambodgien|LA laotien|TH thailandais|MM birman|PH philippin|ID indonesien|MY malaisien|"
    "US americain|US etats-unien|CA canadien|CA quebecois|MX mexicain|GT guatemalteque|HN hondurien|SV "
    "salvadorien|NI nicaraguayen|"
    "CR costaricien|PA panameen|CU cubain|HT haitien|DO dominicain|CO colombien|VE venezuelien|EC equatorien|"
    "PE peruvien|BO bolivien|"
    "BR bresilien|AR argentin|CL chilien|UY uruguayen|PY paraguayen"
)
_WORD = re.compile(r"[a-z-]{4,}")


@cache
def _countries() -> dict[str, str]:
    forms: dict[str, str] = {}
    for pair in _STEMS.split("|"):
        country, stem = pair.split()
        feminine = {"c": stem[:-1] + "que", "f": stem}.get(stem[-1], stem + "e")
        if stem.endswith(("ien", "en")) and stem not in {"ghaneen", "europeen"}:
            feminine = stem + "ne"
        for form in (stem, stem + "s", feminine, feminine + "s", stem + "e", stem + "es"):
            forms[form] = country
    return forms


def nationalities(text: str) -> Counter[str]:
    """Count the countries whose adjective of nationality a text uses, France apart."""
    known = _countries()
    said = Counter(known[w] for w in _WORD.findall(plain(text)) if w in known)
    del said["FR"]
    return said


def country_of(text: str) -> str | None:
    """Give the country whose adjective of nationality the text uses last, None when it uses none.

    >>> country_of("avec les villes palestiniennes de "), country_of("la grande ville de ")
    ('PS', None)
    """
    known = _countries()
    return next((known[w] for w in reversed(_WORD.findall(plain(text))) if w in known), None)
