"""The journal as people read it: overall or of one thing, page by page, with what each act changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from corpus.catalogue import telling
from corpus.catalogue.models import Act, Change, Term, Touch
from corpus.errors import BadValue
from corpus.permalinks import is_pid
from corpus.refusals import UnknownAct

PER_PAGE = 50
_SILENT = {
    "position",
    "breaks",
    "document_pid",
    "passage_pid",
    "term_pid",
    "target_pid",
    "id",
    "folded",
    "sort_key",
    "at",
    "who",
    "score",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. `undoable` only says that nothing forbids to try."""

    number: int
    who: str
    at: datetime
    verb: str
    said: str  # the verb, in French
    target_pid: str | None
    label: str  # what the target was called then
    touched: int  # documents, passages and terms
    details: dict[str, Any]
    undoes: int | None
    undone_by: int | None

    @property
    def undoable(self) -> bool:
        """Whether undoing may be offered."""
        return self.undone_by is None and not self.details.get("lasting") and not self.details.get("before_journal")


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines of the journal, the newest first. Pages count from 1."""

    entries: tuple[Entry, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that an act changed: of what, which field, before and after ("" where there was nothing)."""

    record: str  # in French
    pid: str
    field: str  # in French; "" when the whole row came or went
    before: str
    after: str


def page(
    session: Session, number: int = 1, *, pid: str = "", who: str = "", verb: str = "", per_page: int = PER_PAGE
) -> Page:
    """The page `number` of the journal: of everything, or of the acts that touched `pid`, by `who`, of one `verb`.

    Raises:
        BadValue: when the page or the verb is none.
    """
    if number < 1:
        raise BadValue("page", str(number), "les pages commencent à 1.")
    if verb and verb not in telling.VERBS:
        raise BadValue("verb", verb, f"actes connus : {', '.join(telling.VERBS)}.")
    query = _of(select(Act), pid, who, verb)
    total = session.scalars(_of(select(func.count()).select_from(Act), pid, who, verb)).one()
    ordered = query.order_by(Act.id.desc()).offset((number - 1) * per_page).limit(per_page)
    acts = session.scalars(ordered).all()
    counts = _touched(session, [act.id for act in acts])
    entries = tuple(_entry(act, counts.get(act.id, 0)) for act in acts)
    return Page(entries, total, number, max(1, -(-total // per_page)))


def entry(session: Session, number: int) -> Entry:
    """One line of the journal.

    Raises:
        UnknownAct: when there is none of that number.
    """
    act = session.get(Act, number)
    if act is None:
        raise UnknownAct(number)
    return _entry(act, _touched(session, [number]).get(number, 0))


def changes(session: Session, number: int, limit: int = 200) -> list[Told]:
    """What an act changed, field by field, at most `limit` rows of it.

    Raises:
        UnknownAct: when there is none of that number.
    """
    if session.get(Act, number) is None:
        raise UnknownAct(number)
    rows = session.scalars(select(Change).filter_by(act_id=number).order_by(Change.id).limit(limit))
    return [told for change in rows for told in _told(session, change)]


def _of(query: Select[Any], pid: str, who: str, verb: str) -> Select[Any]:
    if pid:
        query = query.where(Act.id.in_(select(Touch.act_id).where(Touch.pid == pid)))
    if who:
        query = query.where(Act.who == who)
    return query.where(Act.verb == verb) if verb else query


def _touched(session: Session, numbers: Sequence[int]) -> dict[int, int]:
    counted = select(Touch.act_id, func.count()).where(Touch.act_id.in_(numbers)).group_by(Touch.act_id)
    return {number: count for number, count in session.execute(counted)}  # noqa: C416 - rows are no pairs to mypy


def _entry(act: Act, touched: int) -> Entry:
    return Entry(
        number=act.id,
        who=act.who,
        at=act.at,
        verb=act.verb,
        said=telling.verb(act.verb),
        target_pid=act.target_pid,
        label=act.label,
        touched=touched,
        details=act.details,
        undoes=act.undoes,
        undone_by=act.undone_by,
    )


def _told(session: Session, change: Change) -> list[Told]:
    before, after = change.before, change.after
    image = (before or {}) | (after or {})
    pid = next((str(image[name]) for name in ("passage_pid", "document_pid", "target_pid") if image.get(name)), "")
    if change.record in {"document", "passage", "term"}:
        pid = str(change.key[0])
    what = telling.record(change.record)
    if before is None or after is None:
        words = _words(session, change.record, image)
        return [Told(what, pid, "", words if before else "", words if after else "")]
    return [
        Told(what, pid, telling.field(name), _shown(session, before[name]), _shown(session, after[name]))
        for name in before
        if name not in _SILENT
    ]


def _words(session: Session, record: str, image: dict[str, Any]) -> str:
    """A row that came or went, in a few words."""
    if record == "assignment":
        term = session.get(Term, image["term_pid"])
        return f"{term.label if term else ''} ({telling.status(image['status'])})"
    if record == "decision":
        return f"{telling.field(image['field'])} : {_shown(session, image['value'])}"
    if record == "partnership":
        return f"{image['a']} – {image['b']}"
    name = next((one for one in ("text", "label", "title", "filename") if image.get(one)), "")
    return _shown(session, image.get(name, ""))


def _shown(session: Session, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ; ".join(str(one) for one in value)
    text = str(value)
    term = session.get(Term, text) if is_pid(text) else None
    return term.label if term is not None else text
