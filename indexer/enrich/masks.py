"""What must not be taken for a territory: people, organisations, streets, treaties that bear a name of place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.vocabularies.gazetteer import gazetteer
from indexer.structure import Person
from indexer.structure.names import is_first_name

BLANK = "·"  # stands for people and organisations
KNOWN = "¤"  # stands for a territory already recognised
_CAPITAL_NAME = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?"
_CIVILITY = re.compile(
    rf"\b(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle|Messieurs|Dr|Docteur|Professeur|"
    rf"Maître)\s+(?!le\b|la\b|l['’]|les\b)"
    rf"(?:{_CAPITAL_NAME}\s+){{0,2}}(?:(?:de|du|DE|DU|LE|La|Le|d['’]|D['’])\s?)*[A-ZÀ-Ý][\w’'-]+"
)
_UPPER_SURNAME = re.compile(
    rf"\b({_CAPITAL_NAME})((?:\s(?:DE|DU|LE|LA|EL|BEN|D['’]|de|du))*\s?[A-ZÀ-Ý'’]{{3,}}(?:-[A-ZÀ-Ý]+)*)\b"
)
_ORGANISATIONS = re.compile(
    r"\bCit[ée]s[- ]Unies(?:[- ]France)?|\b(?:[ÉE]lectricité|Gaz|Maires|Régions|Départements|Villes|"
    r"Intercommunalités|Stade|Banque|Collège|Agence|"
    r"Équipe|Tour|Médecins|Secours|Petites Villes|Éco Maires|Radio|Restos du Cœur) (?:de |du )?(?:France|"
    r"Monde)\b|\bFrance (?:[Vv]olontaires|[Tt]élévisions?|"
    r"Inter|Culture|Info|Bleu|Travail|Expertise|Libertés|24|2\b|3\b)|\bAssembl[ée]e des (?:d[ée]partements|"
    r"communaut[ée]s|r[ée]gions) de France|"
    r"\bAssociation des (?:maires|r[ée]gions|petites villes|communes)(?: et [^,.;]{3,40})? de France|\bAir "
    r"France|\bRadio[- ]France\b|"
    r"\b(?:[Aa]gence de l['’][Ee]au|[Aa]cad[ée]mie|[Cc]our d['’]appel|[Dd]iocèse|[Bb]ourse|[Oo]péra|"
    r"[Ff]estival|[Cc]lub|[Éé]cole) (?:de |d['’]|du )?[A-ZÀ-Ý]\w+(?:-[A-ZÀ-Ý]\w+)+"
)
_STREETS = re.compile(
    r"\b(?:rue|avenue|boulevard|bd|quai|impasse|allée|square|\d+,? (?:bis |ter )?(?:place|cours|route|chemin))s?\s"
    r"(?:de la |de l['’]|de |du |des |d['’])?[A-ZÀ-Ý][\w’'-]+(?:[ -][A-ZÀ-Ý][\w’'-]+)*"
)
_TREATIES = re.compile(
    r"\b(?:sommets?|traités?|accords?|conventions?|processus|protocoles?|conférences?|chartes?|déclarations?|"
    r"consensus|agendas?|cycle|agenda|appel|engagements?"
    r"|stratégie|objectifs|groupe|club|forum)\s(?:de |d['’])"
    r"(?:Copenhague|Lisbonne|Rio|Oslo|Cotonou|Lomé|Barcelone|Johannesburg|Kyoto|Aalborg|Paris|Accra|Busan|"
    r"Maastricht|Schengen|Amsterdam|Nice|Bologne|"
    r"Marrakech|Doha|Washington|Genève|Leipzig|Athènes|Cancún|Monterrey|Addis[- ]Abeba|Rome|Vienne|Munich|"
    r"Yalta|Davos|Porto Alegre|Bandung|Helsinki)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b[Dd]éclaration de Paris\b|\bNations Unies\b|\b[Rr]epubli\w+ française\b|\bUniversal\b|\bLe Monde\b"
)
#: words that are written with a capital before a place: « Ville de LILLE » is no person
_BEFORE_A_PLACE = re.compile(
    r"(?:Ville|Commune|Mairie|Département|Région|Conseil|Communauté|Métropole|Pays|Port|Province|Cercle|Saint|"
    r"Sainte|Atelier|Grand)",
    re.IGNORECASE,
)


_GIVEN_AND_SURNAME = re.compile(
    r"(?<![\w-])([A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?)[ \u00a0]((?:(?:Le|La|De|Du|El|Ben|Van|Von) |"
    r"D['’])?[A-ZÀ-Ý][a-zà-ÿ’'-]+[\w-]*)"
)
LARGE_TOWN = 100_000  # inhabitants: such a town is meant even where somebody bears its name


def masked(text: str, persons: Sequence[Person]) -> str:
    """Give the text with people, organisations, streets and treaties blotted out, all else in its place."""
    forms = sorted({f for p in persons for f in (*p.forms, p.name) if len(f) > 4 and " " in f}, key=len, reverse=True)  # noqa: PLR2004
    if forms:
        text = re.sub(
            r"\b(?:" + "|".join(re.escape(f).replace(r"\ ", r"\s") for f in forms) + r")\b",
            _blot,
            text,
            flags=re.IGNORECASE,
        )
    surnames = {f.split()[-1] for p in persons for f in (*p.forms, p.name) if " " in f}
    for surname in surnames:
        if len(surname) > 2 and surname.upper() in text:  # noqa: PLR2004
            text = re.sub(rf"\b{re.escape(surname.upper())}\b", _blot, text)
    for pattern in (_CIVILITY, _ORGANISATIONS, _STREETS, _TREATIES, _PUBLISHED):
        text = pattern.sub(_blot, text)
    text = _UPPER_SURNAME.sub(lambda m: m[0] if _BEFORE_A_PLACE.match(m[1]) else _blot(m), text)
    return _without_named(text)


def _without_named(text: str) -> str:
    """Blot out « Anne Polignac », and « Polignac » alone further on where it is no place by its preposition."""
    surnames: set[str] = set()

    def named(match: re.Match[str]) -> str:
        if not is_first_name(match[1]) or gazetteer().named(match[0]):
            return match[0]
        surnames.add(match[2])
        return _blot(match)

    text = _GIVEN_AND_SURNAME.sub(named, text)
    for surname in surnames:
        if max((p.population for p in gazetteer().named(surname)), default=0) < LARGE_TOWN:
            text = re.sub(rf"(?<![\w’'-])(?<![àÀ] )(?<!\bde ){re.escape(surname)}(?![\w-])", _blot, text)
    return text


def _blot(match: re.Match[str]) -> str:
    return BLANK * len(match[0])
