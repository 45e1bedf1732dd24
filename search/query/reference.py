"""What a citation needs to know of a document, of a passage in it, or of a sentence in that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape

from corpus.catalogue.models import Document, Passage
from corpus.vocabularies.unnamed import UNNAMED
from search.query.answer import Result
from search.query.notices import Notice, Place

#: Kinds of documents whose speakers wrote them; in the others they are reported.
SIGNED = ("article", "study", "report", "note", "letter", "presentation")


@dataclass(frozen=True, slots=True)
class Reference:
    """A document, or one passage in it (`author`, `part`: heading), as citations and exchange formats describe it."""

    pid: str
    title: str
    kind: str
    date: str | None
    place: str | None
    organisers: tuple[str, ...]
    language: str | None
    url: str
    author: str | None = None
    part: str | None = None  # heading of the passage; "" for one without
    page: int | None = None
    abstract: str = ""
    page_last: int | None = None
    folio: str | None = None  # printed on the page
    folio_last: str | None = None
    authors: tuple[str, ...] = ()  # of the whole document
    role: str | None = None
    organisation: str | None = None
    label: str | None = None  # of an anonymous voice, as it is printed
    session: str | None = None
    part_kind: str = "intervention"
    series: str | None = None
    online: bool = True  # the house has the file

    @property
    def is_part(self) -> bool:
        """A passage, not the whole document."""
        return self.part is not None or self.author is not None

    @classmethod
    def of_result(cls, result: Result, url: str, *, whole: bool) -> Reference:
        """The reference of a hit; `whole` cites its document."""
        return cls(
            pid=result.document_pid if whole else result.pid,
            title=result.title,
            kind=result.kind,
            date=result.date,
            place=result.place,
            organisers=result.organisers,
            language=result.language,
            url=url,
            author=None if whole else _author(result.speaker),
            part=None if whole else result.heading or "",
            page=None if whole else result.page,
            abstract="" if whole else bare(result.snippet),
        )

    @classmethod
    def bare_of(cls, title: str, page: int | None = None, folio: str | None = None) -> Reference:
        """A reference of which little is known."""
        return cls("", title, "other", None, None, (), None, "", page=page, folio=folio)


def of_document(shown: Notice, url: str) -> Reference:
    """The reference of a whole document."""
    authors = tuple(one.label for one in shown.voices if _author(one.label)) if shown.document.kind in SIGNED else ()
    return replace(_whole(shown.document, url), authors=authors, online=shown.version is not None)


def of_passage(
    shown: Place,
    url: str,
    folios: Mapping[int, str],
    *,
    pid: str = "",
    pages: tuple[int | None, int | None] | None = None,
) -> Reference:
    """The reference of a passage; of a sentence in it when its own `pid` and `pages` (first, last) are given.

    `folios`: what is printed on pages as their number, by physical page.
    """
    passage = shown.passage
    voice = passage.speaker.label if passage.speaker else None
    first, last = pages or (passage.page_first, passage.page_last)
    return replace(
        _whole(shown.document, url),
        pid=pid or passage.pid,
        author=_author(voice),
        part=_heading(passage),
        page=first,
        page_last=last,
        folio=folios.get(first or 0),
        folio_last=folios.get(last or 0),
        role=passage.role,
        organisation=passage.organisation,
        label=passage.speaker_as_printed or voice,
        session=passage.session,
        part_kind=passage.kind,
    )


def surname_first(name: str, *, capitals: bool = False) -> str:
    """Write a name as bibliographies do.

    >>> surname_first("Luc De Ronne"), surname_first("Luc De Ronne", capitals=True)
    ('De Ronne, Luc', 'DE RONNE, Luc')
    """
    given, _, surname = name.partition(" ")
    if not surname:
        return name
    return f"{surname.upper() if capitals else surname}, {given}"


def bare(snippet: str) -> str:
    """The text of a snippet without its marks.

    >>> bare("… l&#x27;<mark>eau</mark> …")
    "… l'eau …"
    """
    return unescape(re.sub(r"</?mark>", "", snippet))


def _author(name: str | None) -> str | None:
    """Who is named as an author: nobody who asked not to be."""
    return None if name == UNNAMED else name


def _whole(document: Document, url: str) -> Reference:
    return Reference(
        pid=document.pid,
        title=document.title,
        kind=document.kind,
        date=document.date,
        place=document.place,
        organisers=tuple(document.organisers),
        language=document.language,
        url=url,
    )


def _heading(passage: Passage) -> str:
    return (passage.heading or "").strip()
