"""Who « Le président : » is, when the document says clearly who presides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure import Cut
from indexer.structure.folding import fold, level
from indexer.structure.names import Name, read_name

_TITLE = re.compile(
    r"(?:(?:M\.?|Mme|Mr|Monsieur|Madame)\s)?(?:(?:le|la|l'|the)\s?)?(?P<title>pr[ée]sidente?|maire|mod[ée]rat(?:eur|rice)|"
    r"animat(?:eur|rice)|rapporteure?|chair(?:man|woman|person)?|mayor|ministre|pr[ée]fete?|ambassad(?:eur|rice)|doyenne?|"
    r"direct(?:eur|rice)|secr[ée]taire)(?: de s[ée]ance| g[ée]n[ée]rale?)?",
    re.IGNORECASE,
)
_STEM = 6  # letters that « président » and « présidente », « animateur » and « animation » share
_SURE = 2  # evidence of a name in a list
_LISTS = ("contents", "front", "section")


def title_of(cut: Cut) -> str | None:
    """Give the stem of the title that stands for the speaker's name, None when a name or something else does."""
    if cut.speaker:
        return None
    found = _TITLE.fullmatch(level(cut.speaker_as_printed or "").strip())
    return fold(found["title"])[:_STEM] if found else None


def holds(role: str | None, stem: str) -> bool:
    """Say whether the role printed beside a name is that title."""
    return fold(role or "").startswith(stem)


def appointed(cuts: Sequence[Cut], stem: str) -> list[Name]:
    """Read who has the title in lists and on title pages: « Présidence : Mme X », « Jane Cooper (Chair) »."""
    sounds = re.sub("e", "[eéèê]", re.escape(stem))
    before = re.compile(
        rf"\b{sounds}\w*(?: de (?:la )?s[ée]ance)?\s?(?::|\bde\b|\bby\b|\bpar\b)\s*(?P<name>[^\n,;(–]{{4,60}})",
        re.IGNORECASE,
    )
    after = re.compile(rf"(?P<name>[^,;:()|\n]{{4,60}}?)\s*[(,]\s*(?:the )?{sounds}", re.IGNORECASE)
    found: dict[str, Name] = {}
    for cut in cuts:
        for line in cut.text.split("\n") if cut.kind in _LISTS else ():
            for match in (*before.finditer(line), *after.finditer(line)):
                name = read_name(re.sub(r"^[\s•*–-]+|\bet\b.*$", "", match["name"]).strip(" .)]"))
                aside = match.re is after and "(" in match[0] and name is not None and bool(name.given)
                if name is not None and name.family and (name.evidence >= _SURE or aside):
                    found.setdefault(fold(name.display), name)
    return list(found.values())
