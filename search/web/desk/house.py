"""The state of the house: what waits, what failed, what is left of the disk, how the collection is used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from flask import Response, jsonify, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from corpus import house, wishes
from corpus.catalogue import tallies
from corpus.catalogue.models import Document, Passage, SavedSearch, Selection, Version, now
from corpus.errors import IndexUnavailable
from search.index import follow
from search.web.desk.door import needs, site
from search.web.holdings import catalogue, holdings

WEEKS = 4
SCARCE = 0.1  # share of the disk below which it is said
OLD_BACKUP = 8  # days


@site.get("/etat")
@needs("look")
def state() -> str:
    """The state of the house."""
    return render_template("desk/house.html", **_facts(), asked=request.args.get("relire", 0, int))


@site.get("/etat.json")
@needs("look")
def state_json() -> Response:
    """The same to programs."""
    told = _facts()
    return jsonify(
        queue=asdict(told["queue"]),
        failures=[
            {
                "deposit": one.id,
                "file": one.filename,
                "at": one.at.isoformat(),
                "code": one.code,
                "message": one.message,
            }
            for one in told["failures"]
        ],
        worker={"lives": told["worker"].lives, "seen": _iso(told["worker"].seen), "reader": told["worker"].reader},
        scans=asdict(told["scans"]),
        disk=asdict(told["disk"]),
        index={"documents_behind": told["behind"], "error": told["index_error"] or None},
        backup={"at": _iso(told["backup"]), "days": told["backup_days"]},
        readings=asdict(told["readings"]),
        weeks=[asdict(one) | {"monday": one.monday.isoformat()} for one in told["weeks"]],
    )


@site.post("/etat/relecture")
@needs("reread")
def wish_readings() -> BaseResponse:
    """Have everything read again that an older reader read."""
    settings = holdings().settings
    reader = house.worker(settings).reader
    pids = house.read_by_older(catalogue(), reader) if reader else []
    wishes.ask(settings.home_path, pids)
    return redirect(url_for(".state", relire=len(pids)), 303)


def _facts() -> dict[str, Any]:
    session, settings = catalogue(), holdings().settings
    worker = house.worker(settings)
    backup, weeks = house.backup_at(settings), tallies.weeks(session, WEEKS)
    behind, index_error = _index()
    disk = house.disk(session, settings)
    return {
        "queue": house.queue(session),
        "failures": house.failures(session),
        "worker": worker,
        "scans": house.scans(session, settings),
        "disk": disk,
        "scarce": disk.free < SCARCE * disk.total,
        "behind": behind,
        "index_error": index_error,
        "backup": backup,
        "backup_days": (now() - backup).days if backup else None,
        "backup_old": backup is None or (now() - backup).days >= OLD_BACKUP,
        "readings": house.readings(session, settings, worker.reader),
        "weeks": weeks,
        "titles": _titles(session, {pid for one in weeks for pid, _ in one.most_opened + one.most_followed}),
    }


def _index() -> tuple[int | None, str]:
    try:
        return follow.behind(holdings().catalogue, holdings().engine), ""
    except IndexUnavailable as error:
        return None, str(error)


def _titles(session: Session, pids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Address and title of what a pid leads to; what is gone has none."""
    wanted, found = list(pids), {}
    for pid, title in session.execute(select(Document.pid, Document.title).where(Document.pid.in_(wanted))):
        found[pid] = (f"/d/{pid}", title)
    passages = select(Passage.pid, Document.title).join(Version, Version.id == Passage.version_id)
    passages = passages.join(Document, Document.pid == Version.document_pid).where(Passage.pid.in_(wanted))
    for pid, title in session.execute(passages):
        found[pid] = (f"/p/{pid}", title)
    for pid, title in session.execute(select(Selection.pid, Selection.title).where(Selection.pid.in_(wanted))):
        found[pid] = (f"/s/{pid}", title)
    for pid, title in session.execute(select(SavedSearch.pid, SavedSearch.title).where(SavedSearch.pid.in_(wanted))):
        found[pid] = (f"/r/{pid}", title or pid)
    return found


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
