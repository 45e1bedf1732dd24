"""Depositing files in the browser, and what became of every deposit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, cast

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from corpus.catalogue import deposits
from corpus.catalogue.models import Deposit, Document, now
from corpus.errors import NotFound
from search.web.desk.door import account, needs, site, takes_files
from search.web.holdings import catalogue, holdings
from search.web.pages import numbered
from search.web.typography import day

PAGE = 50  # deposits on one page of the list


@dataclass(frozen=True)
class Row:
    """One deposit as the list shows it."""

    entry: Deposit
    title: str | None  # of the document that it became, as it is now

    @property
    def state(self) -> str:
        """The outcome, or `reading` while a worker has it in hand."""
        entry = self.entry
        held = entry.leased_by is not None and entry.leased_until is not None and entry.leased_until > now()
        return "reading" if entry.outcome == "waiting" and held else entry.outcome

    @property
    def when(self) -> str:
        """The day and time of the deposit, where the site stands."""
        local = self.entry.at.astimezone()
        return str(gettext("%(day)s à %(time)s", day=day(local), time=f"{local:%H:%M}"))


@site.get("/")
@needs("editor")
def home() -> Response:
    """The desk opens on what was deposited last."""
    return redirect(url_for(".listing"))


@site.get("/versement")
@needs("librarian")
def choose() -> Response:
    """The form to choose files."""
    return _form(200)


@site.post("/versement")
@needs("librarian")
@takes_files
def receive() -> Response:
    """Keep every file that came, note its deposit; the worker reads them."""
    given = [one for one in request.files.getlist("fichiers") if one.filename]
    wanted = [one for one in given if not _hidden(one)]
    if not wanted:
        return _form(400, gettext("Aucun fichier n’a été choisi."))
    store, kept = holdings().files, []
    try:
        for one in wanted:
            sha256, size = store.keep(cast("BinaryIO", one.stream))
            kept.append((sha256, size, deposits.name_given(one.filename or "")))
    finally:  # what could be kept before a disk was full is deposited
        with holdings().catalogue.writing() as session:
            for sha256, size, name in kept:
                deposits.note_kept(session, sha256, size, name, account().name)
    return redirect(url_for(".listing", recus=len(kept)), 303)


@site.get("/versements")
@needs("editor")
def listing() -> str:
    """Every deposit, the newest first."""
    session = catalogue()
    total = session.scalar(select(func.count()).select_from(Deposit)) or 0
    last = max(1, -(-total // PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    newest = (
        select(Deposit, Document.title)
        .outerjoin(Document, Document.pid == Deposit.document_pid)
        .order_by(Deposit.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return render_template(
        "desk/deposits.html",
        rows=[Row(entry, title) for entry, title in session.execute(newest)],
        counts=deposits.counts(session),
        page=page,
        numbers=numbered(page, last),
        last=last,
        received=max(request.args.get("recus", 0, int), 0),
    )


@site.post("/versements/<int(max=2147483647):number>/reprise")
@needs("librarian")
def retry(number: int) -> Response:
    """Have a failed deposit read again."""
    with holdings().catalogue.writing() as session:
        if deposits.retry(session, number) is None and session.get(Deposit, number) is None:
            raise NotFound(str(number))
    page = request.form.get("page", 1, int)
    return redirect(url_for(".listing", page=page if page > 1 else None, _anchor=f"versement-{number}"), 303)


def _form(status: int, told: str = "") -> Response:
    page = render_template("desk/deposit.html", told=told, megabytes=holdings().settings.upload_megabytes)
    return make_response(page, status)


def _hidden(one: FileStorage) -> bool:
    """Whether a file inside a chosen folder is one that its system keeps for itself, as `add` leaves out too."""
    parts = (one.filename or "").split("/")
    return len(parts) > 1 and any(part.startswith(".") and part.strip(".") for part in parts)
