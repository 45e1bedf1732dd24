"""One change to many notices: shown before it is done, done as one act, undone as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from corpus.catalogue import assigning, describing, diffusion
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Assignment, Decision, Document, Passage, Term, Touch, Version
from corpus.errors import BadValue
from corpus.vocabularies import terms

OPERATIONS = {
    "add-theme": "ajouter un thème",
    "remove-theme": "retirer un thème",
    "set-kind": "donner le type",
    "set-place": "donner le lieu",
    "set-date": "donner la date",
    "set-language": "donner la langue",
    "add-organiser": "ajouter un organisateur",
    "set-diffusion": "changer la diffusion",
}
_AT_ONCE = 300  # notices read in one question
Tell = Callable[[int, int], None]  # how much is done, of how much


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done: one of OPERATIONS, and its value (a theme's id, a kind, a date…).

    For set-diffusion the value is public, on-site or staff, and `until` the day of an embargo, if any.
    """

    operation: str
    value: str
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One notice of a preview: what the field says now, what it would say."""

    pid: str
    title: str
    before: str
    after: str

    @property
    def changes(self) -> bool:
        """Whether anything would change."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do: every notice that was found, and the pids that name none (any more)."""

    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    since: int  # the last act there was: give it back to `apply`

    @property
    def changing(self) -> int:
        """How many notices would change."""
        return sum(one.changes for one in self.lines)


def preview(session: Session, pids: Iterable[str], change: Change) -> Preview:
    """What `change` would do to the notices `pids` (a passage stands for its document); nothing is changed.

    Raises:
        BadValue: when the operation is unknown or the value does not fit it.
    """
    _verify(session, change)
    wanted, missing = documents_of(session, pids)
    lines = []
    for document in _documents(session, wanted):
        before = _shown(document, change)
        lines.append(Line(document.pid, document.title, before, _wanted(before, change)))
    return Preview(tuple(lines), tuple(missing), session.scalars(select(func.max(Act.id))).one() or 0)


def apply(session: Session, pids: Iterable[str], change: Change, who: str, since: int | None = None) -> Act:
    """Do `change` on the notices `pids`, as one act; notices that say so already are left alone.

    Each change is a decision of `who`, which no reading overrules. Notices that somebody touched after the act `since`
    of the preview are left alone too: `act.details["left"]` has their pids.

    Raises:
        BadValue: when the operation is unknown or the value does not fit it; nothing is changed then.
    """
    told = {"operation": change.operation, "value": change.value, "until": change.until}
    return _apply(session, pids, [change], who, told, since)


def apply_all(
    session: Session,
    pids: Iterable[str],
    changes: Sequence[Change],
    who: str,
    since: int | None = None,
    tell: Tell | None = None,
) -> Act:
    """Do several changes on the notices `pids`, one after the other, as one act like that of `apply`.

    `tell` hears how much is done, and of how much.

    Raises:
        BadValue: when there is none, an operation is unknown or a value does not fit it; nothing is changed then.
    """
    if not changes:
        raise BadValue("operation", "", "choisissez au moins une modification.")
    told = {"changes": [[one.operation, one.value, one.until] for one in changes]}
    return _apply(session, pids, changes, who, told, since, tell)


def _apply(
    session: Session,
    pids: Iterable[str],
    changes: Sequence[Change],
    who: str,
    told: Mapping[str, Any],
    since: int | None,
    tell: Tell | None = None,
) -> Act:
    for change in changes:
        _verify(session, change)
    wanted, _ = documents_of(session, pids)
    label = " ; ".join(OPERATIONS[one.operation] for one in changes)
    with acting(session, who, "bulk", label=label, details=told) as act:
        changed, left = set[str](), _touched_after(session, wanted, since)
        free = [pid for pid in wanted if pid not in left]
        for number, change in enumerate(changes):
            for place, document in enumerate(_documents(session, free), start=1):
                if _change(session, document, change, who):
                    changed.add(document.pid)
                if tell is not None:
                    tell(number * len(free) + place, len(changes) * len(free))
        act.details |= {"count": len(changed), "left": sorted(left)}
    return act


