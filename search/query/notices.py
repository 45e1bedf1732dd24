"""What the pages of a document and of a passage show, read from the catalogue with a fixed number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, defer, joinedload

from corpus.catalogue import diffusion
from corpus.catalogue.models import Assignment, Document, Leaf, Partnership, Passage, Term, Version


@dataclass(frozen=True, slots=True)
class Subject:
    """A term on a document or passage, and on how many of its passages."""

    pid: str
    code: str | None
    vocabulary: str
    label: str
    kind: str | None
    country: str | None
    passages: int
    score: float

    @property
    def key(self) -> str:
        """What stands in its address: a theme's id, else the pid."""
        return self.code or self.pid if self.vocabulary == "theme" else self.pid


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in a document: as what, and how often."""

    pid: str
    label: str
    role: str | None
    organisation: str | None
    passages: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A document with everything its page shows."""

    document: Document
    version: Version | None
    passages: Sequence[Passage]
    voices: Sequence[Voice]
    themes: Sequence[Subject]
    territories: Sequence[Subject]
    partnerships: Sequence[Partnership]
    pages: Sequence[int]  # of which there is a picture
    twin: Document | None  # the probable original of a duplicate
    twins: Sequence[Document]  # the probable duplicates of it


@dataclass(frozen=True, slots=True)
class Place:
    """A passage where it stands: its document, its neighbours and its subjects."""

    passage: Passage
    document: Document
    version: Version
    before: Passage | None
    after: Passage | None
    themes: Sequence[Subject]
    territories: Sequence[Subject]
    count: int  # of the passages of the document


def notice(session: Session, document: Document) -> Notice:
    """Read everything that the page of `document` shows."""
    version = current_version(session, document.pid)
    passages = list(session.scalars(_of(version).options(joinedload(Passage.speaker)))) if version else []
    subjects = _subjects(session, Assignment.document_pid == document.pid)
    twins = select(Document).where(Document.duplicate_of == document.pid, diffusion.visible())
    twin = session.get(Document, document.duplicate_of) if document.duplicate_of else None
    return Notice(
        document=document,
        version=version,
        passages=passages,
        voices=_voices(passages, subjects),
        themes=[one for one in subjects if one.vocabulary == "theme"],
        territories=[one for one in subjects if one.vocabulary == "territory"],
        partnerships=list(session.scalars(_partnerships(document))),
        pages=pages_of(session, version),
        twin=twin if twin is not None and diffusion.is_visible(twin) else None,
        twins=list(session.scalars(twins.order_by(Document.title))),
    )


def place(session: Session, passage: Passage) -> Place:
    """Read everything that the page of `passage` shows."""
    version = session.scalars(
        select(Version)
        .where(Version.id == passage.version_id)
        .options(joinedload(Version.document), joinedload(Version.stored_file), defer(Version.fingerprint))
    ).one()
    neighbours = _of(version).options(joinedload(Passage.speaker)).order_by(None)
    before = neighbours.where(Passage.position < passage.position).order_by(Passage.position.desc()).limit(1)
    after = neighbours.where(Passage.position > passage.position).order_by(Passage.position).limit(1)
    subjects = _subjects(session, Assignment.passage_pid == passage.pid)
    return Place(
        passage=passage,
        document=version.document,
        version=version,
        before=session.scalars(before).first(),
        after=session.scalars(after).first(),
        themes=[one for one in subjects if one.vocabulary == "theme"],
        territories=[one for one in subjects if one.vocabulary == "territory"],
        count=session.scalars(select(func.count()).where(Passage.version_id == version.id)).one(),
    )


def current_version(session: Session, document_pid: str) -> Version | None:
    """The newest version of a document, with its file, or None for a reference."""
    query = select(Version).where(Version.document_pid == document_pid).order_by(Version.number.desc()).limit(1)
    return session.scalars(query.options(joinedload(Version.stored_file), defer(Version.fingerprint))).first()


def pages_of(session: Session, version: Version | None) -> Sequence[int]:
    """The numbers of the physical pages of a version; none where its format has no pages."""
    if version is None:
        return ()
    leaves = session.scalars(select(Leaf.number).where(Leaf.version_id == version.id).order_by(Leaf.number)).all()
    return leaves or range(1, (version.pages or 0) + 1)


