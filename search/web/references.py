"""How what is shown is cited: the lines under a page, and the same as files for reference managers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from corpus.catalogue import quoting
from corpus.catalogue.addresses import Moved, document_at, passage_at
from corpus.catalogue.models import Quotation
from corpus.catalogue.quoting import Standing
from search.query import citations, notices, reference, styles
from search.query.notices import Place
from search.query.quotations import page_of
from search.query.reference import Reference
from search.query.styles import Line
from search.web.addresses import absolute
from search.web.facing import Facing, facing
from search.web.holdings import catalogue, holdings

site = Blueprint("references", __name__)


def _csl(one: Reference) -> str:
    return json.dumps([citations.csl(one)], ensure_ascii=False, indent=1) + "\n"


FORMS: dict[str, tuple[str, Callable[[Reference], str]]] = {
    "ris": ("application/x-research-info-systems", citations.ris),
    "bib": ("application/x-bibtex", citations.bibtex),
    "csl": ("application/vnd.citationstyles.csl+json", _csl),
}


def lines(one: Reference) -> Sequence[tuple[str, Line]]:
    """The reference in every style, each with the name of the style."""
    return (
        ("ISO 690", styles.iso690(one, datetime.now(UTC).date())),
        ("APA", styles.apa(one)),
        (gettext("Forme du centre"), styles.house_form(one, holdings().settings.name)),
    )


def of_quotation(
    quoted: Quotation, today: Standing, shown: Place | None = None, beside: Facing | None = None
) -> Reference:
    """The reference of a cited sentence, with its own page; of its document when its words are gone."""
    url = absolute(url_for("citing.quotation", pid=quoted.pid))
    if not today.parts:
        document = document_at(catalogue(), quoted.document_pid)
        return reference.of_document(notices.notice(catalogue(), document), url)
    first, last = today.parts[0], today.parts[-1]
    pages = page_of(first), page_of(last, at=last.end - 1)
    shown = shown or notices.place(catalogue(), first.passage)
    beside = beside or facing(first.passage, first.start, shown.version, last=pages[1])
    return reference.of_passage(shown, url, beside.folios, pid=quoted.pid, pages=pages)


@site.get("/d/<pid>.<any('ris', 'bib', 'csl'):form>")
def document(pid: str, form: str) -> Response:
    """The reference of a document as a file."""
    shown = notices.notice(catalogue(), document_at(catalogue(), pid))
    return _file(reference.of_document(shown, absolute(url_for("records.document", pid=pid))), form)


@site.get("/p/<pid>.<any('ris', 'bib', 'csl'):form>")
def passage(pid: str, form: str) -> BaseResponse:
    """The reference of a passage as a file."""
    found = passage_at(catalogue(), pid)
    if isinstance(found, Moved):
        endpoint = ".passage" if found.kind == "passage" else ".document"
        return redirect(url_for(endpoint, pid=found.pid, form=form), 301)
    url = absolute(url_for("records.passage", pid=pid))
    shown = notices.place(catalogue(), found)
    return _file(reference.of_passage(shown, url, facing(found, None, shown.version).folios), form)


@site.get("/c/<pid>.<any('ris', 'bib', 'csl'):form>")
def quotation(pid: str, form: str) -> Response:
    """The reference of a cited sentence as a file."""
    quoted = quoting.quotation_at(catalogue(), pid)
    return _file(of_quotation(quoted, quoting.standing(catalogue(), quoted)), form)


def _file(one: Reference, form: str) -> Response:
    mimetype, written = FORMS[form]
    response = Response(written(one), content_type=f"{mimetype}; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"{one.pid}.{'json' if form == 'csl' else form}")
    return response
