"""When a document is cut anew: which new passage an old one lives on as, told by their words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.vocabularies.folding import fold

RUN = 3  # words that follow each other; shorter runs are everywhere, longer ones do not survive bad recognition
SAME = 0.5  # share of common runs from which a passage is the same one
TRACE = 0.15  # share of an old passage's runs that must be found in its successor


@dataclass(slots=True)
class Fate:
    """What becomes of old passages. Places count in the new sequence, from 0.

    Attributes:
        kept: place → pid that goes on there.
        moved: old pid → (place, offset in the new text) of its successor.
        lost: old pids whose words are in no new passage.
    """

    kept: dict[int, str] = field(default_factory=dict)
    moved: dict[str, tuple[int, int]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def fate(old: Mapping[str, str], new: Sequence[str]) -> Fate:
    """Find for every old passage (pid → text) where its words are in the `new` texts.

    >>> fate({"a": "un deux trois quatre cinq"}, ["zéro", "Un, deux, trois, quatre, cinq, six !"]).kept
    {1: 'a'}
    """
    runs_before = {pid: _runs(text) for pid, text in old.items()}
    runs_after = [_runs(text) for text in new]
    common = _common(runs_before, runs_after)
    found = Fate()
    ranked = sorted(common.items(), key=lambda one: (-_jaccard(one, runs_before, runs_after), one[0][1]))
    free = set(old)
    for (pid, place), shared in ranked:
        alike = _jaccard(((pid, place), shared), runs_before, runs_after)
        if pid in free and place not in found.kept and alike >= SAME:
            found.kept[place] = pid
            free.discard(pid)
    for pid in old:
        if pid in free:
            _follow(pid, common, runs_before[pid], new, found)
    return found


def _follow(pid: str, common: Mapping[tuple[str, int], int], runs: set[str], new: Sequence[str], found: Fate) -> None:
    """Note the successor of an old passage that did not go on as itself."""
    places = [(shared, -place) for (one, place), shared in common.items() if one == pid]
    shared, place = max(places, default=(0, 0))
    if shared < TRACE * len(runs) or shared == 0:
        found.lost.append(pid)
        return
    found.moved[pid] = (-place, _offset(runs, new[-place]))


def _runs(text: str) -> set[str]:
    words = fold(text).split()
    if len(words) < RUN:
        return {" ".join(words)} if words else set()
    return {" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def _common(before: Mapping[str, set[str]], after: Sequence[set[str]]) -> dict[tuple[str, int], int]:
    """How many runs each old passage shares with each new one, those that share none left out."""
    where: dict[str, list[int]] = defaultdict(list)
    for place, runs in enumerate(after):
        for run in runs:
            where[run].append(place)
    counts: dict[tuple[str, int], int] = defaultdict(int)
    for pid, runs in before.items():
        for run in runs:
            for place in where.get(run, ()):
                counts[pid, place] += 1
    return counts


def _jaccard(one: tuple[tuple[str, int], int], before: Mapping[str, set[str]], after: Sequence[set[str]]) -> float:
    (pid, place), shared = one
    return shared / (len(before[pid]) + len(after[place]) - shared)


def _offset(runs: set[str], text: str) -> int:
    """Where in `text` the first of `runs` begins, in characters; 0 when none is found at the start of a word."""
    starts = [0] + [place + 1 for place, letter in enumerate(text) if letter in " \n"]
    for start in starts:
        ahead = fold(text[start : start + 120]).split()[:RUN]
        if " ".join(ahead) in runs:
            return start
    return 0
