"""The door of the desk: no page without an account whose role suffices, no act without the token of our own form."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar, cast
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, g, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from corpus.catalogue import accounts, rights, sittings
from corpus.catalogue.models import Account
from corpus.catalogue.models import Sitting as Seat
from corpus.errors import CatalogueUnavailable, NoSitting, NotAllowed, StaleForm, StorageFault, TooLarge
from search.web.desk import sitting, wording
from search.web.desk.sitting import Sitting
from search.web.desk.typed import typed
from search.web.holdings import catalogue, holdings

site = Blueprint("desk", __name__, url_prefix="/bureau")

View = TypeVar("View", bound=Callable[..., object])
ANYONE = ""
SMALL = 100_000  # bytes of a form without files
MOST_FILES = 5000
PIECE = 16_000_000  # bytes of one piece of a large file
SAID_BY_SCRIPTS = "X-Jeton"


def needs(right: str) -> Callable[[View], View]:
    """Mark a view with the right that it needs (see `corpus.catalogue.rights`, or the name of a role).

    An unmarked one is for administrators; ANYONE asks for no account.

    Raises:
        KeyError: when there is no such right.
    """
    role = rights.role_for(right) if right != ANYONE else ANYONE

    def mark(view: View) -> View:
        view.role = role  # type: ignore[attr-defined]
        return view

    return mark


def takes_files(view: View) -> View:
    """Mark a view whose form may be as large as the settings allow."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def takes_pieces(view: View) -> View:
    """Mark a view that is sent bytes as they are, by a script that tells the token in a header."""
    view.takes_pieces = True  # type: ignore[attr-defined]
    return view


def for_a_program() -> bool:
    """Whether a script of ours asks, which wants an answer in JSON."""
    return request.accept_mimetypes.best == "application/json"


def account() -> Account:
    """Who sits here; only behind the door."""
    return cast("Account", g.account)


@site.before_request
def guard() -> BaseResponse | None:
    """Let in who may, and accept only forms of our own."""
    view = current_app.view_functions[request.endpoint or ""]
    role = getattr(view, "role", accounts.ROLES[-1])
    g.sitting = sitting.read()
    g.seat, g.account = _who(g.sitting)
    if role != ANYONE:
        if g.account is None:
            if for_a_program():
                raise NoSitting
            return _show_out()
        if not accounts.may(g.account, role):
            raise NotAllowed(g.account.name)
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        if getattr(view, "takes_pieces", False):
            _accept_pieces()
        else:
            _accept(large=getattr(view, "takes_files", False))
    _note_day()
    return None


@site.after_request
def keep_private(response: Response) -> Response:
    """The pages of the desk are kept by no cache and listed by no robot."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@site.context_processor
def for_templates() -> dict[str, object]:
    """What the templates of the desk ask for."""
    return {
        "account": g.get("account"),
        "token": g.sitting.token if g.get("sitting") else "",
        "typed": typed,
        "form_page": form_page,
        "may": lambda right: g.get("account") is not None and accounts.may(g.account, right),
        "rights": rights,
        "ROLE_NAMES": wording.ROLE_NAMES,
        "RIGHT_NAMES": wording.RIGHT_NAMES,
        "DEPOSIT_STATES": wording.DEPOSIT_STATES,
    }


def _show_out() -> BaseResponse:
    """Lead to the entrance, and from there back; what stood in a form is shown once more first."""
    request.max_content_length = SMALL
    if typed():
        raise NoSitting
    back = request.full_path.rstrip("?") if request.method == "GET" else form_page()
    return redirect(url_for("desk.entrance", vers=back or None), 302)


def form_page() -> str:
    """The page of the desk on which the form of this request stood, "" when that is not known."""
    parts = urlsplit(request.referrer or "")
    path = parts.path.removeprefix(request.script_root) + (f"?{parts.query}" if parts.query else "")
    return path if path.startswith(f"{site.url_prefix}/") else ""


def _who(found: Sitting | None) -> tuple[Seat | None, Account | None]:
    """The sitting in the catalogue with its account, when the cookie names one that still runs."""
    if found is None or not found.key:
        return None, None
    return sittings.at(catalogue(), found.key) or (None, None)


def _note_day() -> None:
    """Note that somebody was here today: one write a day, which a full disk may refuse."""
    if g.seat is None or g.seat.seen == sittings.today():
        return
    with suppress(CatalogueUnavailable), holdings().catalogue.writing() as session:
        kept = session.get(Seat, g.seat.id)
        if kept is not None:
            kept.seen = sittings.today()


def _accept(*, large: bool) -> None:
    """Take the form in, within its limits, and look for the token of this sitting in it."""
    megabytes = holdings().settings.upload_megabytes
    request.max_content_length = megabytes * 10**6 if large else SMALL
    request.max_form_parts = MOST_FILES
    try:
        given = request.headers.get(SAID_BY_SCRIPTS) or request.form.get("jeton", "")
    except RequestEntityTooLarge as error:
        raise TooLarge(megabytes, MOST_FILES) from error
    except OSError as error:
        raise StorageFault.of(error) from error
    _check(given)


def _accept_pieces() -> None:
    """Bytes as they are: only a script of our own pages can send the header."""
    request.max_content_length = PIECE
    if (request.content_length or 0) > PIECE:
        raise TooLarge(PIECE // 10**6, 1)
    _check(request.headers.get(SAID_BY_SCRIPTS, ""))


def _check(given: str) -> None:
    if g.sitting is None or not hmac.compare_digest(given.encode(), g.sitting.token.encode()):
        raise StaleForm
