"""Writing a reading into the catalogue: one transaction makes document, version, passages and proposals."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

from sqlalchemy.orm import Session

from corpus.catalogue import describing, duplicates
from corpus.catalogue.models import (
    Assignment,
    Document,
    Leaf,
    Partnership,
    Passage,
    Proposal,
    Speaker,
    StoredFile,
    Term,
    Territory,
    Version,
)
from corpus.vocabularies import terms
from corpus.vocabularies.gazetteer import gazetteer
from indexer.enrich import TerritoryFound
from indexer.reading import READER, LeafRead, Reading
from indexer.structure import Cut


def record(session: Session, reading: Reading) -> Document:
    """Make a document of `reading`, with everything that was read in it as proposals."""
    document = Document()
    version = Version(
        sha256=reading.sha256,
        filename=reading.filename,
        pages=len(reading.leaves) or None,
        reader=READER,
        fingerprint=list(reading.sketch),
    )
    document.versions.append(version)
    document.remarks = [{"code": one.code, "message": one.message, "page": one.page} for one in reading.remarks]
    session.add(document)
    session.flush()
    session.get_one(StoredFile, reading.sha256).media_type = reading.media_type
    version.leaves = [_leaf(one) for one in reading.leaves]
    speakers = {one.name: terms.speaker(session, one.name, one.forms) for one in reading.persons}
    version.passages = [_passage(place, one, speakers) for place, one in enumerate(reading.cuts)]
    session.flush()
    describing.propose(session, document.pid, _proposals(reading))
    _assign_themes(session, document, version.passages, reading)
    _assign_territories(session, document, version.passages, reading)
    _note_partnerships(session, document, reading)
    describing.settle(session, document)
    original = duplicates.probable_original(session, document, reading.sketch)
    document.duplicate_of = original.pid if original else None
    session.flush()
    return document


def _leaf(leaf: LeafRead) -> Leaf:
    words = zlib.compress(json.dumps(leaf.words, ensure_ascii=False, separators=(",", ":")).encode())
    return Leaf(number=leaf.number, label=leaf.label, width=leaf.width, height=leaf.height, words=words)


def _passage(place: int, cut: Cut, speakers: dict[str, Speaker]) -> Passage:
    return Passage(
        position=place,
        kind=cut.kind,
        heading=cut.heading,
        session=cut.session,
        speaker=speakers.get(cut.speaker) if cut.speaker else None,
        speaker_as_printed=cut.speaker_as_printed,
        role=cut.role,
        organisation=cut.organisation,
        page_first=cut.page_first,
        page_last=cut.page_last,
        breaks=[list(one) for one in cut.breaks],
        continues=cut.continues,
        cue=cut.cue[:64],
        text=cut.text,
    )


def _proposals(reading: Reading) -> list[Proposal]:
    return [
        Proposal(
            field=one.field,
            value=one.value,
            score=one.score,
            page=one.page,
            quotation=one.quotation,
            reader=READER,
        )
        for one in reading.guesses
    ]


def _assign(document: Document, passage: Passage | None, term: Term, score: float, evidence: str) -> None:
    document.assignments.append(Assignment(passage=passage, term=term, score=score, evidence=evidence))


def _assign_themes(session: Session, document: Document, passages: Sequence[Passage], reading: Reading) -> None:
    for found in reading.themes:
        term = terms.theme(session, found.id)
        if term is None:
            continue
        evidence = ", ".join(found.evidence)
        _assign(document, None, term, found.score, evidence)
        for position, score in found.passages:
            _assign(document, passages[position], term, score, evidence)


def _assign_territories(session: Session, document: Document, passages: Sequence[Passage], reading: Reading) -> None:
    for found in reading.territories:
        if found.candidate:
            continue  # it waits as a proposal until a librarian knows it
        term = territory_term(session, found)
        _assign(document, None, term, 1.0, found.quotation)
        for position in found.passages:
            _assign(document, passages[position], term, 1.0, found.quotation)


def territory_term(session: Session, found: TerritoryFound) -> Territory:
    """The authority of a territory that was found, with those above it."""
    term = terms.territory(session, found.name, found.kind, found.country, found.code)
    if term.broader is None and found.code:
        below = term
        for place in gazetteer().above(found.code):
            upper = terms.territory(session, place.name, place.kind, place.country, place.code)
            if upper is below:
                continue
            if below.broader is not None:
                break
            below.broader = upper
            below = upper
    return term


def _note_partnerships(session: Session, document: Document, reading: Reading) -> None:
    for one in reading.partnerships:
        session.add(
            Partnership(
                document_pid=document.pid,
                a=one.a,
                b=one.b,
                since=one.since,
                themes=list(one.themes),
                evidence=one.evidence,
                page=one.page,
            )
        )
