"""Territories that are named by what they are: « communauté de communes X », « vallée de la X », « cercle de X »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.vocabularies.gazetteer import Gazetteer, Place
from corpus.vocabularies.spelling import key, spelled
from indexer.enrich.cues import MISFORTUNE
from indexer.enrich.nationalities import country_of
from indexer.structure.names import is_common_word, is_first_name

_RUN = (
    r"(?:(?:Le |La |Les |L['’])?[A-ZÀ-Ý][\w’']*(?:(?:[ -](?:de la|de l['’]|de|du|des|la|le|les|sur|sous|en|lès|"
    r"aux?|d['’])[ -]?|[ -](?:l['’]|d['’])?| et )[A-ZÀ-Ý][\w’']*)*)"
)
_SIMPLE_RUN = (
    r"(?:(?:Le |La |Les |L['’]|El |Al |Aïn |Ait |Aït )?[A-ZÀ-Ý][\w’']*(?:[ -](?:(?:de la|de|du|des|la|le|les|"
    r"sur|en|el|al)[ -])?[A-ZÀ-Ý][\w’']*)*)"
)
_OF = r"[ \u00a0](?:de la |de l['’]\s?|de |du |des |d['’]\s?|« ?)?"
SMALL_TOWN = 2_000  # inhabitants
SHORTEST = 4  # letters of a name
_INTERCOMMUNAL = re.compile(
    rf"\b(?P<type>[Cc]ommunaut[ée]s?[ \u00a0](?:[Uu]rbaines?|d['’]\s?[Aa]gglom[ée]ration|"
    rf"de\s[Cc]ommunes))(?P<of>{_OF})(?P<name>{_RUN})"
)
_SHOUTED = re.compile(
    rf"\b(?P<type>COMMUNAUT[ÉE]S? (?:URBAINES?|D['’]AGGLOM[ÉE]RATION|DE COMMUNES))(?P<of>[ \u00a0](?:DE LA |DE L['’]|"
    rf"DE |DU |DES |D['’])?)(?P<name>{_RUN})"
)
_AREA = re.compile(
    rf"\b(?P<type>[Vv]all[ée]e|[Bb]assin|[Pp]ays|[Dd]elta|[Pp]laine|[Mm]assif|[Pp]resqu['’][îi]le|[Aa]rchipel|"
    rf"[Ll]ac|[Pp]lateau)(?P<of>[ \u00a0](?:de la |de l['’]\s?|de |du |des |d['’]\s?))(?P<name>{_SIMPLE_RUN})"
)
_ADJ = r"(?:\s[\w-]+(?:aise?|oise?|ienne?|aine?|ine|que|bé|gnole?|ale?)s?)?"
_CANDIDATE = re.compile(
    rf"\b(?P<type>[Vv]illes?|[Cc]ommunes?(?: rurales?| urbaines?)?|[Mm]unicipalit[ée]s?|[Vv]illages?|"
    rf"[Cc]ercles?|[Pp]rovinces?|[Dd]istricts?|[Pp]r[ée]fectures?|[Ww]ilayas?|"
    rf"[Oo]blasts?|[Jj]udets?|[Cc]antons?|[Cc]ollectivit[ée]|[Dd][ée]partements?|[Rr][ée]gions?|"
    rf"[Ll]ocalit[ée]s?|[Cc]onseil (?:provincial|pr[ée]fectoral)|[Oo]asis|[Gg]ouvernorats?){_ADJ}"
    rf"(?P<of>[ \u00a0](?:de la |de l['’]\s?|de |du |d['’]\s?))(?P<name>{_SIMPLE_RUN})"
)
_WITH = re.compile(
    rf"(?P<type>\b(?:[Cc]oop[ée]rations?|[Jj]umelages?|[Pp]artenariats?|jumel[ée]+e?s?|[ée]changes?|"
    rf"[Aa]mitié)\b[^.;:,()]{{0,25}}?)(?P<of>[ \u00a0](?:avec|à|entre)\s(?:la |le |les |"
    rf"l['’])?)(?P<name>{_SIMPLE_RUN})"
)
_IN_COUNTRY = re.compile(
    rf"(?P<type>\b(?:à|avec|de|d|vers))(?P<of>[ \u00a0'’])(?P<name>{_SIMPLE_RUN})"
    r"(?=[ ,(]{1,2}(?:au |en |aux )?[A-ZÀ-Ý¤])"
)
#: « À Chali, », « près de Chali », « ¤¤ et Chali », « Chali et ¤¤ »
_PLACED = re.compile(
    rf"(?:(?:^|[.!?:\n»] ?)À |\bprès de |\bprès d['’]|\bautour de |¤ et (?:de |d['’]|à |avec )?|"
    rf"\b(?:habitants|mairie|MJC|h[ôo]pital|dispensaire|maternit[ée]|march[ée]|[ée]coles?|[ée]l[èe]ves|port|oasis) "
    rf"(?:de |d['’]))"
    rf"(?P<name>{_SIMPLE_RUN})",
    re.MULTILINE,
)
_BEFORE_KNOWN = re.compile(rf"(?:\bentre |\bde |\bd['’]|\bà |\n|\. )(?P<name>{_SIMPLE_RUN}) et (?:de |d['’]|à )?(?=¤)")
_BESIDE = re.compile(rf"\bà ¤+(?:, à ¤+)* et à (?P<name>{_SIMPLE_RUN})")
_GOVERNED = r"(?:(?<![\w’'])(?:[àÀ]|de|vers|entre|avec|dans|et|pour|depuis|jusqu'à) (?:la |le )?|[dl]['’]|¤, )$"
_NO_PLACE = re.compile(
    r"(?:Noël|Pâques|Toussaint|Internet|Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|"
    r"Décembre|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Merci|Bonjour|Mesdames|Messieurs)\b"
)
_KINDS = dict.fromkeys(
    [
        "province",
        "district",
        "prefecture",
        "wilaya",
        "judet",
        "departement",
        "gouvernorat",
        "conseil_provincial",
        "conseil_prefectoral",
    ],
    "department",
) | {"cercle": "area", "canton": "area", "oblast": "region", "region": "region"}
_NOT_A_NAME = re.compile(
    r"^(?:Justice|Défense|Agriculture|Commerce|Énergie|Géographie|Histoire|Sociologie|Droit|Sciences?|Lettres|Agenda|"
    r"Plan|État|Etat|Conseil|Commission|Fonds|Programme|Association|Comit[ée]|Agence|Maison|Centre|"
    r"Forum|Groupe|Projet|Sud|Nord|Est|Ouest|Monde|Demain|"
    r"Région|Département|Ville|Commune|Communauté|Union|Europe|Monsieur|Madame|Mme|M|Président|Maire|Internet|"
    r"Cités?|Santé|Culture|Éducation|Terre|Dieu|Ministère|"
    r"Université|Institut|École|ONG|OSI|AFD|MAE|UE|PNUD|DAECT|CUF|I|II|III|IV|V|Développement|Coopération|"
    r"Solidarité|Jumelage|Actes|Territoires?|Le Partenariat|"
    r"Grande|Petite|Jeunes?|Femmes?|Lianes?|Collectivités?|Relations?|Affaires|Via|[A-Z]{2,5})\b"
)
FAR = 40  # characters to the left of a name


@dataclass(frozen=True, slots=True)
class Body:
    """One such territory in a text."""

    name: str
    kind: str
    country: str | None
    code: str | None
    start: int
    end: int
    candidate: bool

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes two of them the same."""
        return (self.code,) if self.code else (self.kind, key(self.name), self.country or "")


