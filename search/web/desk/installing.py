"""The first account, made in the browser by who can read the terminal in which the site was started."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from corpus import first_key
from corpus.catalogue import accounts
from corpus.errors import BadValue, UnfitPassword
from search.web.desk.door import ANYONE, needs, site
from search.web.desk.entrance import shown_to_nobody, welcome
from search.web.holdings import catalogue, holdings


@site.get("/installation")
@needs(ANYONE)
def first() -> Response:
    """The form for the first account; once there is one, the entrance."""
    if not accounts.none_yet(catalogue()):
        return redirect(url_for(".entrance"))
    return _form(200)


@site.post("/installation")
@needs(ANYONE)
def install() -> Response:
    """Make the first account, an administrator's, when the key fits."""
    home = holdings().settings.home_path
    if not accounts.none_yet(catalogue()):
        return redirect(url_for(".entrance"), 303)
    if not first_key.fits(home, request.form.get("cle", "")):
        return _form(403, gettext("Cette clé n’est pas celle que montre le terminal où le site a été démarré."))
    password = request.form.get("mot_de_passe", "")
    if password != request.form.get("encore", ""):
        return _form(400, gettext("Les deux mots de passe ne sont pas les mêmes."))
    try:
        with holdings().catalogue.writing() as session:
            if not accounts.none_yet(session):
                return redirect(url_for(".entrance"), 303)
            made = accounts.add(session, request.form.get("nom", ""), "administrator", password)
    except (BadValue, UnfitPassword) as error:
        return _form(400, error.why.capitalize() if isinstance(error, BadValue) else str(error))
    first_key.forget(home)
    return welcome(made, url_for(".choose"))


def _form(status: int, told: str = "") -> Response:
    return shown_to_nobody(
        "desk/installation.html",
        status,
        told=told,
        key=request.values.get("cle", "")[:100],
        name=request.form.get("nom", "")[:200],
        shortest=accounts.SHORTEST,
    )
