"""What one speaker, theme or territory leads to: its documents, their passages, and what stands beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.orm import Session, joinedload

from corpus.catalogue.models import Assignment, Document, Partnership, Passage, Term, Version
from search.query.authorities import newest_version, published

FEW = 4  # passages that are shown of each document
RECENT = 200  # documents among which companions are counted: enough to see them, and never slow


@dataclass(frozen=True, slots=True)
class Part:
    """What one document gives to a term: how many passages, and as what somebody speaks there."""

    document: Document
    passages: int
    roles: Sequence[str] = ()
    first: Sequence[Passage] = ()  # a few of the passages, in their order


@dataclass(frozen=True, slots=True)
class Held:
    """The documents of a term, the most recent first: those that are shown, those near in time, how many in all."""

    parts: Sequence[Part]
    recent: Sequence[str]  # pids
    total: int


@dataclass(frozen=True, slots=True)
class Companion:
    """A term that stands on the same passages, and on how many of them."""

    pid: str
    code: str | None
    vocabulary: str
    label: str
    passages: int

    @property
    def key(self) -> str:
        """What stands in its address: a theme's id, else the pid."""
        return self.code or self.pid if self.vocabulary == "theme" else self.pid


def below(session: Session, term: Term) -> list[str]:
    """The pids of a term and of all below it."""
    pairs = session.execute(
        select(Term.pid, Term.broader_pid).where(Term.vocabulary == term.vocabulary, Term.broader_pid.is_not(None))
    )
    children: dict[str, list[str]] = defaultdict(list)
    for pid, broader in pairs:
        children[str(broader)].append(pid)
    reached, seen = [term.pid], {term.pid}
    for pid in reached:
        further = [one for one in children[pid] if one not in seen]
        reached += further
        seen.update(further)
    return reached


def held(session: Session, vocabulary: str, pids: Sequence[str], limit: int) -> Held:
    """The documents that the terms `pids` lead to, of which the first `limit` are shown."""
    assigned = (
        select(Assignment.document_pid, func.count(Assignment.passage_pid.distinct()).label("passages"))
        .where(Assignment.term_pid.in_(pids), Assignment.status != "rejected")
        .group_by(Assignment.document_pid)
    )
    counts = assigned.subquery()
    if vocabulary == "speaker":
        spoken = (
            select(Version.document_pid, func.count(Passage.pid).label("passages"))
            .join(Version, Version.id == Passage.version_id)
            .where(Passage.speaker_pid.in_(pids), newest_version())
            .group_by(Version.document_pid)
        )
        both = union_all(spoken, assigned).subquery()
        most = func.max(both.c.passages).label("passages")
        counts = select(both.c.document_pid, most).group_by(both.c.document_pid).subquery()
    query = (
        select(Document, counts.c.passages, func.count().over())
        .join(counts, counts.c.document_pid == Document.pid)
        .where(published())
        .order_by(Document.date.desc().nulls_last(), Document.title)
        .limit(RECENT)
    )
    rows = session.execute(query).all()
    recent = [document.pid for document, _, _ in rows]
    shown = recent[:limit]
    roles = _roles(session, pids, shown) if vocabulary == "speaker" else {}
    first = _first_passages(session, vocabulary, pids, shown)
    parts = [Part(one, count, roles.get(one.pid, ()), first.get(one.pid, ())) for one, count, _ in rows[:limit]]
    return Held(parts, recent, rows[0][2] if rows else 0)


def partnerships(session: Session, names: Sequence[str], limit: int = 20) -> list[Partnership]:
    """The partnerships of a territory under any of its names."""
    query = (
        select(Partnership)
        .join(Document, Document.pid == Partnership.document_pid)
        .where(Partnership.a.in_(names) | Partnership.b.in_(names), Partnership.status != "rejected", published())
        .order_by(Partnership.since.desc().nulls_last(), Partnership.id)
    )
    return list(session.scalars(query.limit(limit)))