def bodies(text: str, names: Gazetteer) -> Iterator[Body]:
    """Give bodies of communes, and valleys, basins and pays, each as far as its name goes."""
    taken: list[tuple[int, int]] = []
    for pattern in (_INTERCOMMUNAL, _SHOUTED):
        for match in pattern.finditer(text):
            body = _intercommunal(match, names)
            taken.append((body.start, body.end))
            yield body
    for match in _AREA.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in taken):
            area = _area(match, names)
            if area:
                yield area


def _intercommunal(match: re.Match[str], names: Gazetteer) -> Body:
    name = match["name"]
    while True:  # « Communauté urbaine de Dunkerque Grand Littoral et Ville de … »: the longest part that is known
        place = _known_body(match["type"], match["of"], name, names)
        shorter = re.sub(
            r"(?:[ -](?:de la|de l['’]|de|du|des|la|le|les|sur|en|et|d['’])?[ -]?|['’])[A-ZÀ-Ý][\w]*$", "", name
        )
        if place or shorter == name or not shorter:
            break
        name = shorter
    if place is None:
        name = re.split(r" et (?=[A-ZÀ-Ý])", match["name"])[0]
    end = match.start("name") + len(name)
    printed = spelled(" ".join(match.string[match.start() : end].split()))
    country = "FR"
    for town in names.named(name):
        if town.kind in {"commune", "country"} and not any(t.country == "FR" for t in names.named(name)):
            country = town.country or "FR"
    return Body(
        printed[0].upper() + printed[1:],
        "intercommunality",
        country,
        place.code if place else None,
        match.start(),
        end,
        place is None,
    )


def _known_body(label: str, of: str, name: str, names: Gazetteer) -> Place | None:
    singular = re.sub(r"s\b(?= |$)", "", label.split(maxsplit=1)[0]) + " " + " ".join(label.split()[1:])
    tried = (f"{singular}{of}{name}", f"{singular} {name}", f"{singular} de {name}", name, *_renamed(name))
    for one in tried:
        for place in names.named(one):
            if place.kind == "intercommunality":
                return place
    return None


def _renamed(name: str) -> Iterator[str]:
    """Give what a body of communes called after its town may be called today: « Métropole de X », « Grand X »."""
    for now in (
        "{} Métropole",
        "Métropole de {}",
        "Métropole d'{}",
        "Eurométropole de {}",
        "Métropole du Grand {}",
        "Grand {}",
    ):
        yield now.format(name)
    for now in ("{} Agglomération", "{} Agglo", "Agglomération de {}", "{} Méditerranée Métropole", "{} Communauté"):
        yield now.format(name)


