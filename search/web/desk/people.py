"""Accounts: an administrator opens, changes and closes them; everybody looks after their own."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from corpus import mail
from corpus.catalogue import accounts, resets, sittings
from corpus.catalogue.models import Account
from corpus.errors import BadValue, LastAdministrator, MailFault, NotFound, TooManyAttempts, UnfitPassword
from search.web.addresses import absolute
from search.web.desk import acquaintance
from search.web.desk.door import account, needs, site
from search.web.desk.entrance import welcome
from search.web.desk.resetting import mail_link
from search.web.holdings import catalogue, holdings

NUMBER = "<int(max=2147483647):number>"


@site.get("/comptes")
@needs("accounts")
def people() -> Response:
    """Every account, what each role may do, and the form for a new one."""
    return _people(200)


@site.post("/comptes")
@needs("accounts")
def open_account() -> Response:
    """Open an account; its person chooses the password by the link that is shown."""
    given = {name: request.form.get(name, "") for name in ("nom", "role", "courriel")}
    try:
        with holdings().catalogue.writing() as session:
            made = accounts.add(session, given["nom"], given["role"], None, given["courriel"])
            key = resets.make(session, made)
    except BadValue as error:
        return _people(400, error.why.capitalize(), given)
    return _show_link(made, key)


@site.get(f"/comptes/{NUMBER}")
@needs("accounts")
def person(number: int) -> Response:
    """One account: role, address, sittings."""
    return _person(_account(number), 200)


@site.post(f"/comptes/{NUMBER}")
@needs("accounts")
def change_account(number: int) -> Response:
    """Change role and address."""
    try:
        with holdings().catalogue.writing() as session:
            changed = session.get_one(Account, _account(number).id)
            accounts.change(session, changed, request.form.get("role", ""), request.form.get("courriel", ""))
    except (BadValue, LastAdministrator) as error:
        return _person(_account(number), 400, error.why.capitalize() if isinstance(error, BadValue) else str(error))
    return redirect(url_for(".people", change=number), 303)


@site.post(f"/comptes/{NUMBER}/lien")
@needs("accounts")
def make_link(number: int) -> Response:
    """Make a link for a new password, and mail it when that is wished and possible."""
    found = _account(number)
    if found.closed is not None:
        return _person(found, 400, gettext("Ce compte est fermé : rouvrez-le d’abord."))
    with holdings().catalogue.writing() as session:
        key = resets.make(session, session.get_one(Account, found.id))
    return _show_link(found, key)


@site.post(f"/comptes/{NUMBER}/fermeture")
@needs("accounts")
def close_account(number: int) -> Response:
    """Let nobody enter with it any more, or let its person enter again."""
    try:
        with holdings().catalogue.writing() as session:
            found = session.get_one(Account, _account(number).id)
            if found.closed is None:
                accounts.close(session, found)
            else:
                accounts.reopen(found)
    except LastAdministrator as error:
        return _person(_account(number), 400, str(error))
    return redirect(url_for(".people", change=number), 303)


@site.post(f"/comptes/{NUMBER}/sessions")
@needs("accounts")
def end_their_sittings(number: int) -> Response:
    """End every sitting of somebody."""
    with holdings().catalogue.writing() as session:
        accounts.end_sessions(session, session.get_one(Account, _account(number).id))
    return redirect(url_for(".person", number=number), 303)


@site.get("/compte")
@needs("own-account")
def own() -> Response:
    """One's own account: password and sittings."""
    return _own(200)


@site.post("/compte")
@needs("own-account")
def change_own_password() -> Response:
    """Change one's own password; every other sitting ends, this one goes on."""
    password, name = request.form.get("mot_de_passe", ""), account().name
    if password != request.form.get("encore", ""):
        return _own(400, gettext("Les deux nouveaux mots de passe ne sont pas les mêmes."))
    try:
        now = request.form.get("actuel", "")
        if accounts.enter(holdings().catalogue, name, now, acquaintance.known_as(name)) is None:
            return _own(403, gettext("Le mot de passe actuel n’est pas celui-là."))
        with holdings().catalogue.writing() as session:
            changed = session.get_one(Account, account().id)
            accounts.change_password(session, changed, password)
    except (UnfitPassword, TooManyAttempts) as error:
        return _own(400 if isinstance(error, UnfitPassword) else 429, str(error))
    return welcome(changed, url_for(".own", change=1))


@site.post(f"/compte/sessions/{NUMBER}")
@needs("own-account")
def end_sitting(number: int) -> Response:
    """End one of one's own sittings."""
    with holdings().catalogue.writing() as session:
        if not sittings.end(session, account(), number):
            raise NotFound(str(number))
    return redirect(url_for(".own"), 303)


def _account(number: int) -> Account:
    found = catalogue().get(Account, number)
    if found is None:
        raise NotFound(str(number))
    return found


def _show_link(found: Account, key: str) -> Response:
    """The link, shown once; mailed when that was asked for."""
    settings, path, told, mailed = holdings().settings, url_for(".renew"), "", False
    if "par_courriel" in request.form and found.email and mail.possible(settings):
        try:
            mail_link(settings, found.email, found.name, path, key, lasting="deux jours")
            mailed = True
        except MailFault as error:
            told = str(error)
    page = render_template(
        "desk/link.html", person=found, link=f"{absolute(path)}?lien={key}", told=told, mailed=mailed
    )
    return make_response(page)


def _people(status: int, told: str = "", given: dict[str, str] | None = None) -> Response:
    page = render_template(
        "desk/people.html",
        people=accounts.everybody(catalogue()),
        told=told,
        given=given or {},
        by_mail=mail.possible(holdings().settings),
        changed=request.args.get("change", 0, int),
    )
    return make_response(page, status)


def _person(found: Account, status: int, told: str = "") -> Response:
    page = render_template(
        "desk/person.html",
        person=found,
        sittings=sittings.running(catalogue(), found),
        told=told,
        by_mail=mail.possible(holdings().settings) and found.email,
    )
    return make_response(page, status)


def _own(status: int, told: str = "") -> Response:
    page = render_template(
        "desk/own.html",
        sittings=sittings.running(catalogue(), account()),
        seat=g.seat.id,
        told=told,
        changed="change" in request.args,
        shortest=accounts.SHORTEST,
    )
    return make_response(page, status)
