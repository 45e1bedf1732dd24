"""Territories that were read in documents and that no list has: a librarian accepts one once for all, or refuses it.

A reader proposes them below the field CANDIDATE of a document. Who accepts one says its country and kind; from then on
it is an authority like any other, on the documents that have it and on those that will be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from corpus.catalogue import assigning, describing
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Decision, Document, Form, Proposal, Territory, Version
from corpus.errors import BadValue
from corpus.vocabularies import terms
from corpus.vocabularies.folding import fold
from corpus.vocabularies.gazetteer import gazetteer

CANDIDATE = "territory-candidate"  # of the proposals; of the decisions that a name is none
KINDS = ("commune", "intercommunality", "department", "region", "country", "area")
_AT_ONCE = 300
_SHOWN = 6  # documents of a candidate that are told


@dataclass(frozen=True, slots=True)
class Written:
    """A candidate as a proposal holds it: name, kind, and country ("" when unknown)."""

    name: str
    kind: str
    country: str

    def __str__(self) -> str:
        return "|".join((self.name.replace("|", " "), self.kind, self.country))

    @classmethod
    def read(cls, value: str) -> Written:
        """Read what `str` wrote.

        >>> Written.read(str(Written("Nioro Nord", "commune", "ML")))
        Written(name='Nioro Nord', kind='commune', country='ML')
        """
        name, kind, country = (*value.split("|"), "", "")[:3]
        return cls(name, kind if kind in KINDS else "commune", country)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A territory that waits: where it was read, the words around it, and what the reader supposes of it."""

    name: str
    kind: str
    country: str
    documents: tuple[tuple[str, str], ...]  # (pid, title), some of them
    count: int  # of all documents
    quotation: str


def waiting(session: Session) -> list[Candidate]:
    """The candidates of which nobody said anything yet, those in most documents first."""
    known = _decided(session)
    query = select(Proposal, Document.pid, Document.title).join(Document, Document.pid == Proposal.target_pid)
    query = query.where(Proposal.field == CANDIDATE, Document.withdrawn_at.is_(None)).order_by(Proposal.id)
    found: dict[str, list[tuple[Written, str, str, str]]] = defaultdict(list)
    for proposal, pid, title in session.execute(query):
        written = Written.read(proposal.value)
        if fold(written.name) not in known:
            found[fold(written.name)].append((written, pid, title, proposal.quotation))
    listed = [_candidate(rows) for rows in found.values()]
    return sorted(listed, key=lambda one: (-one.count, fold(one.name)))


def accept(session: Session, name: str, kind: str, country: str, who: str) -> Act:
    """Make the candidate `name` a territory: on every document that has it, and on each passage that names it.

    Raises:
        BadValue: when it is no candidate, or kind or country are none.
    """
    documents = _documents(session, name)
    nation = country.strip().upper() or None
    if kind not in KINDS:
        raise BadValue("kind", kind, f"genres connus : {', '.join(KINDS)}.")
    if nation is not None and gazetteer().coded(nation) is None:
        raise BadValue("country", country, "écrivez le code du pays en deux lettres, par exemple ML pour le Mali.")
    told = {"kind": kind, "country": nation}
    with acting(session, who, "candidate", label=name, details=told) as act:
        term = terms.territory(session, name, kind, nation, None)
        if nation is not None and kind != "country":
            above = gazetteer().coded(nation)
            if above is not None:
                term.broader = terms.territory(session, above.name, above.kind, above.country, above.code)
        session.flush()
        act.target_pid = term.pid
        for document in documents:
            _bear(document, term)
    return act


def refuse(session: Session, name: str, who: str) -> Act:
    """Say that the candidate `name` is no territory: it is not asked for again, whatever is read.

    Raises:
        BadValue: when it is no candidate.
    """
    documents = _documents(session, name)
    with acting(session, who, "no-candidate", label=name) as act:
        session.add(Decision(target_pid=documents[0].pid, field=CANDIDATE, value=name, who=who))
    return act


def known(session: Session, name: str) -> Territory | None:
    """The territory that was made of a candidate of this name, None when nobody accepted it."""
    query = select(Territory).join(Form).where(Form.folded == fold(name), Territory.code.is_(None))
    found = session.scalars(query.order_by(Territory.pid)).first()
    return None if found is None else terms.today(session, found)


def _decided(session: Session) -> set[str]:
    """The names, folded, that are territories already or were refused."""
    refused = session.scalars(select(Decision.value).where(Decision.field == CANDIDATE))
    forms = select(Form.folded).join(Territory).where(Territory.code.is_(None))
    return {fold(one) for one in refused} | set(session.scalars(forms))


def _candidate(rows: Sequence[tuple[Written, str, str, str]]) -> Candidate:
    documents = dict.fromkeys((pid, title) for _, pid, title, _ in rows)
    first = next((one for one, *_ in rows if one.country), rows[0][0])
    words = next((quotation for *_, quotation in rows if quotation), "")
    return Candidate(first.name, first.kind, first.country, tuple(documents)[:_SHOWN], len(documents), words)


def _documents(session: Session, name: str) -> list[Document]:
    """The documents in which the candidate was read."""
    rows = session.execute(select(Proposal.target_pid, Proposal.value).where(Proposal.field == CANDIDATE))
    pids = sorted({pid for pid, value in rows if fold(Written.read(value).name) == fold(name)})
    found: list[Document] = []
    for start in range(0, len(pids), _AT_ONCE):
        query = select(Document).where(Document.pid.in_(pids[start : start + _AT_ONCE])).order_by(Document.pid)
        found += session.scalars(query.options(selectinload(Document.versions).selectinload(Version.passages)))
    if not found:
        raise BadValue("name", name, "ce nom n'attend plus : quelqu'un l'a peut-être décidé entre-temps.")
    return found


def _bear(document: Document, term: Territory) -> None:
    """Accept `term` on a document, and on each of its passages that names it."""
    assigning.judge(document, term, "accepted")
    words = f" {fold(term.label)} "
    for passage in document.current.passages if document.current else ():
        if words in f" {fold(passage.text)} ":
            assigning.judge(passage, term, "accepted")
    describing.changed(document)
