"""The page where a selection is arranged: order, comments, titles; and its publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from corpus.catalogue import register, selections
from corpus.catalogue.models import now
from corpus.dates import PartialDate
from corpus.errors import NotFound, NotPublic, TooManySelections, Withdrawn
from search.query.request import Query
from search.query.sent import Shown, shown
from search.web.holdings import catalogue, holdings
from search.web.selections.basket import LONGEST, Basket, Picked
from search.web.selections.gate import site
from search.web.selections.keeping import basket, damaged, fits, keep

_STEPS = {"monter": -1, "descendre": 1}


@dataclass(frozen=True, slots=True)
class Row:
    """One picked result as the page shows it; `found` is None when it cannot be sent any more, `trouble` says why."""

    picked: Picked
    found: Shown | None
    trouble: str = ""


@site.get("/selection")
def arrange() -> Response:
    """The selection that is being made."""
    told = _TOLD[request.args["dit"]]() if request.args.get("dit") in _TOLD else ""
    if damaged():
        told = gettext(
            "Votre sélection n’a pas pu être relue : ce que le navigateur en gardait a été modifié ou coupé. "
            "Elle est vide à nouveau ; les sélections publiées sont intactes."
        )
    return _page(basket(), told)


@site.post("/selection")
def rearrange() -> Response:
    """Keep what was typed and do what the pressed button says."""
    act, _, pid = request.form.get("acte", "garder").partition(":")
    typed = _typed()
    made = _done(typed, act, pid)
    if act == "publier":
        return _published(made)
    if not fits(made):
        return _too_long(made)
    if request.accept_mimetypes.best == "application/json":
        return keep(jsonify(count=len(made), kept=True, said=_said(act)), made)
    anchor = pid if act in _STEPS else None
    return keep(make_response(redirect(url_for(".arrange", _anchor=anchor), 303)), made)


def sent(several: Basket) -> list[selections.Sent]:
    """What is published of a basket: what the house still shows."""
    rows = [(row.picked, row.found) for row in _rows(several)]
    return [
        selections.Sent(found.pid, found.quotation, found.to_record(), picked.section, picked.comment)
        for picked, found in rows
        if found is not None
    ]


def publish(made: Basket, who: str | None) -> str:
    """Publish a basket and note its address in the register; return the pid.

    Raises:
        BadValue: without results that can be sent.
        TooManySelections: see `selections.publish`.
    """
    several = sent(made)
    title = made.title or title_of_today()
    with holdings().catalogue.writing() as session:
        kept = selections.publish(session, title, made.introduction, several, who)
        register.give(session, kept.pid, "selection", selections.words_of(kept))
        return kept.pid


def title_of_today() -> str:
    """The title of a selection that was given none; in French, as everything that is sent."""
    return f"Sélection du {PartialDate.parse(now().date().isoformat()).in_french()}"


def _typed() -> Basket:
    given = request.form
    several = zip(given.getlist("pid"), given.getlist("rubrique"), given.getlist("commentaire"), strict=False)
    known = basket()
    return known.rewritten(given.get("titre", known.title), given.get("introduction", known.introduction), several)


def _done(typed: Basket, act: str, pid: str) -> Basket:
    if act in _STEPS:
        return typed.moved(pid, _STEPS[act])
    acts = {
        "retirer": lambda: typed.removing(pid),
        "vider": typed.emptied,
        "remettre": typed.restored,
    }
    return acts[act]() if act in acts else typed


def _published(made: Basket) -> Response:
    if not any(row.found for row in _rows(made)):
        return _page(made, gettext("Ajoutez d’abord un résultat à la sélection."), 400)
    if holdings().settings.publishing == "comptes":
        if not fits(made):
            return _too_long(made)
        return keep(make_response(redirect(url_for("desk.publishing"), 303)), made)
    try:
        pid = publish(made, None)
    except TooManySelections as error:
        response = _page(made, str(error), 429)
        return keep(response, made) if fits(made) else response
    return keep(make_response(redirect(url_for(".selection", pid=pid), 303)), Basket())


def _too_long(made: Basket) -> Response:
    said = gettext(
        "Le navigateur ne peut pas garder des textes si longs : les derniers changements ne sont pas gardés. "
        "Raccourcissez les commentaires, ou publiez maintenant : tout ce qui est à l’écran sera publié."
    )
    if request.accept_mimetypes.best == "application/json":
        return jsonify(count=len(made), kept=False, said=said)
    return _page(made, said, 413)


def _page(made: Basket, told: str = "", status: int = 200) -> Response:
    page = render_template(
        "selections/arrange.html",
        query=Query(),
        made=made,
        rows=_rows(made),
        told=told,
        longest=LONGEST,
        title_of_today=title_of_today(),
        accounts_only=holdings().settings.publishing == "comptes",
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return keep(response, made) if damaged() else response


def _rows(made: Basket) -> Sequence[Row]:
    return [_row(one) for one in made.items]


def _row(picked: Picked) -> Row:
    try:
        return Row(picked, shown(catalogue(), picked.pid, picked.at))
    except Withdrawn as error:
        return Row(
            picked, None, gettext("« %(title)s » a été retiré depuis ; il ne sera pas publié.", title=error.title)
        )
    except NotPublic as error:
        told = gettext("« %(title)s » n’est plus consultable en ligne ; il ne sera pas publié.", title=error.title)
        return Row(picked, None, told)
    except NotFound:
        return Row(picked, None, gettext("Ce résultat n’est plus dans la collection ; il ne sera pas publié."))


def _said(act: str) -> str:
    return str(gettext("Déplacé.") if act in _STEPS else gettext("Gardé dans ce navigateur."))


_TOLD = {
    "pleine": lambda: gettext(
        "Votre sélection est pleine : le navigateur ne peut pas en garder davantage. Rien n’a été ajouté ; "
        "publiez-la ou retirez un résultat."
    ),
    "trop": lambda: gettext(
        "Tout ne tenait pas : votre sélection est pleine, une partie de celle que vous reprenez n’y est pas."
    ),
}
