"""Verifying a notice: all that a person says of it at one time is one act, done wholly or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue import assigning, describing, partnerships
from corpus.catalogue.doubt import VERIFIED
from corpus.catalogue.journal import acting
from corpus.catalogue.models import (
    Act,
    Assignment,
    Decision,
    Document,
    Partnership,
    Passage,
    Speaker,
    Term,
    Touch,
    Version,
)
from corpus.refusals import ChangedMeanwhile, Difference
from corpus.vocabularies import terms
from corpus.vocabularies.naming import named

NONE = "none"  # what somebody sees where a term is not on the document


@dataclass(frozen=True)
class Verdict:
    """What a person says of a notice, each part with what she saw when she said it.

    Attributes:
        fields: field → value (see `describing.decide`); `seen` has what the fields showed.
        terms: pid of a theme, territory or speaker → accepted or rejected; `terms_seen` has their status then.
        ties: number of a partnership → accepted or rejected; `ties_seen` has their status then.
        retold: number of a partnership → those of its fields that are otherwise (see `partnerships.correct`).
        names: pid of a speaker → the name or pid of who really speaks in this document, "" for nobody known.
        added: (vocabulary, words) of terms that the machine did not see.
        done: whether she has looked at all of it.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    terms_seen: Mapping[str, str] = field(default_factory=dict)
    ties: Mapping[int, str] = field(default_factory=dict)
    ties_seen: Mapping[int, str] = field(default_factory=dict)
    retold: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    added: tuple[tuple[str, str], ...] = ()
    done: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to record."""
        return bool(
            self.fields or self.terms or self.ties or self.retold or self.names or self.added or self.done
        )  # fmt: skip


def verify(session: Session, document: Document, verdict: Verdict, who: str) -> Act | None:
    """Record what a person says of a notice, as one act that can be undone; None when she says nothing.

    Raises:
        BadValue: when a value does not fit, or words name no term or several; nothing is recorded then.
        ChangedMeanwhile: with everything that somebody else changed meanwhile; nothing is recorded then.
    """
    if not verdict.says_something:
        return None
    differences = list(_differences(session, document, verdict))
    if differences:
        raise ChangedMeanwhile(document.pid, differences)
    with acting(session, who, "verify", document.pid, document.title, _told(verdict)) as act, session.no_autoflush:
        if verdict.fields:
            describing.decide(session, document, verdict.fields, who)
        _judge_terms(session, document, verdict)
        _judge_ties(session, verdict, who)
        for pid, name in verdict.names.items():
            _name(session, document, pid, name, who)
        if verdict.done:
            session.add(Decision(target_pid=document.pid, field=VERIFIED, value="yes", who=who))
        describing.changed(document)
    return act


def _judge_terms(session: Session, document: Document, verdict: Verdict) -> None:
    for pid, status in verdict.terms.items():
        assigning.judge(document, terms.today(session, session.get_one(Term, pid)), status)
    for vocabulary, words in verdict.added:
        assigning.judge(document, named(session, vocabulary, words), "accepted")


def _judge_ties(session: Session, verdict: Verdict, who: str) -> None:
    for number, status in verdict.ties.items():
        if number not in verdict.retold:
            partnerships.judge(session, partnerships.partnership(session, number), status, who)
    for number, values in verdict.retold.items():
        partnerships.correct(session, partnerships.partnership(session, number), values, who)


def spoken_by(session: Session, document: Document, speaker_pid: str) -> list[Passage]:
    """The passages of a document in which somebody speaks, in order."""
    query = select(Passage).join(Version).where(Version.document_pid == document.pid)
    return list(session.scalars(query.where(Passage.speaker_pid == speaker_pid).order_by(Passage.position)))


def statuses(session: Session, document: Document) -> dict[str, str]:
    """What is thought of each term on the document as a whole: pid → proposed, accepted or rejected."""
    query = select(Assignment.term_pid, Assignment.status).where(
        Assignment.document_pid == document.pid, Assignment.passage_pid.is_(None)
    )
    return {pid: status for pid, status in session.execute(query.order_by(Assignment.id))}  # noqa: C416 (rows)


def _told(verdict: Verdict) -> dict[str, object]:
    parts = (verdict.fields, verdict.terms, verdict.ties, verdict.names, verdict.added)
    return {"values": dict(verdict.fields), "count": sum(len(one) for one in parts), "done": verdict.done}


def _name(session: Session, document: Document, pid: str, name: str, who: str) -> None:
    session.flush()
    person = terms.person(session, name).pid if name.strip() else ""
    for passage in spoken_by(session, document, pid):
        describing.decide_passage(session, passage, {"speaker": person}, who)
    held = [one for one in document.assignments if one.term_pid == pid and one.passage_pid is None]
    if held:
        assigning.judge(document, session.get_one(Term, pid), "rejected")


def _differences(session: Session, document: Document, verdict: Verdict) -> Iterator[Difference]:
    """Everything that somebody else changed since it was seen, and that is wanted otherwise."""
    now = describing.values_of(document)
    for name, wanted in verdict.fields.items():
        describing.verify(session, name, wanted)
        seen = verdict.seen.get(name, now[name]).strip()
        if seen != now[name].strip() and wanted.strip() != now[name].strip():
            yield Difference(name, seen, now[name], wanted.strip(), *_decider(session, document.pid, name))
    held = statuses(session, document)
    for pid, wanted in verdict.terms.items():
        status, seen = held.get(pid, NONE), verdict.terms_seen.get(pid, held.get(pid, NONE))
        if status not in {seen, wanted} and not {status, seen} <= {NONE, "proposed"}:
            yield Difference(f"t.{pid}", seen, status, wanted, *_toucher(session, document.pid))
    for number in {**verdict.ties, **verdict.retold}:
        yield from _tie_difference(session, number, verdict, document.pid)
    for pid, name in verdict.names.items():
        if not spoken_by(session, document, pid):
            label = session.get_one(Speaker, pid).label
            yield Difference(f"n.{pid}", label, "", name, *_toucher(session, document.pid))


def _tie_difference(session: Session, number: int, verdict: Verdict, pid: str) -> Iterator[Difference]:
    one = session.get(Partnership, number)
    status = NONE if one is None or one.document_pid != pid else one.status
    seen, wanted = verdict.ties_seen.get(number, status), verdict.ties.get(number, "accepted")
    if status == NONE or (status != seen and (status != wanted or number in verdict.retold)):
        yield Difference(f"p.{number}", seen, status, wanted, *_toucher(session, pid))


def _decider(session: Session, pid: str, name: str) -> tuple[str, str]:
    """Who last said something of a field, or undid it since, and when."""
    query = select(Decision).filter_by(target_pid=pid, field=name).order_by(Decision.id.desc()).limit(1)
    last, act = session.scalars(query).first(), _last_act(session, pid)
    if act is not None and act.verb == "undo" and (last is None or act.at > last.at):
        return act.who, act.at.isoformat(timespec="seconds")
    return (last.who, last.at.isoformat(timespec="seconds")) if last is not None else ("", "")


def _toucher(session: Session, pid: str) -> tuple[str, str]:
    act = _last_act(session, pid)
    return ("", "") if act is None else (act.who, act.at.isoformat(timespec="seconds"))


def _last_act(session: Session, pid: str) -> Act | None:
    query = select(Act).join(Touch, Touch.act_id == Act.id).where(Touch.pid == pid).order_by(Act.id.desc()).limit(1)
    return session.scalars(query).first()
