"""The door of the desk: no page without an account whose role suffices, no act without the token of our own form."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import TypeVar, cast

from flask import Blueprint, Response, current_app, g, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from corpus.catalogue import accounts
from corpus.catalogue.models import Account
from corpus.errors import NotAllowed, StaleForm, StorageFault, TooLarge
from search.web.desk import sitting
from search.web.desk.sitting import Sitting
from search.web.holdings import catalogue, holdings

site = Blueprint("desk", __name__, url_prefix="/bureau")

View = TypeVar("View", bound=Callable[..., object])
ANYONE = ""
SMALL = 100_000  # bytes of a form without files
MOST_FILES = 5000


def needs(role: str) -> Callable[[View], View]:
    """Mark a view with the role it needs; an unmarked one is for administrators."""

    def mark(view: View) -> View:
        view.role = role  # type: ignore[attr-defined]
        return view

    return mark


def takes_files(view: View) -> View:
    """Mark a view whose form may be as large as the settings allow."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def account() -> Account:
    """Who sits here; only behind the door."""
    return cast("Account", g.account)


@site.before_request
def guard() -> BaseResponse | None:
    """Let in who may, and accept only forms of our own."""
    view = current_app.view_functions[request.endpoint or ""]
    role = getattr(view, "role", accounts.ROLES[-1])
    g.sitting = sitting.read()
    g.account = _who(g.sitting)
    if role != ANYONE:
        if g.account is None:
            back = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("desk.entrance", vers=back), 302)
        if not accounts.may(g.account, role):
            raise NotAllowed(g.account.name)
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        _accept(large=getattr(view, "takes_files", False))
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
        "may": lambda role: g.get("account") is not None and accounts.may(g.account, role),
    }


def _who(found: Sitting | None) -> Account | None:
    if found is None or found.account is None:
        return None
    known = catalogue().get(Account, found.account)
    return known if known is not None and known.turn == found.turn else None


def _accept(*, large: bool) -> None:
    """Take the form in, within its limits, and look for the token of this sitting in it."""
    megabytes = holdings().settings.upload_megabytes
    request.max_content_length = megabytes * 10**6 if large else SMALL
    request.max_form_parts = MOST_FILES
    try:
        given = request.form.get("jeton", "")
    except RequestEntityTooLarge as error:
        raise TooLarge(megabytes, MOST_FILES) from error
    except OSError as error:
        raise StorageFault.of(error) from error
    if g.sitting is None or not hmac.compare_digest(given.encode(), g.sitting.token.encode()):
        raise StaleForm
