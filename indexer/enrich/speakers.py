"""One person, however the name was printed: the speakers of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.enrich.editing import distance
from indexer.structure import Cut, Person
from indexer.structure.announcements import people_in
from indexer.structure.folding import fold, level
from indexer.structure.names import Name, read_initials, read_name
from indexer.structure.person_lines import who_and_what
from indexer.structure.roles import is_role, split_role

_LONG_SURNAME = 6  # letters from which two slips of the pen leave a surname recognisable
_SLIPS = 2
_FULL = 3
_LINE = 200  # characters of a line of a list
_TITLE = re.compile(
    r"(?:(?:M\.?|Mme|Mr|Monsieur|Madame)\s)?(?:(?:le|la|l'|the)\s?)?(?P<title>pr[ée]sidente?|maire|mod[ée]rat(?:eur|rice)|animat(?:eur|rice)|rapporteure?|chair(?:man|woman|person)?|mayor|"
    r"ministre|pr[ée]fete?|ambassad(?:eur|rice)|doyenne?|direct(?:eur|rice)|secr[ée]taire)(?: de s[ée]ance| g[ée]n[ée]rale?)?",
    re.IGNORECASE,
)
_TITLED = r"(?:{title})\w*(?: de (?:la )?s[ée]ance)?\s?:\s*(?P<name>[^\n,;(–]{{4,60}})"


@dataclass(slots=True)
class _Someone:
    """A person being gathered: the fullest name so far, the forms, the roles printed beside them."""

    names: list[Name]
    forms: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    listed_role: str | None = None
    listed_organisation: str | None = None

    @property
    def best(self) -> Name:
        """The fullest spelling; between two, the one with accents, then the one printed first."""
        return max(
            self.names,
            key=lambda n: (bool(n.given), bool(n.family), len(_letters(n.given)), _accents(n), -self.names.index(n)),
        )


def persons(cuts: Sequence[Cut]) -> tuple[list[Cut], list[Person]]:
    """Recognise each speaker under all spellings.

    Returns:
        The cuts, `speaker` being the one name kept for each person, and the persons in the order of their first
        words. Spellings are one person's when only case, accents, particles or hyphens differ, when an initial or a
        civility stands for the first name of the only person of that surname, or when two long surnames of the same
        first name are at most two letters apart.
    """
    people: list[_Someone] = []
    who: dict[int, _Someone] = {}
    read = {k: name for k, cut in enumerate(cuts) if cut.speaker and (name := _name_of(cut))}
    for k in sorted(read, key=lambda k: (-_fullness(read[k]), k)):
        someone = _find(people, read[k])
        if someone is None:
            someone = _Someone([])
            people.append(someone)
        someone.names.append(read[k])
        who[k] = someone
    _complete(people, cuts)
    who.update(_titled(people, who, cuts))
    for k in sorted(who):
        _note(who[k], cuts[k])
    renamed = [replace(cut, speaker=_shown(who[k])) if k in who else cut for k, cut in enumerate(cuts)]
    order = list({id(who[k]): who[k] for k in sorted(who)}.values())
    return renamed, [_person(someone) for someone in order]


def _name_of(cut: Cut) -> Name:
    printed = cut.speaker_as_printed or ""
    return read_name(printed) or read_initials(printed) or read_name(cut.speaker or "") or Name(printed, "", printed)


def _fullness(name: Name) -> int:
    """Full names first, initials next, halves of names last: the lesser forms join the fuller."""
    if not (name.given and name.family):
        return 1
    return 2 if _is_initials(name.given) or _is_initials(name.family) else _FULL


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", fold(text))


def _accents(name: Name) -> int:
    return sum(ord(c) > 127 for c in level(name.display))


def _is_initials(given: str) -> bool:
    return re.fullmatch(r"(?:[A-Z][a-z]{0,2}\.[ -]?|[A-Z](?:[ -]|$))+", given.strip()) is not None


def _find(people: Sequence[_Someone], name: Name) -> _Someone | None:
    candidates = [p for p in people if any(_same(n, name) for n in p.names)]
    return candidates[0] if len({id(p) for p in candidates}) == 1 else None


def _same(one: Name, other: Name) -> bool:
    """Say whether two spellings can be one person's; `one` is at least as full as `other`."""
    if _letters(one.display) == _letters(other.display) or sorted(fold(one.display).split()) == sorted(
        fold(other.display).split()
    ):
        return True
    if not other.family:
        return bool(one.given) and _letters(one.given) == _letters(other.given)
    alike = _alike(one.family, other.family)
    if not other.given:
        return alike and _fits(one, other.civility)
    if _is_initials(other.family):
        same_given = _letters(one.given) == _letters(other.given)
        short = _is_initials(other.given) and _initials(one.given)[:1] == _initials(other.given)[:1]
        return (same_given or short) and _initials(one.family)[:1] == _initials(other.family)[:1]
    if _is_initials(other.given) or _is_initials(one.given):
        return (
            alike
            and _initials(one.given)[: len(_initials(other.given))]
            == _initials(other.given)[: len(_initials(one.given))]
        )
    return alike and (
        _letters(one.given) == _letters(other.given)
        or distance(_letters(one.given), _letters(other.given), 1) <= 1 < min(len(one.given), len(other.given)) - 3
    )


def _alike(one: str, other: str) -> bool:
    """Say whether two surnames are one, particles apart, up to two slips in a long one."""
    a, b = _letters(one), _letters(other)
    if a == b or _letters(_bare(one)) == _letters(_bare(other)):
        return True
    return min(len(a), len(b)) >= _LONG_SURNAME and distance(a, b, _SLIPS) <= _SLIPS


