"""Where passages begin and end, as people decide it: joined with the next, cut in two. Every address leads on.

Who says something, under which heading and as what is decided by `describing.decide_passage`. All of it survives a new
reading: `cuttings` gives what was decided, by its words, to whoever cuts the document anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from corpus import permalinks
from corpus.catalogue import describing, meanwhile, whereabouts
from corpus.catalogue.cutting_decisions import Cutting, Piece, cut_in_two, head, joined, tail
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Assignment, CutDecision, Decision, Passage, Succession
from corpus.catalogue.whereabouts import Part
from corpus.errors import BadValue

_AT_ONCE = 500  # pids in one question: databases bound the number of parameters


def following(session: Session, passage: Passage) -> Passage | None:
    """The passage after this one in the same document, or None."""
    after = select(Passage).where(Passage.version_id == passage.version_id, Passage.position > passage.position)
    return session.scalars(after.order_by(Passage.position).limit(1)).first()


def join(session: Session, passage: Passage, who: str, seen: int | None = None) -> Act:
    """Make `passage` and the next one a single passage; the address of the next leads to its words in it.

    `seen`: the revision of the document that the person saw.

    Raises:
        BadValue: when no passage follows.
        ChangedMeanwhile: when somebody else cut one of them otherwise since.
    """
    other = following(session, passage)
    if other is None:
        raise BadValue("passage", passage.pid, "aucun passage ne le suit.")
    for one in (passage, other):
        meanwhile.refuse_recutting(session, one, seen)
    length, shift = len(other.text), len(passage.text) + 1
    with acting(session, who, "join-passages", passage.pid, details={"joined": other.pid}) as act:
        _decide(session, passage, "join", tail(passage.text), head(other.text), who)
        moved = _addresses_into(session, [other.pid])
        moved.setdefault(other.pid, [Part(other.pid, 0, length)])
        _show(passage, joined(_piece(passage), _piece(other)))
        _move_assignments(session, other, passage)
        session.delete(other)
        session.flush()

        def to(one: Part) -> list[Part]:
            if one.pid != other.pid:
                return [one]
            return [Part(passage.pid, one.start + shift, min(one.end, length) + shift)]

        _lead(session, passage.version.document_pid, moved, to)
        _refresh(session, passage)
    return act


def split(session: Session, passage: Passage, offset: int, who: str, seen: int | None = None) -> Act:
    """Cut `passage` in two before the character `offset`; the second part is a new passage, `act.details["made"]`.

    It says the same of itself as the first did. `seen`: the revision of the document that the person saw.

    Raises:
        BadValue: when one of the parts would be empty.
        ChangedMeanwhile: when somebody else cut it otherwise since.
    """
    meanwhile.refuse_recutting(session, passage, seen)
    if not 0 < offset < len(passage.text):
        raise BadValue("offset", str(offset), "cet endroit n'est pas dans le passage.")
    one, other, begin = cut_in_two(_piece(passage), offset)
    if not head(one.text) or not head(other.text):
        raise BadValue("offset", str(offset), "l'une des deux parties n'aurait aucun mot.")
    made = permalinks.mint()
    leads = {made: {"to": passage.pid, "offset": begin, "length": len(other.text)}}
    with acting(session, who, "split-passage", passage.pid, details={"made": made, "leads": leads}) as act:
        _decide(session, passage, "split", tail(one.text), head(other.text), who)
        moved = _addresses_into(session, [passage.pid])
        moved.setdefault(passage.pid, [Part(passage.pid, 0, len(passage.text))])
        _make_after(session, passage, made, other)
        _show(passage, one)
        session.flush()
        _lead(session, passage.version.document_pid, moved, _cut_parts(passage.pid, made, len(one.text), begin))
        _refresh(session, passage)
    return act


def speakers_in(session: Session, standing: Sequence[Passage]) -> list[str]:
    """Who speaks in these passages, for `terms.speaker`: those whom people named come last.

    A name that a machine reads is, of two homonyms, the one to whom nobody gave single passages.
    """
    named = _decided(session, [one.pid for one in standing if one.speaker_pid], ("speaker",))
    ordered = sorted((one for one in standing if one.speaker_pid), key=lambda one: one.pid in named)
    return list(dict.fromkeys(one.speaker_pid for one in ordered if one.speaker_pid))


def cuttings(session: Session, document_pid: str) -> list[Cutting]:
    """What people decided of the cutting of a document, for `cutting_decisions.apply`.

    A passage of which somebody said anything remains the passage of which it was said.
    """
    decided = select(CutDecision).where(CutDecision.document_pid == document_pid).order_by(CutDecision.id)
    made = [Cutting(one.verb, one.before, one.after) for one in session.scalars(decided)]
    standing = whereabouts.standing_passages(session, document_pid)
    spoken_of = _spoken_of(session, document_pid, [one.pid for one in standing])
    near = 0
    for place, passage in enumerate(standing):
        if passage.pid in spoken_of:
            before = tail(standing[place - 1].text) if place else ""
            after = head(standing[place + 1].text) if place + 1 < len(standing) else ""
            made.append(Cutting("whole", before, after, passage.text, near))
        near += len(passage.text) + 1
    return made


def _spoken_of(session: Session, document_pid: str, standing: list[str]) -> set[str]:
    """The passages of which a person said something."""
    accepted = select(Assignment.passage_pid).where(
        Assignment.document_pid == document_pid,
        Assignment.passage_pid.is_not(None),
        Assignment.status == "accepted",
    )
    found = {str(pid) for pid in session.scalars(accepted)}
    return found | _decided(session, standing, describing.PASSAGE_FIELDS)


def _decided(session: Session, pids: list[str], fields: Sequence[str]) -> set[str]:
    """Those of the passages `pids` of which a person decided one of the `fields`."""
    found: set[str] = set()
    for start in range(0, len(pids), _AT_ONCE):
        some = Decision.target_pid.in_(pids[start : start + _AT_ONCE])
        found |= set(session.scalars(select(Decision.target_pid).where(some, Decision.field.in_(fields))))
    return found


def _piece(passage: Passage) -> Piece:
    breaks = tuple((int(at), int(page)) for at, page in passage.breaks)
    return Piece(passage.text, breaks, passage.page_first, passage.page_last)


def _show(passage: Passage, piece: Piece) -> None:
    passage.text, passage.breaks = piece.text, [list(one) for one in piece.breaks]
    passage.page_first, passage.page_last = piece.page_first, piece.page_last


def _decide(session: Session, passage: Passage, verb: str, before: str, after: str, who: str) -> None:
    """Note where a passage ends, or does not; what was decided of that place before is no more."""
    document = passage.version.document_pid
    same = (CutDecision.document_pid == document, CutDecision.before == before, CutDecision.after == after)
    session.execute(delete(CutDecision).where(*same))
    session.add(CutDecision(document_pid=document, verb=verb, before=before, after=after, who=who))


def _make_after(session: Session, passage: Passage, pid: str, piece: Piece) -> None:
    following_ones = (Passage.version_id == passage.version_id, Passage.position > passage.position)
    next_one = following(session, passage)
    if next_one is not None and next_one.position == passage.position + 1:
        session.execute(update(Passage).where(*following_ones).values(position=Passage.position + 1))
    made = Passage(pid=pid, version_id=passage.version_id, position=passage.position + 1, cue="decided")
    for name in ("kind", "heading", "session", "speaker_pid", "speaker_as_printed", "role", "organisation"):
        setattr(made, name, getattr(passage, name))
    _show(made, piece)
    session.add(made)
    session.flush()
    for one in passage.assignments:
        same = Assignment(document_pid=one.document_pid, passage_pid=pid, term_pid=one.term_pid, status=one.status)
        same.score, same.evidence = one.score, one.evidence
        session.add(same)
    for decision in describing.history(session, passage.pid):
        if decision.field != "heading":
            again = Decision(target_pid=pid, field=decision.field, value=decision.value, who=decision.who)
            again.at = decision.at
            session.add(again)
    session.flush()


def _refresh(session: Session, passage: Passage) -> None:
    describing.changed(passage.version.document)
    session.flush()
    session.expire(passage.version, ["passages"])
    session.expire(passage.version.document, ["assignments"])


def _move_assignments(session: Session, source: Passage, target: Passage) -> None:
    have = {one.term_pid: one for one in target.assignments}
    for one in list(source.assignments):
        held = have.get(one.term_pid)
        if held is None:
            one.passage = target
        elif one.status == "accepted":
            held.status = "accepted"
    session.flush()


def _addresses_into(session: Session, pids: list[str]) -> dict[str, list[Part]]:
    """The addresses some of whose words are in the passages `pids`: all their parts, in order."""
    old = select(Succession.old_pid).where(Succession.new_pid.in_(pids))
    rows = session.scalars(select(Succession).where(Succession.old_pid.in_(old)).order_by(Succession.place))
    found: dict[str, list[Part]] = {}
    for row in rows:
        passage = session.get(Passage, row.new_pid)
        if passage is not None:
            end = row.offset + row.length if row.length else len(passage.text)
            found.setdefault(row.old_pid, []).append(Part(row.new_pid, row.offset, end))
    return found


def _cut_parts(pid: str, made: str, end: int, begin: int) -> Callable[[Part], list[Part]]:
    """How parts of a passage that was cut are parts of the two it became: the first ends at `end`."""

    def to(one: Part) -> list[Part]:
        if one.pid != pid:
            return [one]
        first = Part(pid, one.start, min(one.end, end))
        second = Part(made, max(one.start - begin, 0), one.end - begin)
        return [part for part in (first, second) if part.end > part.start]

    return to


def _lead(
    session: Session, document_pid: str, addresses: dict[str, list[Part]], to: Callable[[Part], list[Part]]
) -> None:
    """Have addresses lead to where their parts are now."""
    parts = {pid: [new for one in several for new in to(one)] for pid, several in addresses.items()}
    whereabouts.note(session, document_pid, parts)
