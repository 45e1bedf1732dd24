"""Which themes of the vocabulary a document and its passages speak of."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import ahocorasick

from corpus.vocabularies.spelling import plain
from corpus.vocabularies.themes import ThemeVocabulary
from corpus.vocabularies.themes import themes as vocabulary
from indexer.enrich import ThemeFound
from indexer.structure import Cut

NAME, TRIGGER = 2.0, 1.0  # weight of a name of the theme, of an expression that only reveals it
PASSAGE_ENOUGH = 2.0
SILENT = {"contents", "notes"}  # a table of contents names everything and speaks of nothing
_JOINTS = re.compile(r"[\s\-‐‑'’_/]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Expression:
    theme: str
    weight: float
    shown: str
    capitals: bool  # an acronym: only where it is printed in capitals
    open_end: bool  # « * »: the word may go on
    cancels: bool  # « ! »: takes away what it covers
    background: bool


@dataclass
class _Score:
    weight: float = 0.0
    evidence: Counter[str] = field(default_factory=Counter)
    passages: dict[int, float] = field(default_factory=lambda: defaultdict(float))


def _letters(text: str) -> str:
    """Fold letter by letter, so that offsets still fit the text: joints become spaces, ligatures one letter."""
    if len(folded := plain(text)) != len(text):
        folded = "".join((plain(c) or " ")[0] for c in text)
    return _JOINTS.sub(" ", folded)


class Matcher:
    """Finds expressions of a vocabulary in one pass over the text (Aho and Corasick, 1975), the longest first."""

    def __init__(self, words: ThemeVocabulary) -> None:
        self._automaton = ahocorasick.Automaton()
        entries: dict[str, list[_Expression]] = defaultdict(list)
        for theme in words.themes:
            for shown in (theme.label, *theme.alternates):
                self._add(entries, theme.id, NAME, shown, background=theme.background)
            for shown in theme.triggers:
                self._add(entries, theme.id, TRIGGER, shown, background=theme.background)
        for folded, expressions in entries.items():
            self._automaton.add_word(folded, (folded, expressions))
        self._automaton.make_automaton()

    def _add(
        self, entries: dict[str, list[_Expression]], theme: str, weight: float, shown: str, *, background: bool
    ) -> None:
        cancels, bare = shown.startswith("!"), shown.lstrip("!").strip()
        open_end = bare.endswith("*")
        for text in _spellings(bare.rstrip("*")):
            capitals = text.isupper() and len(text) > 1
            expression = _Expression(theme, weight, text, capitals, open_end, cancels, background)
            entries[re.sub(r"\s+", " ", _letters(text)).strip()].append(expression)

    def find(self, text: str) -> Iterator[_Expression]:
        """Give what the text says, leaving out what a longer expression of the same theme covers."""
        folded = _letters(text)
        hits: list[tuple[int, int, _Expression]] = []
        for end, (word, expressions) in self._automaton.iter(folded):
            start = end - len(word) + 1
            if start and folded[start - 1].isalnum():
                continue
            closed = end + 1 >= len(folded) or not folded[end + 1].isalnum()
            shouted = text[start : end + 1].isupper()
            hits += [
                (start, end, one) for one in expressions if (closed or one.open_end) and (shouted or not one.capitals)
            ]
        yield from _longest(hits)


def _spellings(text: str) -> list[str]:
    """Write out a prefix inside an expression (« appel* à projets »): singular and plural."""
    if "*" not in text:
        return [text]
    return [text.replace("*", ""), re.sub(r"\*", "s", text)]


def _longest(hits: list[tuple[int, int, _Expression]]) -> Iterator[_Expression]:
    taken: dict[str, int] = defaultdict(lambda: -1)
    cancelled = [(start, end) for start, end, one in hits if one.cancels]
    for start, end, one in sorted(hits, key=lambda hit: (hit[0], hit[0] - hit[1])):
        if one.cancels or any(a <= start and end <= b for a, b in cancelled):
            continue
        if end > taken[one.theme]:
            taken[one.theme] = end
            yield one


@cache
def matcher() -> Matcher:
    """Build the matcher of our vocabulary; the second call costs nothing."""
    return Matcher(vocabulary())


def themes(cuts: Sequence[Cut]) -> list[ThemeFound]:
    """Propose themes, the surest first."""
    scores: dict[str, _Score] = defaultdict(_Score)
    words = 0
    for position, cut in enumerate(cuts):
        if cut.kind in SILENT:
            continue
        words += len(cut.text.split())
        for part, factor in _parts(cut):
            for one in matcher().find(part):
                score = scores[one.theme]
                score.evidence[one.shown] += 1
                score.passages[position] += one.weight * factor
    return sorted(_retained(scores, cuts, words), key=lambda found: -found.score)


def _parts(cut: Cut) -> Iterable[tuple[str, float]]:
    """Give the texts of a passage: what stands in a heading or in the role of the speaker counts double."""
    if cut.heading:
        yield cut.heading, 2.0
    if cut.role:
        yield cut.role, 1.0
    yield cut.text, 1.0


def _retained(scores: dict[str, _Score], cuts: Sequence[Cut], words: int) -> Iterator[ThemeFound]:
    speaking = sum(1 for cut in cuts if cut.kind not in SILENT and cut.text) or 1
    for identifier, score in scores.items():
        theme = vocabulary().theme(identifier)
        # A theme is met with the square root of how often it is said: the tenth time adds less than the second.
        weight = sum(math.sqrt(w) for w in score.passages.values()) * min(1.0, 0.5 + 0.25 * len(score.evidence))
        need = 1.0 + words / 6000 + (speaking / 40)
        strength = weight / (weight + need * (2.0 if theme and theme.background else 1.0))
        kept = tuple((p, round(w / (w + PASSAGE_ENOUGH), 2)) for p, w in score.passages.items() if w >= PASSAGE_ENOUGH)
        if strength >= 0.5 and sum(score.evidence.values()) > 1:  # noqa: PLR2004 (said once is not a theme)
            evidence = tuple(shown for shown, _ in score.evidence.most_common(6))
            yield ThemeFound(identifier, round(strength, 3), evidence, kept)