def _bare(family: str) -> str:
    return re.sub(r"^(?:(?:de|du|des|la|le|van|von|der|den|el|al|ben)\s|d'|l')+", "", fold(family))


_HERS = re.compile(r"(?:mme|mlle|madame|mademoiselle|mrs|ms)", re.IGNORECASE)
_HIS = re.compile(r"(?:m\b|mr|monsieur)", re.IGNORECASE)


def _fits(one: Name, civility: str) -> bool:
    """« Mme Petit » is not M. Jean Petit where the document says so itself."""
    if not one.civility or not civility:
        return True
    return not (
        (_HERS.match(one.civility) and _HIS.match(civility)) or (_HIS.match(one.civility) and _HERS.match(civility))
    )


def _initials(given: str) -> str:
    return "".join(part[0] for part in re.split(r"[^\w]+", fold(given)) if part)


def _complete(people: Sequence[_Someone], cuts: Sequence[Cut]) -> None:
    """Give their full names, and what they do, to people whom a list or a title of the document names in full.

    Half a name is completed only when exactly one listed name fits it.
    """
    listed = _listed(cuts)
    for someone in people:
        if not (someone.best.given and someone.best.family) or _is_initials(someone.best.given):
            fitting = {_letters(n.display): n for n, _ in listed if _same(n, someone.best) and _fullness(n) == _FULL}
            if len(fitting) == 1:
                someone.names.append(next(iter(fitting.values())))
        what = next((what for n, what in listed if what and _letters(n.display) == _letters(someone.best.display)), "")
        role, organisation = split_role(what) if what else (None, None)
        someone.listed_role, someone.listed_organisation = role, organisation


def _listed(cuts: Sequence[Cut]) -> list[tuple[Name, str]]:
    """Read the full names in programmes, lists of participants, title pages, headings, with what stands beside them."""
    found: list[tuple[Name, str]] = []
    for cut in cuts:
        found.extend((name, "") for line in (cut.heading, cut.session) if line for name in people_in(line))
        if cut.kind not in ("contents", "front", "section"):
            continue
        for line in cut.text.split("\n"):
            bare = re.sub(r"^\s*(?:[-–*•▪►]|\w+\s?:)\s*", "", line)
            person = who_and_what(bare) if len(bare) <= _LINE else None
            if person and person[0].given and person[0].family and (person[1] or person[0].evidence):
                found.append((person[0], person[1] if is_role(person[1]) else ""))
            found.extend((name, "") for name in people_in(line))
    return found


def _titled(people: Sequence[_Someone], who: dict[int, _Someone], cuts: Sequence[Cut]) -> dict[int, _Someone]:
    """Recognise « Le président : » when the document says, once and clearly, who presides."""
    found: dict[int, _Someone] = {}
    for k, cut in enumerate(cuts):
        title = _TITLE.fullmatch(level(cut.speaker_as_printed or "").strip()) if not cut.speaker else None
        if title is None:
            continue
        stem = fold(title["title"])[:6]
        holders = [
            p
            for p in people
            if any(fold(cuts[j].role or "").startswith(stem) for j, someone in who.items() if someone is p)
        ]
        holders = holders or _appointed(people, cuts, stem)
        if len(holders) == 1:
            found[k] = holders[0]
    return found


def _appointed(people: Sequence[_Someone], cuts: Sequence[Cut], stem: str) -> list[_Someone]:
    """« Présidence : Mme X », « Animateur : Y » in a list: the one of the speakers who is meant."""
    pattern = re.compile(_TITLED.format(title=stem))
    found: list[_Someone] = []
    for cut in cuts:
        if cut.kind not in ("contents", "front", "section"):
            continue
        for line in cut.text.split("\n"):
            found.extend(p for p in _holders(people, line, stem) if p not in found)
            if (match := pattern.search(fold(line))) and (
                name := read_name(level(line)[match.start("name") : match.end("name")].strip(" ."))
            ):
                found.extend(
                    p for p in people if any(_same(n, name) or _same(name, n) for n in p.names) and p not in found
                )
    return found


def _holders(people: Sequence[_Someone], line: str, stem: str) -> list[_Someone]:
    """« Jane Cooper (Chair), … »: the speakers whose name is followed by the title."""
    found = []
    for before in re.finditer(rf"(?P<name>[^,;:()]{{4,60}}?)\s*[(,]\s*(?:the )?{stem}", fold(line)):
        name = read_name(level(line)[before.start("name") : before.end("name")].strip(" ."))
        if name and name.given:
            found.extend(p for p in people if any(_same(n, name) for n in p.names))
    return found


def _note(someone: _Someone, cut: Cut) -> None:
    printed = cut.speaker_as_printed or cut.speaker or ""
    for value, kept in ((printed, someone.forms), (cut.role, someone.roles), (cut.organisation, someone.organisations)):
        if value and value not in kept:
            kept.append(value)


def _shown(someone: _Someone) -> str:
    """The display name, taking accents from whichever spelling has them."""
    best = someone.best
    same = [n for n in someone.names if _letters(n.display) == _letters(best.display)]
    return max(same, key=lambda n: (_accents(n), n is best)).display


def _person(someone: _Someone) -> Person:
    role = someone.roles[0] if someone.roles else someone.listed_role
    organisation = someone.organisations[0] if someone.organisations else someone.listed_organisation
    return Person(_shown(someone), tuple(someone.forms), role, organisation)
