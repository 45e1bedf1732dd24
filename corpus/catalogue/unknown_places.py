"""Territories that were read and that no gazetteer has: they wait until a librarian says what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.describing import changed
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Assignment, Decision, Document, Form, Proposal, Term, Territory
from corpus.errors import BadValue
from corpus.vocabularies import terms
from corpus.vocabularies.folding import fold

FIELD = "territory"  # of proposals that name one
REFUSED = "no-territory"  # of the decisions that a name is none; their target is the document
KINDS = ("country", "region", "department", "intercommunality", "commune", "area")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be a territory, with the documents where it was read and a sentence of one."""

    name: str
    documents: tuple[str, ...]  # pids
    quotation: str


def candidates(session: Session, limit: int = 100) -> list[Candidate]:
    """The names that wait, those of most documents first."""
    decided = select(Decision.target_pid, Decision.value).where(Decision.field == REFUSED)
    refused = {(row.target_pid, fold(row.value)) for row in session.execute(decided)}
    found: dict[str, list[Proposal]] = {}
    query = select(Proposal).join(Document, Document.pid == Proposal.target_pid)
    query = query.where(Proposal.field == FIELD, Document.withdrawn_at.is_(None)).order_by(Proposal.id)
    for one in session.scalars(query):
        if (one.target_pid, fold(one.value)) not in refused:
            found.setdefault(fold(one.value), []).append(one)
    listed = sorted(found.values(), key=lambda several: (-len(several), several[0].value))
    return [
        Candidate(some[0].value, tuple(dict.fromkeys(one.target_pid for one in some)), some[0].quotation)
        for some in listed[:limit]
    ]


def known(session: Session, name: str) -> Territory | None:
    """The territory that librarians know under this name, or None; for names that no gazetteer has."""
    query = select(Territory).join(Form).where(Form.folded == fold(name)).order_by(Territory.pid)
    found = session.scalars(query).first()
    return None if found is None else terms.today(session, found)


def adopt(
    session: Session,
    name: str,
    who: str,
    *,
    kind: str = "area",
    country: str | None = None,
    broader: Term | None = None,
    into: Term | None = None,
) -> Act:
    """Make `name` a territory of this kind, or a form of the known one `into`; the documents that name it get it.

    Raises:
        BadValue: when nothing of that name waits, the kind is unknown, or `into` is no territory.
    """
    waiting = _waiting(session, name)
    if kind not in KINDS:
        raise BadValue("kind", kind, f"valeurs connues : {', '.join(KINDS)}.")
    if into is not None and into.vocabulary != "territory":
        raise BadValue("into", into.label, "ce n'est pas un territoire.")
    with acting(session, who, "adopt", into.pid if into else None, name, {"name": name, "kind": kind}) as act:
        term: Term = into if into is not None else terms.territory(session, name, kind, country, None)
        if into is None and broader is not None:
            term.broader = broader
        if not any(form.folded == fold(name) for form in term.forms):
            term.forms.append(Form(text=name, folded=fold(name)))
        act.target_pid = term.pid
        for one in waiting:
            document = session.get_one(Document, one.target_pid)
            held = [a for a in document.assignments if a.term_pid == term.pid and a.passage_pid is None]
            if not held:
                made = Assignment(term=term, status="accepted", score=1.0, evidence=one.quotation)
                document.assignments.append(made)
            session.delete(one)
            changed(document)
        session.flush()
    return act


def refuse(session: Session, name: str, who: str) -> Act:
    """Say that `name` is no territory in the documents where it waits; it is not proposed there again.

    Raises:
        BadValue: when nothing of that name waits.
    """
    waiting = _waiting(session, name)
    with acting(session, who, "refuse", None, name, {"name": name}) as act:
        for pid in dict.fromkeys(one.target_pid for one in waiting):
            session.add(Decision(target_pid=pid, field=REFUSED, value=name, who=who))
    return act


def _waiting(session: Session, name: str) -> Sequence[Proposal]:
    rows = session.scalars(select(Proposal).where(Proposal.field == FIELD).order_by(Proposal.id))
    found = [one for one in rows if fold(one.value) == fold(name)]
    if not found:
        raise BadValue("name", name, "aucun nom de territoire n'attend sous cette forme.")
    return found
