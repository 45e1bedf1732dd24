"""Writing a reading into the catalogue: one transaction makes document, version, passages and proposals."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from corpus.catalogue import describing, duplicates, partnerships, recognitions, twins, unknown_places, whereabouts
from corpus.catalogue.models import (
    Assignment,
    Document,
    Leaf,
    Partnership,
    Passage,
    Proposal,
    StoredFile,
    Term,
    Territory,
    Version,
    now,
)
from corpus.vocabularies import terms
from corpus.vocabularies.gazetteer import gazetteer
from indexer.enrich import TerritoryFound
from indexer.placing import put_passages
from indexer.reading import READER, LeafRead, Reading
from indexer.recutting import as_decided

MOST = 0.5  # share of the words that stand from which a new reading is shown though pages wait to be recognised
AWAITED = "Le texte montré est celui de la version précédente, jusqu'à ce que celui-ci soit reconnu (OCR)."


def record(session: Session, reading: Reading) -> Document:
    """Make a document of `reading`, with everything that was read in it as proposals."""
    document = Document()
    version = Version(sha256=reading.sha256, filename=reading.filename, reader=READER)
    document.versions.append(version)
    session.add(document)
    session.flush()
    session.get_one(StoredFile, reading.sha256).media_type = reading.media_type
    _write(session, version, reading)
    _tell_duplicate(session, document, reading)
    session.flush()
    return document


def replace(session: Session, document: Document, reading: Reading) -> Version:
    """Make the file of `reading` the newest version of `document`; files of former versions are kept.

    The notice, what people decided and every address go on. A scan without words of its own takes over those of the
    former version until it has been recognised.
    """
    version = Version(sha256=reading.sha256, filename=reading.filename, reader=READER)
    version.number = max((one.number for one in document.versions), default=0) + 1
    for former in document.versions:
        recognitions.give_up(former, "Ce fichier a été remplacé par une nouvelle version.")
    document.versions.append(version)
    session.flush()
    session.get_one(StoredFile, reading.sha256).media_type = reading.media_type
    reread(session, version, reading)
    return version


def reread(session: Session, version: Version, reading: Reading) -> None:
    """Put a new reading of a file in the place of the old one; what people decided stays.

    Passages whose words are the same keep their pid; the address of any other leads to where its words went.
    A former version is not shown any more: nothing is done to it.
    """
    document = version.document
    if version is not document.current:
        return
    version.leaves.clear()
    version.read_at = now()
    session.flush()
    if _awaits_recognition(session, document, reading):
        _keep_words(session, version, reading)
    else:
        for assignment in [one for one in document.assignments if one.status == "proposed"]:
            document.assignments.remove(assignment)
        session.execute(
            delete(Partnership).where(Partnership.document_pid == document.pid, Partnership.status == "proposed")
        )
        session.flush()
        for passage in whereabouts.standing_passages(session, document.pid):
            session.expire(passage, ["assignments"])  # a session that did more before knows them as they were
        _write(session, version, reading)
        if document.duplicate_of is None:
            _tell_duplicate(session, document, reading)
    describing.changed(document)
    session.flush()


def _awaits_recognition(session: Session, document: Document, reading: Reading) -> bool:
    """Whether most of the words that stand would be gone until pages without text are recognised."""
    if not reading.doubtful:
        return False
    standing = sum(len(one.text) for one in whereabouts.standing_passages(session, document.pid))
    return sum(len(one.text) for one in reading.cuts) < MOST * standing


def _keep_words(session: Session, version: Version, reading: Reading) -> None:
    """Make `version` the one that shows the passages that stand; its own words come when they are recognised."""
    document = version.document
    version.pages, version.reader = len(reading.leaves) or None, READER
    version.leaves += [_leaf(one) for one in reading.leaves]
    for former in document.versions:
        if former is not version:
            version.fingerprint = version.fingerprint or former.fingerprint
            for passage in list(former.passages):
                passage.version = version
    remarks = [{"code": one.code, "message": one.message, "page": one.page} for one in reading.remarks]
    document.remarks = [*remarks, {"code": "awaits-recognition", "message": AWAITED, "page": None}]
    recognitions.ask(version, reading.doubtful)
    session.flush()


def _tell_duplicate(session: Session, document: Document, reading: Reading) -> None:
    original = duplicates.probable_original(session, document, reading.sketch)
    other = (
        original is not None and original is not document and original.pid not in twins.told_apart(session, document)
    )
    document.duplicate_of = original.pid if original is not None and other else None


def _write(session: Session, version: Version, reading: Reading) -> None:
    """Write what was read: pages, passages, proposals, and the pages that are to be recognised."""
    document = version.document
    reading = as_decided(session, document.pid, reading)
    version.pages, version.reader, version.fingerprint = len(reading.leaves) or None, READER, list(reading.sketch)
    document.remarks = [{"code": one.code, "message": one.message, "page": one.page} for one in reading.remarks]
    version.leaves += [_leaf(one) for one in reading.leaves]
    put_passages(session, version, reading)
    recognitions.ask(version, reading.doubtful)
    for one in version.recognitions:
        one.used = one.page in reading.recognised
    session.flush()
    proposed = [one for one in _proposals(reading) if not _is_known(session, one)]
    describing.propose(session, document.pid, proposed)
    assigning = _Assigning(document, version.passages)
    _assign_themes(session, assigning, reading)
    _assign_territories(session, assigning, reading)
    _note_partnerships(session, document, reading)
    describing.settle(session, document)


def _leaf(leaf: LeafRead) -> Leaf:
    words = zlib.compress(json.dumps(leaf.words, ensure_ascii=False, separators=(",", ":")).encode())
    return Leaf(number=leaf.number, label=leaf.label, width=leaf.width, height=leaf.height, words=words)


def _proposals(reading: Reading) -> list[Proposal]:
    read = [
        Proposal(field=one.field, value=one.value, score=one.score, page=one.page, quotation=one.quotation)
        for one in reading.guesses
    ]
    unknown = [
        Proposal(field=unknown_places.FIELD, value=one.name, score=0.5, page=one.page, quotation=one.quotation)
        for one in reading.territories
        if one.candidate
    ]
    for one in (*read, *unknown):
        one.reader = READER
    return [*read, *unknown]


def _is_known(session: Session, one: Proposal) -> bool:
    """Whether it names a territory that librarians know by now."""
    return one.field == unknown_places.FIELD and unknown_places.known(session, one.value) is not None


class _Assigning:
    """Proposing terms on a document, except where a person has already said what to think of one."""

    def __init__(self, document: Document, passages: Sequence[Passage]) -> None:
        self.document, self.passages = document, passages
        self.decided = {(one.term_pid, one.passage_pid) for one in document.assignments}
        whole = [one for one in document.assignments if one.passage_pid is None and one.passage is None]
        self.refused = {one.term_pid for one in whole if one.status == "rejected"}  # of no passage either

    def propose(self, place: int | None, term: Term, score: float, evidence: str) -> None:
        """Propose `term` on the passage at `place`, or on the whole document."""
        passage = None if place is None else self.passages[place]
        if term.pid in self.refused or (term.pid, passage.pid if passage else None) in self.decided:
            return
        self.document.assignments.append(Assignment(passage=passage, term=term, score=score, evidence=evidence))


def _assign_themes(session: Session, assigning: _Assigning, reading: Reading) -> None:
    for found in reading.themes:
        term = terms.theme(session, found.id)
        if term is None:
            continue
        evidence = ", ".join(found.evidence)
        assigning.propose(None, term, found.score, evidence)
        for place, score in found.passages:
            assigning.propose(place, term, score, evidence)


def _assign_territories(session: Session, assigning: _Assigning, reading: Reading) -> None:
    for found in reading.territories:
        term = unknown_places.known(session, found.name) if found.candidate else territory_term(session, found)
        if term is None:
            continue  # it waits as a proposal until a librarian knows it
        for place in (None, *found.passages):
            assigning.propose(place, term, 1.0, found.quotation)


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
    """Propose the partnerships that were read, except those of which a person already said what to think."""
    decided = partnerships.decided(session, document.pid)
    for one in reading.partnerships:
        if partnerships.key(one.a, one.b) in decided:
            continue
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
