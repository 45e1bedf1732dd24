"""Entering the desk with name and password, and leaving it."""

from __future__ import annotations

import re

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from corpus.catalogue import accounts
from corpus.catalogue.models import Account
from corpus.errors import TooManyAttempts
from search.web.desk import sitting
from search.web.desk.door import ANYONE, account, needs, site
from search.web.desk.sitting import Sitting
from search.web.holdings import holdings

_INSIDE = re.compile(r"/bureau(/[\w./-]*)?(\?[\w=&.%-]*)?", re.ASCII)


@site.get("/connexion")
@needs(ANYONE)
def entrance() -> BaseResponse:
    """The form that asks for name and password."""
    if g.account is not None:
        return redirect(url_for(".home"))
    return _form(200)


@site.post("/connexion")
@needs(ANYONE)
def enter() -> BaseResponse:
    """Begin a sitting, or say that name and password do not fit."""
    try:
        found = accounts.enter(holdings().catalogue, request.form.get("nom", ""), request.form.get("mot_de_passe", ""))
    except TooManyAttempts as error:
        slowed = _form(429, str(error))
        slowed.headers["Retry-After"] = str(error.seconds)
        return slowed
    if found is None:
        return _form(403, gettext("Ce nom et ce mot de passe ne vont pas ensemble."))
    back = request.form.get("vers", "")
    inside = _INSIDE.fullmatch(back) is not None
    response = _to(request.script_root + back if inside else url_for(".home"))
    sitting.keep(response, Sitting(found.id, found.turn))
    return response


@site.post("/deconnexion")
@needs("editor")
def leave() -> BaseResponse:
    """End every sitting of the account: a forgotten one elsewhere too."""
    with holdings().catalogue.writing() as session:
        accounts.end_sessions(session.get_one(Account, account().id))
    response = _to(url_for(".entrance"))
    sitting.forget(response)
    return response


def _form(status: int, told: str = "") -> Response:
    """The form, with a sitting of nobody so that it has a token."""
    if g.sitting is None or g.sitting.account is not None:
        g.sitting = Sitting()
    back = request.values.get("vers", "")
    response = make_response(
        render_template("desk/entrance.html", told=told, name=request.form.get("nom", "")[:200], back=back), status
    )
    sitting.keep(response, g.sitting)
    return response


def _to(address: str) -> Response:
    return make_response(redirect(address, 303))
