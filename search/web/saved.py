"""Searches at permanent addresses: kept by whoever wants to, shown with what the collection has today."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from corpus.catalogue.models import SavedSearch
from corpus.catalogue.saved_searches import keep, search_at
from search.query.answer import answer
from search.query.renewing import renewed
from search.query.request import Query
from search.query.saying import said
from search.query.structure import digest, read, structure
from search.web import pages, typography
from search.web.addresses import Asked
from search.web.cards import Card
from search.web.feeds.forms import in_form
from search.web.holdings import catalogue, holdings
from search.web.same_origin import refuse_foreign
from search.web.sharing import picture

site = Blueprint("saved", __name__)

_SMALL = 100_000  # bytes of the form
_EVERYTHING = "Toute la collection"


@site.post("/r/")
def make() -> BaseResponse:
    """Keep the search of the form and go to its address; the same search has one address."""
    request.max_content_length = _SMALL
    refuse_foreign()
    query = Query.from_args(request.form)
    with holdings().catalogue.writing() as session:
        asks = structure(renewed(session, query).query)
        made = keep(session, asks, digest(asks), said(session, read(asks).query) or _EVERYTHING)
    return redirect(url_for(".results", pid=made.pid), 303)


@site.get("/r/<pid>")
def results(pid: str) -> str:
    """What a kept search finds today, at its own address."""
    kept = search_at(catalogue(), pid)
    asks = read(kept.query)
    found = answer(catalogue(), holdings().engine, asks.query)
    return pages.shown(found, _stands(kept, found.query), kept, asks.unknown)


@site.get('/r/<string(length=11):pid>.<any(json, csv, atom, rss, "feed.json", ris, bib):form>')
def results_in_form(pid: str, form: str) -> BaseResponse:
    """The same in other forms."""
    kept = search_at(catalogue(), pid)
    return in_form(form, _stands(kept, read(kept.query).query))


@site.get("/r/<pid>/image.png")
def picture_of(pid: str) -> BaseResponse:
    """What stands for a kept search where its address is shared."""
    kept = search_at(catalogue(), pid)
    facts = gettext("Recherche gardée le %(day)s", day=typography.day(kept.at))
    return picture(Card(holdings().settings.name, kept.title, quoted=False, facts=facts))


def _stands(kept: SavedSearch, query: Query) -> Asked:
    pid = kept.pid
    page = url_for(".results", pid=pid)
    return Asked(
        query, page, lambda form: url_for("saved.results_in_form", pid=pid, form=form), kept.at, f"recherche-{pid}"
    )
