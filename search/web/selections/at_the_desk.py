"""What an account may do with selections: publish under its name, and withdraw one that was published."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from corpus.catalogue import selections, withdrawing
from corpus.catalogue.models import Selection
from corpus.errors import BadValue
from search.web.desk.door import account, needs, site
from search.web.holdings import catalogue, holdings
from search.web.pages import numbered
from search.web.selections.arranging import publish, title_of_today
from search.web.selections.basket import Basket
from search.web.selections.keeping import basket, keep

PAGE = 50  # selections on one page of the list


@site.get("/selection")
@needs("editor")
def publishing() -> Response:
    """The last look at what will be published under the name of the account."""
    return _page()


@site.post("/selection")
@needs("editor")
def publish_by_account() -> Response:
    """Publish what the browser keeps, under the name of the account."""
    try:
        pid = publish(basket(), account().name)
    except BadValue:
        return _page(gettext("Ajoutez d’abord un résultat à la sélection."), 400)
    return keep(make_response(redirect(url_for("selections.selection", pid=pid), 303)), Basket())


@site.get("/selections")
@needs("editor")
def published() -> str:
    """Every selection that was published, the newest first."""
    total = catalogue().scalar(select(func.count()).select_from(Selection)) or 0
    last = max(1, -(-total // PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    newest = select(Selection).order_by(Selection.at.desc(), Selection.pid).limit(PAGE).offset((page - 1) * PAGE)
    return render_template(
        "selections/desk_list.html",
        several=list(catalogue().scalars(newest)),
        page=page,
        numbers=numbered(page, last),
        last=last,
        told=request.args.get("dit") == "retiree",
    )


@site.post("/selections/<pid>/retrait")
@needs("librarian")
def withdraw(pid: str) -> Response:
    """Withdraw a selection, with the reason that its address will tell."""
    reason = " ".join(request.form.get("raison", "").split())[:300]
    with holdings().catalogue.writing() as session:
        withdrawing.withdraw_selection(session, selections.selection_at(session, pid), reason, account().name)
    return redirect(url_for(".published", dit="retiree"), 303)


def _page(told: str = "", status: int = 200) -> Response:
    title = basket().title or title_of_today()
    return make_response(render_template("selections/desk_publish.html", made=basket(), title=title, told=told), status)
