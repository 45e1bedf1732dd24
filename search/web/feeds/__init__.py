"""The results of a query in other forms: files to download, and feeds of what is new."""

from __future__ import annotations

from flask import Blueprint, Response, request

from search.query.request import Query
from search.web.addresses import results_url
from search.web.feeds.forms import Asked, in_form

site = Blueprint("feeds", __name__)


@site.get('/recherche.<any(json, csv, atom, rss, "feed.json", ris, bib):form>')
def results(form: str) -> Response:
    """The same results as the page with the same arguments."""
    query = Query.from_args(request.args)
    return in_form(form, Asked(query, results_url(query.turned(1)), lambda other: results_url(query.turned(1), other)))