def notice_json(shown: Notice) -> dict[str, Any]:
    """A document as programs get it, its text included."""
    document, version = shown.document, shown.version
    return {
        "pid": document.pid,
        "url": f"/d/{document.pid}",
        "id": document.foreign_id,
        "title": document.title,
        "kind": document.kind,
        "date": document.date,
        "date_as_printed": document.date_as_printed,
        "place": document.place,
        "language": document.language,
        "organisers": document.organisers,
        "added": document.added_at.isoformat(timespec="seconds"),
        "revision": document.revision,
        "file": version.filename if version else None,
        "sha256": version.sha256 if version else None,
        "media_type": version.stored_file.media_type if version else None,
        "pages": version.pages if version else None,
        "original": f"/d/{document.pid}/original" if version else None,
        "speakers": [
            {"pid": one.pid, "name": one.label, "role": one.role, "organisation": one.organisation}
            for one in shown.voices
        ],
        **_subjects_json(shown.themes, shown.territories),
        "partnerships": [
            {"a": one.a, "b": one.b, "since": one.since, "themes": one.themes, "evidence": one.evidence}
            | {"page": one.page}
            for one in shown.partnerships
        ],
        "remarks": document.remarks,
        "duplicate_of": shown.twin.pid if shown.twin else None,
        "passages": [passage_json(one) for one in shown.passages],
    }


def passage_json(passage: Passage) -> dict[str, Any]:
    """A passage as programs get it, its text included."""
    return {
        "pid": passage.pid,
        "url": f"/p/{passage.pid}",
        "kind": passage.kind,
        "heading": passage.heading,
        "session": passage.session,
        "speaker": passage.speaker.label if passage.speaker else None,
        "speaker_pid": passage.speaker_pid,
        "speaker_as_printed": passage.speaker_as_printed,
        "role": passage.role,
        "organisation": passage.organisation,
        "page_first": passage.page_first,
        "page_last": passage.page_last,
        "continues": passage.continues,
        "text": passage.text,
    }


def place_json(shown: Place) -> dict[str, Any]:
    """A passage with its document and neighbours, as programs get it."""
    document = shown.document
    return {
        **passage_json(shown.passage),
        "document": {
            "pid": document.pid,
            "url": f"/d/{document.pid}",
            "id": document.foreign_id,
            "title": document.title,
            "kind": document.kind,
            "date": document.date,
        },
        "before": f"/p/{shown.before.pid}" if shown.before else None,
        "after": f"/p/{shown.after.pid}" if shown.after else None,
        **_subjects_json(shown.themes, shown.territories),
    }


def _subjects_json(themes: Sequence[Subject], territories: Sequence[Subject]) -> dict[str, Any]:
    return {
        "themes": [{"id": one.key, "label": one.label, "score": round(one.score, 3)} for one in themes],
        "territories": [
            {"pid": one.pid, "name": one.label, "kind": one.kind, "country": one.country, "code": one.code}
            for one in territories
        ],
    }


def _partnerships(document: Document) -> Select[Partnership]:
    order = (Partnership.page.nulls_last(), Partnership.evidence, Partnership.id)
    standing = (Partnership.document_pid == document.pid, Partnership.status != "rejected")
    return select(Partnership).where(*standing).order_by(*order)


def _of(version: Version) -> Select[Passage]:
    return select(Passage).where(Passage.version_id == version.id).order_by(Passage.position)


def _subjects(session: Session, condition: Any) -> list[Subject]:
    """The terms that nobody rejected: those that people accepted first, then the most frequent."""
    accepted = func.max(case((Assignment.status == "accepted", 1), else_=0))
    passages, score = func.count(Assignment.passage_pid.distinct()), func.max(Assignment.score)
    query = (
        select(Term.pid, Term.code, Term.vocabulary, Term.label, Term.kind, Term.country, passages, score)
        .join(Assignment, Assignment.term_pid == Term.pid)
        .where(condition, Assignment.status != "rejected", Term.withdrawn_at.is_(None))
        .group_by(Term.pid, Term.code, Term.vocabulary, Term.label, Term.kind, Term.country)
        .order_by(accepted.desc(), passages.desc(), score.desc(), Term.sort_key)
    )
    return [Subject(*row) for row in session.execute(query)]


def _voices(passages: Sequence[Passage], subjects: Sequence[Subject]) -> list[Voice]:
    """The speakers in the order in which they first speak; then those that the notice alone names."""
    first: dict[str, Passage] = {}
    counts: dict[str, int] = {}
    for passage in passages:
        if passage.speaker_pid and passage.speaker is not None and passage.speaker.withdrawn_at is None:
            counts[passage.speaker_pid] = counts.get(passage.speaker_pid, 0) + 1
            known = first.get(passage.speaker_pid)
            if known is None or (passage.role and not known.role):
                first[passage.speaker_pid] = passage
    spoken = [
        Voice(pid, first[pid].speaker.label, first[pid].role, first[pid].organisation, count)  # type: ignore[union-attr]
        for pid, count in counts.items()
    ]
    named = [one for one in subjects if one.vocabulary == "speaker" and one.pid not in counts]
    return spoken + [Voice(one.pid, one.label, None, None, one.passages) for one in named]
