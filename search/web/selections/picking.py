"""Adding a result to the selection from any page, and taking it back: without JavaScript, or without a reload."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from flask import jsonify, make_response, redirect, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from corpus.catalogue.addresses import Moved, passage_at
from corpus.catalogue.models import Passage
from corpus.errors import NotFound
from corpus.permalinks import is_pid
from search.query.request import clean
from search.query.sent import quoted_from, shown
from search.query.words import parse
from search.web.holdings import catalogue
from search.web.same_origin import way_back
from search.web.selections.basket import MOST_ITEMS, Basket, Picked
from search.web.selections.gate import site
from search.web.selections.keeping import basket, fits, keep


@site.post("/selection/ajouter")
def add() -> Response:
    """Add the result `pid`, and lead back to the page where it was."""
    pid = request.form.get("pid", "")
    known = basket()
    if pid in known:
        return _done(pid, known)
    found = shown(catalogue(), pid)  # raises when nothing is there
    made = known.adding(Picked(pid, _quoted_from(pid) if found.kind == "passage" else 0))
    if known.full or not fits(made):
        return _full(pid)
    return _done(pid, made)


@site.post("/selection/retirer")
def drop() -> Response:
    """Take the result `pid` out of the selection again."""
    pid = request.form.get("pid", "")
    return _done(pid, basket().removing(pid))


def _quoted_from(pid: str) -> int:
    """Where the quotation of a passage begins: at the words that the page was asked for."""
    words = parse_qs(urlsplit(_back() or "").query).get("q", [""])[0]
    try:
        found = passage_at(catalogue(), pid)
    except NotFound:
        return 0
    passage = catalogue().get(Passage, found.pid) if isinstance(found, Moved) else found
    return quoted_from(passage, parse(clean(words))) if passage is not None else 0


def _back() -> str | None:
    return way_back(request.form.get("retour", ""))


def _done(pid: str, made: Basket) -> Response:
    """The page where the button was, at the result; a program of ours is told what changed."""
    if _by_script():
        response = jsonify(count=len(made), picked=pid in made, said=_said(len(made), picked=pid in made))
    else:
        place = f"#{pid}" if is_pid(pid) else ""  # anything may stand in a form
        response = make_response(redirect((_back() or url_for("selections.arrange")) + place, 303))
    return keep(response, made)


def _full(pid: str) -> Response:
    said = gettext(
        "Votre sélection est pleine : le navigateur ne peut pas en garder davantage (%(most)s résultats, moins quand "
        "les commentaires sont longs). Rien n’a été ajouté ; publiez-la ou retirez un résultat.",
        most=MOST_ITEMS,
    )
    if _by_script():
        return jsonify(count=len(basket()), picked=pid in basket(), said=said)
    return redirect(url_for("selections.arrange", dit="pleine"), 303)


def _said(count: int, *, picked: bool) -> str:
    done = gettext("Ajouté à votre sélection.") if picked else gettext("Retiré de votre sélection.")
    holds = (
        ngettext("Elle a %(num)s résultat.", "Elle a %(num)s résultats.", count) if count else gettext("Elle est vide.")
    )
    return f"{done} {holds}"


def _by_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
