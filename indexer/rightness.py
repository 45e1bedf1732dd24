"""Field by field: is what is proposed for a notice right, wrong or empty? Compared with gold, as a librarian would.

A field with one value is right when the value is one that the gold accepts, rightly empty when the gold knows none. Of
a field with several values each is counted: those of the gold that are proposed are right, those that are not are
empty, those that are proposed and not in the gold are wrong. What the gold calls optional counts in no way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.vocabularies.folding import fold
from indexer import measuring

Json = dict[str, Any]
ONE = ("title", "kind", "date", "place", "language")
SEVERAL = ("organisers", "speakers", "territories", "themes", "partnerships")
SAME_BODY = 0.6  # share of the words of an organiser's name


@dataclass(frozen=True, slots=True)
class Tally:
    """How many proposals are right, how many are wrong, and how often there is none."""

    right: int = 0
    wrong: int = 0
    empty: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.right + other.right, self.wrong + other.wrong, self.empty + other.empty)

    @property
    def all(self) -> int:
        """How many there are."""
        return self.right + self.wrong + self.empty

    def to_json(self) -> Json:
        """The three shares, 0 to 1, and of how many."""
        shares = {name: round(getattr(self, name) / self.all, 3) if self.all else None for name in self.__slots__}
        return {**shares, "of": self.all}


def judge(gold: Json, seen: Json) -> dict[str, Tally]:
    """Compare what `inspect` says of a file with its gold, field by field."""
    figures = measuring.score(gold, seen).figures
    told = {name: figures[f"{name}_ok"] for name in ONE if figures[f"{name}_ok"] is not None}
    found = {name: Tally(right=1) if right else _not_right(seen.get(name)) for name, right in told.items()}
    found["organisers"] = _bodies(gold.get("organisers") or [], seen["organisers"])
    speakers = [(False, [one["name"], *one.get("forms", [])]) for one in gold.get("speakers") or []]
    found["speakers"] = _several(speakers, [one["name"] for one in seen["speakers"]])
    places = [(bool(one.get("optional")), _names(one)) for one in gold.get("territories") or []]
    known = [one["name"] for one in seen["territories"] if not one.get("candidate")]
    found["territories"] = _several(places, known)
    themes = [(bool(one.get("optional")), [one["id"]]) for one in gold.get("themes") or []]
    found["themes"] = _several(themes, [one["id"] for one in seen["themes"]])
    aliases = {fold(name): fold(one["name"]) for one in gold.get("territories") or [] for name in _names(one)}
    ties = [(bool(one.get("optional")), [_tie(one, aliases)]) for one in gold.get("partnerships") or []]
    found["partnerships"] = _several(ties, [_tie(one, aliases) for one in seen["partnerships"]])
    return found


def together(several: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """The tallies of several files, field by field; `fields` has those with one value, `all` everything."""
    found: dict[str, Tally] = {}
    for one in several:
        for name, tally in one.items():
            found[name] = found.get(name, Tally()) + tally
    ordered = {name: found[name] for name in (*ONE, *SEVERAL) if name in found}
    ordered["fields"] = sum((found[name] for name in ONE if name in found), Tally())
    ordered["all"] = sum((found[name] for name in (*ONE, *SEVERAL) if name in found), Tally())
    return ordered


def _not_right(value: object) -> Tally:
    return Tally(wrong=1) if value not in {None, "", "other"} else Tally(empty=1)


def _names(item: Json) -> list[str]:
    return [item["name"], *item.get("forms", []), *item.get("aliases", [])]


def _tie(one: Json, aliases: Mapping[str, str]) -> str:
    ends = [fold(one[name]) for name in ("a", "b")]
    return " ~ ".join(sorted(aliases.get(end, end) for end in ends))


def _several(wanted: Sequence[tuple[bool, list[str]]], got: Sequence[str]) -> Tally:
    free = [sorted(fold(one).split()) for one in got]
    right = empty = 0
    for optional, names in sorted(wanted, key=lambda one: one[0]):
        hit = next((one for one in free if any(one == sorted(fold(name).split()) for name in names)), None)
        if hit is not None:
            free.remove(hit)
            right += not optional
        elif not optional:
            empty += 1
    return Tally(right, len(free), empty)


def _bodies(wanted: Sequence[str], got: Sequence[str]) -> Tally:
    """Organisers are written in many ways: « Cités Unies France (CUF) » is Cités Unies France."""
    free, right = [set(fold(one).split()) for one in got], 0
    for words in (set(fold(one).split()) for one in wanted):
        hit = next((one for one in free if len(one & words) >= SAME_BODY * max(len(words), len(one))), None)
        if hit is not None:
            free.remove(hit)
            right += 1
    return Tally(right, len(free), len(wanted) - right)
