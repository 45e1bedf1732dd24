"""What programs ask of every site: is it well, what may be read, what is there, how is it searched."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from corpus.catalogue.models import Document
from corpus.errors import MediathequeError
from search.index import Sought
from search.query import authorities
from search.web.addresses import absolute, public
from search.web.authorities import VOCABULARIES, nodes
from search.web.holdings import catalogue, holdings

site = Blueprint("machine", __name__)

PART = 40_000  # addresses in one site map; the protocol allows 50 000


@site.get("/healthz")
def healthz() -> tuple[Response, int]:
    """200 when catalogue and index answer, else 503; says which. An empty house needs no index yet."""
    state: dict[str, Any] = {"status": "ok"}
    try:
        count = select(func.count()).where(authorities.published())
        state["documents"] = catalogue().scalars(count).one()
        state["catalogue"] = "ok"
    except (MediathequeError, SQLAlchemyError) as error:
        state |= {"status": "unavailable", "catalogue": getattr(error, "code", "catalogue-unavailable")}
    try:
        state["passages"] = holdings().engine.find(Sought(), {}, limit=0).total
        state["index"] = "ok"
    except (MediathequeError, OSError) as error:
        if state.get("documents") == 0:
            state |= {"passages": 0, "index": "empty"}
        else:
            state |= {"status": "unavailable", "index": getattr(error, "code", "index-unavailable")}
    response = jsonify(state)
    response.headers["Cache-Control"] = "no-store"
    return response, 200 if state["status"] == "ok" else 503


@site.get("/robots.txt")
def robots() -> Response:
    """Robots read documents and lists; searches and pictures are for people."""
    root = request.script_root
    closed = ("/recherche", "/d/*/page/", "/bureau/", "/api/")
    lines = ["User-agent: *", *(f"Disallow: {root}{path}" for path in closed), ""]
    lines.append(f"Sitemap: {absolute(url_for('.sitemap'))}")
    if not public():
        lines.append("# MEDIATHEQUE_URL n'est pas réglé : l'adresse ci-dessus est celle de cette requête.")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@site.get("/sitemap.xml")
def sitemap() -> Response:
    """Every document and authority; in parts when there are many."""
    session = catalogue()
    documents = session.scalars(select(func.count()).where(authorities.published())).one()
    part = request.args.get("partie", "")
    if not re.fullmatch(r"[0-9]{1,6}", part):
        part = ""
    if documents > PART and not part:
        parts = [absolute(url_for(".sitemap", partie=number)) for number in range(-(-documents // PART) + 1)]
        body = render_template("feeds/sitemaps.xml", parts=parts, public=public())
        return Response(body, content_type="application/xml; charset=utf-8")
    number = int(part) if part and documents > PART else None
    addresses: list[tuple[str, str | None]] = []
    if not number:
        addresses += [(absolute(path), None) for path in _lists()]
    if number != 0:
        query = select(Document.pid, Document.added_at).where(authorities.published()).order_by(Document.pid)
        start = (number - 1) * PART if number else 0
        for pid, added in session.execute(query.offset(start).limit(PART)):
            addresses.append((absolute(url_for("records.document", pid=pid)), added.date().isoformat()))
    body = render_template("feeds/sitemap.xml", addresses=addresses, public=public())
    return Response(body, content_type="application/xml; charset=utf-8")


def _lists() -> list[str]:
    """The pages that lead on: home, lists, and every authority that leads to a document."""
    paths = [url_for("pages.home"), url_for("pages.help_page"), url_for("pages.accessibility")]
    for plural, vocabulary in VOCABULARIES.items():
        paths.append(url_for("authorities.listing", plural=plural))
        paths += [url_for("authorities.term", plural=plural, key=node.key) for node in nodes(vocabulary).values()]
    return paths


@site.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser searches here."""
    body = render_template("feeds/opensearch.xml", public=public())
    return Response(body, content_type="application/opensearchdescription+xml; charset=utf-8")


@site.get("/favicon.ico")
def favicon() -> Response:
    """The sign of the site, for browsers that ask for it without reading the page."""
    return current_app.send_static_file("sign.svg")
