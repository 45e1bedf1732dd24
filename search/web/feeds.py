"""The results of a query in other forms: JSON, CSV, Atom, RSS, RIS, BibTeX; and the feed of the latest additions."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime

from flask import Blueprint, Response, jsonify, render_template, request
from flask_babel import gettext

from search.query.answer import Answer, Result, answer
from search.query.citations import Reference, bare, bibtex, ris
from search.query.request import Query
from search.query.wording import KINDS, PASSAGE_KINDS
from search.web.addresses import absolute, public, results_url
from search.web.holdings import catalogue, holdings

site = Blueprint("feeds", __name__)

MOST_ROWS = 1000  # of a file to download
MOST_NEWS = 50  # of a feed
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


@site.get("/recherche.<any(json, csv, atom, rss, ris, bib):form>")
def results(form: str) -> Response:
    """The same results as the page with the same arguments."""
    query = Query.from_args(request.args)
    response = _FORMS[form](query)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _json(query: Query) -> Response:
    return jsonify(answer(catalogue(), holdings().engine, query).to_json())


def _csv(query: Query) -> Response:
    found = _all(query)
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
    return _download("\ufeff" + rows.getvalue(), "text/csv", "csv")


def _atom(query: Query) -> Response:
    return _feed(query, "feeds/atom.xml", "application/atom+xml")


def _rss(query: Query) -> Response:
    return _feed(query, "feeds/rss.xml", "application/rss+xml")


def _ris(query: Query) -> Response:
    return _download("".join(ris(one) for one in _references(query)), "application/x-research-info-systems", "ris")


def _bib(query: Query) -> Response:
    return _download("\n".join(bibtex(one) for one in _references(query)), "application/x-bibtex", "bib")


_FORMS: dict[str, Callable[[Query], Response]] = {
    "json": _json, "csv": _csv, "atom": _atom, "rss": _rss, "ris": _ris, "bib": _bib
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class News:
    """One entry of a feed."""

    result: Result
    url: str
    added: datetime

    @property
    def headline(self) -> str:
        """Who speaks, or on what, in which document."""
        told = self.result.speaker or self.result.heading
        return f"{told} – {self.result.title}" if told and not self.result.is_reference else self.result.title

    @property
    def rfc822(self) -> str:
        """The instant as RSS writes it."""
        return format_datetime(self.added)


def _feed(query: Query, template: str, mimetype: str) -> Response:
    """A feed tells news: without another order asked for, what was added last comes first."""
    newest = query if request.args.get("tri") else query.sorted("added")
    found = answer(catalogue(), holdings().engine, newest.turned(1), page_size=MOST_NEWS)
    news = [News(one, absolute(one.path), datetime.fromisoformat(one.added)) for one in found.results]
    body = render_template(
        template,
        query=query,
        answer=found,
        news=news,
        updated=max((one.added for one in news), default=None),
        page_url=absolute(results_url(query)),
        self_url=absolute(results_url(query, template.removeprefix("feeds/").removesuffix(".xml"))),
        public=public(),
    )
    return Response(body, content_type=f"{mimetype}; charset=utf-8")


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


def _download(body: str, mimetype: str, suffix: str) -> Response:
    response = Response(body, content_type=f"{mimetype}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="recherche.{suffix}"'
    return response
