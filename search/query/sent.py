"""A result as it is sent: what a selection shows of a document, a passage or a quotation, and keeps when published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy.orm import Session

from corpus.catalogue.addresses import Moved, document_at, passage_at
from corpus.catalogue.models import Document, Passage, Quotation
from corpus.catalogue.quoting import quotation_at, standing
from corpus.errors import Became, NotFound
from corpus.sentences import sentences
from search.index import Sought
from search.index.snippets import matches, page_at
from search.query import isbd
from search.query.naming import passage_name
from search.query.notices import current_version

_EXCERPT = 480  # characters that the sentences of a passage's quotation have at most, one sentence alone excepted
_LONGEST = 900  # characters of one sentence that are quoted before it is cut


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of one result. `line` is its notice line, `name` who speaks or how the passage is called."""

    pid: str
    kind: str  # document passage quotation
    document_pid: str
    title: str  # of the document
    name: str
    line: str
    quotation: str = ""
    speaker: str | None = None
    role: str | None = None
    organisation: str | None = None
    date: str | None = None
    page: int | None = None
    at: int = 0  # where the quotation begins in the passage, in characters
    language: str | None = None

    @property
    def path(self) -> str:
        """The permanent address, from the root of the site."""
        return f"/{ {'document': 'd', 'passage': 'p', 'quotation': 'c'}[self.kind] }/{self.pid}"

    def to_record(self) -> dict[str, Any]:
        """What the catalogue keeps beside the quotation."""
        return {name: value for name, value in asdict(self).items() if name != "quotation" and value is not None}

    @classmethod
    def from_record(cls, record: dict[str, Any], quotation: str) -> Shown:
        """What was kept, as it was sent."""
        known = {one.name for one in fields(cls)} - {"quotation"}
        return cls(**{name: value for name, value in record.items() if name in known}, quotation=quotation)


def shown(session: Session, pid: str, at: int = 0) -> Shown:
    """What is shown of the result at `pid` today; `at` is where the quotation begins in a passage.

    Words that stand elsewhere by now are shown from there, under the address that holds them.

    Raises:
        NotFound: when there is nothing under `pid`.
        Withdrawn: when it was withdrawn.
        NotPublic: when it is not shown to everybody.
    """
    if session.get(Document, pid) is not None:
        return _of_document(session, _document(session, pid))
    if session.get(Quotation, pid) is not None:
        return _of_quotation(session, quotation_at(session, pid))
    found = passage_at(session, pid)
    if not isinstance(found, Moved):
        return _of_passage(found, at)
    if found.kind == "document":
        return _of_document(session, document_at(session, found.pid))
    passage = session.get(Passage, found.pid)
    if passage is None:
        raise NotFound(pid)
    return _of_passage(passage, found.offset + at)


def quoted_from(passage: Passage, sought: Sought) -> int:
    """Where the words that are sought stand first, so that the quotation holds them."""
    found = matches(passage.text, sought) if sought.groups else []
    return found[0][0] if found else 0


def excerpt(text: str, at: int = 0) -> tuple[str, int]:
    """The sentences around the one that holds the character `at`, rather after it than before; where they begin.

    >>> excerpt("Un. Deux trois. Quatre.", 6)
    ('Un. Deux trois. Quatre.', 0)
    """
    spans: Sequence[tuple[int, int]] = sentences(text)
    if not spans:
        return "", 0
    first = next((number for number, (_, end) in enumerate(spans) if end > at), 0)
    last = first
    while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= _EXCERPT:
        last += 1
    while first > 0 and spans[last][1] - spans[first - 1][0] <= _EXCERPT:
        first -= 1
    words = " ".join(text[spans[first][0] : spans[last][1]].split())
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:") + " […]"
    return words, spans[first][0]


def _document(session: Session, pid: str) -> Document:
    """The document, or the one of which it has become a version."""
    try:
        return document_at(session, pid)
    except Became as became:
        return document_at(session, became.new_pid)


def _of_document(session: Session, document: Document) -> Shown:
    version = current_version(session, document.pid)
    described = isbd.Described(
        document.title, document.organisers, document.place, document.date, version.pages if version else None
    )
    return Shown(
        pid=document.pid,
        kind="document",
        document_pid=document.pid,
        title=document.title,
        name=document.title,
        line=isbd.line(described),
        date=document.date,
        language=document.language,
    )


def _of_passage(passage: Passage, at: int) -> Shown:
    words, start = excerpt(passage.text, at)
    return _in_passage(passage, passage.pid, "passage", words, start)


def _of_quotation(session: Session, quoted: Quotation) -> Shown:
    words = " ".join(quoted.words.split())
    stands = standing(session, quoted)
    if stands.parts:
        part = stands.parts[0]
        return _in_passage(part.passage, quoted.pid, "quotation", words, part.start)
    whole = _of_document(session, _document(session, quoted.document_pid))  # its words are gone, the document is not
    return replace(whole, pid=quoted.pid, kind="quotation", quotation=words)


def _in_passage(passage: Passage, pid: str, kind: str, words: str, start: int) -> Shown:
    document = passage.version.document
    speaker = passage.speaker.label if passage.speaker else passage.speaker_as_printed
    described = isbd.Described(
        document.title,
        document.organisers,
        document.place,
        document.date,
        is_part=True,
        part_kind=passage.kind,
        heading=passage.heading,
        speaker=speaker,
        role=passage.role,
        organisation=passage.organisation,
        page_first=passage.page_first,
        page_last=passage.page_last,
    )
    return Shown(
        pid=pid,
        kind=kind,
        document_pid=document.pid,
        title=document.title,
        name=passage_name(
            passage.speaker.label if passage.speaker else None,
            passage.speaker_as_printed,
            passage.heading,
            passage.session,
            passage.text,
        ),
        line=isbd.line(described),
        quotation=words,
        speaker=speaker,
        role=passage.role,
        organisation=passage.organisation,
        date=document.date,
        page=page_at(start, passage.page_first, [tuple(one) for one in passage.breaks]),
        at=start,
        language=document.language,
    )
