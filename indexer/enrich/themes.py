"""Which themes of the vocabulary a document and its passages speak of."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import ahocorasick

from corpus.vocabularies.spelling import letters
from corpus.vocabularies.themes import ThemeVocabulary
from corpus.vocabularies.themes import themes as vocabulary
from indexer.enrich import PartnershipFound, ThemeFound
from indexer.structure import Cut

NAME, TRIGGER, SIGN = 2.0, 1.0, 0.5  # weight of a name of the theme, of an expression that reveals it, of a mere sign
PASSAGE_ENOUGH = 1.5  # weight from which a theme is one of a passage
DOCUMENT_ENOUGH = 2.1  # the same for a document of a thousand words; it grows with the root of the length
SILENT = {"contents", "notes"}  # a table of contents names everything and speaks of nothing
COOPERATION = "cooperation-decentralisee"
#: told in one passage only, it is an episode; met again and again, a subject
EPISODE, RECURRENT = 0.6, 1.5
OFTEN, ALWAYS = 0.15, 0.6  # share of the passages from which it is met again and again; where that counts no more
FEW = 3  # passages: too few to tell an episode from a subject
TOLD = 25  # words of a passage that tells something
HEADING = 2.0  # what stands in a heading counts double
_REST = re.compile(r"[^\W_]*")
_JOINTS = re.compile(r"[\s\-‐‑'’_/]")


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of the vocabulary, as the matcher finds it."""

    theme: str
    weight: float
    shown: str
    capitals: bool = False  # an acronym: only where it is printed in capitals
    open_end: bool = False  # « * »: the word may go on
    cancels: bool = False  # « ! »: takes away what it covers


@dataclass
class _Score:
    evidence: Counter[str] = field(default_factory=Counter)
    weights: dict[str, float] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    passages: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def note(self, one: Expression, printed: str, position: int, factor: float) -> None:
        """Count one expression met in the passage at `position`."""
        self.evidence[one.shown] += 1
        self.printed.setdefault(one.shown, printed)
        self.weights[one.shown] = max(self.weights.get(one.shown, 0.0), one.weight * factor)
        self.passages[position] += one.weight * factor

    @property
    def weight(self) -> float:
        """Different expressions count more than the same again: each enters with the root of how often it is met."""
        return sum(self.weights[shown] * math.sqrt(count) for shown, count in self.evidence.items())

    def spread(self, passages: int) -> float:
        """Say how much more or less a theme weighs by how many of the document's passages speak of it."""
        if passages <= FEW:
            return 1.0
        share = min(len(self.passages) / passages, ALWAYS)
        return (EPISODE if len(self.passages) == 1 else 1.0) * (1 + RECURRENT * max(0.0, share - OFTEN))


def _flat(text: str) -> str:
    return _JOINTS.sub(" ", letters(text))


class Matcher:
    """Finds expressions of a vocabulary in one pass over the text (Aho and Corasick, 1975), the longest first."""

    def __init__(self, words: ThemeVocabulary) -> None:
        self._automaton = ahocorasick.Automaton()
        entries: dict[str, list[Expression]] = defaultdict(list)
        for theme in words.themes:
            for weight, shown in (
                *((NAME, name) for name in (theme.label, *theme.alternates)),
                *((TRIGGER, trigger) for trigger in theme.triggers),
                *((SIGN, sign) for sign in theme.signs),
            ):
                for folded, one in _expressions(theme.id, weight, shown):
                    entries[folded].append(one)
        for folded, expressions in entries.items():
            self._automaton.add_word(folded, (len(folded), expressions))
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[Expression, str]]:
        """Give what the text says and the words it says it with, but for what a longer one of the same theme covers."""
        folded = _flat(text) + "  "
        hits: list[tuple[int, int, Expression]] = []
        for end, (length, expressions) in self._automaton.iter(folded):
            start = end - length + 1
            if start and folded[start - 1].isalnum():
                continue
            after = folded[end + 1]
            closed = not after.isalnum() or (after in "sx" and not folded[end + 2].isalnum())
            shouted = text[start : end + 1].isupper()
            hits += [
                (start, end, one) for one in expressions if (closed or one.open_end) and (shouted or not one.capitals)
            ]
        for start, end, one in _longest(hits):
            tail = _REST.match(text, end + 1)
            yield one, " ".join(text[start : tail.end() if tail else end + 1].split())


