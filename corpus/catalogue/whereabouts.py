"""Where the words that an address was given out with stand today: in its passage, in several, or nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from corpus.catalogue import register
from corpus.catalogue.models import Given, Passage, Succession, Version

_HEADING = -1  # the length of a part that is the heading of its passage
_TOGETHER = timedelta(seconds=5)  # between lines of one commit
_AT_ONCE = 500  # pids in one question: databases bound the number of parameters


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` of the text of the passage `pid`, some of the words of an address.

    Without any characters it is the heading of the passage: the words have become that.
    """

    pid: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The words given out under the address `pid` as they stand today, part by part; no parts when they are gone."""

    pid: str
    parts: tuple[Part, ...]
    text: str

    def within(self, pid: str) -> list[tuple[int, int]]:
        """Which characters of the passage `pid` they are."""
        return [(one.start, one.end) for one in self.parts if one.pid == pid and one.start < one.end]

    def touches(self, pid: str) -> bool:
        """Whether some of them are in the passage `pid`, or are its heading."""
        return any(one.pid == pid for one in self.parts)


@dataclass(frozen=True, slots=True)
class Address:
    """A passage's address: all words that it was given out with, the oldest first, and where they are now.

    `near` counts the characters of the document's present text before them. `standing`: a passage has this pid.
    """

    pid: str
    texts: tuple[str, ...]
    near: int
    standing: bool


def whereabouts(session: Session, pid: str) -> Whereabouts:
    """Find where the words are that were given out as the passage `pid`."""
    steps = session.scalars(select(Succession).filter_by(old_pid=pid).order_by(Succession.place)).all()
    if not steps:
        passage = session.get(Passage, pid)
        if passage is None:
            return Whereabouts(pid, (), "")
        return Whereabouts(pid, (Part(pid, 0, len(passage.text)),), passage.text)
    standing = _passages(session, {one.new_pid for one in steps})
    parts = [_part(one, standing[one.new_pid].text) for one in steps if one.new_pid in standing]
    texts = [_said(one, standing[one.pid]) for one in parts]
    return Whereabouts(pid, tuple(parts), "\n".join(texts))


def _part(step: Succession, text: str) -> Part:
    if step.length < 0:
        return Part(step.new_pid, 0, 0)
    end = step.offset + step.length if step.length else len(text)
    return Part(step.new_pid, step.offset, min(end, len(text)))


def _said(part: Part, passage: Passage) -> str:
    if part.start == part.end:
        return passage.heading or passage.session or ""
    return passage.text[part.start : part.end]


def lead(session: Session, pid: str) -> Succession | None:
    """The first step from an address that has no passage of its own any more, or None when there is none."""
    return session.scalars(select(Succession).filter_by(old_pid=pid).order_by(Succession.place)).first()


def last_words(session: Session, pid: str) -> Given | None:
    """The newest line of the register for `pid`, or None when it was never given out."""
    return session.scalars(select(Given).filter_by(pid=pid).order_by(Given.id.desc())).first()


def addresses_of(session: Session, document_pid: str, standing: Sequence[Passage]) -> list[Address]:
    """Every passage's address ever given out in a document; `standing` are its passages of now, in order."""
    begins, total = {}, 0
    for passage in standing:
        begins[passage.pid] = total
        total += len(passage.text) + 1
    became = select(Succession.old_pid).where(
        Succession.new_pid == document_pid
    )  # documents that are versions of it now
    of_it = (Given.document_pid == document_pid) | Given.document_pid.in_(became)
    lines = session.scalars(select(Given).where(of_it, Given.kind == "passage").order_by(Given.id)).all()
    texts: dict[str, list[str]] = {}
    for line in lines:
        texts.setdefault(line.pid, []).append(register.words_of(line))
    for passage in standing:
        if passage.text not in texts.setdefault(passage.pid, []):
            texts[passage.pid].append(passage.text)  # made or changed in this very transaction
    leads, follows = _leads(session, texts), _follows(lines)
    nears: dict[str, int] = {}
    for pid in texts:
        step, before = leads.get(pid), follows.get(pid)
        if pid in begins:
            nears[pid] = begins[pid]
        elif before is not None:  # where it first stood: what says the same may stand elsewhere too
            nears[pid] = nears[before] + len(texts[before][0]) + 1
        elif step is not None and step.new_pid in begins:
            nears[pid] = begins[step.new_pid] + step.offset
        else:
            nears[pid] = 0
    return [
        Address(pid, tuple(one for one in given if one or pid in begins), nears[pid], pid in begins)
        for pid, given in texts.items()
    ]


def _follows(lines: Sequence[Given]) -> dict[str, str]:
    """Which address was given out right before another by the same reading: its passage stood right before."""
    found: dict[str, str] = {}
    for before, line in pairwise(lines):
        if line.at - before.at < _TOGETHER and line.id == before.id + 1 and line.pid != before.pid:
            found.setdefault(line.pid, before.pid)
    firsts: set[str] = set()
    for line in lines:
        if found.get(line.pid) not in firsts:
            found.pop(line.pid, None)  # what it follows has been given out later than itself: no reading did so
        firsts.add(line.pid)
    return found


def standing_passages(session: Session, document_pid: str) -> list[Passage]:
    """The passages of a document in their order."""
    ordered = select(Passage).join(Version).where(Version.document_pid == document_pid)
    ordered = ordered.options(selectinload(Passage.assignments))
    return list(session.scalars(ordered.order_by(Version.number, Passage.position)))


def note(session: Session, document_pid: str, parts: Mapping[str, Sequence[Part]]) -> None:
    """Write down where the words of each address are: `parts` of passages; of an address without any, nowhere.

    What was noted of these addresses before is forgotten: every step leads straight to words that stand today.
    """
    pids = list(parts)
    for start in range(0, len(pids), _AT_ONCE):
        session.execute(delete(Succession).where(Succession.old_pid.in_(pids[start : start + _AT_ONCE])))
    session.flush()
    for pid, some in parts.items():
        if not some:
            session.add(Succession(old_pid=pid, place=0, new_pid=document_pid))
        elif some != [Part(pid, 0, some[0].end)]:
            for place, one in enumerate(some):
                step = Succession(old_pid=pid, place=place, new_pid=one.pid, offset=one.start)
                step.length = one.end - one.start or _HEADING
                session.add(step)
    session.flush()


def _passages(session: Session, pids: Iterable[str]) -> dict[str, Passage]:
    return {one.pid: one for one in session.scalars(select(Passage).where(Passage.pid.in_(sorted(pids))))}


def _leads(session: Session, pids: Iterable[str]) -> dict[str, Succession]:
    wanted = list(pids)
    found: dict[str, Succession] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = select(Succession).where(Succession.old_pid.in_(wanted[start : start + _AT_ONCE]))
        for step in session.scalars(some.order_by(Succession.place.desc())):
            found[step.old_pid] = step  # the first place comes last
    return found
