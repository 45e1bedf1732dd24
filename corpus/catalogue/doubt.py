"""What a person should look at first: the doubts about each notice, weighed by what a reader loses when it is wrong.

A reader who seeks by words needs the title and who speaks; whoever narrows needs date, kind and themes; a place or an
organiser is missed by few. So each doubt weighs WEIGHTS of its kind, times how doubtful it is (0 to 1):

- a field that nobody decided and that is missing counts wholly; one that was read counts by what its score lacks to 1;
- unknown speakers count by their share of the spoken passages; a meeting in which (almost) nobody speaks was cut badly;
- pages that wait for recognition, or were recognised badly, count by their share;
- a probable duplicate, and speakers that may be homonyms, count wholly.

A notice of which somebody said « verified » has no doubts until a new reading proposes something where nothing was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from corpus.catalogue.models import (
    Assignment,
    Decision,
    Deposit,
    Document,
    Passage,
    Proposal,
    Recognition,
    Term,
    Version,
)

VERIFIED = "verified"  # of the decisions: a person has looked at the whole notice
#: Each kind of doubt, in the order in which they are told, with what a reader loses.
WEIGHTS = {
    "title": 6.0,
    "interventions": 5.0,
    "recognition": 4.0,
    "double": 4.0,
    "speakers": 4.0,
    "date": 3.0,
    "kind": 2.0,
    "themes": 2.0,
    "homonyms": 1.5,
    "place": 1.0,
    "organisers": 1.0,
    "language": 0.5,
}
SURE, PROBABLE = 0.85, 0.6  # scores from which a proposal is called sure, or probable
LEAST = 0.15  # doubt below which a field is not told: no machine is wholly sure
MEETINGS = ("proceedings", "minutes", "summary")  # they took place somewhere
SPOKEN_IN = ("proceedings", "minutes")
FEW = 2  # interventions: fewer in a meeting are no meeting
SPOKEN = ("intervention", "question", "answer")
CLEAR = 0.7  # confidence from which a recognised page is read without trouble
_DOUBTFUL_TEXT = ("doubtful-ocr", "doubtful-text", "needs-ocr", "damaged-page")
_FIELDS = {"title": "title", "date": "date", "kind": "kind", "place": "place", "language": "language"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look at a notice. `kind` is one of WEIGHTS; `much` says how doubtful it is, 0 to 1."""

    kind: str
    much: float

    @property
    def weight(self) -> float:
        """What a reader may lose."""
        return WEIGHTS[self.kind] * self.much


@dataclass(frozen=True, slots=True)
class Case:
    """A notice that waits to be verified, its gravest doubt first."""

    pid: str
    title: str
    kind: str
    date: str | None
    filename: str
    added_at: datetime
    doubts: tuple[Doubt, ...]
    unread: bool = False  # pages wait to be recognised: what is proposed will change

    @property
    def weight(self) -> float:
        """What readers may lose altogether."""
        return sum(one.weight for one in self.doubts)


@dataclass
class _Facts:
    """What the catalogue says of the notices that wait, by pid."""

    scores: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    decided: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    verified: set[str] = field(default_factory=set)
    spoken: dict[str, tuple[int, int]] = field(default_factory=dict)  # spoken passages, those without speaker
    themes: set[str] = field(default_factory=set)
    unread: dict[str, float] = field(default_factory=dict)  # share of pages that are not read well
    homonyms: set[str] = field(default_factory=set)


def revisions(session: Session) -> dict[str, int]:
    """The notices that may wait to be verified, each with its revision; while that is the same, its doubts are."""
    rows = session.execute(select(Document.pid, Document.revision).where(Document.pid.in_(_waiting())))
    return {pid: revision for pid, revision in rows}  # noqa: C416 (rows)


def in_order(cases: Iterable[Case]) -> list[Case]:
    """The most doubtful first, then the oldest; those still being read last."""
    return sorted(cases, key=lambda one: (one.unread, -one.weight, one.added_at, one.pid))


def queue(session: Session, homonyms: Collection[str] = (), among: Sequence[str] | None = None) -> list[Case]:
    """The notices that wait to be verified, in order; `among` some documents (few), or all of them.

    `homonyms`: pids of speakers who may be somebody else (see `corpus.catalogue.homonyms.candidates`).
    """
    waiting = _waiting() if among is None else _waiting().where(Document.pid.in_(among))
    facts = _facts(session, waiting, homonyms)
    newest = select(Version.document_pid, func.max(Version.filename)).where(Version.document_pid.in_(waiting))
    names = {pid: name for pid, name in session.execute(newest.group_by(Version.document_pid))}  # noqa: C416 (rows)
    asked = select(Version.document_pid).join(Recognition, Recognition.version_id == Version.id)
    awaited = set(session.scalars(asked.where(Recognition.state == "waiting").distinct()))
    found = []
    for one in session.scalars(select(Document).where(Document.pid.in_(waiting))):
        doubts = tuple(sorted(_doubts(one, facts), key=lambda doubt: -doubt.weight))
        if one.pid not in facts.verified or doubts:
            waits = Case(
                one.pid, one.title, one.kind, one.date, names[one.pid], one.added_at, doubts, one.pid in awaited
            )
            found.append(waits)
    return in_order(found)


def doubts_of(session: Session, document: Document, homonyms: Collection[str] = ()) -> list[Doubt]:
    """The doubts about one notice, the gravest first."""
    facts = _facts(session, select(Document.pid).where(Document.pid == document.pid), homonyms)
    return sorted(_doubts(document, facts), key=lambda doubt: -doubt.weight)


