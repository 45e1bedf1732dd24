"""Addresses as the pages write them: results of a query, static files with their version, absolute permanent links."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request, url_for

from search.query.request import Query
from search.web.holdings import holdings

FORMATS = ("json", "csv", "atom", "rss", "feed.json", "ris", "bib")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and where its answer stands: the address of its page, and of each of its other forms (FORMATS)."""

    query: Query
    page: str
    form: Callable[[str], str]
    since: datetime | None = None  # when the search was kept, if it was
    name: str = "recherche"  # of files


def asked(query: Query) -> Asked:
    """The query at the address that is made of its arguments."""
    first = query.turned(1)
    return Asked(query, results_url(first), lambda form: results_url(query if form == "json" else first, form))


def results_url(query: Query, form: str = "") -> str:
    """The address of the results of `query`; `form` is one of FORMATS, or nothing for the page."""
    base = url_for("feeds.results", form=form) if form else url_for("pages.results")
    args = urlencode(query.to_args())
    return f"{base}?{args}" if args else base


def absolute(path: str) -> str:
    """The whole address of a path of the site: after the setting, else after the request."""
    root = holdings().settings.url.rstrip("/")
    if root:
        return root + path.removeprefix(request.script_root)
    return request.host_url.rstrip("/") + path


def public() -> bool:
    """Whether the public address is set; without it, feeds and site map follow the address of the request."""
    return bool(holdings().settings.url)


def here(**changes: str) -> str:
    """The address of this page with some arguments changed."""
    args = [(name, value) for name, value in request.args.items(multi=True) if name not in changes]
    return request.script_root + request.path + "?" + urlencode([*args, *changes.items()])


def register(app: Flask) -> None:
    """Give these to the templates."""
    versions: dict[str, str] = {}
    folder = Path(str(app.static_folder))

    def static(name: str) -> str:
        if name not in versions:
            versions[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:10]
        return url_for("static", filename=name, v=versions[name])

    def words_kept(endpoint: str, words: str = "", **values: Any) -> str:
        """The address of a page, with the searched words so that they are marked there."""
        return url_for(endpoint, **values, q=words or None)

    app.jinja_env.globals.update(
        static=static, results_url=results_url, absolute=absolute, here=here, words_kept=words_kept
    )
