"""Is it one person or two? Reasons for and against, told in French; a librarian decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Decision, Document, Passage, Term, Version
from corpus.vocabularies.folding import fold

CROWD = 60  # names in one group above which likeness is not looked for: such a word tells nobody apart
LONG = 12  # letters from which two slips of the pen may be one name
SHORT = 6  # letters below which a slip makes another name
APART = "other-than"  # of the decisions that two authorities are two
_TOLD = (("role", "fonction"), ("organisation", "organisme"))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look again. `weight`, 0 to 1, is for ordering only."""

    code: str  # same-name, order, initial, spelling, contained, surname; other-role, same-meeting
    reason: str
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two authorities that may be one: why, and what speaks against it."""

    one: Term
    other: Term
    reasons: tuple[Doubt, ...]


def within(session: Session, term: Term) -> list[Doubt]:
    """Why the person `term` may be several people: another function or organisation in another document."""
    seen: dict[str, dict[str, str]] = {"role": {}, "organisation": {}}
    doubts = []
    for passage in _spoken(session, term):
        for name, said_before in seen.items():
            words = passage.says(name)
            if words and not any(_agree(words, other) for other in said_before):
                said_before[words] = passage.where
    for name, what in _TOLD:
        said = [f"« {words} » ({where})" for words, where in seen[name].items()]
        if len(said) > 1:
            doubts.append(Doubt("other-role", f"{what} différente selon les documents : {', '.join(said)}", 0.5))
    return doubts


def against(session: Session, one: Term, other: Term) -> list[Doubt]:
    """Why two authorities may not be the same: both speak in one document, or do different things."""
    doubts = []
    spoken = [_spoken(session, term) for term in (one, other)]
    documents = [{passage.document: passage.where for passage in rows} for rows in spoken]
    for pid in sorted(documents[0].keys() & documents[1].keys()):
        told = f"les deux parlent dans le même document : {documents[0][pid]}"
        doubts.append(Doubt("same-meeting", told, 0.9))
    for name, what in _TOLD:
        ours, theirs = ({words for passage in rows if (words := passage.says(name))} for rows in spoken)
        if ours and theirs and not any(_agree(a, b) for a in ours for b in theirs):
            told = f"{what} différente : « {min(ours)} » et « {min(theirs)} »"
            doubts.append(Doubt("other-role", told, 0.5))
    return sorted(doubts, key=lambda doubt: -doubt.weight)


def candidates(session: Session, vocabulary: str = "speaker", limit: int = 100) -> list[Pair]:
    """Pairs of authorities that may be one, the likeliest first; those that a person told apart are not asked for."""
    pairs = []
    for one, other, reason in alike(session, vocabulary)[:limit]:
        terms = session.get_one(Term, one.pid), session.get_one(Term, other.pid)
        pairs.append(Pair(*terms, (reason, *against(session, *terms))))
    return pairs


def alike(session: Session, vocabulary: str = "speaker") -> list[tuple[Name, Name, Doubt]]:
    """All of them, each with why the names may be the same; what speaks against it (`against`) is not looked for."""
    apart, found = told_apart(session), []
    for one, other in _neighbours(_names(session, vocabulary)):
        if _distinct(one, other) or frozenset((one.pid, other.pid)) in apart:
            continue
        reason = likeness(one.label, other.label)
        if reason is not None:
            found.append((one, other, reason))
    return sorted(found, key=lambda row: (-row[2].weight, row[0].sort_key, row[0].pid, row[1].pid))


def like(session: Session, term: Term, limit: int = 20) -> list[Pair]:
    """The authorities that `term` may be confused with, the likeliest first."""
    others = (one for one in _names(session, term.vocabulary) if one.pid != term.pid)
    found = [(reason, one) for one in others if (reason := likeness(term.label, one.label))]
    found.sort(key=lambda row: (-row[0].weight, row[1].sort_key, row[1].pid))
    pairs = []
    for reason, one in found[:limit]:
        other = session.get_one(Term, one.pid)
        pairs.append(Pair(term, other, (reason, *against(session, term, other))))
    return pairs


def tell_apart(session: Session, one: Term, other: Term, who: str) -> Act:
    """A person says that two authorities are two: `candidates` does not ask again."""
    told = {"other": other.pid, "other_label": other.label}
    with acting(session, who, "tell-apart", one.pid, one.label, told) as act:
        session.add(Decision(target_pid=one.pid, field=APART, value=other.pid, who=who))
    return act


def likeness(one: str, other: str) -> Doubt | None:
    """Why two names may be the same name, or None.

    >>> likeness("Jean PETIT", "Jean Petit").code
    'same-name'
    >>> likeness("J. Petit", "Jean Petit").code, likeness("Petit", "Jean Petit").code
    ('initial', 'surname')
    >>> likeness("Petit Jean", "Jean Petit").code, likeness("Jean Pettit", "Jean Petit").code
    ('order', 'spelling')
    >>> likeness("Jeanne Petit", "Paul Petit") is None
    True
    """
    a, b = fold(one), fold(other)
    if not a or not b:
        return None
    return next((doubt for holds, doubt in _LIKENESSES if holds(a, b)), None)


def _reordered(a: str, b: str) -> bool:
    return sorted(a.split()) == sorted(b.split())


def _initials(a: str, b: str) -> bool:
    """Whether two names of as many words differ only in that some are given by their initial."""
    first, second = a.split(), b.split()
    if len(first) != len(second) or first[-1] != second[-1]:
        return False
    return all(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(first, second, strict=True))


def _slips(a: str, b: str) -> bool:
    letters = min(len(a), len(b))
    return letters >= SHORT and distance(a, b, 2) <= (2 if letters >= LONG else 1)


def _surname_alone(a: str, b: str) -> bool:
    first, second = sorted((a.split(), b.split()), key=len)
    return len(first) == 1 and first[0] == second[-1]


def _contained(a: str, b: str) -> bool:
    first, second = sorted((a.split(), b.split()), key=len)
    return len(first) > 1 and set(first) < set(second)


_LIKENESSES: tuple[tuple[Callable[[str, str], bool], Doubt], ...] = (
    (str.__eq__, Doubt("same-name", "le même nom", 1.0)),
    (_reordered, Doubt("order", "les mêmes mots dans un autre ordre", 0.9)),
    (_initials, Doubt("initial", "un prénom n'est donné que par son initiale", 0.7)),
    (_slips, Doubt("spelling", "deux noms qui ne diffèrent que d'une ou deux lettres", 0.8)),
    (_contained, Doubt("contained", "l'un des noms contient l'autre", 0.6)),
    (_surname_alone, Doubt("surname", "l'un n'est connu que par son nom de famille", 0.4)),
)


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with the next to make one word of the other, at most `most` + 1.

    The method is the optimal string alignment distance (Damerau 1964, Levenshtein 1966).

    >>> distance("petit", "pettit", 2), distance("petit", "peitt", 2), distance("petit", "grand", 2)
    (1, 1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, against_ in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against_))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against_:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _neighbours(known: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Pairs that may be alike, each once: those that share what a slip of the pen leaves."""
    groups: dict[str, list[Name]] = defaultdict(list)
    for name in known:
        for key in sorted(_keys(fold(name.label).split())):
            groups[key].append(name)
    seen: set[tuple[str, str]] = set()
    for key in sorted(groups):
        if len(groups[key]) > CROWD:
            continue
        for one, other in combinations(groups[key], 2):
            if (one.pid, other.pid) not in seen:
                seen.add((one.pid, other.pid))
                yield one, other


