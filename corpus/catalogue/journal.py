"""The journal: who did what, when, on what. Every act of a librarian goes through `acting`, so that it can be undone.

    with acting(session, who, "merge", target=kept.pid, label=kept.label) as act:
        ...  # change records as usual; what the session flushes is pictured before and after
        act.details["into"] = kept.pid

An act inside another is a part of it. When the block raises, nothing that it did remains.
Rows are changed by the session's objects or by ORM `update` and `delete`, never by SQL of one's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, event, select
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, object_session
from sqlalchemy.orm.attributes import flag_modified

from corpus.catalogue import bearing, images
from corpus.catalogue.models import Act, Base, Change, Document, Passage, Term, Touch, Version

_RUNNING = "the act that is being done"
#: The columns that name what an act was about.
_NAMES = ("pid", "document_pid", "passage_pid", "term_pid", "target_pid", "speaker_pid", "merged_into", "selection_pid")


@contextmanager
def acting(
    session: Session,
    who: str,
    verb: str,
    target: str | None = None,
    label: str = "",
    details: Mapping[str, Any] | None = None,
) -> Iterator[Act]:
    """Do something in the name of `who`, note it in the journal, keep what is needed to undo it.

    `verb` is one of `telling.VERBS`; `target` the pid of what it is about, `label` what that is called (looked up when
    empty); `details` what was asked for. The caller owns the transaction.
    """
    running: Recorder | None = session.info.get(_RUNNING)
    if running is not None:
        yield running.act
        return
    session.flush()  # what waited before is no part of it
    with session.begin_nested():
        named = label or (called(session, target) if target else "")
        act = Act(who=who, verb=verb, target_pid=target, label=named, details=dict(details or {}))
        session.add(act)
        session.flush()
        recorder = session.info[_RUNNING] = Recorder(session, act)
        try:
            yield act
            recorder.close()
        finally:
            del session.info[_RUNNING]


def recorder_of(session: Session) -> Recorder:
    """What pictures the rows of the act that is being done."""
    recorder: Recorder = session.info[_RUNNING]
    return recorder


def called(session: Session, pid: str) -> str:
    """What people call the thing that `pid` names; "" when there is none."""
    document = session.get(Document, pid)
    if document is not None:
        return document.title
    term = session.get(Term, pid)
    if term is not None:
        return term.label
    passage = session.get(Passage, pid)
    if passage is None:
        return ""
    what = passage.speaker.label if passage.speaker else passage.heading or passage.speaker_as_printed
    title = passage.version.document.title
    return f"{what} — {title}" if what else title


class Recorder:
    """Pictures rows before an act touches them, and once more when it ends."""

    def __init__(self, session: Session, act: Act) -> None:
        self.session, self.act = session, act
        self.known = images.tables()
        self.before: dict[tuple[str, images.Key], images.Image | None] = {}

    def touch(self, connection: Connection, table: Table, keys: list[images.Key]) -> None:
        """Picture the rows of `table` that have these keys, unless that was done before."""
        new = [key for key in keys if (table.name, key) not in self.before]
        if table.name in self.known and new:
            found = images.pictures(connection, table, new)
            self.before |= {(table.name, key): found.get(key) for key in new}

    def appeared(self, table: Table, key: images.Key) -> None:
        """Note that a row was made which was not there before."""
        if table.name in self.known:
            self.before.setdefault((table.name, key), None)

    def close(self) -> None:
        """Write what changed, and what was touched by it, below the act."""
        self.session.flush()
        after, pictured = self._after(), dict(self.before)
        pids = self._pids(after)
        self._count_up(after, pids)
        self.session.flush()
        for (name, key), before in pictured.items():
            found = images.difference(self.known[name], before, after.get((name, key)))
            if found is not None:
                self.act.changes.append(Change(record=name, key=list(key), before=found[0], after=found[1]))
        revisions = self._revisions(pids)
        self.act.touches = [Touch(pid=pid, revision=revisions.get(pid)) for pid in sorted(pids)]
        flag_modified(self.act, "details")
        self.session.flush()

    def _after(self) -> dict[tuple[str, images.Key], images.Image]:
        keys: dict[str, list[images.Key]] = {}
        for name, key in self.before:
            keys.setdefault(name, []).append(key)
        connection = self.session.connection()
        found: dict[tuple[str, images.Key], images.Image] = {}
        for name, several in keys.items():
            pictured = images.pictures(connection, self.known[name], several)
            found |= {(name, key): image for key, image in pictured.items()}
        return found

    def _pids(self, after: Mapping[tuple[str, images.Key], images.Image]) -> dict[str, str]:
        """What the changed rows are about: pid → the document it belongs to ("" for none)."""
        rows = [
            row
            for place, before in self.before.items()
            if images.difference(self.known[place[0]], before, after.get(place)) is not None
            for row in (before, after.get(place))
            if row is not None
        ]
        pids = {str(row[name]): "" for row in rows for name in _NAMES if row.get(name)}
        if self.act.target_pid:
            pids.setdefault(self.act.target_pid, "")
        versions = {row["version_id"] for row in rows if row.get("version_id")}
        pids |= dict.fromkeys(self._where(Version.document_pid, Version.id, versions), "")
        pids |= dict.fromkeys(self._where(Document.pid, Document.pid, set(pids)), "")
        for pid, document in self._pairs(set(pids)):
            pids[pid] = document
            pids[document] = document
        documents = self._where(Document.pid, Document.pid, set(pids))
        return pids | {pid: pid for pid in documents}

    def _where(self, wanted: Any, column: Any, values: set[Any]) -> list[Any]:
        found: list[Any] = []
        listed = sorted(values)
        for start in range(0, len(listed), images.AT_ONCE):
            some = listed[start : start + images.AT_ONCE]
            found += self.session.scalars(select(wanted).where(column.in_(some)))
        return found

    def _pairs(self, pids: set[str]) -> list[tuple[str, str]]:
        """The passages among `pids`, each with its document."""
        found: list[tuple[str, str]] = []
        listed = sorted(pids)
        for start in range(0, len(listed), images.AT_ONCE):
            some = listed[start : start + images.AT_ONCE]
            query = select(Passage.pid, Version.document_pid).join(Version).where(Passage.pid.in_(some))
            found += [(pid, document) for pid, document in self.session.execute(query)]
        return found

    def _count_up(self, after: Mapping[tuple[str, images.Key], images.Image], pids: Mapping[str, str]) -> None:
        """Every document that was touched has a new revision: indexes and other librarians are told."""
        terms = self._terms(after)
        for document in self.session.scalars(bearing.documents(terms)) if terms else ():
            if document.pid not in pids:
                flag_modified(document, "remarks")
        for document in self._documents(pids):
            place = ("document", (document.pid,))
            before, now = self.before.get(place), after.get(place)
            if before is None and place in self.before:
                continue  # it is new
            if before is None or now is None or before["revision"] == now["revision"]:
                flag_modified(document, "remarks")

    def _terms(self, after: Mapping[tuple[str, images.Key], images.Image]) -> set[str]:
        """The terms that are named otherwise now."""
        found: set[str] = set()
        for (name, key), before in self.before.items():
            now = after.get((name, key))
            if name in {"term", "form"} and images.difference(self.known[name], before, now) is not None:
                column = "pid" if name == "term" else "term_pid"
                found |= {str(row[column]) for row in (before, now) if row is not None}
        return found

    def _revisions(self, pids: Mapping[str, str]) -> dict[str, int]:
        held = {one.pid: one.revision for one in self._documents(pids)}
        return {pid: held[document] for pid, document in pids.items() if document in held}

    def _documents(self, pids: Mapping[str, str]) -> list[Document]:
        wanted = sorted({document for document in pids.values() if document})
        found: list[Document] = []
        for start in range(0, len(wanted), images.AT_ONCE):
            some = wanted[start : start + images.AT_ONCE]
            found += self.session.scalars(select(Document).where(Document.pid.in_(some)).order_by(Document.pid))
        return found


def _running(target: object) -> Recorder | None:
    session = object_session(target)
    return None if session is None else session.info.get(_RUNNING)


def _picture(mapper: Mapper[Any], connection: Connection, target: object) -> None:
    recorder = _running(target)
    table = mapper.local_table
    if recorder is not None and isinstance(table, Table):
        recorder.touch(connection, table, [tuple(mapper.primary_key_from_instance(target))])


def _note_new(mapper: Mapper[Any], _connection: Connection, target: object) -> None:
    recorder = _running(target)
    table = mapper.local_table
    if recorder is not None and isinstance(table, Table):
        recorder.appeared(table, tuple(mapper.primary_key_from_instance(target)))


def _picture_many(state: ORMExecuteState) -> None:
    """An ORM `update` or `delete` of many rows: picture them all first."""
    recorder: Recorder | None = state.session.info.get(_RUNNING)
    if recorder is None or not (state.is_update or state.is_delete):
        return
    statement: Any = state.statement
    table: Table = statement.table
    if table.name not in recorder.known:
        return
    state.session.flush()
    connection = state.session.connection()
    query = select(*table.primary_key.columns).select_from(table)
    if statement.whereclause is not None:
        query = query.where(statement.whereclause)
    recorder.touch(connection, table, [tuple(row) for row in connection.execute(query)])


event.listen(Base, "before_update", _picture, propagate=True)
event.listen(Base, "before_delete", _picture, propagate=True)
event.listen(Base, "after_insert", _note_new, propagate=True)
event.listen(Session, "do_orm_execute", _picture_many)
