"""Undoing: the rows that an act changed become again what they were, or it is told what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from corpus.catalogue import images, telling
from corpus.catalogue.journal import acting, recorder_of
from corpus.catalogue.models import Act, Base, Change, Succession, Touch, now
from corpus.refusals import CannotUndo, UnknownAct

MISTAKE = "Cette notice d'autorité avait été ouverte par erreur."
SHOWN = 5  # how many differences a refusal names


def undo(session: Session, number: int, who: str) -> Act:
    """Undo the act `number`: the catalogue is again as before it, revisions and registers aside. Undoing is an act too.

    An address that the act made and gave out leads, from now on, to where its words are.

    Raises:
        UnknownAct: when there is none of that number.
        CannotUndo: when it was undone already, or what it changed was changed since; nothing is changed then.
    """
    act = session.get(Act, number)
    if act is None:
        raise UnknownAct(number)
    session.flush()
    _refuse(session, act)
    told = {"act": act.id, "verb": act.verb}
    with acting(session, who, "undo", act.target_pid, act.label, told) as undoing:
        restoring = _Restoring(session, act)
        restoring.restore()
        session.expire_all()  # what is not written yet is forgotten by this
        restoring.lead_on()
        undoing.undoes, act.undone_by = act.id, undoing.id
    return undoing


def _refuse(session: Session, act: Act) -> None:
    if act.undone_by is not None:
        other = session.get_one(Act, act.undone_by)
        raise CannotUndo(act.id, f"{other.who} l'a déjà annulé le {telling.day(other.at)}")
    if act.details.get("before_journal"):
        raise CannotUndo(act.id, "il date d'avant le journal, qui n'a pas gardé l'état précédent")
    if act.details.get("lasting"):
        raise CannotUndo(act.id, str(act.details["lasting"]))
    if not act.changes:
        raise CannotUndo(act.id, "il n'a rien changé")
    faults = _changed_since(session, act)
    if faults:
        more = f" ; et {len(faults) - SHOWN} autres" if len(faults) > SHOWN else ""
        raise CannotUndo(act.id, " ; ".join(faults[:SHOWN]) + more, faults)


def _changed_since(session: Session, act: Act) -> list[str]:
    """What stands otherwise than the act left it, as French sentences."""
    later: _Later | None = None
    faults: list[str] = []
    known = images.tables()
    for name, changes in _by_record(act.changes).items():
        there = images.pictures(session.connection(), known[name], [tuple(one.key) for one in changes])
        for change in changes:
            names = _otherwise(change, there.get(tuple(change.key)))
            if names is not None:
                later = later or _Later(session, act)
                faults.append(later.tell(change, names))
    return list(dict.fromkeys(faults))


def _otherwise(change: Change, there: images.Image | None) -> list[str] | None:
    """The columns in which a row is not as the act left it; none of them when it is there or gone. None: it is."""
    if change.after is None or there is None:
        return None if change.after is None and there is None else []
    names = [
        name
        for name, value in change.after.items()
        if (change.record, name) not in images.COUNTERS and there.get(name) != value
    ]
    return names or None


def _by_record(changes: Iterable[Change]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for one in changes:
        found.setdefault(one.record, []).append(one)
    return found


class _Later:
    """Who changed, after an act, what it had changed."""

    def __init__(self, session: Session, act: Act) -> None:
        self.session = session
        touched = select(Touch.act_id).where(Touch.pid.in_(select(Touch.pid).where(Touch.act_id == act.id)))
        query = select(Change, Act).join(Act, Act.id == Change.act_id)
        rows = session.execute(query.where(Act.id > act.id, Act.id.in_(touched)).order_by(Act.id))
        self.acts = {(change.record, tuple(change.key)): later for change, later in rows}  # the last one holds

    def tell(self, change: Change, names: list[str]) -> str:
        """What changed, by whom."""
        what = telling.row(self.session, change, names)
        act = self.acts.get((change.record, tuple(change.key)))
        if act is None:
            return f"{what} a changé depuis (nouvelle lecture)"
        return f"{what} a changé depuis ({act.who}, le {telling.day(act.at)}, acte {act.id})"


class _Restoring:
    """Brings the rows of one act back, in an order that no reference forbids."""

    def __init__(self, session: Session, act: Act) -> None:
        self.session, self.act = session, act
        self.connection = session.connection()
        self.known = images.tables()
        self.recorder = recorder_of(session)
        self.leads: dict[str, Any] = act.details.get("leads", {})  # where addresses that the act made lead without it
        self.ended: dict[str, dict[str, Any]] = {}

    def restore(self) -> None:
        changes = _by_record(self.act.changes)
        for name, several in changes.items():
            self.recorder.touch(self.connection, self.known[name], [tuple(one.key) for one in several])
        order = [name for name in self.known if name in changes]
        for name in order:
            self._bring_back(self.known[name], [one for one in changes[name] if one.after is None])
        for name in order:
            for one in changes[name]:
                if one.before is not None and one.after is not None:
                    self._set(self.known[name], one.key, one.before)
        for name in reversed(order):
            self._remove(self.known[name], [one for one in changes[name] if one.before is None])

    def _bring_back(self, table: Table, changes: list[Change]) -> None:
        """Rows that were removed are there again; what they say of rows of their own table comes last."""
        own = [one.name for one in table.columns if any(key.column.table is table for key in one.foreign_keys)]
        later: list[tuple[list[Any], images.Image]] = []
        for change in changes:
            row = dict(change.before or {})
            row |= {name: 1 for kept, name in images.COUNTERS if kept == table.name}
            waiting = {name: row.pop(name) for name in own if row.get(name) is not None}
            key = self._free_key(table, change, row)
            self.connection.execute(table.insert().values(images.typed(table, row)))
            self.recorder.appeared(table, tuple(key))
            if waiting:
                later.append((key, waiting))
        for key, waiting in later:
            self._set(table, key, waiting)

    def _free_key(self, table: Table, change: Change, row: images.Image) -> list[Any]:
        """A number that was given to another row since is replaced by a new one: nothing refers to such rows."""
        columns = list(table.primary_key.columns)
        if [one.name for one in columns] != ["id"] or table.name == "version":
            return change.key
        column = columns[0]
        if self.connection.scalar(select(column).where(column == change.key[0])) is None:
            return change.key
        row["id"] = (self.connection.scalar(select(func.max(column))) or 0) + 1
        return [row["id"]]

    def _set(self, table: Table, key: list[Any], values: images.Image) -> None:
        columns = table.primary_key.columns
        where = [column == value for column, value in zip(columns, key, strict=True)]
        self.connection.execute(table.update().where(*where).values(images.typed(table, values)))

    def _remove(self, table: Table, changes: list[Change]) -> None:
        for change in changes:
            key = change.key
            where = [one == value for one, value in zip(table.primary_key.columns, key, strict=True)]
            lead = self.leads.get(str(key[0]))
            if table.name == "term":
                gone = {"withdrawn_at": now().isoformat(), "withdrawn_reason": MISTAKE}
                self._set(table, key, {"merged_into": lead["to"]} if lead else gone)
                continue
            self._refuse_referred(table, change)
            self.connection.execute(table.delete().where(*where))
            if table.name == "passage" and lead is not None:
                self.ended[str(key[0])] = lead

    def lead_on(self) -> None:
        """The address of a passage that is no more leads to where its words are."""
        for pid, lead in self.ended.items():
            step = Succession(old_pid=pid, place=0, new_pid=lead["to"], offset=int(lead["offset"]))
            step.length = int(lead["length"])
            self.session.merge(step)

    def _refuse_referred(self, table: Table, change: Change) -> None:
        """Rows that came since and refer to one that goes: they would lead nowhere."""
        if len(change.key) != 1:
            return
        for other in Base.metadata.sorted_tables:
            for column in other.columns:
                if not any(key.column.table is table for key in column.foreign_keys):
                    continue
                one = self.connection.execute(select(other).where(column == change.key[0]).limit(1)).first()
                if one is not None:
                    what, by = telling.row(self.session, change, []), telling.record(other.name)
                    raise CannotUndo(self.act.id, f"{what} a servi depuis ({by})")
