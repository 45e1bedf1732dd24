"""Partnerships of territories: read by a machine; accepted, rejected, corrected or added by people, which stays."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Document, Partnership
from corpus.errors import BadValue, NotFound, UnknownField
from corpus.vocabularies.folding import fold

FIELDS = ("a", "b", "since", "themes", "evidence")
STATUSES = ("proposed", "accepted", "rejected")


def key(one: str, other: str) -> tuple[str, ...]:
    """What makes two partnerships of a document the same: the two names, in whatever order.

    >>> key("Lille", "Saint-Louis") == key("SAINT LOUIS", "lille")
    True
    """
    return tuple(sorted((fold(one), fold(other))))


def decided(session: Session, document_pid: str) -> set[tuple[str, ...]]:
    """The keys of the partnerships of a document of which a person said what to think."""
    query = select(Partnership.a, Partnership.b)
    rows = session.execute(query.where(Partnership.document_pid == document_pid, Partnership.status != "proposed"))
    return {key(a, b) for a, b in rows}


def partnership(session: Session, number: int) -> Partnership:
    """The partnership with that number.

    Raises:
        NotFound: when there is none (any more).
    """
    found = session.get(Partnership, number)
    if found is None:
        raise NotFound(str(number))
    return found


def judge(session: Session, one: Partnership, status: str, who: str) -> Act:
    """Accept or reject what was read (`status` one of STATUSES; proposed takes a judgement back).

    Raises:
        BadValue: when the status is unknown.
    """
    if status not in STATUSES:
        raise BadValue("status", status, f"valeurs connues : {', '.join(STATUSES)}.")
    told = {"a": one.a, "b": one.b, "status": status}
    with acting(session, who, "partnership", one.document_pid, details=told) as act:
        one.status = status
    return act


def correct(session: Session, one: Partnership, values: Mapping[str, str], who: str) -> Act:
    """Put what a person says in the place of what was read; the machine does not propose its own again.

    `values`: some of FIELDS; themes are separated by semicolons.

    Raises:
        UnknownField: when a name is none of FIELDS.
        BadValue: when one of the two has no name.
    """
    fields = _verified({name: getattr(one, name) for name in FIELDS}, values)
    told = {"a": one.a, "b": one.b, "values": dict(values)}
    with acting(session, who, "partnership", one.document_pid, details=told) as act:
        made = Partnership(document_pid=one.document_pid, page=one.page, status="accepted", **fields)
        if key(made.a, made.b) == key(one.a, one.b):
            session.delete(one)
        else:
            one.status = "rejected"
        session.add(made)
    return act


def add(session: Session, document: Document, values: Mapping[str, str], who: str) -> Act:
    """Add a partnership that a person read in a document.

    Raises:
        UnknownField: when a name is none of FIELDS.
        BadValue: when one of the two has no name.
    """
    fields = _verified({"a": "", "b": "", "since": None, "themes": [], "evidence": ""}, values)
    with acting(session, who, "partnership", document.pid, details={"values": dict(values)}) as act:
        session.add(Partnership(document_pid=document.pid, status="accepted", **fields))
    return act


def _verified(fields: dict[str, object], values: Mapping[str, str]) -> dict[str, object]:
    for name, value in values.items():
        if name not in FIELDS:
            raise UnknownField(name, FIELDS)
        text = " ".join(value.split())
        fields[name] = [one.strip() for one in text.split(";") if one.strip()] if name == "themes" else text
    fields["since"] = fields["since"] or None
    for name in ("a", "b"):
        if not fields[name]:
            raise BadValue(name, "", "il faut le nom des deux partenaires.")
    return fields
