"""Speakers, themes and territories with what they lead to, read from the catalogue alone: they outlive an engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, Subquery, func, select, union
from sqlalchemy.orm import Session, aliased, joinedload

from corpus.catalogue.models import Assignment, Document, Form, Partnership, Passage, Term, Version
from corpus.vocabularies.folding import fold

FEW = 4  # passages that are shown of each document


@dataclass(slots=True)
class Node:
    """One term in a list: how many documents it leads to, those of the terms below it included."""

    pid: str
    code: str | None
    vocabulary: str
    label: str
    sort_key: str
    kind: str | None
    country: str | None
    broader_pid: str | None
    documents: int = 0
    narrower: list[Node] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What stands in its address: a theme's id, else the pid."""
        return self.code or self.pid if self.vocabulary == "theme" else self.pid

    @property
    def initial(self) -> str:
        """The letter under which it stands in an alphabetical list."""
        first = (self.sort_key or fold(self.label) or "#")[0].upper()
        return first if first.isalpha() else "#"

    @property
    def inverted(self) -> str:
        """The name as lists of people give it, surname first."""
        given, _, surname = self.label.partition(" ")
        return f"{surname}, {given}" if surname else given


@dataclass(frozen=True, slots=True)
class Part:
    """What one document gives to an authority: how many passages, and as what somebody speaks there."""

    document: Document
    passages: int
    roles: Sequence[str] = ()
    first: Sequence[Passage] = ()  # a few of the passages, in their order


def published() -> ColumnElement[bool]:
    """The condition that a document is shown."""
    return Document.withdrawn_at.is_(None)


def newest_version() -> ColumnElement[bool]:
    """The condition that a version is the newest of its document."""
    other = aliased(Version)
    newest = select(func.max(other.number)).where(other.document_pid == Version.document_pid).scalar_subquery()
    return Version.number == newest


def nodes(session: Session, vocabulary: str) -> dict[str, Node]:
    """Every term of a vocabulary by pid, linked to those below it and counted."""
    columns = (
        Term.pid, Term.code, Term.vocabulary, Term.label, Term.sort_key, Term.kind, Term.country, Term.broader_pid
    )  # fmt: skip
    query = select(*columns).where(Term.vocabulary == vocabulary).order_by(Term.sort_key, Term.label)
    found = {row.pid: Node(*row) for row in session.execute(query)}
    for node in found.values():
        if node.broader_pid in found:
            found[node.broader_pid].narrower.append(node)
    _count(found, session.execute(_pairs(vocabulary)))
    return found


def roots(found: Mapping[str, Node], *, used: bool = True) -> list[Node]:
    """The terms that have none above them; `used` leaves out, at every level, what leads to no document."""
    if used:
        for node in found.values():
            node.narrower = [one for one in node.narrower if one.documents]
    tops = [one for one in found.values() if one.broader_pid not in found]
    return [one for one in tops if one.documents] if used else tops


def matching(found: Iterable[Node], words: str, forms: Mapping[str, Sequence[str]]) -> list[Node]:
    """Those whose name, or one of whose other forms, has all the words or their beginnings."""
    wanted = fold(words).split()

    def has_all(node: Node) -> bool:
        names = [f" {fold(name)}" for name in (node.label, *forms.get(node.pid, ()))]
        return any(all(f" {word}" in name for word in wanted) for name in names)

    return [node for node in found if has_all(node)]


def forms(session: Session, vocabulary: str) -> dict[str, list[str]]:
    """Every other form of the names of a vocabulary, by pid."""
    found: dict[str, list[str]] = defaultdict(list)
    query = select(Form.term_pid, Form.text).join(Term, Term.pid == Form.term_pid).where(Term.vocabulary == vocabulary)
    for pid, text in session.execute(query):
        found[pid].append(text)
    return found


def below(session: Session, term: Term) -> list[str]:
    """The pids of a term and of all below it."""
    pairs = session.execute(
        select(Term.pid, Term.broader_pid).where(Term.vocabulary == term.vocabulary, Term.broader_pid.is_not(None))
    )
    children: dict[str, list[str]] = defaultdict(list)
    for pid, broader in pairs:
        children[str(broader)].append(pid)
    reached = [term.pid]
    for pid in reached:
        reached.extend(one for one in children[pid] if one not in reached)
    return reached


def parts(session: Session, vocabulary: str, pids: Sequence[str], limit: int) -> tuple[list[Part], int]:
    """The first documents that the terms `pids` lead to, the most recent first, and how many there are."""
    assigned = (
        select(Assignment.document_pid, Assignment.passage_pid)
        .where(Assignment.term_pid.in_(pids), Assignment.status != "rejected")
    )  # fmt: skip
    spoken = (
        select(Version.document_pid, Passage.pid.label("passage_pid"))
        .join(Version, Version.id == Passage.version_id)
        .where(Passage.speaker_pid.in_(pids), newest_version())
    )
    there = (union(spoken, assigned) if vocabulary == "speaker" else assigned.distinct()).subquery()
    per_document = (
        select(there.c.document_pid, func.count(there.c.passage_pid).label("passages"))
        .group_by(there.c.document_pid)
        .subquery()
    )
    query = (
        select(Document, per_document.c.passages)
        .join(per_document, per_document.c.document_pid == Document.pid)
        .where(published())
        .order_by(Document.date.desc().nulls_last(), Document.title)
    )
    total = session.scalars(select(func.count()).select_from(query.order_by(None).subquery())).one()
    rows = session.execute(query.limit(limit)).all()
    shown = [document.pid for document, _ in rows]
    roles = _roles(session, pids, shown) if vocabulary == "speaker" else {}
    first = _first_passages(session, there, shown)
    return [
        Part(document, passages, roles.get(document.pid, ()), first.get(document.pid, ()))
        for document, passages in rows
    ], total