def companions(
    session: Session, vocabulary: str, pids: Sequence[str], documents: Sequence[str], limit: int = 12
) -> dict[str, list[Companion]]:
    """The terms that stand on the same passages of `documents` as `pids`, by vocabulary, the commonest first.

    A speaker stands on the passages that he or she speaks.
    """
    there = _passages(vocabulary, pids, documents)
    assigned = (
        select(Assignment.term_pid, func.count(Assignment.passage_pid.distinct()))
        .where(Assignment.passage_pid.in_(there), Assignment.status != "rejected")
        .group_by(Assignment.term_pid)
    )
    spoken = (
        select(Passage.speaker_pid, func.count())
        .where(Passage.pid.in_(there), Passage.speaker_pid.is_not(None))
        .group_by(Passage.speaker_pid)
    )
    counts: dict[str, int] = defaultdict(int)
    for query in (assigned, spoken):
        for pid, count in session.execute(query):
            counts[str(pid)] += count
    for pid in pids:
        counts.pop(pid, None)
    return _named(session, counts, limit)


def _passages(vocabulary: str, pids: Sequence[str], documents: Sequence[str]) -> Select[Any]:
    """The passages of `documents` on which the terms stand."""
    if vocabulary == "speaker":
        return (
            select(Passage.pid)
            .join(Version, Version.id == Passage.version_id)
            .where(Version.document_pid.in_(documents), Passage.speaker_pid.in_(pids), newest_version())
        )
    return select(Assignment.passage_pid).where(
        Assignment.document_pid.in_(documents),
        Assignment.term_pid.in_(pids),
        Assignment.status != "rejected",
        Assignment.passage_pid.is_not(None),
    )


def _named(session: Session, counts: dict[str, int], limit: int) -> dict[str, list[Companion]]:
    """The commonest of each vocabulary, with their names."""
    commonest = sorted(counts, key=lambda pid: (-counts[pid], pid))[: limit * 60]
    query = select(Term.pid, Term.code, Term.vocabulary, Term.label).where(Term.pid.in_(commonest))
    query = query.where(Term.withdrawn_at.is_(None))
    named = [Companion(*row, counts[row.pid]) for row in session.execute(query)]
    found: dict[str, list[Companion]] = defaultdict(list)
    for one in sorted(named, key=lambda one: (-one.passages, one.label)):
        if len(found[one.vocabulary]) < limit:
            found[one.vocabulary].append(one)
    return found


def _roles(session: Session, pids: Sequence[str], documents: Sequence[str]) -> dict[str, list[str]]:
    """As what a speaker speaks in each of the documents."""
    query = (
        select(Version.document_pid, Passage.role, Passage.organisation)
        .join(Version, Version.id == Passage.version_id)
        .where(Passage.speaker_pid.in_(pids), Version.document_pid.in_(documents), newest_version())
        .distinct()
    )
    found: dict[str, list[str]] = defaultdict(list)
    for document_pid, role, organisation in session.execute(query):
        if role or organisation:
            found[document_pid].append(", ".join(one for one in (role, organisation) if one))
    return found


def _first_passages(
    session: Session, vocabulary: str, pids: Sequence[str], documents: Sequence[str]
) -> dict[str, list[Passage]]:
    """The first FEW passages of the terms in each of the documents."""
    rank = func.row_number().over(partition_by=Version.document_pid, order_by=Passage.position).label("rank")
    ranked = (
        select(Version.document_pid, Passage.pid, rank)
        .join(Version, Version.id == Passage.version_id)
        .where(
            Version.document_pid.in_(documents),
            newest_version(),
            Passage.pid.in_(_passages(vocabulary, pids, documents)),
        )
        .subquery()
    )
    query = (
        select(ranked.c.document_pid, Passage)
        .join(Passage, Passage.pid == ranked.c.pid)
        .where(ranked.c.rank <= FEW)
        .options(joinedload(Passage.speaker))
        .order_by(Passage.position)
    )
    found: dict[str, list[Passage]] = defaultdict(list)
    for document_pid, passage in session.execute(query):
        found[document_pid].append(passage)
    return found
