"""Documents and passages at their permanent addresses: notice, text, original, pictures of pages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import select
from werkzeug.wrappers import Response as BaseResponse

from corpus.catalogue.addresses import Moved, document_at, passage_at
from corpus.catalogue.models import Document, Leaf, Passage, Version
from corpus.errors import MissingFile, NotFound
from search.index import Sought
from search.index.snippets import matches
from search.query import citations, notices, reference
from search.query.request import Query, clean
from search.query.words import parse
from search.web import references
from search.web.addresses import absolute
from search.web.facing import PICTURE_WIDTH, facing
from search.web.given_out import ANCHOR, came_from, given_json, given_out, lost_here
from search.web.holdings import catalogue, holdings
from search.web.pictures import boxes, marked_picture, sought_boxes
from search.web.running_text import running_text

site = Blueprint("records", __name__)

MOST_PAGES = 1_000_000  # no document has more; no database counts without end


@site.get("/d/<pid>")
def document(pid: str) -> str:
    """The notice of a document and its whole text."""
    shown = notices.notice(catalogue(), document_at(catalogue(), pid))
    query, sought = _words()
    marks = {one.pid: matches(one.text, sought) for one in shown.passages}
    return render_template(
        "pages/document.html",
        query=query,
        shown=shown,
        texts={one.pid: _text(one, marks[one.pid]) for one in shown.passages},
        marked={pid: len(found) for pid, found in marks.items() if found},
        lost=lost_here(pid),
        lines=references.lines(reference.of_document(shown, absolute(url_for(".document", pid=pid)))),
    )


@site.get("/d/<pid>.json")
def document_json(pid: str) -> Response:
    """The same to programs."""
    return jsonify(notices.notice_json(notices.notice(catalogue(), document_at(catalogue(), pid))))


@site.get("/d/<pid>.jsonld")
def document_jsonld(pid: str) -> Response:
    """The notice in the words of schema.org."""
    shown = notices.notice(catalogue(), document_at(catalogue(), pid))
    response = jsonify(citations.schema_org(shown, absolute))
    response.mimetype = "application/ld+json"
    return response


@site.get("/d/<pid>/original")
def original(pid: str) -> BaseResponse:
    """The file as it was deposited; always as a download, since it is somebody else's work."""
    version = _version(document_at(catalogue(), pid))
    path = holdings().files.path(version.sha256)
    if not path.is_file():
        raise MissingFile(version.filename, "le fichier original n'est pas à sa place")
    response = send_file(
        path,
        mimetype=version.stored_file.media_type,
        as_attachment=True,
        download_name=version.filename,
        etag=version.sha256,
        max_age=0,  # asked again each time: what is withdrawn is gone at once
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@site.get("/d/<pid>/page/<int:number>")
def page(pid: str, number: int) -> BaseResponse:
    """The picture of a page, the words of `q` marked."""
    version = _version(document_at(catalogue(), pid))
    if number > MOST_PAGES:
        raise NotFound(f"{pid}/page/{number}")
    leaf = catalogue().scalars(select(Leaf).filter_by(version_id=version.id, number=number)).first()
    if not 1 <= number <= max(version.pages or 0, leaf.number if leaf else 0):
        raise NotFound(f"{pid}/page/{number}")
    _, sought = _words()
    words = sought_boxes(boxes(leaf), sought) if leaf and sought.groups and leaf.width and leaf.height else []
    seen = repr([(one.x0, one.y0) for one in words])
    etag = hashlib.sha256(f"{version.sha256}/{number}/{PICTURE_WIDTH}/{seen}".encode()).hexdigest()[:32]
    if etag in request.if_none_match:
        response = Response(status=304)
    else:
        painter = holdings().painter
        if painter is None:
            abort(503, "Aucun programme n'est installé pour dessiner les pages. Le texte et le fichier sont intacts.")
        path = painter(holdings().settings, version.sha256, number, PICTURE_WIDTH)
        body = marked_picture(path, leaf, words) if leaf and words else path.read_bytes()
        response = Response(body, mimetype="image/png")
    response.set_etag(etag)
    response.cache_control.public = True
    response.cache_control.max_age = 0  # the same
    return response


@site.get("/p/<pid>")
def passage(pid: str) -> str | BaseResponse:
    """One passage in its document, the words of `q` marked."""
    found = _passage(pid, ".passage")
    if not isinstance(found, Passage):
        return found
    shown = notices.place(catalogue(), found)
    query, sought = _words()
    given = given_out(found)
    marks = given.here if given.moved and given.here else matches(found.text, sought)
    beside = facing(found, marks[0][0] if marks else None, shown.version)
    permalink = absolute(url_for(".passage", pid=pid))
    return render_template(
        "pages/passage.html",
        query=query,
        shown=shown,
        given=given,
        text=_text(found, marks, ANCHOR if given.moved else ""),
        page=beside.number,
        picture_size=beside.picture_size,
        permalink=permalink,
        lines=references.lines(reference.of_passage(shown, permalink, beside.folios)),
    )


@site.get("/p/<pid>.json")
def passage_json(pid: str) -> BaseResponse:
    """The same to programs."""
    found = _passage(pid, ".passage_json")
    if not isinstance(found, Passage):
        return found
    return jsonify(notices.place_json(notices.place(catalogue(), found)) | {"given": given_json(found)})


def _passage(pid: str, endpoint: str) -> Passage | BaseResponse:
    """The passage, or the way to where its words went."""
    found = passage_at(catalogue(), pid)
    if not isinstance(found, Moved):
        return found
    more: dict[str, Any] = {"q": request.args["q"]} if request.args.get("q") else {}
    more |= came_from(pid)
    if found.kind == "document":
        target = {".passage": ".document", ".passage_json": ".document_json"}[endpoint]
    else:
        target = endpoint
        more |= {"_anchor": ANCHOR} if endpoint == ".passage" else {}
    return redirect(url_for(target, pid=found.pid, **more), 301)


def _version(shown: Document) -> Version:
    version = notices.current_version(catalogue(), shown.pid)
    if version is None:
        raise MissingFile(shown.title, "cette notice signale un document dont le centre n'a pas le fichier")
    return version


def _words() -> tuple[Query, Sought]:
    query = Query(words=clean(request.args.get("q", "")))
    return query, parse(query.words)


def _text(shown: Passage, marks: Sequence[tuple[int, int]], anchor: str = "") -> Markup:
    return running_text(shown.text, marks, shown.breaks, gettext("page"), anchor)
