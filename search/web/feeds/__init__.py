"""The results of a query in other forms: files to download, and feeds of what is new."""

from __future__ import annotations

from flask import Blueprint, Response, request

from search.query.request import Query
from search.web.addresses import asked
from search.web.feeds.forms import in_form

site = Blueprint("feeds", __name__)


@site.get('/recherche.<any(json, csv, atom, rss, "feed.json", ris, bib):form>')
def results(form: str) -> Response:
    """The same results as the page with the same arguments."""
    return in_form(form, asked(Query.from_args(request.args)))
