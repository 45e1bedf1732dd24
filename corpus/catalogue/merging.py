"""One person, one notice: two authorities become one, or one becomes two; shown before it is done, undone like any act.

An authority that was merged keeps its address, which leads to the one that was kept. Machines find the kept one under
every form of both, so that no re-reading brings the other back.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from corpus.catalogue import bearing, homonyms
from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Assignment, Decision, Document, Form, Passage, Term, Version
from corpus.errors import BadValue
from corpus.vocabularies import terms
from corpus.vocabularies.folding import fold, surname_first

_STRENGTH = {"proposed": 0, "rejected": 1, "accepted": 2}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would change."""

    passages: int  # spoken by the one that goes
    assignments: int  # indexed with it
    doubles: int  # of these, where the kept one is already
    forms: tuple[str, ...]  # that the kept one gets
    documents: tuple[tuple[str, str], ...]  # (pid, title) of all that change
    warnings: tuple[homonyms.Doubt, ...]  # why they may be two


def preview(session: Session, gone: Term, kept: Term) -> Preview:
    """What merging `gone` into `kept` would change; nothing is changed.

    Raises:
        BadValue: when these two cannot be merged.
    """
    _verify(gone, kept)
    have = {form.text for form in kept.forms}
    spoken = select(func.count()).select_from(Passage).where(Passage.speaker_pid == gone.pid)
    assigned = select(func.count()).select_from(Assignment).where(Assignment.term_pid == gone.pid)
    return Preview(
        passages=session.scalars(spoken).one(),
        assignments=session.scalars(assigned).one(),
        doubles=len(_doubles(session, gone, kept)),
        forms=tuple(form.text for form in gone.forms if form.text not in have),
        documents=tuple((one.pid, one.title) for one in session.scalars(bearing.documents([gone.pid]))),
        warnings=tuple(homonyms.against(session, gone, kept)),
    )


def merge(session: Session, gone: Term, kept: Term, who: str) -> Act:
    """Make `gone` a part of `kept`: its passages, indexings, forms and address.

    Raises:
        BadValue: when these two cannot be merged.
    """
    _verify(gone, kept)
    told = {"gone": gone.pid, "kept": kept.pid, "gone_label": gone.label}
    with acting(session, who, "merge", kept.pid, kept.label, told) as act:
        session.execute(update(Passage).where(Passage.speaker_pid == gone.pid).values(speaker_pid=kept.pid))
        for ours, theirs in _doubles(session, gone, kept):
            if _STRENGTH[theirs.status] > _STRENGTH[ours.status]:
                ours.status, ours.score, ours.evidence = theirs.status, theirs.score, theirs.evidence
            session.delete(theirs)
        session.flush()
        session.execute(update(Assignment).where(Assignment.term_pid == gone.pid).values(term_pid=kept.pid))
        session.execute(update(Term).where(Term.broader_pid == gone.pid).values(broader_pid=kept.pid))
        move_forms(session, gone, kept, [form.text for form in gone.forms])
        gone.merged_into = kept.pid
    return act


@dataclass(frozen=True, slots=True)
class Part:
    """What of an authority goes to another: forms of the name, and passages (or documents) by pid."""

    forms: Collection[str] = ()
    pids: Collection[str] = ()


def split(session: Session, term: Term, part: Part, who: str, *, label: str = "", into: Term | None = None) -> Act:
    """Give `part` of `term` to another authority: `into`, or a new one called `label`.

    Passages whose printed name is one of the forms go with it. Each passage that goes is a decision of `who`.

    Raises:
        BadValue: when nothing would go, a form is none of `term`'s, or the new one has no name.
    """
    forms = {form.text for form in term.forms}
    unknown = sorted(set(part.forms) - forms)
    if unknown:
        raise BadValue("forms", unknown[0], "ce n'est pas une forme de cette autorité.")
    if not part.forms and not part.pids:
        raise BadValue("forms", "", "choisissez des formes ou des passages à séparer.")
    if into is None and not label.strip():
        raise BadValue("label", label, "donnez un nom à la nouvelle autorité.")
    if into is not None:
        _verify(term, into)
    with acting(session, who, "split", term.pid, term.label, {"forms": sorted(part.forms)}) as act:
        other = into if into is not None else _new(session, term, label)
        act.details |= {"into": other.pid, "into_label": other.label}
        if into is None:
            act.details["leads"] = {other.pid: {"to": term.pid}}
        move_forms(session, term, other, part.forms)
        _give_passages(session, term, other, part, who)
        _give_assignments(session, term, other, part.pids)
    return act


