"""References as programs exchange them: RIS, BibTeX, CSL-JSON, schema.org."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from corpus.dates import PartialDate
from search.query.notices import Notice
from search.query.reference import Reference, surname_first
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
_CSL_KINDS = {
    "proceedings": "book",
    "article": "article",
    "report": "report",
    "study": "report",
    "letter": "periodical",
    "presentation": "speech",
    "brochure": "pamphlet",
}
_SCHEMA_KINDS = {
    "article": "Article",
    "report": "Report",
    "study": "Report",
    "presentation": "PresentationDigitalDocument",
}
_LATEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$"}


def ris(reference: Reference) -> str:
    """One record in the RIS format, its lines ended as the format wants."""
    kind = "CHAP" if reference.is_part else _RIS_KINDS.get(reference.kind, "GEN")
    fields = [("TY", kind), ("ID", reference.pid)]
    fields += [("AU", surname_first(one)) for one in people(reference)]
    if reference.is_part:
        fields += [("TI", reference.part or reference.title), ("T2", reference.title)]
    else:
        fields.append(("TI", reference.title))
    corporate = "A3" if reference.is_part else "PB" if reference.authors else "AU"
    fields += [(corporate, organiser) for organiser in reference.organisers]
    if reference.date:
        year, month, day = (*reference.date.split("-"), "", "")[:3]
        fields += [("PY", year), ("DA", f"{year}/{month}/{day}/")]
    optional = (
        ("CY", reference.place),
        ("T3", reference.series),
        ("SP", _first_page(reference)),
        ("EP", _last_page(reference)),
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
        ("author", " and ".join(surname_first(one) for one in people(reference)) or None),
        ("title", reference.part or reference.title),
        ("booktitle", reference.title if reference.is_part else None),
        ("organization", " and ".join(reference.organisers) or None),
        ("address", reference.place),
        ("year", reference.date[:4] if reference.date else None),
        ("date", reference.date),
        ("pages", "--".join(one for one in (_first_page(reference), _last_page(reference)) if one) or None),
        ("series", reference.series),
        ("language", reference.language),
    ]
    lines = [f"  {name} = {{{_latex(value)}}}," for name, value in fields if value]
    return "\n".join([f"@{kind}{{{_key(reference)},", *lines, f"  url = {{{reference.url}}},", "}", ""])


def csl(reference: Reference) -> dict[str, Any]:
    """One item of CSL-JSON, the form of the Citation Style Language that reference managers read."""
    kind = "chapter" if reference.is_part else _CSL_KINDS.get(reference.kind, "document")
    first, last = _first_page(reference), _last_page(reference)
    given = {
        "id": reference.pid,
        "type": kind,
        "title": reference.part or reference.title,
        "container-title": reference.title if reference.is_part else None,
        "author": [_csl_name(one) for one in people(reference)]
        or ([] if reference.is_part else [{"literal": one} for one in reference.organisers]),
        "collection-title": reference.series,
        "issued": _csl_date(reference.date),
        "publisher": ", ".join(reference.organisers),
        "publisher-place": reference.place,
        "page": "-".join(one for one in (first, last) if one),
        "language": reference.language,
        "abstract": reference.abstract,
        "URL": reference.url,
    }
    return {name: value for name, value in given.items() if value}


def people(reference: Reference) -> list[str]:
    """Who wrote or said it, by name."""
    return [reference.author] if reference.author else list(reference.authors)


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


def _first_page(reference: Reference) -> str | None:
    """The printed page when it is known, else that of the file."""
    return reference.folio or (str(reference.page) if reference.page else None)


def _last_page(reference: Reference) -> str | None:
    if reference.page_last in (None, reference.page):
        return None
    return reference.folio_last if reference.folio and reference.folio_last else str(reference.page_last)


def _csl_name(name: str) -> dict[str, str]:
    family, _, given = surname_first(name).partition(", ")
    return {"family": family, "given": given} if given else {"literal": name}


def _csl_date(date: str | None) -> dict[str, Any] | None:
    try:
        known = PartialDate.parse(date or "")
    except ValueError:
        return None
    return {"date-parts": [[one for one in (known.year, known.month, known.day) if one is not None]]}


def _latex(text: str) -> str:
    return "".join(_LATEX.get(one, one) for one in " ".join(text.split()))


def _key(reference: Reference) -> str:
    """Surname or longest word of the title, year, pid: readable, and never the same twice."""
    plain = unicodedata.normalize("NFKD", next(iter(people(reference)), reference.title))
    words = re.findall(r"[A-Za-z]+", "".join(one for one in plain if not unicodedata.combining(one)))
    name = words[-1] if people(reference) and words else max(words, key=len, default="document")
    return f"{name.lower()}{reference.date[:4] if reference.date else ''}-{reference.pid}"
