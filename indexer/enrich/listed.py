"""What programmes, lists of participants, title pages and headings say of people: full names, and what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.structure import Cut
from indexer.structure.announcements import people_in
from indexer.structure.folding import level
from indexer.structure.letters import CAPITAL, SMALL
from indexer.structure.names import Name, is_common_word, read_name
from indexer.structure.person_lines import who_and_what
from indexer.structure.roles import is_role

_LINE = 200  # characters of a line of a list
_LISTS = ("contents", "front", "section")
_GIVEN = re.compile(rf"(?:[{CAPITAL}][{SMALL}]+(?:-[{CAPITAL}][{SMALL}]+)*|[{CAPITAL}]\.)$")
_WITH = re.compile(
    r"(?:avec(?: la participation de)?|en présence de|intervenants?|participants?|présents?|(?:members )?present|"
    r"in attendance)\s?:?\s+",
    re.IGNORECASE,
)
_MOST = 3  # given names


def in_lists(cuts: Sequence[Cut]) -> list[tuple[Name, str]]:
    """Read the full names in programmes, lists of participants, title pages, headings, with what stands beside them."""
    found: list[tuple[Name, str]] = []
    for cut in cuts:
        found.extend((name, "") for line in (cut.heading, cut.session) if line for name in people_in(line))
        for line in _lines(cut):
            bare = re.sub(r"^\s*(?:[-–*•▪►]|\w+\s?:)\s*", "", line)
            person = who_and_what(bare) if len(bare) <= _LINE else None
            if person and person[0].given and person[0].family and (person[1] or person[0].evidence):
                alone = is_role(person[1]) and not people_in(person[1]) and person[1].count("(") == person[1].count(")")
                found.append((person[0], person[1] if alone else ""))
            found.extend((name, "") for name in people_in(line))
    return found


def before_surname(cuts: Sequence[Cut], name: Name) -> Iterator[Name]:
    """Read the given names that a list puts before the surname of somebody who is « Mr Dlamini » elsewhere."""
    if name.given or not name.family or not name.civility:
        return
    surname = re.compile(rf"\b{re.escape(level(name.family))}\b", re.IGNORECASE)
    for line in (line for cut in cuts if cut.kind != "section" for line in _lines(cut)):
        for found in surname.finditer(level(line)):
            given: list[str] = []
            for word in reversed(line[: found.start()].split(" ")[:-1]):
                if len(given) == _MOST or not _GIVEN.match(word) or is_common_word(word):
                    break
                given.insert(0, word)
            if given and not given[0].endswith(".") and (whole := read_name(" ".join((*given, found[0])))):
                yield whole


def _lines(cut: Cut) -> list[str]:
    """The lines of a list; « Avec X, médecin ; Y, maire » holds one for each."""
    lines = cut.text.split("\n") if cut.kind in _LISTS else []
    return [part for line in lines for part in _enumerated(line)]


def _enumerated(line: str) -> list[str]:
    parts = re.split(r"\s*;\s+", _WITH.sub("", line)) if _WITH.match(line) else [line]
    return parts if len(parts) > 1 else [line]
