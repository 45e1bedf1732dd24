"""How well a reading agrees with gold: what a person wrote down as true of the same file.

A passage is found when six of its first eight words agree, in order, with those of the gold. Figures are shares from
0 to 1; None where the gold has nothing to compare with.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, TypeVar

from corpus.vocabularies.folding import fold

Json = dict[str, Any]
Found = TypeVar("Found")
Wanted = TypeVar("Wanted")
SPOKEN = {"intervention", "question", "answer", "section"}
WINDOW = 8  # words of a beginning or end that are compared
SAME = 0.75  # share of them that must agree
SAME_TITLE = 0.6  # share of a title's words
#: Words of a place's name that do not tell it from another: « ville de Vernoy » is Vernoy.
GENERIC = frozenset(
    fold(
        "ville commune communauté communautés communes agglomération urbaine département conseil général region "
        "district province cercle wilaya oblast judet préfecture de du des la le les l d et en au"
    ).split()
)
KINDS = {
    "actes de colloque": "proceedings",
    "compte-rendu d'atelier": "minutes",
    "compte-rendu de table ronde": "minutes",
    "compte-rendu de réunion": "minutes",
    "note de présentation": "note",
    "synthèse de réunion": "summary",
    "lettre d'information": "letter",
    "rapport": "report",
    "brochure": "brochure",
}


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one file."""

    file: str
    figures: dict[str, float | bool | None]

    def to_json(self) -> Json:
        """The figures as one flat object."""
        return {"file": self.file, **self.figures}


def gold_of(document: Path) -> Path | None:
    """The gold beside `document`: in its folder, or in the folder `gold` next to its folder."""
    for folder in (document.parent, document.parent.parent / "gold", document.parent / "gold"):
        path = folder / f"{document.stem}.json"
        if path.is_file() and path != document:
            return path
    return None


def score(gold: Json, seen: Json) -> Score:
    """Compare what `inspect` says of a file with its gold."""
    names = _names(gold)
    wanted, got = list(gold.get("interventions") or []), list(_joined(seen["passages"]))
    pairs = list(_pairs(wanted, got))
    matched = {id(one) for _, one in pairs}
    spoken = 2 * sum(_speaks(one) for one in wanted) > len(wanted)
    counted = [one for one in got if id(one) in matched or not (spoken and one["kind"] == "section")]
    found = {id(one) for one, _ in pairs}
    due = [one for one in wanted if id(one) in found or not one.get("optional")]
    paged = [(a["page"], b["page_first"]) for a, b in pairs if a.get("page") and b["page_first"]]
    ends = [_alike(_end(a, "last_words"), _words(b["text"])[-WINDOW:]) >= SAME for a, b in pairs]
    figures: dict[str, float | bool | None] = {
        "start_P": _ratio(len(pairs), len(counted)),
        "start_R": _ratio(len(pairs), len(due)),
        "start_F1": _f1(len(pairs), len(counted), len(due)),
        "speaker_acc": _share([_right_speaker(a, b, names) for a, b in pairs]),
        "end_acc": _share(ends),
        "page_acc": _share([one == other for one, other in paged]),
        **_sets("speakers", [(False, one) for one in names.values()], [one["name"] for one in seen["speakers"]]),
        "extra_speakers": _extra(gold, [one["name"] for one in seen["speakers"]]),
        **_sets(
            "territories", _marked(gold, "territories", _place_names), [one["name"] for one in seen["territories"]]
        ),
        **_sets("themes", _marked(gold, "themes", lambda one: [one["id"]]), [one["id"] for one in seen["themes"]]),
        **_ties(gold, seen),
    }
    return Score(str(seen.get("file", "")), figures | _notice(gold, seen))


def _notice(gold: Json, seen: Json) -> dict[str, float | bool | None]:
    kind = KINDS.get(str(gold.get("document_type") or gold.get("type") or ""))
    title = gold.get("title")
    return {
        "title_ok": _alike(_words(title), _words(seen["title"])) >= SAME_TITLE if title else None,
        "kind_ok": seen["kind"] in gold.get("kind_accept", [kind]) if kind else None,
        "date_ok": seen["date"] in gold.get("date_accept", [gold["date"]]) if "date" in gold else None,
        "place_ok": _words(seen["place"]) in [_words(one) for one in gold.get("place_accept", [gold["place"]])]
        if "place" in gold
        else None,
        "language_ok": seen["language"] == gold["language"] if gold.get("language") else None,
    }


def _words(text: str | None) -> list[str]:
    return fold(text or "").split()


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    if not one or not other:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(one), len(other))


def _end(item: Json, name: str) -> list[str]:
    words = _words(item.get(f"{name}_clean") or item.get(name))
    return words[:WINDOW] if name == "first_words" else words[-WINDOW:]


def _joined(passages: Iterable[Json]) -> Iterator[Json]:
    """The passages of speech and its surroundings, the parts of an over-long one put together."""
    whole: Json | None = None
    for one in passages:
        if one["kind"] not in SPOKEN:
            continue
        if one["continues"] and whole is not None:
            whole["text"] += "\n" + one["text"]
            continue
        if whole is not None:
            yield whole
        whole = dict(one)
    if whole is not None:
        yield whole


