"""Putting the passages of a reading in the place of those that stood: addresses and decisions go on by the words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from corpus import permalinks
from corpus.catalogue import describing, whereabouts
from corpus.catalogue import passages as deciding
from corpus.catalogue.models import Assignment, Decision, Document, Passage, Speaker, Version
from corpus.catalogue.whereabouts import Part
from corpus.tracing import Span
from corpus.vocabularies import terms
from corpus.vocabularies.unnamed import is_unnamed
from indexer.reading import Reading
from indexer.structure import Cut
from indexer.succession import Fate, fate

MOSTLY = 0.8  # share of a new passage from which what was decided of its words is true of it


def put_passages(session: Session, version: Version, reading: Reading) -> None:
    """Make the passages of the document those of the reading, each address that was ever given out leading on."""
    document = version.document
    standing = whereabouts.standing_passages(session, document.pid)
    here = deciding.speakers_in(session, standing)
    speakers = {one.name: terms.speaker(session, one.name, one.forms, here) for one in reading.persons}
    addresses = whereabouts.addresses_of(session, document.pid, standing)
    headings = [f"{one.session or ''} {one.heading or ''}" for one in reading.cuts]
    found = fate(addresses, [one.text for one in reading.cuts], headings)
    before = {one.pid: one for one in standing}
    with session.no_autoflush:  # each question would compare the passages of then and now
        passages: list[Passage] = []
        for place, cut in enumerate(reading.cuts):
            pid = found.kept.get(place) or permalinks.mint()
            passage = before[pid] if pid in before else Passage(pid=pid)
            _fill(passage, place, cut, speakers)
            passages.append(passage)
        judged = _judged(document, {one.pid for one in standing} - {one.pid for one in passages})
        for former in document.versions:
            former.passages = passages if former is version else []
    session.flush()
    for one in judged:
        _hand_over(session, one, found.parts[one.passage_pid or ""], passages)
    pids = [one.pid for one in passages]
    parts = {pid: [Part(pids[one.place], one.start, one.end) for one in spans] for pid, spans in found.parts.items()}
    whereabouts.note(session, document.pid, parts)
    _take_over(session, found, passages)


def _judged(document: Document, ended: Collection[str]) -> list[Assignment]:
    """What people accepted or rejected on passages that end, as it was."""
    return [
        Assignment(
            passage_pid=one.passage_pid,
            term_pid=one.term_pid,
            status=one.status,
            score=one.score,
            evidence=one.evidence,
        )
        for one in document.assignments
        if one.passage_pid in ended and one.status != "proposed"
    ]


def _hand_over(session: Session, judged: Assignment, spans: Sequence[Span], passages: Sequence[Passage]) -> None:
    """What people accepted or rejected on a passage that ended goes on with its words."""
    for place in _mostly(spans, passages) or [one.place for one in spans[:1]]:
        target = passages[place]
        if judged.term_pid not in {one.term_pid for one in target.assignments}:
            same = Assignment(document=target.version.document, passage=target, term_pid=judged.term_pid)
            same.status, same.evidence, same.score = judged.status, judged.evidence, judged.score
            session.add(same)
            session.flush()


def _take_over(session: Session, found: Fate, passages: Sequence[Passage]) -> None:
    """Show what people decided; a new passage takes over what they decided of the words that it holds."""
    decided = describing.decided(session, found.parts)
    for place, pid in found.kept.items():
        if pid in decided:
            describing.settle_passage(session, passages[place])
    for pid in found.parts:
        spans = found.parts[pid] if pid in decided else []
        for place in _mostly(spans, passages):
            if place not in found.kept:  # else it has a history of its own
                leading = place == spans[0].place
                _repeat(session, describing.history(session, pid), passages[place], leading=leading)


def _mostly(spans: Sequence[Span], passages: Sequence[Passage]) -> list[int]:
    """The places of the passages that have hardly any other words than those of `spans`."""
    letters: dict[int, int] = {}
    for one in spans:
        letters[one.place] = letters.get(one.place, 0) + one.end - one.start
    return [place for place, count in letters.items() if count >= MOSTLY * max(len(passages[place].text), 1)]


def _repeat(session: Session, decisions: Sequence[Decision], passage: Passage, *, leading: bool) -> None:
    for one in decisions:
        if one.field == "heading" and not leading:
            continue
        session.add(Decision(target_pid=passage.pid, field=one.field, value=one.value, who=one.who, at=one.at))
    session.flush()
    describing.settle_passage(session, passage)


def _fill(passage: Passage, place: int, cut: Cut, speakers: Mapping[str, Speaker]) -> None:
    passage.position = place
    passage.kind = cut.kind
    passage.heading, passage.session = cut.heading, cut.session
    passage.speaker = speakers.get(cut.speaker) if cut.speaker else None
    passage.speaker_as_printed = None if is_unnamed(passage.speaker) else cut.speaker_as_printed
    passage.role, passage.organisation = cut.role, cut.organisation
    passage.page_first, passage.page_last = cut.page_first, cut.page_last
    passage.breaks = [list(one) for one in cut.breaks]
    passage.continues, passage.cue = cut.continues, cut.cue[:64]
    passage.text = cut.text
