"""One person, however the name was printed: the speakers of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from indexer.enrich.listed import before_surname, in_lists
from indexer.enrich.spellings import FULL, accents, are_initials, fullness, letters, same_person
from indexer.enrich.titles import appointed, holds, title_of
from indexer.structure import Cut, Person
from indexer.structure.names import Name, read_initials, read_name
from indexer.structure.person_lines import PAIR
from indexer.structure.roles import split_role


@dataclass(slots=True)
class _Someone:
    """A person being gathered: the spellings, the printed forms, the roles printed beside them or in a list."""

    names: list[Name]
    forms: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    listed_role: str | None = None
    listed_organisation: str | None = None

    @property
    def best(self) -> Name:
        """The fullest spelling; between two, the one with accents, then the one printed first."""

        def merit(name: Name) -> tuple[bool, bool, int, int, int]:
            spelt = 0 if are_initials(name.given) or are_initials(name.family) else _length(name)
            return bool(name.given), bool(name.family), spelt, len(letters(name.given)), accents(name)

        return max(self.names, key=merit)  # the first of equals

    @property
    def shown(self) -> str:
        """The display name, with the accents of whichever spelling has them."""
        best = self.best
        alike = [n for n in self.names if letters(n.display) == letters(best.display)]
        return max(alike, key=lambda n: (accents(n), n is best)).display


def persons(cuts: Sequence[Cut]) -> tuple[list[Cut], list[Person]]:
    """Recognise each speaker under all spellings.

    Spellings are one person's when only case, accents, particles or hyphens differ, when an initial or a civility
    stands for the first name of the only person of that surname, or when two long surnames of the same first name
    are at most two letters apart. « Le président : » is the person whom the document calls so.

    Returns:
        The cuts, `speaker` being the one name kept for each person, and the persons in the order of their first words.

    """
    people: list[_Someone] = []
    who = _gathered(people, cuts)
    _complete(people, cuts)
    who.update(_titled(people, who, cuts))
    for k in sorted(who):
        _note(who[k], cuts[k])
    beside = _beside(people, cuts)
    shown = {id(someone): someone.shown for someone in people}
    renamed = [replace(cut, speaker=shown[id(who[k])]) if k in who else cut for k, cut in enumerate(cuts)]
    speaking = (
        someone for k in range(len(cuts)) for someone in (who.get(k), *beside.get(k, ())) if someone is not None
    )
    order = list({id(someone): someone for someone in speaking}.values())
    return renamed, [_person(someone) for someone in order]


def _gathered(people: list[_Someone], cuts: Sequence[Cut]) -> dict[int, _Someone]:
    """Give each cut with a named speaker its person; the lesser forms join the fuller."""
    read = {k: _name_of(cut) for k, cut in enumerate(cuts) if cut.speaker}
    who: dict[int, _Someone] = {}
    for k in sorted(read, key=lambda k: (-fullness(read[k]), -_length(read[k]), k)):
        who[k] = _find_or_add(people, read[k])
    return who


def _length(name: Name) -> int:
    """How many words the name has."""
    return len(re.split(r"[\s-]+", f"{name.given} {name.family}".strip()))


def _name_of(cut: Cut) -> Name:
    printed = cut.speaker_as_printed or ""
    if are_initials(cut.speaker or "") and (initials := read_initials(printed)) is not None:
        return initials
    first = PAIR.split(printed)[0]
    return (
        read_name(printed)
        or read_name(first)
        or read_initials(printed)
        or read_name(cut.speaker or "")
        or Name(printed, "", printed)
    )


def _find_or_add(people: list[_Someone], name: Name) -> _Someone:
    """The one person it can be; the very same letters decide before any likeness."""
    exact = letters(name.display)
    candidates = [p for p in people if any(letters(n.display) == exact for n in p.names)]
    if len(candidates) != 1:
        candidates = [p for p in people if any(same_person(n, name) for n in p.names)]
    if len(candidates) == 1:
        if name not in candidates[0].names:
            candidates[0].names.append(name)
        return candidates[0]
    someone = _Someone([name])
    people.append(someone)
    return someone


def _complete(people: Sequence[_Someone], cuts: Sequence[Cut]) -> None:
    """Give their full names, and what they do, to people whom a list or a title of the document names in full.

    Half a name is completed only when exactly one listed name fits it.
    """
    listed = in_lists(cuts)
    for someone in people:
        best = someone.best
        if fullness(best) < FULL or best.civility:
            fuller = [n for n, _ in listed if fullness(n) == FULL and letters(n.display) != letters(best.display)]
            fitting = {letters(n.display): n for n in fuller if same_person(n, best)}
            fitting = fitting or {letters(n.display): n for n in before_surname(cuts, someone.best)}
            if len(fitting) == 1:
                someone.names.append(next(iter(fitting.values())))
        what = next((what for n, what in listed if what and letters(n.display) == letters(someone.best.display)), "")
        if what:
            someone.listed_role, someone.listed_organisation = split_role(what)


def _titled(people: list[_Someone], who: dict[int, _Someone], cuts: Sequence[Cut]) -> dict[int, _Someone]:
    """Recognise « Le président : » when the document says, once and clearly, who presides."""
    found: dict[int, _Someone] = {}
    for k, cut in enumerate(cuts):
        if (stem := title_of(cut)) is None:
            continue
        holders = {id(someone): someone for j, someone in who.items() if holds(cuts[j].role, stem)}
        if not holders:
            named = appointed(cuts, stem)
            holders = {id(p): p for p in (_find_or_add(people, name) for name in named)} if len(named) == 1 else {}
        if len(holders) == 1:
            found[k] = next(iter(holders.values()))
    return found


def _beside(people: list[_Someone], cuts: Sequence[Cut]) -> dict[int, list[_Someone]]:
    """Those who speak together with the named speaker: « Paul GARNIER et Aminata SOW »."""
    found: dict[int, list[_Someone]] = {}
    for k, cut in enumerate(cuts):
        names = [read_name(part) for part in PAIR.split(cut.speaker_as_printed or "")] if cut.speaker else []
        if len(names) > 1 and all(name is not None and name.family for name in names):
            found[k] = [_find_or_add(people, name) for name in names[1:] if name is not None]
            for someone, name in zip(found[k], names[1:], strict=True):
                _note(someone, replace(cut, speaker_as_printed=name.printed if name else None))
    return found


def _note(someone: _Someone, cut: Cut) -> None:
    printed = PAIR.split(cut.speaker_as_printed or cut.speaker or "")[0]
    for value, kept in (
        (printed, someone.forms),
        (cut.role, someone.roles),
        (cut.organisation, someone.organisations),
    ):
        if value and value not in kept:
            kept.append(value)


def _person(someone: _Someone) -> Person:
    role = someone.roles[0] if someone.roles else someone.listed_role
    organisation = someone.organisations[0] if someone.organisations else someone.listed_organisation
    return Person(someone.shown, tuple(someone.forms), role, organisation)
