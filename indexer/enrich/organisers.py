"""Who organised the event or published the document, when the text says so in words; partners are not organisers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.vocabularies.spelling import spelled
from indexer.enrich import Guess
from indexer.enrich.dates import printed_dates
from indexer.enrich.front import front
from indexer.extract import Extraction, Paragraph
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
#: bodies that publish; commissions, services and working groups are parts of them
_BODY = re.compile(
    r"(?:ville|commune|mairie|d[ée]partement|r[ée]gion|conseil (?:g[ée]n[ée]ral|r[ée]gional|d[ée]partemental|"
    r"municipal)|communaut[ée] (?:urbaine|d['’]agglom[ée]ration|de communes)|m[ée]tropole|association|f[ée]d[ée]ration|"
    r"r[ée]seau|minist[èe]re|universit[ée]|collectif|plateforme|agence|comit[ée] de jumelage|cercle|carrefour|maison) "
    r"(?:de |du |des |d['’]|[A-ZÀ-Ý]|\w+ (?:de |du |des |d['’]))",
    re.IGNORECASE,
)
LETTERHEAD = 9  # words
LONGEST = 12  # words of one organiser's name


def organisers(extraction: Extraction, cuts: Sequence[Cut] = ()) -> list[Guess]:
    """Give each organiser named on the front, else in a sentence of the first pages about this event."""
    found: dict[str, Guess] = {}
    for line in front(extraction, cuts):
        for name in _names(line.text):
            found.setdefault(name.lower(), Guess("organiser", name, 0.85, line.page, line.text.strip()[:200]))
    if not found:
        found = {guess.value.lower(): guess for guess in _letterhead(front(extraction, cuts))}
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


def _letterhead(lines: Sequence[Paragraph]) -> Iterator[Guess]:
    """Read who publishes in a line of its own on the front: « Département de l'Isère – Service Europe »."""
    largest = max((line.size for line in lines), default=0.0)
    for line in lines:
        title = line.size == largest > 0
        if title or len(lines) < 2 or any(printed_dates(line.text)) or ":" in line.text:  # noqa: PLR2004 (and a title)
            continue
        for part in re.split(r"\s[–—|-]\s", line.text.strip()):
            if _BODY.match(part) and len(part.split()) <= LETTERHEAD and not re.search(r"[,;.?!«]", part):
                yield Guess("organiser", spelled(part), 0.5, line.page, line.text.strip()[:200])


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
