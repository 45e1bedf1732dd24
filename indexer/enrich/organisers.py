"""Who organised the event or published the document, when the text says so in words; partners are not organisers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.enrich import Guess
from indexer.enrich.front import front
from indexer.extract import Extraction
from indexer.structure import Cut

_NAMED = (
    r"(?P<who>(?:l['’]|la |le |les )?[A-ZÀ-Ý0-9][^.;:!?\n]{1,160}|(?:l['’]|la |le |les )(?:association|ville|"
    r"région|département|conseil|communauté|réseau|commune|métropole|mairie|ministère|agence|fédération|"
    r"université)[^.;:!?\n]{1,160})"
)
_BY = re.compile(
    r"(?:(?:co-?)?organisée?s?|proposée?s?|initiée?s?|mise? en place|coordonnée?s?|à l['’]initiative|sur "
    r"(?:l['’]invitation|proposition)|éditée?s?|publiée?s?)"
    rf"\s+(?:conjointement\s+)?(?:par|de|du|des|d['’])\s*{_NAMED}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"\b(?:organisat(?:eurs?|rices?|ion)|organisé par|initiateurs?)(?: de (?:cette|la) (?:journée|rencontre|"
    rf"réunion))?\s*:\s*{_NAMED}",
    re.IGNORECASE,
)
_THANKED = re.compile(
    r"\b(?:féliciter|remercier|remercie|saluer)\s+(?P<who>[A-ZÀ-Ý][^.;:,!?\n]{1,80}?)\s+(?:d['’]avoir|pour "
    r"avoir|pour l['’]organisation|qui a) (?:organisé|mis en place|pris l['’]initiative)?",
    re.IGNORECASE,
)
#: in the text, only what is said of this very event or document
_THIS = re.compile(
    r"\b(?:cette|ce|cet|la présente|notre) (?:\w+ )?(?:colloque|journée|rencontre|séminaire|forum|atelier|réunion|"
    r"conférence|table|congrès|"
    r"brochure|guide|document|lettre|étude|publication)|\bcette journée|\bles organisateurs",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s*(?:,?\s*\b(?:en (?:partenariat|collaboration|lien|association|présence)|avec|dans le cadre|à "
    r"l['’]occasion|le \d|les \d|du \d|"
    r"au sein|qui|dont|pour|afin|depuis|bien sûr|a |ont |est |était|sera|où|et (?:animé|destiné|consacré)|lors|"
    r"sur le thème|intitulé\w*|"
    r"permettant|vise|s['’]|ce (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|jour))\b|\s[–—(]|\s-\s).*$"
)
_ARTICLE = re.compile(r"^(?:l['’]|la |le |les )", re.IGNORECASE)
_KEPT_ARTICLE = re.compile(r"^(?:Le|La|Les|L['’])\s?[A-ZÀ-Ý]")
LONGEST = 12  # words of one organiser's name


def organisers(extraction: Extraction, cuts: Sequence[Cut] = ()) -> list[Guess]:
    """Give each organiser named on the front, else in a sentence of the first pages about this event."""
    found: dict[str, Guess] = {}
    for line in front(extraction, cuts):
        for name in _names(line.text):
            found.setdefault(name.lower(), Guess("organiser", name, 0.85, line.page, line.text.strip()[:200]))
    if found:
        return list(found.values())
    for paragraph in extraction.paragraphs:
        if (paragraph.page or 1) > 5 or paragraph.kind in {"note", "toc"}:  # noqa: PLR2004
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", paragraph.text):
            if _THIS.search(sentence):
                for name in _names(sentence):
                    found.setdefault(
                        name.lower(), Guess("organiser", name, 0.6, paragraph.page, sentence.strip()[:200])
                    )
    return list(found.values())[:4]


def _names(text: str) -> Iterator[str]:
    for pattern in (_LABEL, _BY, _THANKED):
        for match in pattern.finditer(text):
            yield from _split(match["who"])


def _split(who: str) -> Iterator[str]:
    who = _STOP.sub("", who)
    for part in re.split(r"\s*,\s*(?:et\s+)?|\s+et\s+(?=(?:l['’]|la |le |les )?[A-ZÀ-Ýl])", who):
        name = re.sub(r"\s(?:à|au|aux|en)\s[A-ZÀ-Ý][\w’' -]*$", "", part).strip(' -–—«»"')
        if not _KEPT_ARTICLE.match(name):
            name = _ARTICLE.sub("", name)
        if name and re.search(r"[A-ZÀ-Ý]", name) and len(name) > 1 and len(name.split()) <= LONGEST:
            yield name[0].upper() + name[1:]
