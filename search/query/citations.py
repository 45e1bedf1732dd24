"""References that can be cited: the ISO 690 line, RIS, BibTeX, schema.org."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

from corpus.catalogue.models import Document
from corpus.dates import PartialDate
from search.query.answer import Result
from search.query.notices import Notice, Place
from search.query.wording import kind_label

_RIS_KINDS = {
    "proceedings": "CONF",
    "article": "JOUR",
    "report": "RPRT",
    "study": "RPRT",
    "letter": "NEWS",
    "presentation": "SLIDE",
    "brochure": "PAMP",
}
_BIBTEX_KINDS = {"proceedings": "proceedings", "article": "article", "report": "techreport", "study": "techreport"}
_SCHEMA_KINDS = {
    "article": "Article",
    "report": "Report",
    "study": "Report",
    "presentation": "PresentationDigitalDocument",
}
_LATEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$"}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation needs to know of a document, or of one passage in it."""

    pid: str
    title: str
    kind: str
    date: str | None
    place: str | None
    organisers: tuple[str, ...]
    language: str | None
    url: str
    author: str | None = None
    part: str | None = None  # heading of the passage
    page: int | None = None
    abstract: str = ""

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
            author=None if whole else result.speaker,
            part=None if whole else result.heading,
            page=None if whole else result.page,
            abstract="" if whole else bare(result.snippet),
        )


def of_document(document: Document, url: str) -> str:
    """The line under which a document is cited (ISO 690)."""
    return _line(
        Reference(
            document.pid,
            document.title,
            document.kind,
            document.date,
            document.place,
            tuple(document.organisers),
            document.language,
            url,
        )
    )


def of_passage(shown: Place, url: str) -> str:
    """The line under which a passage is cited (ISO 690)."""
    document, passage = shown.document, shown.passage
    return _line(
        Reference(
            passage.pid,
            document.title,
            document.kind,
            document.date,
            document.place,
            tuple(document.organisers),
            document.language,
            url,
            author=passage.speaker.label if passage.speaker else None,
            part=passage.heading or passage.session or "",
            page=passage.page_first,
        )
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


def ris(reference: Reference) -> str:
    """One record in the RIS format, its lines ended as the format wants."""
    kind = "CHAP" if reference.is_part else _RIS_KINDS.get(reference.kind, "GEN")
    fields = [("TY", kind), ("ID", reference.pid)]
    if reference.author:
        fields.append(("AU", surname_first(reference.author)))
    if reference.is_part:
        fields += [("TI", reference.part or reference.title), ("T2", reference.title)]
    else:
        fields.append(("TI", reference.title))
    fields += [("A3" if reference.is_part else "AU", organiser) for organiser in reference.organisers]
    if reference.date:
        year, month, day = (*reference.date.split("-"), "", "")[:3]
        fields += [("PY", year), ("DA", f"{year}/{month}/{day}/")]
    optional = (
        ("CY", reference.place),
        ("SP", str(reference.page) if reference.page else None),
        ("LA", reference.language),
        ("AB", reference.abstract),
        ("UR", reference.url),
    )
    fields += [(tag, value) for tag, value in optional if value]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(reference: Reference) -> str:
    """One record in the BibTeX format."""
    kind = "incollection" if reference.is_part else _BIBTEX_KINDS.get(reference.kind, "misc")
    fields: list[tuple[str, str | None]] = [
        ("author", surname_first(reference.author) if reference.author else None),
        ("title", reference.part or reference.title),
        ("booktitle", reference.title if reference.is_part else None),
        ("organization", " and ".join(reference.organisers) or None),
        ("address", reference.place),
        ("year", reference.date[:4] if reference.date else None),
        ("date", reference.date),
        ("pages", str(reference.page) if reference.page else None),
        ("language", reference.language),
    ]
    lines = [f"  {name} = {{{_latex(value)}}}," for name, value in fields if value]
    return "\n".join([f"@{kind}{{{_key(reference)},", *lines, f"  url = {{{reference.url}}},", "}", ""])


def schema_org(shown: Notice, absolute: Callable[[str], str]) -> dict[str, Any]:
    """A notice in the words of schema.org, for search engines and reference managers."""
    document = shown.document
    given = {
        "@context": "https://schema.org",
        "@type": _SCHEMA_KINDS.get(document.kind, "DigitalDocument"),
        "@id": absolute(f"/d/{document.pid}"),
        "url": absolute(f"/d/{document.pid}"),
        "identifier": [one for one in (document.pid, document.foreign_id) if one],
        "name": document.title,
        "genre": kind_label(document.kind),
        "datePublished": document.date,
        "dateCreated": document.added_at.date().isoformat(),
        "inLanguage": document.language,
        "locationCreated": {"@type": "Place", "name": document.place} if document.place else None,
        "publisher": [{"@type": "Organization", "name": one} for one in document.organisers],
        "contributor": [
            {
                "@type": "Person",
                "name": one.label,
                "url": absolute(f"/intervenants/{one.pid}"),
                **({"jobTitle": one.role} if one.role else {}),
                **({"affiliation": {"@type": "Organization", "name": one.organisation}} if one.organisation else {}),
            }
            for one in shown.voices
        ],
        "about": [{"@type": "DefinedTerm", "name": one.label, "termCode": one.key} for one in shown.themes],
        "spatialCoverage": [{"@type": "Place", "name": one.label} for one in shown.territories],
        "numberOfPages": shown.version.pages if shown.version else None,
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": absolute(f"/d/{document.pid}/original"),
            "encodingFormat": shown.version.stored_file.media_type,
            "sha256": shown.version.sha256,
        }
        if shown.version
        else None,
    }
    return {name: value for name, value in given.items() if value not in (None, [], "")}


def _line(reference: Reference) -> str:
    parts = []
    if reference.author:
        parts.append(f"{surname_first(reference.author, capitals=True)}.")
    if reference.part:
        parts.append(f"« {_inside(reference.part)} ».")
    if reference.is_part:
        parts.append("In :")
    parts.append(f"{reference.title.rstrip('.')} [{kind_label(reference.kind)}].")
    imprint = " : ".join(one for one in (reference.place, ", ".join(reference.organisers)) if one)
    published = ", ".join(one for one in (imprint, _said(reference.date)) if one)
    page = f"p. {reference.page}" if reference.page else ""
    if whole := ", ".join(one for one in (published, page) if one):
        parts.append(f"{whole}.")
    parts.append(f"Disponible à l’adresse : {reference.url}")
    return " ".join(parts)


def _inside(text: str) -> str:
    """Quotation marks within quotation marks."""
    return re.sub(r"«\s*", "“", re.sub(r"\s*»", "”", text))


def _said(date: str | None) -> str:
    try:
        return PartialDate.parse(date or "").in_french()
    except ValueError:
        return ""


def _latex(text: str) -> str:
    return "".join(_LATEX.get(one, one) for one in " ".join(text.split()))


def _key(reference: Reference) -> str:
    """Surname or longest word of the title, year, pid: readable, and never the same twice."""
    plain = unicodedata.normalize("NFKD", reference.author or reference.title)
    words = re.findall(r"[A-Za-z]+", "".join(one for one in plain if not unicodedata.combining(one)))
    name = words[-1] if reference.author and words else max(words, key=len, default="document")
    return f"{name.lower()}{reference.date[:4] if reference.date else ''}-{reference.pid}"