def _change(session: Session, document: Document, change: Change, who: str) -> bool:
    """Do one change on one notice; whether there was anything to do."""
    before = _shown(document, change)
    after = _wanted(before, change)
    if after == before:
        return False
    _do(session, document, change, after, who)
    return True


def documents_of(session: Session, pids: Iterable[str]) -> tuple[list[str], list[str]]:
    """The documents that `pids` of documents and passages name, each once, in their order; and the pids of nothing."""
    asked = list(dict.fromkeys(pids))
    known: dict[str, str] = {}
    for some in _several(asked):
        standing = select(Document.pid).where(Document.pid.in_(some), Document.withdrawn_at.is_(None))
        known |= {pid: pid for pid in session.scalars(standing)}
        passages = select(Passage.pid, Version.document_pid).join(Version).where(Passage.pid.in_(some))
        known |= {row.pid: row.document_pid for row in session.execute(passages)}
    found = list(dict.fromkeys(known[pid] for pid in asked if pid in known))
    return found, [pid for pid in asked if pid not in known]


def _touched_after(session: Session, pids: Sequence[str], since: int | None) -> set[str]:
    """Those of `pids` that an act after `since` touched."""
    if since is None:
        return set()
    return {
        pid
        for some in _several(pids)
        for pid in session.scalars(select(Touch.pid).where(Touch.pid.in_(some), Touch.act_id > since))
    }


def _verify(session: Session, change: Change) -> None:
    if change.operation not in OPERATIONS:
        raise BadValue("operation", change.operation, f"opérations connues : {', '.join(OPERATIONS)}.")
    if change.operation == "set-diffusion":
        diffusion.verify(change.value, change.until)
    elif change.operation in {"add-theme", "remove-theme"}:
        describing.verify(session, "themes", change.value)
        _theme(session, change.value)
    elif change.operation == "add-organiser":
        if not change.value.strip() or ";" in change.value:
            raise BadValue("organisers", change.value, "donnez le nom d'un seul organisme.")
    else:
        describing.verify(session, change.operation.removeprefix("set-"), change.value)


def _theme(session: Session, identifier: str) -> Term:
    found = terms.theme(session, identifier.strip())
    if found is None:
        raise BadValue("themes", identifier, "ce thème n'est pas dans le thésaurus.")
    return found


def _documents(session: Session, pids: Sequence[str]) -> Iterator[Document]:
    for some in _several(pids):
        query = select(Document).where(Document.pid.in_(some))
        query = query.options(selectinload(Document.assignments).selectinload(Assignment.term))
        known = {one.pid: one for one in session.scalars(query)}
        yield from (known[pid] for pid in some if pid in known)


def _shown(document: Document, change: Change) -> str:
    """The field that is to be changed, as the notice shows it now."""
    if change.operation == "set-diffusion":
        return f"{document.diffusion} {document.embargo_until or ''}".strip()
    return describing.values_of(document)[_FIELD.get(change.operation, change.operation.removeprefix("set-"))]


_FIELD = {"add-theme": "themes", "remove-theme": "themes", "add-organiser": "organisers"}


def _wanted(before: str, change: Change) -> str:
    value, several = change.value.strip(), describing.several(before)
    if change.operation in {"add-theme", "add-organiser"}:
        return before if value in several else " ; ".join([*several, value])
    if change.operation == "remove-theme":
        return " ; ".join(one for one in several if one != value)
    if change.operation == "set-diffusion":
        return f"{value} {change.until or ''}".strip()
    return value


def _do(session: Session, document: Document, change: Change, after: str, who: str) -> None:
    if change.operation in {"add-theme", "remove-theme"}:
        status = "accepted" if change.operation == "add-theme" else "rejected"
        assigning.judge(document, _theme(session, change.value), status)
    elif change.operation == "set-diffusion":
        document.diffusion, document.embargo_until = change.value, change.until or None
    else:
        name = _FIELD.get(change.operation, change.operation.removeprefix("set-"))
        session.add(Decision(target_pid=document.pid, field=name, value=after, who=who))
        describing.show(document, name, after)
    describing.changed(document)


def _several(pids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (pids[start : start + _AT_ONCE] for start in range(0, len(pids), _AT_ONCE))
