"""The organisations that notices name: as many as there are spellings, until somebody says that two are one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from corpus.catalogue import describing
from corpus.catalogue.homonyms import likeness
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Decision, Document
from corpus.errors import BadValue
from corpus.vocabularies.folding import fold

LONGEST = 300  # characters of a name
_AT_ONCE = 300


def names(session: Session, words: str = "") -> list[tuple[str, int]]:
    """The organisations whose name has all the words, in the order of names, with the number of notices of each."""
    wanted = fold(words).split()
    counted = Counter(name for row in session.scalars(_standing()) for name in dict.fromkeys(row))
    found = [(name, count) for name, count in counted.items() if all(word in fold(name) for word in wanted)]
    return sorted(found, key=lambda row: (fold(row[0]), row[0]))


def naming(session: Session, name: str) -> list[Document]:
    """The notices that name an organisation so, withdrawn ones included, oldest first."""
    rows = session.execute(select(Document.pid, Document.organisers))
    pids = [pid for pid, organisers in rows if name in organisers]
    found: list[Document] = []
    for start in range(0, len(pids), _AT_ONCE):
        found += session.scalars(select(Document).where(Document.pid.in_(pids[start : start + _AT_ONCE])))
    return sorted(found, key=lambda one: (one.date or "", one.pid))


def alike(known: Sequence[tuple[str, int]], name: str, limit: int = 8) -> list[tuple[str, int, str]]:
    """Other spellings of what may be the same organisation, the likeliest first, each with the reason in French."""
    found = [
        (-doubt.weight, other, count, doubt.reason)
        for other, count in known
        if other != name and (doubt := likeness(name, other)) is not None
    ]
    return [(other, count, reason) for _, other, count, reason in sorted(found)[:limit]]


def spellings(known: Sequence[tuple[str, int]]) -> dict[str, list[str]]:
    """The names that differ from others only by accents, capitals, hyphens or the order of words, with those others."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, _ in known:
        groups[" ".join(sorted(fold(name).split()))].append(name)
    return {
        name: [one for one in several if one != name]
        for several in groups.values()
        for name in several[1:] + several[:1]
        if len(several) > 1
    }


def rename(session: Session, name: str, other: str, who: str) -> Act:
    """Write `other` where notices name `name`; a notice that has both names it once. Each is a decision of `who`.

    Raises:
        BadValue: when no notice names it, or the new name is none.
    """
    wanted = " ".join(other.split())
    if not wanted or len(wanted) > LONGEST or ";" in wanted:
        raise BadValue("organisers", other[:60], f"il faut le nom d'un seul organisme, de 1 à {LONGEST} caractères.")
    if wanted == name:
        raise BadValue("organisers", name, "c'est déjà ce nom.")
    documents = naming(session, name)
    if not documents:
        raise BadValue("organisers", name, "aucune notice ne nomme cet organisme.")
    told = {"from": name, "to": wanted}
    with acting(session, who, "organiser", label=f"{name} → {wanted}", details=told) as act:
        for document in documents:
            several = dict.fromkeys(wanted if one == name else one for one in document.organisers)
            value = " ; ".join(several)
            session.add(Decision(target_pid=document.pid, field="organisers", value=value, who=who))
            describing.show(document, "organisers", value)
            describing.changed(document)
    return act


def _standing() -> Select[list[Any]]:
    return select(Document.organisers).where(Document.withdrawn_at.is_(None))
