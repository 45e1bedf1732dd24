"""The forms that an answer may have beside the page: JSON, a table, references, feeds."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import replace

from flask import Response, jsonify
from flask_babel import gettext

from search.query.answer import Answer, answer
from search.query.citations import bibtex, ris
from search.query.reference import Reference, bare
from search.query.request import Query
from search.query.wording import KINDS, PASSAGE_KINDS
from search.web.addresses import Asked, absolute
from search.web.feeds import syndication
from search.web.holdings import catalogue, holdings

MOST_ROWS = 1000  # of a file to download
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


def in_form(form: str, asked: Asked) -> Response:
    """Answer in `form`, one of addresses.FORMATS; robots and pages of other sites may read it.

    Raises:
        IndexUnavailable: when the engine cannot be asked.
        CatalogueUnavailable: when the catalogue does not answer.
    """
    response = _FORMS[form](asked)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _json(asked: Asked) -> Response:
    return jsonify(answer(catalogue(), holdings().engine, asked.query).to_json())


def _csv(asked: Asked) -> Response:
    found = _all(asked.query)
    rows = io.StringIO()
    writer = csv.writer(rows, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        (
            gettext("Identifiant"), gettext("Adresse"), gettext("Document"), gettext("Identifiant d’origine"),
            gettext("Type de document"), gettext("Date"), gettext("Lieu"), gettext("Nature du passage"),
            gettext("Titre du passage"), gettext("Intervenant"), gettext("Fonction"), gettext("Organisme"),
            gettext("Page"), gettext("Extrait"),
        )
    )  # fmt: skip
    for one in found.results:
        cells = (
            one.pid, absolute(one.path), one.title, one.foreign_id, gettext(KINDS.get(one.kind, one.kind)), one.date,
            one.place, gettext(PASSAGE_KINDS[one.passage_kind]) if one.passage_kind in PASSAGE_KINDS else "",
            one.heading, one.speaker, one.role, one.organisation, one.page, bare(one.snippet),
        )  # fmt: skip
        writer.writerow([_cell(cell) for cell in cells])
    # The byte order mark tells spreadsheets that accents are in UTF-8.
    return _download("\ufeff" + rows.getvalue(), "text/csv", f"{asked.name}.csv")


def _ris(asked: Asked) -> Response:
    body = "".join(ris(one) for one in _references(asked.query))
    return _download(body, "application/x-research-info-systems", f"{asked.name}.ris")


def _bib(asked: Asked) -> Response:
    body = "\n".join(bibtex(one) for one in _references(asked.query))
    return _download(body, "application/x-bibtex", f"{asked.name}.bib")


def _feed(form: str) -> Callable[[Asked], Response]:
    return lambda asked: syndication.feed(
        form, asked.query, page=absolute(asked.page), own=absolute(asked.form(form)), since=asked.since
    )


_FORMS: dict[str, Callable[[Asked], Response]] = {
    "json": _json,
    "csv": _csv,
    "ris": _ris,
    "bib": _bib,
    **{form: _feed(form) for form in syndication.FORMS},
}


def _all(query: Query) -> Answer:
    return answer(catalogue(), holdings().engine, replace(query, page=1), page_size=MOST_ROWS)


def _references(query: Query) -> Iterable[Reference]:
    whole = query.view == "documents"
    for one in _all(query).results:
        url = absolute(f"/d/{one.document_pid}" if whole else one.path)
        yield Reference.of_result(one, url, whole=whole or one.is_reference)


def _cell(value: object) -> object:
    """Write a text so that no spreadsheet takes it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _download(body: str, mimetype: str, filename: str) -> Response:
    response = Response(body, content_type=f"{mimetype}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
