"""Two notices of one text: both are kept, or one becomes a version of the other, or one is thrown away.

`duplicates` finds them; here a person decides. Whatever is decided, every address that was given out goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session, aliased

from corpus.catalogue import describing, trash, whereabouts
from corpus.catalogue.duplicates import likeness
from corpus.catalogue.journal import acting
from corpus.catalogue.models import (
    Act,
    Assignment,
    Decision,
    Document,
    Passage,
    Quotation,
    Succession,
    now,
)
from corpus.catalogue.whereabouts import Part
from corpus.errors import BadValue
from corpus.tracing import Old, Span, trace

NO_TWIN = "duplicate_of"  # of the decisions that a document is not the same as another
BECAME = "Ce document est devenu une version d'un autre."
DOUBLE = "C'était le double d'un autre document."
MOSTLY = 0.8  # share of a passage from which what was decided of its words is true of it


@dataclass(frozen=True, slots=True)
class Pair:
    """A document and its probable original, to be shown side by side."""

    double: Document
    original: Document
    likeness: float  # 0 to 1, of their words
    same_bytes: bool


def pairs(session: Session, limit: int | None = None, offset: int = 0) -> list[Pair]:
    """The probable duplicates that nobody has decided about, the latest first; `limit` of them, from `offset` on."""
    query = select(Document).where(_waits()).order_by(Document.added_at.desc(), Document.pid)
    doubles = session.scalars(query.limit(limit).offset(offset)).all()
    return [pair(one, session.get_one(Document, one.duplicate_of)) for one in doubles]


def waiting(session: Session) -> int:
    """How many of them there are."""
    return session.scalar(select(func.count()).select_from(Document).where(_waits())) or 0


def _waits() -> ColumnElement[bool]:
    original = aliased(Document)
    standing = select(original.pid).where(original.withdrawn_at.is_(None))
    return Document.withdrawn_at.is_(None) & Document.duplicate_of.in_(standing)


def pair(double: Document, original: Document) -> Pair:
    """Two documents side by side."""
    ours, theirs = double.current, original.current
    alike = likeness(ours.fingerprint, theirs.fingerprint) if ours and theirs else 0.0
    same = bool(ours and theirs and ours.sha256 == theirs.sha256)
    return Pair(double, original, alike, same)


def keep_both(session: Session, double: Document, who: str) -> Act:
    """Say that `double` is a document of its own; no reading says otherwise again.

    Raises:
        BadValue: when it is nobody's probable duplicate.
    """
    original = double.duplicate_of
    if original is None:
        raise BadValue("pid", double.pid, "ce document n'est pas signalé comme double.")
    with acting(session, who, "keep-both", double.pid, details={"original": original}) as act:
        session.add(Decision(target_pid=double.pid, field=NO_TWIN, value=original, who=who))
        double.duplicate_of = None
    return act


def told_apart(session: Session, document: Document) -> set[str]:
    """The documents of which a person said that `document` is no duplicate of them."""
    return set(session.scalars(select(Decision.value).filter_by(target_pid=document.pid, field=NO_TWIN)))


def drop(session: Session, double: Document, kept: Document, who: str) -> Act:
    """Throw `double` away; its address says so and names `kept`."""
    with acting(session, who, "trash", double.pid, details={"kept": kept.pid}) as act:
        trash.throw_away(session, [double], who, DOUBLE)
        double.withdrawn_for = kept.pid
    return act


def make_version(session: Session, other: Document, kept: Document, who: str, *, newest: bool) -> Act:
    """Make the file of `other` a version of `kept`: the newest one, whose text is shown, or a former one.

    All files are kept. The addresses of the text that is not shown lead to its words in the other; what people decided
    of it goes on. The notice of `kept` stays; the address of `other` leads to it.

    Raises:
        BadValue: when they are the same document, or one of them is withdrawn or has no file.
    """
    for one in (other, kept):
        if one.withdrawn_at is not None or one.current is None or other is kept:
            raise BadValue("pid", one.pid, "il faut deux documents différents, avec fichier et non retirés.")
    told = {"kept": kept.pid, "kept_label": kept.title, "newest": newest}
    with acting(session, who, "make-version", other.pid, details=told) as act:
        act.details["leads"] = {}
        losing, shown = (kept, other) if newest else (other, kept)
        _lead_over(session, losing, shown, kept)
        _move_versions(session, other, kept, newest=newest)
        _let_go(session, other, kept)
    return act


def _lead_over(session: Session, losing: Document, shown: Document, kept: Document) -> None:
    """The passages of `losing` end; their addresses and what was decided of them go on in those of `shown`."""
    ending = whereabouts.standing_passages(session, losing.pid)
    staying = whereabouts.standing_passages(session, shown.pid)
    addresses = whereabouts.addresses_of(session, losing.pid, ending)
    olds = [Old(text, one.near) for one in addresses for text in one.texts[-1:]]
    owners = [one for one in addresses if one.texts]
    spans = {one.pid: found.spans for one, found in zip(owners, trace(olds, [p.text for p in staying]), strict=True)}
    for passage in ending:
        for place in _mostly(spans.get(passage.pid, ()), staying):
            _hand_over(session, passage, staying[place], kept.pid)
    for passage in ending:
        session.delete(passage)
    session.flush()
    pids = [one.pid for one in staying]
    parts = {
        one.pid: [Part(pids[span.place], span.start, span.end) for span in spans.get(one.pid, ())] for one in addresses
    }
    whereabouts.note(session, kept.pid, parts)


def _mostly(spans: Sequence[Span], passages: Sequence[Passage]) -> list[int]:
    letters: dict[int, int] = {}
    for one in spans:
        letters[one.place] = letters.get(one.place, 0) + one.end - one.start
    return [place for place, count in letters.items() if count >= MOSTLY * max(len(passages[place].text), 1)]


def _hand_over(session: Session, ended: Passage, target: Passage, document_pid: str) -> None:
    """What people decided of a passage holds for the one that has its words, unless they decided of that one too."""
    known = {one.field for one in describing.history(session, target.pid)}
    for decision in describing.history(session, ended.pid):
        if decision.field not in known:
            again = Decision(target_pid=target.pid, field=decision.field, value=decision.value, who=decision.who)
            again.at = decision.at
            session.add(again)
    have = {one.term_pid: one for one in target.assignments}
    for judged in ended.assignments:
        if judged.status == "proposed":
            continue
        held = have.get(judged.term_pid)
        if held is not None and held.status == "proposed":
            held.status = judged.status
        elif held is None:
            made = Assignment(document_pid=document_pid, passage_pid=target.pid, term_pid=judged.term_pid)
            made.status, made.score, made.evidence = judged.status, judged.score, judged.evidence
            session.add(made)
    session.flush()
    describing.settle_passage(session, target)


def _move_versions(session: Session, other: Document, kept: Document, *, newest: bool) -> None:
    """The versions of `other` stand after those of `kept`, or before them."""
    numbers = [one.number for one in kept.versions]
    count = len(other.versions)
    first = max(numbers) + 1 if newest else min(numbers) - count
    pids = [one.pid for version in other.versions for one in version.passages]
    for place, version in enumerate(other.versions):
        version.number = first + place
        version.document_pid = kept.pid
    session.flush()
    for start in range(0, len(pids), 500):
        some = Assignment.passage_pid.in_(pids[start : start + 500])
        session.execute(update(Assignment).where(some).values(document_pid=kept.pid))
    for one in (other, kept):
        session.expire(one, ["versions", "assignments"])


def _let_go(session: Session, other: Document, kept: Document) -> None:
    """`other` is no document of its own any more."""
    session.execute(update(Quotation).where(Quotation.document_pid == other.pid).values(document_pid=kept.pid))
    session.execute(update(Document).where(Document.duplicate_of == other.pid).values(duplicate_of=kept.pid))
    session.execute(update(Succession).where(Succession.new_pid == other.pid).values(new_pid=kept.pid))
    session.flush()
    session.expire(kept)
    if kept.duplicate_of in {other.pid, kept.pid}:
        kept.duplicate_of = None
    other.duplicate_of = None
    other.withdrawn_at, other.withdrawn_reason, other.withdrawn_for = now(), BECAME, kept.pid
    session.add(Succession(old_pid=other.pid, place=0, new_pid=kept.pid))
    describing.changed(kept)
    describing.changed(other)
    session.flush()
