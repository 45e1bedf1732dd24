"""Speakers, themes and territories as lists with counts, read from the catalogue alone: they outlive an engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, func, select, union
from sqlalchemy.orm import Session, aliased

from corpus.catalogue import diffusion
from corpus.catalogue.models import Assignment, Document, Form, Passage, Term, Version
from corpus.vocabularies.folding import fold


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


def published() -> ColumnElement[bool]:
    """The condition that a document is shown."""
    return diffusion.visible()


def newest_version() -> ColumnElement[bool]:
    """The condition that a version is the newest of its document."""
    other = aliased(Version)
    return Version.id.in_(select(func.max(other.id)).group_by(other.document_pid))


def state(session: Session) -> tuple[object, ...]:
    """What changes whenever a document does: what was counted under the same state need not be counted again."""
    query = select(func.count(), func.sum(Document.revision), func.max(Document.added_at))
    return (diffusion.today(), *session.execute(query.select_from(Document)).one())


def nodes(session: Session, vocabulary: str, *, used: bool = True) -> dict[str, Node]:
    """The terms of a vocabulary by pid, linked to those below; `used` leaves out those that lead to no document."""
    columns = (
        Term.pid, Term.code, Term.vocabulary, Term.label, Term.sort_key, Term.kind, Term.country, Term.broader_pid
    )  # fmt: skip
    standing = (Term.vocabulary == vocabulary, Term.merged_into.is_(None), Term.withdrawn_at.is_(None))
    query = select(*columns).where(*standing).order_by(Term.sort_key, Term.label)
    found = {row.pid: Node(*row) for row in session.execute(query)}
    _count(found, session.execute(_pairs(vocabulary)))
    kept = {pid: node for pid, node in found.items() if node.documents or not used}
    for node in kept.values():
        if node.broader_pid in kept:
            kept[node.broader_pid].narrower.append(node)
    return kept


def roots(found: Mapping[str, Node]) -> list[Node]:
    """The terms that have none above them."""
    return [one for one in found.values() if one.broader_pid not in found]


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


def _pairs(vocabulary: str) -> Select[str, str]:
    """(term, document) for every shown document, each once."""
    shown = select(Document.pid).where(published())
    assigned = select(Assignment.term_pid, Assignment.document_pid).where(
        Assignment.status != "rejected",
        Assignment.document_pid.in_(shown),
        Assignment.term_pid.in_(select(Term.pid).where(Term.vocabulary == vocabulary)),
    )
    if vocabulary != "speaker":
        return assigned.distinct()
    spoken = (
        select(Passage.speaker_pid, Version.document_pid)
        .join(Version, Version.id == Passage.version_id)
        .where(Version.document_pid.in_(shown), newest_version(), Passage.speaker_pid.is_not(None))
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
