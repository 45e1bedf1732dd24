"""Feeds of what is new: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, sent again only when they have changed."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from flask import Response, json, render_template, request
from flask_babel import get_locale, gettext

from search.query.news import Item, News, changed_at, news
from search.query.request import Query
from search.query.saying import said
from search.query.wording import KINDS
from search.web.addresses import absolute, public
from search.web.holdings import catalogue, holdings
from search.web.xml_text import in_xml

FORMS = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json",
}
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def feed(form: str, query: Query, *, page: str, own: str, since: datetime | None) -> Response:
    """The feed of `query` in `form`, one of FORMS; 304 when who asks has it already.

    `page` and `own` are the whole addresses of the results and of the feed, `since` dates a feed without entries.

    Raises:
        IndexUnavailable: when the engine cannot be asked.
        CatalogueUnavailable: when the catalogue does not answer.
    """
    session = catalogue()
    told = news(session, holdings().engine, query)
    title = " – ".join(one for one in (said(session, told.found.query, gettext), holdings().settings.name) if one)
    updated = told.updated or since or _NEVER
    if form == "feed.json":
        body = json.dumps(_json_feed(told, title=title, page=page, own=own))
    else:
        body = _xml(form, told, title=title, page=page, own=own, updated=updated)
    response = Response(body, content_type=FORMS[form])
    response.headers["Cache-Control"] = "public, no-cache"
    response.vary.update(("Accept-Language", "Cookie"))
    response.last_modified = changed_at(session)
    response.add_etag()
    return response.make_conditional(request.environ)  # type: ignore[return-value]


def _xml(form: str, told: News, **facts: Any) -> str:
    body = render_template(f"feeds/{form}.xml", news=told, public=public(), rfc822=format_datetime, **facts)
    return in_xml(body)


def _json_feed(told: News, *, title: str, page: str, own: str) -> dict[str, Any]:
    """The feed as JSON Feed 1.1 says (jsonfeed.org)."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": page,
        "feed_url": own,
        "language": str(get_locale() or "fr"),
        "authors": [{"name": holdings().settings.name}],
        "items": [_json_item(one) for one in told.items],
    }


def _json_item(one: Item) -> dict[str, Any]:
    result = one.result
    item: dict[str, Any] = {
        "id": one.identifier,
        "url": absolute(result.path),
        "title": result.title,
        "content_html": render_template("feeds/content.html", one=one),
        "date_published": one.added.isoformat(timespec="seconds"),
        "tags": [gettext(KINDS.get(result.kind, result.kind))],
    }
    if result.organisers:
        item["authors"] = [{"name": name} for name in result.organisers]
    if result.language:
        item["language"] = result.language
    return item