def partnerships(session: Session, names: Sequence[str], limit: int = 20) -> list[Partnership]:
    """The partnerships of a territory under any of its names."""
    query = (
        select(Partnership)
        .join(Document, Document.pid == Partnership.document_pid)
        .where(Partnership.a.in_(names) | Partnership.b.in_(names), published())
        .order_by(Partnership.since.desc().nulls_last(), Partnership.id)
    )
    return list(session.scalars(query.limit(limit)))


def related(session: Session, pids: Sequence[str], vocabulary: str, limit: int = 12) -> list[tuple[Term, int]]:
    """The terms of `vocabulary` that stand on the same passages as `pids`, the commonest first.

    A speaker stands on the passages that he or she speaks.
    """
    there = union(
        select(Assignment.passage_pid).where(Assignment.term_pid.in_(pids), Assignment.status != "rejected"),
        select(Passage.pid).where(Passage.speaker_pid.in_(pids)),
    ).subquery()
    count = func.count(Passage.pid.distinct())
    if vocabulary == "speaker":
        query = select(Term, count).join(Passage, Passage.speaker_pid == Term.pid)
    else:
        query = (
            select(Term, count)
            .join(Assignment, (Assignment.term_pid == Term.pid) & (Assignment.status != "rejected"))
            .join(Passage, Passage.pid == Assignment.passage_pid)
            .where(Term.vocabulary == vocabulary)
        )
    query = (
        query.join(Version, Version.id == Passage.version_id)
        .join(Document, Document.pid == Version.document_pid)
        .where(Passage.pid.in_(select(there)), Term.pid.not_in(pids), published(), newest_version())
        .group_by(Term.pid)
        .order_by(count.desc(), Term.sort_key)
        .limit(limit)
    )
    return [(term, number) for term, number in session.execute(query)]


def latest(session: Session, limit: int = 6) -> list[Document]:
    """The documents that were added last."""
    query = select(Document).where(published()).order_by(Document.added_at.desc(), Document.pid).limit(limit)
    return list(session.scalars(query))


@dataclass(frozen=True, slots=True)
class Numbers:
    """How large the collection is."""

    documents: int
    passages: int
    speakers: int
    first_year: str | None
    last_year: str | None


def numbers(session: Session) -> Numbers:
    """Count what the collection holds."""
    documents, first, last = session.execute(
        select(func.count(), func.min(Document.date), func.max(Document.date)).where(published())
    ).one()
    shown = select(func.count(Passage.pid), func.count(Passage.speaker_pid.distinct())).join(
        Version, Version.id == Passage.version_id
    )
    passages, speakers = session.execute(
        shown.join(Document, Document.pid == Version.document_pid).where(published(), newest_version())
    ).one()
    return Numbers(documents, passages, speakers, (first or "")[:4] or None, (last or "")[:4] or None)


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


def _first_passages(session: Session, there: Subquery, documents: Sequence[str]) -> dict[str, list[Passage]]:
    """The first FEW passages of `there` in each of the documents."""
    rank = func.row_number().over(partition_by=there.c.document_pid, order_by=Passage.position).label("rank")
    ranked = (
        select(there.c.document_pid, Passage.pid, rank)
        .join(Passage, Passage.pid == there.c.passage_pid)
        .where(there.c.document_pid.in_(documents))
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


def _pairs(vocabulary: str) -> Select[str, str]:
    """(term, document) for every shown document, each once."""
    assigned = (
        select(Assignment.term_pid, Assignment.document_pid)
        .join(Document, Document.pid == Assignment.document_pid)
        .join(Term, Term.pid == Assignment.term_pid)
        .where(published(), Term.vocabulary == vocabulary, Assignment.status != "rejected")
    )
    if vocabulary != "speaker":
        return assigned.distinct()
    spoken = (
        select(Passage.speaker_pid, Version.document_pid)
        .join(Version, Version.id == Passage.version_id)
        .join(Document, Document.pid == Version.document_pid)
        .where(published(), newest_version(), Passage.speaker_pid.is_not(None))
    )
    return select(union(spoken, assigned).subquery())


def _count(found: Mapping[str, Node], pairs: Iterable[tuple[str, str]]) -> None:
    """Count each document once for a term and for every term above it."""
    documents: dict[str, set[str]] = defaultdict(set)
    for term_pid, document_pid in pairs:
        step, seen = found.get(term_pid), set[str]()
        while step is not None and step.pid not in seen:
            seen.add(step.pid)
            documents[step.pid].add(document_pid)
            step = found.get(step.broader_pid or "")
    for pid, held in documents.items():
        found[pid].documents = len(held)
