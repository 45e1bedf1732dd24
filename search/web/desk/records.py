"""Notices at the desk: every one of them, whatever the public sees; one notice with all that may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, cast

from flask import make_response, redirect, render_template, request, send_file, url_for
from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from corpus import wishes
from corpus.catalogue import chronicle, deposits, diffusion, holding_list, replacing, trash, withdrawing
from corpus.catalogue.addresses import document_at
from corpus.catalogue.models import Act, Document, Passage, Version
from corpus.errors import BadValue, Became, MissingFile, NotFound, Withdrawn
from corpus.permalinks import is_pid, key_in
from search.web.desk.doing import NUMBER, done, tried
from search.web.desk.door import account, needs, site, takes_files
from search.web.facing import PICTURE_WIDTH
from search.web.holdings import catalogue, holdings
from search.web.pages import numbered

RECENT = 8  # acts of the journal on the page of a notice


@site.get("/documents")
@needs("look")
def records() -> str:
    """Every notice, the latest first; `q` looks in titles, file names and identifiers, `etat` chooses."""
    words, state = request.args.get("q", "")[:200], request.args.get("etat", "all")
    page = min(max(request.args.get("page", 1, int), 1), 100_000)  # no database counts without end
    found = holding_list.listed(catalogue(), words, state, page)
    last = max(1, -(-found.total // holding_list.PER_PAGE))
    return render_template(
        "desk/records.html",
        found=found,
        words=words,
        state=state,
        state_of=holding_list.state_of,
        page=page,
        last=last,
        numbers=numbered(min(page, last), last),
    )


@site.get("/documents/<pid>")
@needs("look")
def record(pid: str) -> Response:
    """One notice: its state, its versions, its journal, and what may be done."""
    return _page(pid)


@site.post("/documents/<pid>/retrait")
@needs("notices")
def withdraw_record(pid: str) -> Response:
    """Withdraw a notice, with the reason that its address will tell, and what to read instead."""
    reason = request.form.get("raison", "")[:500]

    def act(session: Session, one: Document) -> Act:
        instead = _pid_in(request.form.get("a_la_place", ""))
        return withdrawing.withdraw(session, one, reason, account().name, instead)

    return _act(pid, act)


@site.post("/documents/<pid>/remise")
@needs("notices")
def restore_record(pid: str) -> Response:
    """Show a notice again: out of the bin first, if it is there."""

    def act(session: Session, one: Document) -> Act:
        if one.trashed_at is not None:
            return trash.take_out(session, [one], account().name)
        return withdrawing.restore(session, one, account().name)

    return _act(pid, act)


@site.post("/documents/<pid>/corbeille")
@needs("notices")
def throw_record_away(pid: str) -> Response:
    """Put a notice into the bin."""
    return _act(pid, lambda session, one: trash.throw_away(session, [one], account().name))


@site.post("/documents/<pid>/diffusion")
@needs("notices")
def diffuse_record(pid: str) -> Response:
    """Say who may see a document, and from which day on everybody may."""
    to, until = request.form.get("diffusion", ""), request.form.get("jusqu_au", "").strip() or None
    return _act(pid, lambda session, one: diffusion.diffuse(session, [one], to, until, account().name))


@site.post("/documents/<pid>/relecture")
@needs("reread")
def reread_record(pid: str) -> Response:
    """Have a document read again; what people decided stays."""
    _document(pid)
    wishes.ask(holdings().settings.home_path, [pid])
    return redirect(url_for(".record", pid=pid, dit="relecture"), 303)


@site.post("/documents/<pid>/fichier")
@needs("notices")
@takes_files
def replace_file(pid: str) -> Response:
    """Deposit the next version of a document: the notice and its addresses stay."""
    given = request.files.get("fichier")
    if given is None or not given.filename:
        return _page(pid, gettext("Aucun fichier n’a été choisi."), 400)
    _document(pid)
    sha256, size = holdings().files.keep(cast("BinaryIO", given.stream))
    batch = deposits.new_batch()
    with holdings().catalogue.writing() as session:
        name = deposits.name_given(given.filename)
        replacing.note_version(session, sha256, size, name, account().name, pid, batch)
    return redirect(url_for(".listing", lot=batch, recus=1), 303)


@site.get(f"/versions/{NUMBER}/fichier")
@needs("look")
def version_file(number: int) -> Response:
    """A file as it was deposited, whichever version it is; always as a download."""
    version = _version(number)
    path = holdings().files.path(version.sha256)
    if not path.is_file():
        raise MissingFile(version.filename, "le fichier original n'est pas à sa place")
    kind = version.stored_file.media_type
    answer = send_file(path, mimetype=kind, as_attachment=True, download_name=version.filename)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@site.get(f"/versions/{NUMBER}/page/<int(max=1000000):page>")
@needs("look")
def version_page(number: int, page: int) -> Response:
    """The picture of a page of any version."""
    version, painter = _version(number), holdings().painter
    if painter is None or not 1 <= page <= (version.pages or 0):
        raise NotFound(f"{number}/page/{page}")
    path = painter(holdings().settings, version.sha256, page, PICTURE_WIDTH)
    return make_response(send_file(path, mimetype="image/png"))


def _page(pid: str, told: str = "", status: int = 200) -> Response:
    session, shown = catalogue(), _document(pid)
    counts = select(Passage.version_id, func.count()).join(Version).where(Version.document_pid == pid)
    rows = session.execute(counts.group_by(Passage.version_id))
    passages = {number: count for number, count in rows}  # noqa: C416 (rows are no pairs)
    settings = holdings().settings
    page = render_template(
        "desk/record.html",
        shown=shown,
        state=holding_list.state_of(shown),
        became=_became(pid),
        instead=session.get(Document, shown.withdrawn_for) if shown.withdrawn_for else None,
        twin=session.get(Document, shown.duplicate_of) if shown.duplicate_of else None,
        passages=passages,
        acts=chronicle.page(session, pid=pid, per_page=RECENT),
        wished=pid in wishes.waiting(settings.home_path),
        failure=wishes.failures(settings.home_path).get(pid, ""),
        refusal=told,
        asked=request.args.get("dit", ""),
        given=request.form,
        megabytes=settings.upload_megabytes,
    )
    return make_response(page, status)


def _act(pid: str, act: Callable[[Session, Document], Act]) -> Response:
    _document(pid)

    def do() -> Response:
        with holdings().catalogue.writing() as session:
            made = act(session, session.get_one(Document, pid))
        return done(url_for(".record", pid=pid), made)

    return tried(do, lambda told: _page(pid, told))


def _document(pid: str) -> Document:
    found = catalogue().get(Document, pid)
    if found is None:
        raise NotFound(pid)
    return found


def _version(number: int) -> Version:
    found = catalogue().get(Version, number)
    if found is None:
        raise NotFound(str(number))
    return found


def _became(pid: str) -> str:
    """The document of which this one is a version today, "" when it stands by itself."""
    try:
        document_at(catalogue(), pid, inside=True)
    except Became as error:
        return error.new_pid
    except Withdrawn:
        pass
    return ""


def _pid_in(text: str) -> str | None:
    """The pid that somebody typed or pasted with its address; None when there is nothing.

    Raises:
        BadValue: when there is something else.
    """
    words = text.strip()
    if not words:
        return None
    last = key_in(words)
    if not is_pid(last):
        raise BadValue("instead", words, gettext("collez l’adresse du document à lire à la place, ou son identifiant."))
    return last
