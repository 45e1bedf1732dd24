"""The journal: who did what, when, on what; and the way back."""

from __future__ import annotations

from flask import make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from corpus.catalogue import chronicle, telling, undoing
from corpus.catalogue.journal import called
from corpus.catalogue.models import Act, Document, Passage, Selection, Term
from corpus.permalinks import is_pid, key_in
from corpus.refusals import CannotUndo
from search.web.desk.doing import NUMBER, done, way_back_or
from search.web.desk.door import account, needs, site
from search.web.holdings import catalogue, holdings
from search.web.pages import numbered

CHANGES = 300  # lines of one act that are shown
VERBS = telling.VERBS


@site.get("/journal")
@needs("look")
def journal() -> str:
    """The acts of everybody, or of one person, of one kind, on one thing; the newest first."""
    session = catalogue()
    pid, who, verb = (request.args.get(name, "")[:200].strip() for name in ("sur", "qui", "acte_de"))
    pid = key_in(pid)
    verb = verb if verb in VERBS else ""
    number = min(max(request.args.get("page", 1, int), 1), 1_000_000)
    shown = chronicle.page(session, number, pid=pid if is_pid(pid) else "", who=who, verb=verb)
    return render_template(
        "desk/journal.html",
        shown=shown,
        numbers=numbered(min(number, shown.pages), shown.pages),
        pid=pid if is_pid(pid) else "",
        who=who,
        verb=verb,
        verbs=VERBS,
        people=session.scalars(select(Act.who).distinct().order_by(Act.who)).all(),
        called=called(session, pid) if is_pid(pid) else "",
        addresses=addresses(session, [one.target_pid for one in shown.entries]),
    )


@site.get(f"/journal/{NUMBER}")
@needs("look")
def act(number: int) -> Response:
    """One act with everything that it changed."""
    return _page(number)


@site.post(f"/journal/{NUMBER}/annulation")
@needs("undo")
def undo(number: int) -> Response:
    """Undo an act, or say why it cannot be undone."""
    try:
        with holdings().catalogue.writing() as session:
            made = undoing.undo(session, number, account().name)
    except CannotUndo as error:
        return _page(number, error, 409)
    return done(way_back_or(url_for(".act", number=number)), made)


def addresses(session: Session, pids: list[str | None]) -> dict[str, str]:
    """Where each of these is seen at the desk."""
    wanted = {pid for pid in pids if pid}
    found = {pid: url_for("desk.record", pid=pid) for pid in _among(session, Document, wanted)}
    found |= {pid: url_for("desk.authority", pid=pid) for pid in _among(session, Term, wanted)}
    found |= {pid: url_for("records.passage", pid=pid) for pid in _among(session, Passage, wanted)}
    return found | {pid: url_for("selections.selection", pid=pid) for pid in _among(session, Selection, wanted)}


def _among(session: Session, record: type[Document | Term | Passage | Selection], pids: set[str]) -> list[str]:
    return list(session.scalars(select(record.pid).where(record.pid.in_(pids))))


def _page(number: int, refusal: CannotUndo | None = None, status: int = 200) -> Response:
    session = catalogue()
    entry = chronicle.entry(session, number)
    told = chronicle.changes(session, number, CHANGES)
    pids = [one.pid for one in told]
    page = render_template(
        "desk/act.html",
        entry=entry,
        told=told,
        most=CHANGES,
        refusal=refusal,
        back=way_back_or(""),
        names={pid: called(session, pid) for pid in dict.fromkeys(pids[:60]) if pid},
        addresses=addresses(session, [entry.target_pid, *pids]),
    )
    return make_response(page, status)
