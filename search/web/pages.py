"""The pages that are not about one record: home, results, help, accessibility."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, request

from corpus.catalogue.models import SavedSearch
from corpus.catalogue.saved_searches import with_digest
from search.query import authorities
from search.query.answer import Answer, answer
from search.query.request import Query
from search.query.structure import digest, structure
from search.web import counting
from search.web.addresses import Asked, asked, results_url
from search.web.authorities import nodes
from search.web.holdings import catalogue, holdings

site = Blueprint("pages", __name__)

SHOWN_VALUES = 10  # of a filter, before « plus »


@site.get("/")
def home() -> str:
    """The search box, the themes, what was added last."""
    session = catalogue()
    groups = authorities.roots(nodes("theme"))
    return render_template(
        "pages/home.html",
        query=Query(),
        groups=[group for group in groups if group.narrower],
        alone=[group for group in groups if not group.narrower],
        latest=authorities.latest(session),
        numbers=holdings().counted("numbers", session, lambda: authorities.numbers(session)),
    )


@site.get("/recherche")
def results() -> str:
    """The results of a query, with its filters."""
    found = answer(catalogue(), holdings().engine, Query.from_args(request.args))
    counting.searched(found.query.words, found.total)
    kept = with_digest(catalogue(), digest(structure(found.query)))
    return shown(found, asked(found.query), kept)


def shown(found: Answer, stands: Asked, kept: SavedSearch | None, unknown: Sequence[str] = ()) -> str:
    """The page of an answer that `stands` at its address; `kept` is the same search when it has a permanent one.

    `unknown` names the parts of a kept search that are not understood today.
    """
    query = found.query
    return render_template(
        "pages/results.html",
        query=query,
        answer=found,
        numbers=numbered(query.page, found.pages),
        shown=SHOWN_VALUES,
        asked=stands,
        kept=kept,
        unknown=unknown,
        canonical=results_url(query) if stands.since is None else stands.page,
        indexed=not query.chosen and query.page == 1 and not found.relaxed and stands.since is None,
    )


@site.get("/aide")
def help_page() -> str:
    """How to search."""
    return render_template("pages/help.html", query=Query())


@site.get("/accessibilite")
def accessibility() -> str:
    """The declaration of accessibility."""
    return render_template("pages/accessibility.html", query=Query())


def numbered(page: int, pages: int) -> Sequence[int | None]:
    """The page numbers to show, None where some are left out.

    >>> numbered(6, 12)
    [1, None, 5, 6, 7, None, 12]
    >>> numbered(1, 3)
    [1, 2, 3]
    """
    near = sorted({1, pages, *(one for one in (page - 1, page, page + 1) if 1 <= one <= pages)})
    shown: list[int | None] = []
    for one in near:
        before = shown[-1] if shown else None
        if before is not None and one - before == 2:  # noqa: PLR2004 (a gap of one page is that page)
            shown.append(one - 1)
        elif before is not None and one - before > 1:
            shown.append(None)
        shown.append(one)
    return shown
