"""Depositing files in the browser, and what became of every deposit."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from corpus.catalogue import batches, deposits
from corpus.catalogue.models import Deposit
from corpus.errors import NotFound
from search.web.desk.deposit_rows import ROWS, shown
from search.web.desk.door import account, needs, site, takes_files
from search.web.holdings import catalogue, holdings
from search.web.pages import numbered

PAGE = 8  # batches on one page of the list
OLD = "avant"  # how the address names the batch of what came before there were batches
NUMBER = "<int(max=2147483647):number>"


@site.get("/versement")
@needs("deposit")
def choose() -> Response:
    """The form to choose files."""
    return _form(200)


@site.post("/versement")
@needs("deposit")
@takes_files
def receive() -> Response:
    """Keep every file that came, note its deposit; the worker reads them."""
    given = [one for one in request.files.getlist("fichiers") if one.filename]
    wanted = [one for one in given if not _hidden(one)]
    if not wanted:
        return _form(400, gettext("Aucun fichier n’a été choisi."))
    store, kept, batch = holdings().files, [], deposits.new_batch()
    try:
        for one in wanted:
            sha256, size = store.keep(cast("BinaryIO", one.stream))
            kept.append((sha256, size, deposits.name_given(one.filename or "")))
    finally:  # what could be kept before a disk was full is deposited
        with holdings().catalogue.writing() as session:
            for sha256, size, name in kept:
                deposits.note_kept(session, sha256, size, name, account().name, batch)
    return redirect(url_for(".listing", recus=len(kept)), 303)


@site.get("/versements")
@needs("look")
def listing() -> str:
    """What was deposited, by drop, the newest first; or one drop with all its files."""
    session, lot = catalogue(), request.args.get("lot", "")
    page = max(request.args.get("page", 1, int), 1)
    if lot:
        found = batches.named(session, ["" if lot == OLD else lot])
        if not found:
            raise NotFound(lot)
        last = max(1, -(-found[0].total // ROWS))
        page = min(page, last)
    else:
        last = max(1, -(-batches.total(session) // PAGE))
        page = min(page, last)
        found = batches.newest(session, PAGE, (page - 1) * PAGE)
    views = shown(session, found, page if lot else 1, alone=bool(lot))
    return render_template(
        "desk/deposits.html",
        views=views,
        moves=any(one.moves for one in views),
        stopped="arret" in request.args,
        lot=lot,
        counts=deposits.counts(session),
        page=page,
        numbers=numbered(page, last),
        last=last,
        received=max(request.args.get("recus", 0, int), 0),
        megabytes=holdings().settings.upload_megabytes,
    )


@site.post(f"/versements/{NUMBER}/reprise")
@needs("deposit")
def retry(number: int) -> Response:
    """Have a failed or cancelled deposit read again."""
    with holdings().catalogue.writing() as session:
        if deposits.retry(session, number) is None and session.get(Deposit, number) is None:
            raise NotFound(str(number))
    return _back(number)


@site.post(f"/versements/{NUMBER}/annulation")
@needs("deposit")
def cancel(number: int) -> Response:
    """Have a waiting deposit not read; one that is in a worker's hands already is read."""
    with holdings().catalogue.writing() as session:
        if deposits.cancel(session, number) is None and session.get(Deposit, number) is None:
            raise NotFound(str(number))
    return _back(number)


@site.post("/lots/<key>/reprise")
@needs("deposit")
def retry_batch(key: str) -> Response:
    """Have every failed deposit of a batch read again."""
    with holdings().catalogue.writing() as session:
        for number in session.scalars(select(Deposit.id).filter_by(batch=key, outcome="failed")).all():
            deposits.retry(session, number)
    return redirect(url_for(".listing", lot=key), 303)


@site.post("/lots/<key>/annulation")
@needs("deposit")
def cancel_batch(key: str) -> Response:
    """Have nothing more of a batch read."""
    with holdings().catalogue.writing() as session:
        for number in session.scalars(select(Deposit.id).filter_by(batch=key, outcome="waiting")).all():
            deposits.cancel(session, number)
    return redirect(url_for(".listing", lot=key), 303)


def _back(number: int) -> Response:
    lot = request.form.get("lot", "") or None
    return redirect(url_for(".listing", lot=lot, _anchor=f"versement-{number}"), 303)


def _form(status: int, told: str = "") -> Response:
    page = render_template("desk/deposit.html", told=told, megabytes=holdings().settings.upload_megabytes)
    return make_response(page, status)


def _hidden(one: FileStorage) -> bool:
    """Whether a file inside a chosen folder is one that its system keeps for itself, as `add` leaves out too."""
    parts = (one.filename or "").split("/")
    return len(parts) > 1 and any(part.startswith(".") and part.strip(".") for part in parts)
