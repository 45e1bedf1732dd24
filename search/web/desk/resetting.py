"""A new password by a link that works once: given by an administrator, or sent to the address of the account."""

from __future__ import annotations

import logging
from threading import Thread

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from corpus import mail
from corpus.catalogue import Catalogue, accounts, resets
from corpus.errors import BadReset, MediathequeError, TooManyAttempts, UnfitPassword
from corpus.settings import Settings
from search.web.desk.door import ANYONE, needs, site
from search.web.desk.entrance import shown_to_nobody, welcome
from search.web.holdings import catalogue, holdings

log = logging.getLogger("mediatheque.desk")


@site.get("/mot-de-passe")
@needs(ANYONE)
def renew() -> Response:
    """The form for a new password; to look at it does not use the link up."""
    return _form(200)


@site.post("/mot-de-passe")
@needs(ANYONE)
def renewed() -> Response:
    """Take the new password, and let its person in."""
    password = request.form.get("mot_de_passe", "")
    if password != request.form.get("encore", ""):
        return _form(400, gettext("Les deux mots de passe ne sont pas les mêmes."))
    try:
        with holdings().catalogue.writing() as session:
            account = resets.use(session, request.form.get("lien", ""), password)
    except UnfitPassword as error:
        return _form(400, str(error))
    except BadReset as error:
        return _form(403, str(error))
    return welcome(account, url_for(".home"))


@site.get("/oubli")
@needs(ANYONE)
def forgotten() -> Response:
    """The form that asks for a link by mail."""
    _refuse_without_mail()
    return shown_to_nobody("desk/forgotten.html", 200)


@site.post("/oubli")
@needs(ANYONE)
def send_link() -> Response:
    """Send a link, if the account exists and has an address; the answer is the same in any case."""
    _refuse_without_mail()
    name = request.form.get("nom", "")[:200]
    house = holdings()
    try:
        with house.catalogue.writing() as session:
            accounts.slow_down(session, f"oubli {accounts.folded(name)}")
    except TooManyAttempts as error:
        slowed = shown_to_nobody("desk/forgotten.html", 429, told=str(error), name=name)
        slowed.headers["Retry-After"] = str(error.seconds)
        return slowed
    # Aside, so that the time of the answer tells nobody whether the account exists.
    Thread(target=_send, args=(house.catalogue, house.settings, name, url_for(".renew")), daemon=True).start()
    return redirect(url_for(".forgotten", envoye=1), 303)


def _send(catalogue: Catalogue, settings: Settings, name: str, path: str) -> None:
    try:
        with catalogue.writing() as session:
            account = accounts.named(session, name)
            if account is None or account.closed or not account.email or resets.mailed_lately(session, account):
                return
            key = resets.make(session, account, resets.BY_MAIL)
        mail_link(settings, account.email, account.name, path, key, lasting="une heure")
    except MediathequeError as error:
        log.warning("lien de mot de passe : %s", error)


def mail_link(settings: Settings, to: str, name: str, path: str, key: str, *, lasting: str) -> None:
    """Mail the link of `key` to the person of the account `name`.

    Raises:
        MailFault: when the mail cannot be sent.
    """
    prefix = settings.url.rstrip("/")
    text = (
        f"Bonjour,\n\nVoici le lien pour choisir un mot de passe du bureau de « {settings.name} », compte « {name} » :"
        f"\n\n{prefix}{path}?lien={key}\n\nIl sert une fois, pendant {lasting}. Si vous n'avez rien demandé, ne "
        "faites rien : rien n'est changé.\n"
    )
    mail.send(settings, to, f"{settings.name} : mot de passe du bureau", text)


def _refuse_without_mail() -> None:
    if not mail.possible(holdings().settings):
        raise NotFound


def _form(status: int, told: str = "") -> Response:
    key = request.values.get("lien", "")[:200]
    try:
        name = resets.owner(catalogue(), key).name
    except BadReset as error:
        return shown_to_nobody("desk/renewal.html", 403, told=told or str(error), name="", key="")
    response = shown_to_nobody("desk/renewal.html", status, told=told, name=name, key=key, shortest=accounts.SHORTEST)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address of this page is a secret
    return response
