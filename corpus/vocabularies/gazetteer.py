"""The territories of the world by name and by code, each with those above it.

Read once from gazetteer.tsv, which `prepare.py` makes; lines become `Place` values only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.vocabularies.spelling import key


@dataclass(frozen=True, slots=True)
class Place:
    """One territory.

    Attributes:
        code: INSEE (commune), SIREN (intercommunality), ISO 3166-2, ISO 3166-1, UN M49 or `geonames:…`; "" when no
            official list has it.
        kind: country region department intercommunality commune area.
        country: ISO 3166-1 alpha-2, None for what lies in several.
        above: code of the territory above, None at the top.
        ordinary: its name is also an ordinary French word ("Pays", "Fleurs"): trust it only beside a cue.

    """

    code: str
    name: str
    kind: str
    country: str | None
    above: str | None
    population: int
    ordinary: bool


class Gazetteer:
    """All places; looks up are by folded name (see `spelling.key`) or by code."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._by_key: dict[str, list[int]] = {}
        self._by_code: dict[str, int] = {}
        self._made: dict[int, Place] = {}
        self.longest: dict[str, int] = {}  # first word of a name -> how many words the longest such name has
        for number, line in enumerate(lines):
            keys = line[line.rindex("\t") + 1 :].split("|")
            code = line[: line.index("\t")]
            if code:
                self._by_code.setdefault(code, number)
            for one in keys:
                self._by_key.setdefault(one, []).append(number)
        for one in self._by_key:
            first, spaces = one.partition(" ")[0], one.count(" ") + 1
            if self.longest.get(first, 0) < spaces:
                self.longest[first] = spaces

    def named(self, name: str) -> tuple[Place, ...]:
        """Give every place of this name, in any spelling; most likely first is for the caller to say."""
        return self.with_key(key(name))

    def with_key(self, folded: str) -> tuple[Place, ...]:
        """Give every place whose folded name this is."""
        return tuple(self._place(number) for number in self._by_key.get(folded, ()))

    def coded(self, code: str) -> Place | None:
        """Give the place of this code."""
        number = self._by_code.get(code)
        return None if number is None else self._place(number)

    def above(self, code: str) -> tuple[Place, ...]:
        """Give the territories above, nearest first.

        >>> [place.name for place in gazetteer().above("59350")][:3]
        ['Nord', 'Hauts-de-France', 'France']
        """
        return tuple(self._climb(code))

    def _climb(self, code: str) -> Iterator[Place]:
        place, seen = self.coded(code), {code}
        while place and place.above and place.above not in seen:
            seen.add(place.above)
            place = self.coded(place.above)
            if place:
                yield place

    def _place(self, number: int) -> Place:
        if number not in self._made:
            code, kind, name, country, above, population, flag, _ = self._lines[number].split("\t")
            self._made[number] = Place(code, name, kind, country or None, above or None, int(population), "w" in flag)
        return self._made[number]


@cache
def gazetteer() -> Gazetteer:
    """Read the gazetteer; the second call costs nothing."""
    text = (files("corpus.vocabularies") / "gazetteer.tsv").read_text(encoding="utf-8")
    return Gazetteer([line for line in text.split("\n") if line and not line.startswith("#")])