def _keys(words: list[str]) -> set[str]:
    if not words:
        return set()
    first, last = words[0], words[-1]
    return {
        f"all {' '.join(sorted(words))}",
        f"last {last}",
        f"two {' '.join(words[:2])}",
        f"sound {_skeleton(' '.join(words))}",
        f"begin {first} {last[:3]}",
        f"end {first} {last[-3:]}",
    }


def _skeleton(word: str) -> str:
    """The consonants of a word, doubled ones once."""
    kept = [letter for letter in word if letter not in "aeiouy"]
    return "".join(letter for place, letter in enumerate(kept) if place == 0 or kept[place - 1] != letter)


def _agree(one: str, other: str) -> bool:
    """Whether two functions or organisations may be the same: one's words are among the other's, or most are."""
    a, b = set(fold(one).split()), set(fold(other).split())
    return bool(a and b) and len(a & b) * 2 >= min(len(a), len(b))


class Name(NamedTuple):
    """What of an authority is compared."""

    pid: str
    label: str
    sort_key: str
    code: str | None
    kind: str | None


def _names(session: Session, vocabulary: str) -> list[Name]:
    query = select(Term.pid, Term.label, Term.sort_key, Term.code, Term.kind)
    query = query.where(Term.vocabulary == vocabulary, Term.merged_into.is_(None), Term.withdrawn_at.is_(None))
    return [Name(*row) for row in session.execute(query.order_by(Term.pid))]


def _distinct(one: Name, other: Name) -> bool:
    """Territories of the same name have codes that tell them apart."""
    return bool(one.code and other.code) or one.kind != other.kind


def told_apart(session: Session) -> set[frozenset[str]]:
    """The pairs (of pids) of which a person said that they are two."""
    rows = session.execute(select(Decision.target_pid, Decision.value).where(Decision.field == APART))
    return {frozenset(row) for row in rows}


@dataclass(frozen=True, slots=True)
class _Spoken:
    """One passage of a person, without its text."""

    document: str
    title: str
    date: str | None
    role: str | None
    organisation: str | None

    @property
    def where(self) -> str:
        return f"{self.title}, {self.date[:4]}" if self.date else self.title

    def says(self, field: str) -> str | None:
        return self.role if field == "role" else self.organisation


def _spoken(session: Session, term: Term) -> list[_Spoken]:
    query = select(Document.pid, Document.title, Document.date, Passage.role, Passage.organisation)
    query = query.join(Version, Version.document_pid == Document.pid)
    query = query.join(Passage, Passage.version_id == Version.id).where(Passage.speaker_pid == term.pid)
    return [_Spoken(*row) for row in session.execute(query.order_by(Document.date, Document.pid, Passage.position))]