def _speaks(item: Json) -> bool:
    return bool(item.get("speaker") or item.get("label") or item.get("speaker_label"))


def _pairs(wanted: list[Json], got: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Each passage of the gold with the one that begins alike, the nearest in order when several do."""
    free = dict(enumerate(got))
    for place, item in enumerate(wanted):
        allowed = item.get("passage_kind", "section") == "section"
        ranked = [
            (_alike(_end(item, "first_words"), _words(one["text"])[:WINDOW]), -abs(number - place), number)
            for number, one in free.items()
            if allowed or one["kind"] != "section"
        ]
        best = max(ranked, default=(0.0, 0, 0))
        if best[0] >= SAME:
            yield item, free.pop(best[2])


def _names(gold: Json) -> dict[str, list[str]]:
    """Every name of each speaker of the gold."""
    speakers = gold.get("speakers") or [{"name": one["speaker"]} for one in gold["interventions"] if one.get("speaker")]
    return {one["name"]: [one["name"], *one.get("forms", [])] for one in speakers}


def _right_speaker(item: Json, one: Json, names: dict[str, list[str]]) -> bool:
    label = item.get("label") or item.get("speaker_label")
    accepted = [
        name for who in [item.get("speaker"), *item.get("speaker_accept", [])] if who for name in names.get(who, [who])
    ]
    if item.get("speaker") is None:
        return not one["speaker"] or _same(one["speaker"], [*accepted, *([label] if label else [])])
    return bool(one["speaker"]) and _same(one["speaker"], accepted)


def _same(name: str, names: Iterable[str]) -> bool:
    return sorted(_words(name)) in [sorted(_words(one)) for one in names]


def _extra(gold: Json, names: list[str]) -> float:
    """How many of the people given as speakers the gold knows as merely mentioned."""
    mentioned = [*gold.get("people_mentioned", []), *gold.get("mentioned", [])]
    words = [set(_words(one if isinstance(one, str) else one["name"])) for one in mentioned]
    return sum(any(set(_words(name)) <= one for one in words) for name in names)


def _ties(gold: Json, seen: Json) -> dict[str, float | bool | None]:
    """Partnerships: each end matches when two thirds of its words are those of a name of that territory."""
    names = {one["name"]: _place_names(one) for one in gold.get("territories") or []}

    def near(end: str, found: str) -> bool:
        other = {*_words(found)} - GENERIC
        bags = [{*_words(name)} - GENERIC for name in names.get(end, [end])]
        return any(bag and other and 3 * len(bag & other) >= 2 * len(bag | other) for bag in bags)

    def same(found: Json, one: Json) -> bool:
        a, b = one["a"], one["b"]
        straight = near(a, found["a"]) and near(b, found["b"])
        return straight or (near(a, found["b"]) and near(b, found["a"]))

    wanted = [(bool(one.get("optional")), one) for one in gold.get("partnerships") or []]
    return _matched("partnerships", wanted, seen["partnerships"], same)


def _sets(label: str, wanted: list[tuple[bool, list[str]]], got: list[str]) -> dict[str, float | bool | None]:
    """Precision and recall of a set of names."""
    return _matched(label, wanted, got, _same)


def _matched(
    label: str, wanted: list[tuple[bool, Wanted]], got: list[Found], same: Callable[[Found, Wanted], bool]
) -> dict[str, float | bool | None]:
    """Precision and recall of things matched one to one.

    `wanted` says of each item whether it is optional: such an item is matched last and counts neither way.
    """
    if not wanted:
        return {f"{label}_P": None, f"{label}_R": None}
    free, hits = list(got), 0
    for optional, item in sorted(wanted, key=lambda one: one[0]):
        hit = next((one for one in free if same(one, item)), None)
        if hit is not None:
            free.remove(hit)
            hits += not optional
    due = sum(not optional for optional, _ in wanted)
    return {f"{label}_P": _ratio(hits, hits + len(free)), f"{label}_R": _ratio(hits, due)}


def _marked(gold: Json, name: str, names: Callable[[Json], list[str]]) -> list[tuple[bool, list[str]]]:
    return [(bool(one.get("optional")), names(one)) for one in gold.get(name) or []]


def _place_names(item: Json) -> list[str]:
    return [item["name"], *item.get("forms", []), *item.get("aliases", [])]


def _share(right: list[bool]) -> float | None:
    return round(sum(right) / len(right), 3) if right else None


def _ratio(hits: int, total: int) -> float | None:
    return round(hits / total, 3) if total else None


def _f1(hits: int, found: int, due: int) -> float | None:
    if not due:
        return None
    return round(2 * hits / (found + due), 3) if hits else 0.0


def load(path: Path) -> Json:
    """Read a gold file."""
    return dict(json.loads(path.read_text(encoding="utf-8")))
