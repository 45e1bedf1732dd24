"""What a person says of several passages of a document at one time: one act, done wholly or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from corpus.catalogue import describing, meanwhile
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Document, Passage
from corpus.refusals import ChangedMeanwhile, Difference


@dataclass(frozen=True)
class Said:
    """What is said of one passage: field → value, and field → what she saw (see `describing.decide_passage`)."""

    values: Mapping[str, str]
    seen: Mapping[str, str] = field(default_factory=dict)


def recast(session: Session, document: Document, said: Mapping[str, Said], who: str) -> Act | None:
    """Record what is said of the passages `said` (by pid), as one act that can be undone; None when nothing is said.

    Raises:
        BadValue, UnknownField: when a value does not fit; nothing is recorded then.
        ChangedMeanwhile: with everything that somebody else changed meanwhile; nothing is recorded then. A difference
            names the field and the passage: « speaker.<pid> ».
    """
    wanted = {pid: one for pid, one in said.items() if one.values}
    if not wanted:
        return None
    differences: list[Difference] = []
    passages: list[Passage] = []
    for pid, one in wanted.items():
        passage = session.get(Passage, pid)
        if passage is None or passage.version.document_pid != document.pid:
            differences += [Difference(f"{name}.{pid}", None, "", value, "", "") for name, value in one.values.items()]
            continue
        passages.append(passage)
        for name, value in one.values.items():
            describing.verify(session, name, value, describing.PASSAGE_FIELDS)
        differences += _differences(session, passage, one)
    if differences:
        raise ChangedMeanwhile(document.pid, differences)
    with acting(session, who, "describe-passage", document.pid, document.title, {"count": len(wanted)}) as act:
        for passage in passages:
            describing.decide_passage(session, passage, wanted[passage.pid].values, who)
    return act


def _differences(session: Session, passage: Passage, said: Said) -> list[Difference]:
    now = describing.values_of_passage(passage)
    try:
        meanwhile.refuse_overwriting(session, passage.pid, now, said.values, said.seen)
    except ChangedMeanwhile as told:
        return [
            Difference(f"{one.field}.{passage.pid}", one.seen, one.now, one.wanted, one.who, one.at)
            for one in told.differences
        ]
    return []