def _area(match: re.Match[str], names: Gazetteer) -> Body | None:
    word, name = match["type"].lower(), match["name"]
    inside = names.named(name)
    if word == "pays" and any(p.kind in {"country", "area"} for p in inside):
        return None  # « les pays du Maghreb »
    people = name.startswith(("Aït", "Ait", "Beni", "Béni"))
    if (match["of"].strip() == "des" and not people) or _NOT_A_NAME.match(name):
        return None
    words = f"{match['type']}{match['of']}{name}".split()
    longer = (p for n in range(3, len(words) + 1) for p in names.named(" ".join(words[:n])))
    if any(p.kind in {"area", "region", "department"} for p in longer):
        return None  # the gazetteer knows it under this very name: « Pays de la Loire »
    countries = [p.country for p in inside]
    country = "FR" if "FR" in countries or not countries else countries[0]
    printed = " ".join(match[0].split())
    return Body(printed[0].upper() + printed[1:], "area", country, None, match.start(), match.end(), candidate=True)


def candidates(text: str, whole: str, names: Gazetteer) -> Iterator[Body]:
    """Give names that stand where a territory's name stands and that no gazetteer has; again wherever they return.

    What is known already is blotted out in `text`, not in `whole`.
    """
    found: dict[str, Body] = {}
    for pattern in (_CANDIDATE, _WITH, _IN_COUNTRY):
        for match in pattern.finditer(text):
            one = _candidate(match, whole, names, strict=pattern is not _CANDIDATE)
            if one and key(one.name) not in found:
                found[key(one.name)] = one
    for name in (*_recurrent(text, names), *_joined(text, names)):
        if key(name) not in found:
            found[key(name)] = Body(name, "commune", None, None, 0, 0, candidate=True)
    for one in found.values():
        for match in re.finditer(rf"(?<![\w-]){re.escape(one.name)}(?![\w-])", text):
            yield Body(one.name, one.kind, one.country, None, match.start(), match.end(), candidate=True)


def _joined(text: str, names: Gazetteer) -> Iterator[str]:
    """Give unknown names said to be places by what stands beside them: « à ¤¤ et à Chali »."""
    found = (match["name"].rstrip("'’- ") for match in _BESIDE.finditer(text))
    return (name for name in found if _possible(name, names))


def _recurrent(text: str, names: Gazetteer) -> Iterator[str]:
    """Give unknown names met twice, once as only places are, and mostly after a preposition, as people are not."""
    for match in (*_PLACED.finditer(text), *_BEFORE_KNOWN.finditer(text)):
        name = match["name"].rstrip("'’- ")
        if not _possible(name, names) or _NO_PLACE.match(name) or is_common_word(name.split()[0]):
            continue
        lefts = [
            text[max(0, m.start() - 12) : m.start()]
            for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
        ]
        governed = sum(bool(re.search(_GOVERNED, left)) for left in lefts)
        if len(lefts) > 1 and governed * 3 >= len(lefts) * 2:
            yield name


def _possible(name: str, names: Gazetteer) -> bool:
    """Say whether an unknown name may be a territory's: no acronym, nobody's, no known place, not two towns in one."""
    if len(name) < SHORTEST or (name.isupper() and len(name) < 2 * SHORTEST) or _NOT_A_NAME.match(name):
        return False
    if is_first_name(name.split(maxsplit=1)[0]) or any(p.kind in {"country", "area"} for p in names.named(name)):
        return False
    return "-" not in name or not any(p.population >= SMALL_TOWN for p in names.named(name.split("-", maxsplit=1)[0]))


def _candidate(match: re.Match[str], whole: str, names: Gazetteer, *, strict: bool) -> Body | None:
    name = match["name"].rstrip("'’- ")
    left = match.string[max(0, match.start("name") - FAR) : match.start("name")]
    if not _possible(name, names) or MISFORTUNE.search(left):
        return None
    country = _country_after(whole[match.end() : match.end() + 40], names) or country_of(
        match.string[max(0, match.start() - 30) : match.start("name")]
    )
    if strict and country is None:
        return None
    label = match["type"] if match["type"].lower().startswith("conseil") else match["type"].split()[0]
    word = key(label).replace(" ", "_").rstrip("s")
    return Body(
        name,
        _KINDS.get(word, "commune"),
        country,
        None,
        match.start("name"),
        match.start("name") + len(name),
        candidate=True,
    )


def _country_after(right: str, names: Gazetteer) -> str | None:
    match = re.match(
        r"^\s*[,(]?\s*(?:au |aux |en |du |de la |d['’]|à )?\s?(?P<name>[A-ZÀ-Ý][\w’'-]*(?: [A-ZÀ-Ý][\w-]*)?)", right
    )
    if not match:
        return None
    words = match["name"].split()
    for n in range(len(words), 0, -1):
        for place in names.named(" ".join(words[:n])):
            if place.kind == "country":
                return place.country
    return None