def move_forms(session: Session, source: Term, target: Term, texts: Collection[str]) -> None:
    """Make the forms `texts` of `source` those of `target`; what it has already is not there twice."""
    have = {form.text for form in target.forms}
    wanted = set(texts)
    going = [form for form in source.forms if form.text in wanted]
    for form in going:
        if form.text in have:
            session.delete(form)
        else:
            form.term_pid = target.pid
    session.flush()
    session.expire(source, ["forms"])
    session.expire(target, ["forms"])


def _verify(gone: Term, kept: Term) -> None:
    if gone.pid == kept.pid:
        raise BadValue("into", kept.label, "une autorité ne se fusionne pas avec elle-même.")
    if gone.vocabulary != kept.vocabulary:
        raise BadValue("into", kept.label, "les deux ne sont pas du même vocabulaire.")
    for one in (gone, kept):
        if one.merged_into is not None:
            raise BadValue("into", one.label, "cette autorité est déjà fusionnée avec une autre.")
        if one.withdrawn_at is not None:
            raise BadValue("into", one.label, "cette autorité est retirée.")


def _doubles(session: Session, gone: Term, kept: Term) -> list[tuple[Assignment, Assignment]]:
    """Where both are on the same passage or document: (of the kept one, of the other)."""
    held = {
        (one.document_pid, one.passage_pid): one
        for one in session.scalars(select(Assignment).where(Assignment.term_pid == kept.pid))
    }
    others = session.scalars(select(Assignment).where(Assignment.term_pid == gone.pid).order_by(Assignment.id))
    found = []
    for one in others:
        place = (one.document_pid, one.passage_pid)
        if place in held:
            found.append((held[place], one))
    return found


def _new(session: Session, term: Term, label: str) -> Term:
    name = " ".join(label.split())
    made = type(term)(label=name, kind=term.kind, country=term.country, broader_pid=term.broader_pid)
    made.sort_key = surname_first(name) if term.vocabulary == "speaker" else fold(name)
    made.forms.append(Form(text=name, folded=fold(name)))
    session.add(made)
    session.flush()
    return made


def _give_passages(session: Session, term: Term, other: Term, part: Part, who: str) -> None:
    printed = {fold(one) for one in part.forms}
    pids = set(part.pids)
    for passage in session.scalars(select(Passage).where(Passage.speaker_pid == term.pid).order_by(Passage.pid)):
        if passage.pid in pids or fold(passage.speaker_as_printed or "") in printed:
            passage.speaker_pid = other.pid
            session.add(Decision(target_pid=passage.pid, field="speaker", value=other.pid, who=who))
    session.flush()


def _give_assignments(session: Session, term: Term, other: Term, pids: Collection[str]) -> None:
    """On each document or passage of `pids`: `term` is not what it is about, `other` is."""
    wanted = set(pids)
    for one in list(session.scalars(select(Assignment).where(Assignment.term_pid == term.pid))):
        if (one.passage_pid or one.document_pid) in wanted and one.status != "rejected":
            session.add(
                Assignment(
                    document_pid=one.document_pid,
                    passage_pid=one.passage_pid,
                    term_pid=other.pid,
                    status="accepted",
                    score=1.0,
                    evidence=one.evidence,
                )
            )
            one.status = "rejected"  # so that no re-reading proposes it again
    session.flush()


def speaks_in(session: Session, term: Term) -> list[tuple[Document, int]]:
    """The documents in which a person speaks, with the number of passages, oldest first."""
    query = (
        select(Document, func.count())
        .join(Version, Version.document_pid == Document.pid)
        .join(Passage, Passage.version_id == Version.id)
        .where(Passage.speaker_pid == terms.today(session, term).pid)
        .group_by(Document.pid)
        .order_by(Document.date, Document.pid)
    )
    return [(document, count) for document, count in session.execute(query)]
