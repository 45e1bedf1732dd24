"""Describing: a person's decision, else the best proposal, becomes what the notice shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from corpus.catalogue import meanwhile
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Assignment, Decision, Document, Passage, Proposal, Term
from corpus.dates import PartialDate
from corpus.errors import BadValue, UnknownField
from corpus.vocabularies import terms
from corpus.vocabularies.unnamed import is_unnamed

KINDS = (
    "proceedings", "minutes", "brochure", "note", "summary", "article",
    "study", "report", "letter", "presentation", "other",
)  # fmt: skip
PASSAGE_KINDS = ("intervention", "question", "answer", "section", "front", "contents", "notes", "annex")
DOCUMENT_FIELDS = ("title", "kind", "date", "place", "language", "organisers", "themes")
PASSAGE_FIELDS = ("heading", "kind", "speaker", "role", "organisation")
_AT_ONCE = 500  # pids in one question: databases bound the number of parameters
LISTS = ("organisers", "themes")  # several values, separated by semicolons


def propose(session: Session, pid: str, proposals: list[Proposal]) -> None:
    """Replace what machines proposed for `pid`; decisions of people stay as they are."""
    session.execute(delete(Proposal).where(Proposal.target_pid == pid))
    for one in proposals:
        one.target_pid = pid
        session.add(one)
    session.flush()


def decide(
    session: Session, document: Document, values: Mapping[str, str], who: str, seen: meanwhile.Seen = None
) -> None:
    """Record what a person says of a document's notice and show it. An empty value says: unknown.

    `seen`: what she saw when she decided (field → text as `values_of` gives it, or the revision).

    Raises:
        UnknownField: when a name is none of DOCUMENT_FIELDS; nothing is recorded then.
        BadValue: when a value does not fit its field; nothing is recorded then.
        ChangedMeanwhile: when somebody else changed one of these fields since; nothing is recorded then.

    """
    for name, value in values.items():
        verify(session, name, value, DOCUMENT_FIELDS)
    if not values:
        return
    meanwhile.refuse_overwriting(session, document.pid, values_of(document), values, seen)
    with acting(session, who, "describe", document.pid, document.title, {"values": dict(values)}):
        for name, value in values.items():
            session.add(Decision(target_pid=document.pid, field=name, value=value.strip(), who=who))
        session.flush()
        if "themes" in values:
            _decide_themes(session, document, several(values["themes"]))
        settle(session, document)
        changed(document)


def decide_passage(
    session: Session, passage: Passage, values: Mapping[str, str], who: str, seen: meanwhile.Seen = None
) -> None:
    """Record what a person says of one passage and show it. A speaker is given by name or by pid.

    `seen`: what she saw when she decided (field → text as `values_of_passage` gives it, or the document's revision).

    Raises:
        UnknownField: when a name is none of PASSAGE_FIELDS; nothing is recorded then.
        BadValue: when a value does not fit its field; nothing is recorded then.
        ChangedMeanwhile: when somebody else changed one of these fields since; nothing is recorded then.

    """
    for name, value in values.items():
        verify(session, name, value, PASSAGE_FIELDS)
    if not values:
        return
    meanwhile.refuse_overwriting(session, passage.pid, values_of_passage(passage), values, seen)
    with acting(session, who, "describe-passage", passage.pid, details={"values": dict(values)}):
        for name, value in values.items():
            _show_on_passage(session, passage, name, value.strip())
            kept = passage.speaker.pid if name == "speaker" and passage.speaker else value.strip()
            session.add(Decision(target_pid=passage.pid, field=name, value=kept, who=who))
        changed(passage.version.document)


def values_of(document: Document) -> dict[str, str]:
    """The fields of a notice as a form shows them."""
    themes = [
        one.term.code or ""
        for one in document.assignments
        if one.passage_pid is None and one.term.vocabulary == "theme" and one.status != "rejected"
    ]
    return {
        "title": document.title,
        "kind": document.kind,
        "date": document.date or "",
        "place": document.place or "",
        "language": document.language or "",
        "organisers": " ; ".join(document.organisers),
        "themes": " ; ".join(themes),
    }


def values_of_passage(passage: Passage) -> dict[str, str]:
    """The fields of a passage as a form shows them."""
    return {
        "heading": passage.heading or "",
        "kind": passage.kind,
        "speaker": passage.speaker.label if passage.speaker else "",
        "role": passage.role or "",
        "organisation": passage.organisation or "",
    }


def settle(session: Session, document: Document) -> None:
    """Show on the notice, field by field, the newest decision, else the best proposal."""
    best: dict[str, str] = {}
    organisers: list[str] = []
    proposals = select(Proposal).filter_by(target_pid=document.pid).order_by(Proposal.score, Proposal.id.desc())
    for proposal in session.scalars(proposals):
        best[proposal.field] = proposal.value  # the surest comes last
        if proposal.field == "organiser":
            organisers.insert(0, proposal.value)
    decided: dict[str, str] = {}
    for decision in session.scalars(select(Decision).filter_by(target_pid=document.pid).order_by(Decision.id)):
        decided[decision.field] = decision.value
    shown = best | decided
    document.title = shown.get("title") or "Sans titre"
    document.kind = shown.get("kind") or "other"
    document.date = shown.get("date") or None
    document.date_as_printed = None if "date" in decided else best.get("date_as_printed")
    document.place = shown.get("place") or None
    document.language = shown.get("language") or None
    document.organisers = several(decided["organisers"]) if "organisers" in decided else organisers


def show(document: Document, name: str, value: str) -> None:
    """Show on the notice what was decided of one field (not of its themes), without asking for the others again."""
    if name == "organisers":
        document.organisers = several(value)
    elif name == "title":
        document.title = value or "Sans titre"
    elif name == "kind":
        document.kind = value or "other"
    else:
        setattr(document, name, value or None)
    if name == "date":
        document.date_as_printed = None


def settle_passage(session: Session, passage: Passage) -> None:
    """Show on a passage that was read again what people decided of it."""
    for decision in history(session, passage.pid):
        _show_on_passage(session, passage, decision.field, decision.value)


def changed(document: Document) -> None:
    """Count the document's revision up even when only its passages changed: every index is then behind."""
    flag_modified(document, "remarks")


def decided(session: Session, pids: Iterable[str]) -> set[str]:
    """Those of `pids` of which people decided anything."""
    every = sorted(set(pids))
    found: set[str] = set()
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        found |= set(session.scalars(select(Decision.target_pid).where(Decision.target_pid.in_(some)).distinct()))
    return found


def history(session: Session, pid: str) -> list[Decision]:
    """What people decided of `pid`, oldest first."""
    return list(session.scalars(select(Decision).filter_by(target_pid=pid).order_by(Decision.id)))


def several(value: str) -> list[str]:
    """The values of a field that may have several."""
    return [one.strip() for one in value.split(";") if one.strip()]


def verify(session: Session, name: str, value: str, known: tuple[str, ...] = DOCUMENT_FIELDS) -> None:
    """Refuse a field that is not `known`, and a value that does not fit it.

    Raises:
        UnknownField: when the name is none of `known`.
        BadValue: when the value does not fit.
    """
    if name not in known:
        raise UnknownField(name, known)
    text = value.strip()
    if name == "kind":
        kinds = KINDS if known is DOCUMENT_FIELDS else PASSAGE_KINDS
        if text not in kinds:
            raise BadValue(name, text, f"valeurs connues : {', '.join(kinds)}.")
    if name == "date" and text:
        try:
            PartialDate.parse(text)
        except ValueError as error:
            raise BadValue(name, text, "écrivez 2009, 2009-12 ou 2009-12-10.") from error
    if name == "themes":
        for one in several(text):
            if terms.theme(session, one) is None:
                raise BadValue(name, one, "ce thème n'est pas dans le thésaurus.")


def _decide_themes(session: Session, document: Document, wanted: list[str]) -> None:
    """The themes that a person gave are accepted, all others of the document rejected, in its passages too."""
    accepted = {term.pid for one in wanted if (term := terms.theme(session, one)) is not None}
    on_document = set()
    for assignment in document.assignments:
        if assignment.term.vocabulary != "theme":
            continue
        assignment.status = "accepted" if assignment.term_pid in accepted else "rejected"
        if assignment.passage_pid is None:
            on_document.add(assignment.term_pid)
    for pid in sorted(accepted - on_document):
        document.assignments.append(Assignment(term=session.get_one(Term, pid), status="accepted", score=1.0))
    session.flush()


def _show_on_passage(session: Session, passage: Passage, name: str, value: str) -> None:
    if name == "speaker":
        passage.speaker = terms.person(session, value) if value else None
        if is_unnamed(passage.speaker):
            passage.speaker_as_printed = None
        elif passage.speaker is not None:
            passage.speaker_as_printed = passage.speaker_as_printed or passage.speaker.label
    elif name == "kind":
        passage.kind = value
    else:
        setattr(passage, name, value or None)