def _expressions(theme: str, weight: float, shown: str) -> Iterator[tuple[str, Expression]]:
    cancels, bare = shown.startswith("!"), shown.lstrip("!").strip()
    for text in _spellings(bare.rstrip("*")):
        capitals = text.isupper() and len(text) > 1
        one = Expression(theme, weight, text, capitals, bare.endswith("*"), cancels)
        yield re.sub(r"\s+", " ", _flat(text)).strip(), one


def _spellings(text: str) -> list[str]:
    """Write out a mark inside an expression (« appel* à projets »): singular and plural."""
    return [text.replace("*", ""), text.replace("*", "s")] if "*" in text else [text]


def _longest(hits: list[tuple[int, int, Expression]]) -> Iterator[tuple[int, int, Expression]]:
    taken: dict[str, int] = defaultdict(lambda: -1)
    cancelled = [(start, end) for start, end, one in hits if one.cancels]
    for start, end, one in sorted(hits, key=lambda hit: (hit[0], -hit[1], -hit[2].weight)):
        if one.cancels or any(a <= start and end <= b for a, b in cancelled):
            continue
        if end > taken[one.theme]:
            taken[one.theme] = end
            yield start, end, one


@cache
def matcher() -> Matcher:
    """Build the matcher of our vocabulary; the second call costs nothing."""
    return Matcher(vocabulary())


def themes(cuts: Sequence[Cut], partnerships: Sequence[PartnershipFound] = ()) -> list[ThemeFound]:
    """Propose themes, the surest first. Two territories that cooperate are decentralised cooperation itself."""
    scores: dict[str, _Score] = defaultdict(_Score)
    words = passages = 0
    for position, cut in enumerate(cuts):
        if cut.kind in SILENT:
            continue
        length = len(cut.text.split())
        words += length
        passages += length >= TOLD
        for part, factor in _parts(cut):
            for one, printed in matcher().find(part):
                scores[one.theme].note(one, printed, position, factor)
    for tie in partnerships:
        position = next((k for k, cut in enumerate(cuts) if tie.evidence[:60] in " ".join(cut.text.split())), 0)
        scores[COOPERATION].note(
            Expression(COOPERATION, NAME, f"{tie.a} – {tie.b}"), f"{tie.a} – {tie.b}", position, 1.0
        )
    found = (_found(identifier, score, words, passages) for identifier, score in scores.items())
    return sorted((one for one in found if one), key=lambda one: -one.score)


def _parts(cut: Cut) -> Iterator[tuple[str, float]]:
    if cut.heading:
        yield cut.heading, HEADING
    if cut.role:
        yield cut.role, 1.0
    yield cut.text, 1.0


def _found(identifier: str, score: _Score, words: int, passages: int) -> ThemeFound | None:
    need = DOCUMENT_ENOUGH * math.sqrt(max(words, 300) / 1000)
    said = sum(score.evidence.values())
    weight = score.weight * score.spread(passages)
    if weight < need or said < 2:  # noqa: PLR2004 (said once is not a theme)
        return None
    evidence = tuple(
        score.printed[shown]
        for shown, _ in sorted(score.evidence.items(), key=lambda e: -score.weights[e[0]] * e[1])[:6]
    )
    kept = tuple((p, round(w / (w + PASSAGE_ENOUGH), 2)) for p, w in score.passages.items() if w >= PASSAGE_ENOUGH)
    return ThemeFound(identifier, round(weight / (weight + need), 3), evidence, kept)
