"""The authorities of a vocabulary as the desk lists them, with what each leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, union
from sqlalchemy.orm import Session, joinedload, selectinload

from corpus.catalogue.models import Assignment, Document, Form, Passage, Term, Version
from corpus.permalinks import is_pid
from corpus.vocabularies.folding import fold

PER_PAGE = 60


@dataclass(frozen=True, slots=True)
class Row:
    """An authority with the number of documents that bear it, and of passages that it speaks or is assigned to."""

    term: Term
    documents: int
    passages: int


def listed(session: Session, vocabulary: str, words: str = "", page: int = 1) -> tuple[list[Row], int]:
    """The authorities one of whose forms has all the words, in the order of names; and how many there are in all.

    What was merged is not listed; what was withdrawn is. Pages count from 1.
    """
    conditions = [Term.vocabulary == vocabulary, Term.merged_into.is_(None), *_with_words(words)]
    total = session.scalar(select(func.count()).select_from(Term).where(*conditions)) or 0
    query = select(Term).where(*conditions).order_by(Term.sort_key, Term.label, Term.pid)
    query = query.options(selectinload(Term.forms)).offset((page - 1) * PER_PAGE).limit(PER_PAGE)
    return rows(session, session.scalars(query).all()), total


def rows(session: Session, terms: Sequence[Term]) -> list[Row]:
    """The same terms with their numbers."""
    pids = [one.pid for one in terms]
    documents = {pid: count for pid, count in session.execute(_documents(pids))}  # noqa: C416 (rows are no pairs)
    spoken = select(Passage.speaker_pid, func.count()).where(Passage.speaker_pid.in_(pids))
    given = select(Assignment.term_pid, func.count()).where(
        Assignment.term_pid.in_(pids), Assignment.passage_pid.is_not(None), Assignment.status != "rejected"
    )
    rows_of = session.execute(given.group_by(Assignment.term_pid))
    passages = {pid: count for pid, count in rows_of}  # noqa: C416 (rows are no pairs)
    passages |= {str(pid): count for pid, count in session.execute(spoken.group_by(Passage.speaker_pid))}
    return [Row(one, documents.get(one.pid, 0), passages.get(one.pid, 0)) for one in terms]


def bearing(session: Session, term: Term, limit: int = 200) -> list[tuple[Document, int]]:
    """The documents that bear `term`, oldest first, with the number of passages of each that do."""
    spoken = select(Version.document_pid.label("pid"), Passage.pid.label("passage")).join(Passage)
    spoken = spoken.where(Passage.speaker_pid == term.pid)
    given = select(Assignment.document_pid.label("pid"), Assignment.passage_pid.label("passage"))
    given = given.where(Assignment.term_pid == term.pid, Assignment.status != "rejected")
    both = union(spoken, given).subquery()
    query = select(Document, func.count(both.c.passage.distinct())).join(both, both.c.pid == Document.pid)
    query = query.group_by(Document.pid).order_by(Document.date, Document.pid).limit(limit)
    return [(document, count) for document, count in session.execute(query)]


def passages_of(session: Session, term: Term, limit: int = 300) -> list[Passage]:
    """The passages that `term` speaks, or is assigned to, document after document."""
    given = select(Assignment.passage_pid).where(Assignment.term_pid == term.pid, Assignment.status != "rejected")
    query = select(Passage).join(Version).join(Document, Document.pid == Version.document_pid)
    query = query.where((Passage.speaker_pid == term.pid) | Passage.pid.in_(given))
    query = query.order_by(Document.date, Document.pid, Version.number, Passage.position).limit(limit)
    query = query.options(joinedload(Passage.version).joinedload(Version.document))
    return list(session.scalars(query))


def named_like(session: Session, vocabulary: str, words: str, but: str, limit: int = 20) -> list[Term]:
    """The authorities that somebody may mean by `words`: a pid, or words that one form has; never `but`."""
    conditions = [Term.vocabulary == vocabulary, Term.merged_into.is_(None), Term.pid != but]
    conditions += [Term.withdrawn_at.is_(None), *_with_words(words)]
    return list(session.scalars(select(Term).where(*conditions).order_by(Term.sort_key, Term.pid).limit(limit)))


def _with_words(words: str) -> list[ColumnElement[bool]]:
    if is_pid(words.strip()):
        return [Term.pid == words.strip()]
    wanted = fold(words).split()
    if not wanted:
        return []
    forms = select(Form.term_pid)
    for word in wanted:
        forms = forms.where(Form.folded.contains(word, autoescape=True))
    return [Term.pid.in_(forms)]


def _documents(pids: Sequence[str]) -> Select[str, int]:
    spoken = select(Passage.speaker_pid.label("term"), Version.document_pid.label("document")).join(Version)
    given = select(Assignment.term_pid.label("term"), Assignment.document_pid.label("document"))
    both = union(
        spoken.where(Passage.speaker_pid.in_(pids)),
        given.where(Assignment.term_pid.in_(pids), Assignment.status != "rejected"),
    ).subquery()
    return select(both.c.term, func.count()).group_by(both.c.term)