def in_batch(session: Session, key: str) -> set[str]:
    """The documents that came with the deposits of one batch."""
    query = select(Deposit.document_pid).where(Deposit.batch == key, Deposit.document_pid.is_not(None))
    return {str(pid) for pid in session.scalars(query)}


def _waiting() -> Select[str]:
    """The documents with a file that nobody verified since they were read."""
    verified = select(Decision.target_pid).where(Decision.field == VERIFIED)
    again = select(Version.document_pid).join(Decision, Decision.target_pid == Version.document_pid)
    again = again.where(Decision.field == VERIFIED).group_by(Version.document_pid)
    again = again.having(func.max(Version.read_at) > func.max(Decision.at))
    return select(Document.pid).where(
        Document.withdrawn_at.is_(None),
        Document.trashed_at.is_(None),
        Document.pid.in_(select(Version.document_pid)),
        Document.pid.not_in(verified) | Document.pid.in_(again),
    )


def _facts(session: Session, waiting: Select[str], homonyms: Collection[str]) -> _Facts:
    facts = _Facts()
    best = select(Proposal.target_pid, Proposal.field, func.max(Proposal.score))
    best = best.where(Proposal.target_pid.in_(waiting)).group_by(Proposal.target_pid, Proposal.field)
    for pid, name, score in session.execute(best):
        facts.scores[pid][name] = float(score)
    said = select(Decision.target_pid, Decision.field).where(Decision.target_pid.in_(waiting)).distinct()
    for pid, name in session.execute(said):
        facts.decided[pid].add(name)
        if name == VERIFIED:
            facts.verified.add(pid)
    themed = select(Assignment.document_pid).join(Term).where(Assignment.document_pid.in_(waiting))
    themed = themed.where(Assignment.status != "rejected", Term.vocabulary == "theme")
    facts.themes = set(session.scalars(themed.distinct()))
    _speech(session, waiting, facts, homonyms)
    facts.unread = _unread(session, waiting)
    return facts


def _speech(session: Session, waiting: Select[str], facts: _Facts, homonyms: Collection[str]) -> None:
    nobody = func.sum(case((Passage.speaker_pid.is_(None), 1), else_=0))
    passages = select(Version.document_pid, func.count(), nobody).join(Passage, Passage.version_id == Version.id)
    passages = passages.where(Version.document_pid.in_(waiting), Passage.kind.in_(SPOKEN))
    for pid, count, unknown in session.execute(passages.group_by(Version.document_pid)):
        facts.spoken[pid] = (int(count), int(unknown))
    if homonyms:
        who = select(Version.document_pid, Passage.speaker_pid).join(Passage, Passage.version_id == Version.id)
        who = who.where(Version.document_pid.in_(waiting), Passage.speaker_pid.is_not(None)).distinct()
        facts.homonyms = {pid for pid, speaker in session.execute(who) if speaker in homonyms}


def _unread(session: Session, waiting: Select[str]) -> dict[str, float]:
    """The share of its pages that wait for recognition, failed, or were recognised without confidence."""
    bad = case(
        ((Recognition.state != "done") | (Recognition.used & (Recognition.confidence < CLEAR)), 1), else_=0
    )  # fmt: skip
    query = select(Version.document_pid, func.max(Version.pages), func.sum(bad)).join(
        Recognition, Recognition.version_id == Version.id
    )
    rows = session.execute(query.where(Version.document_pid.in_(waiting)).group_by(Version.document_pid))
    return {pid: min(1.0, int(count) / max(int(pages or 1), 1)) for pid, pages, count in rows if count}


def _doubts(document: Document, facts: _Facts) -> Iterator[Doubt]:
    pid = document.pid
    decided = facts.decided.get(pid, set())
    yield from _about_fields(document, facts.scores.get(pid, {}), decided, news=pid in facts.verified)
    if pid in facts.verified:
        return
    if pid not in facts.themes and "themes" not in decided:
        yield Doubt("themes", 1.0)
    count, unknown = facts.spoken.get(pid, (0, 0))
    if document.kind in SPOKEN_IN and count < FEW:
        yield Doubt("interventions", 1.0)
    if unknown:
        yield Doubt("speakers", unknown / count)
    told = max((0.5 for one in document.remarks if one.get("code") in _DOUBTFUL_TEXT), default=0.0)
    if (share := max(told, facts.unread.get(pid, 0.0))) > 0:
        yield Doubt("recognition", share)
    if document.duplicate_of is not None:
        yield Doubt("double", 1.0)
    if pid in facts.homonyms:
        yield Doubt("homonyms", 1.0)


def _about_fields(
    document: Document, scores: Mapping[str, float], decided: Collection[str], *, news: bool
) -> Iterator[Doubt]:
    """The fields of which nobody said anything; `news`: only those that a later reading found."""
    shown: dict[str, Any] = {name: getattr(document, name) for name in _FIELDS} | {"organisers": document.organisers}
    if shown["kind"] == "other":
        shown["kind"] = None
    for name, value in shown.items():
        if name in decided or (news and not value):
            continue
        if name == "place" and not value and document.kind not in MEETINGS:
            continue
        lacking = 1.0 - scores.get("organiser" if name == "organisers" else name, 0.0) if value else 1.0
        if lacking > LEAST:
            yield Doubt(name, lacking)
