"""Entering the desk with name and password, and leaving it."""

from __future__ import annotations

import re

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from corpus import mail
from corpus.catalogue import accounts, sittings
from corpus.catalogue.models import Account
from corpus.errors import TooManyAttempts
from search.web.desk import acquaintance, sitting
from search.web.desk.door import ANYONE, account, needs, site
from search.web.desk.sitting import Sitting
from search.web.holdings import catalogue, holdings

_INSIDE = re.compile(r"/bureau([/?][^\\\x00-\x20\x7f]*)?")


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
    name = request.form.get("nom", "")
    try:
        found = accounts.enter(
            holdings().catalogue, name, request.form.get("mot_de_passe", ""), acquaintance.known_as(name)
        )
    except TooManyAttempts as error:
        slowed = _form(429, str(error))
        slowed.headers["Retry-After"] = str(error.seconds)
        return slowed
    if found is None:
        return _form(403, gettext("Ce nom et ce mot de passe ne vont pas ensemble."))
    back = request.form.get("vers", "")
    inside = _INSIDE.fullmatch(back) is not None
    return welcome(found, request.script_root + back if inside else url_for(".home"))


@site.post("/deconnexion")
@needs("own-account")
def leave() -> BaseResponse:
    """End this sitting."""
    with holdings().catalogue.writing() as session:
        sittings.end(session, account(), g.seat.id)
    response = _to(url_for(".entrance"))
    sitting.forget(response)
    return response


def welcome(found: Account, address: str) -> Response:
    """Begin a sitting of `found` and lead to `address`; this browser is known from now on."""
    response = _to(address)
    sitting.begin(response, found)
    acquaintance.keep(response, found.name)
    return response


def shown_to_nobody(template: str, status: int, **values: object) -> Response:
    """A page with a form for who has not entered: with a sitting of nobody, so that it has a token."""
    if g.sitting is None or g.sitting.key:
        g.sitting = Sitting()
    response = make_response(render_template(template, **values), status)
    sitting.keep(response, g.sitting)
    return response


def _form(status: int, told: str = "") -> Response:
    return shown_to_nobody(
        "desk/entrance.html",
        status,
        told=told,
        name=request.form.get("nom", "")[:200],
        back=request.values.get("vers", ""),
        new=accounts.none_yet(catalogue()),
        by_mail=mail.possible(holdings().settings),
        changed="change" in request.args,
    )


def _to(address: str) -> Response:
    return make_response(redirect(address, 303))
