"""How errors are said: the HTTP status of each kind, a friendly page for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.exc import DatabaseError
from werkzeug.exceptions import HTTPException, InternalServerError

from corpus.catalogue.models import Document
from corpus.errors import (
    Became,
    CatalogueUnavailable,
    DamagedUpload,
    ForeignForm,
    IndexUnavailable,
    LimitExceeded,
    MediathequeError,
    MissingFile,
    NoSitting,
    NotAllowed,
    NotFound,
    NotPublic,
    ReaderCrashed,
    StaleForm,
    StaleRevision,
    StorageFault,
    TooLarge,
    TooManyQuotations,
    TooManySearches,
    TooManySelections,
    UnreadableFile,
    Withdrawn,
    WrongOffset,
)
from corpus.refusals import CannotUndo, TooManyReports, UnknownAct
from search.query import authorities
from search.query.alternatives import Alternative, alternatives
from search.query.request import Query
from search.web.holdings import catalogue
from search.web.mistyping import mended, mistyped

STATUSES: dict[type[MediathequeError], int] = {
    NotFound: 404,
    MissingFile: 404,
    Withdrawn: 410,
    NotPublic: 403,
    IndexUnavailable: 503,
    CatalogueUnavailable: 503,
    LimitExceeded: 503,
    ReaderCrashed: 503,
    UnreadableFile: 404,
    StaleRevision: 409,
    StorageFault: 503,
    ForeignForm: 403,
    TooManySelections: 429,
    TooManySearches: 429,
    NotAllowed: 403,
    NoSitting: 401,
    StaleForm: 403,
    TooLarge: 413,
    WrongOffset: 409,
    DamagedUpload: 422,
    TooManyQuotations: 429,
    TooManyReports: 429,
    CannotUndo: 409,
    UnknownAct: 404,
}
_CODES = {400: "bad-request", 404: "not-found", 405: "method-not-allowed", 410: "withdrawn", 503: "unavailable"}
_RETRY_SECONDS = "30"
_FOR_PROGRAMS = (".json", ".jsonld", "/healthz")


def status_of(error: MediathequeError) -> int:
    """The HTTP status of an error of the house: that of its nearest class."""
    for kind in type(error).__mro__:
        if kind in STATUSES:
            return STATUSES[kind]
    return 500


def _ours(error: MediathequeError) -> Response:
    if isinstance(error, Became):
        return make_response(redirect(_led_on(error), 301))
    status = status_of(error)
    if status == 404 and (meant := _meant()):  # noqa: PLR2004 (not found)
        return meant
    if status >= 500:  # noqa: PLR2004 (the server's own faults begin here)
        current_app.logger.warning("%s: %s", error.code, error)
    return _said(status, error.code, str(error), error)


def _led_on(error: Became) -> str:
    """The same page of the document that has the words now."""
    if f"/{error.pid}" in request.path:
        return request.script_root + request.full_path.rstrip("?").replace(error.pid, error.new_pid)
    return url_for("records.document", pid=error.new_pid)


def _http(error: HTTPException) -> Response:
    if error.code is None or error.response is not None:
        return make_response(error.get_response())
    status = error.code
    if isinstance(error, InternalServerError):
        return _said(500, "error", "", error)
    if status == 404 and (meant := _meant()):  # noqa: PLR2004 (not found)
        return meant
    given = error.description if status == 503 else ""  # noqa: PLR2004 (only our own views give this one)
    if status == 413:  # noqa: PLR2004 (content too large)
        given = gettext("Ce qui a été envoyé est trop long. Rien n’a été fait ; raccourcissez-le et recommencez.")
    response = _said(status, _CODES.get(status, "error"), given or "", error)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response


def _database(error: DatabaseError) -> Response:
    current_app.logger.exception("the catalogue failed")
    return _ours(CatalogueUnavailable(str(error.orig)))


def _said(status: int, code: str, message: str, error: Exception) -> Response:
    program = request.accept_mimetypes.best == "application/json"
    if program or request.path.endswith(_FOR_PROGRAMS) or request.path.startswith("/api/"):
        facts: dict[str, Any] = {"code": code, "message": message or gettext("Cette demande n’a pas abouti.")}
        if isinstance(error, Withdrawn):
            facts |= {"title": error.title, "date": error.date, "reason": error.reason}
            facts["alternatives"] = [*(one.to_json() for one in _instead(error)), _search_for(error.title)]
        if isinstance(error, NotPublic):
            facts |= {"title": error.title, "diffusion": error.diffusion, "until": error.until or None}
        response = jsonify(error=facts)
    else:
        names = [f"errors/{code}.html", f"errors/{status}.html", "errors/error.html"]
        page = current_app.jinja_env.select_template(names)
        response = make_response(
            render_template(
                page,
                query=Query(),
                status=status,
                code=code,
                message=message,
                error=error,
                mistyped=mistyped(request.path),
                latest=_latest() if isinstance(error, IndexUnavailable) else (),
                instead=_instead(error) if isinstance(error, Withdrawn) else (),
            )
        )
    response.status_code = status
    if status == 503:  # noqa: PLR2004 (service unavailable)
        response.headers["Retry-After"] = _RETRY_SECONDS
    response.headers["Cache-Control"] = "no-store"
    return response


def _meant() -> Response | None:
    """The way to the address that was meant, when that is sure."""
    path = mended(request.path) if request.method in ("GET", "HEAD") else None
    if path is None:
        return None
    asked = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    return make_response(redirect(request.script_root + quote(path) + asked, 301))


def _latest() -> Sequence[Document]:
    """What the catalogue can still show when the index is silent."""
    try:
        return authorities.latest(catalogue(), limit=10)
    except (MediathequeError, DatabaseError) as error:
        current_app.logger.warning("no list either: %s", error)
        return ()


def _instead(error: Withdrawn) -> Sequence[Alternative]:
    """What to look at instead of a withdrawn document."""
    try:
        return alternatives(catalogue(), error.document_pid, error.pid) if error.document_pid else ()
    except (MediathequeError, DatabaseError) as problem:
        current_app.logger.warning("no alternatives: %s", problem)
        return ()


def _search_for(title: str) -> dict[str, str]:
    return {"why": "search", "url": "/recherche?" + urlencode({"q": title}), "title": title}


def _refuse_unwritable() -> None:
    """No address was ever published with a character that databases cannot hold."""
    if "\x00" in request.path:
        raise NotFound(request.path.replace("\x00", ""))


def register(app: Flask) -> None:
    """Have every error said."""
    app.before_request(_refuse_unwritable)
    app.register_error_handler(MediathequeError, _ours)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DatabaseError, _database)
