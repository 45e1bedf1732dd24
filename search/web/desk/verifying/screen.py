"""The screen of one notice: looked at, decided of, gone on from; two people at once are told of each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from corpus.catalogue import doubt, verifying
from corpus.catalogue.models import Document, Theme
from corpus.errors import BadValue, NotFound, UnknownField
from corpus.refusals import ChangedMeanwhile, Difference
from search.web.desk.door import account, needs, site
from search.web.desk.verifying import wording
from search.web.desk.verifying.answers import verdict
from search.web.desk.verifying.done import done
from search.web.desk.verifying.notice import Evidence, Screen, overlaid, screen
from search.web.desk.verifying.pane import noticed, pane
from search.web.desk.verifying.waiting import Narrowing, Waiting, waiting, warnings
from search.web.holdings import catalogue, close_catalogue, holdings

SEE, TAKE, TURN = "voir:", "prendre:", "page:"
ALL, SAVE = "tout", "garder"


@site.get("/a-verifier/<pid>")
@needs("verify")
def verify(pid: str) -> Response:
    """One notice with what was read, where, and how sure that is."""
    document = noticed(catalogue(), pid)
    return _page(document, _screen(document), seen=request.args.get("voir", ""))


@site.post("/a-verifier/<pid>")
@needs("verify")
def verify_decide(pid: str) -> Response:
    """Record what the form says and go on; or only look elsewhere, with everything kept that was typed."""
    given, act = request.form.to_dict(), request.form.get("acte", SAVE)
    document = noticed(catalogue(), pid)
    for sign in (SEE, TURN):
        if act.startswith(sign):
            wanted = act.removeprefix(sign)
            return _page(document, overlaid(_screen(document), given), seen=wanted, kept=True)
    if act.startswith(TAKE):
        name, _, value = act.removeprefix(TAKE).partition("=")
        given[f"v.{name}"] = value
        return _page(document, overlaid(_screen(document), given), seen=name, kept=True)
    return _record(document, given, everything=act == ALL)


def _record(document: Document, given: Mapping[str, str], *, everything: bool) -> Response:
    asked = Narrowing.asked()
    before = waiting(catalogue(), asked)
    try:
        with holdings().catalogue.writing() as session:
            kept = session.get(Document, document.pid)
            if kept is None:
                raise NotFound(document.pid)
            act = verifying.verify(session, kept, verdict(given, everything=everything), account().name)
            number = act.id if act is not None else None
    except ChangedMeanwhile as told:
        return _again(document.pid, given, 409, clashes=told.differences)
    except (BadValue, UnknownField) as told:
        return _again(document.pid, given, 400, fault=str(told))
    return _on(before, document.pid, asked, number, stay=not everything)


def _again(
    pid: str, given: Mapping[str, str], status: int, clashes: Sequence[Difference] = (), fault: str = ""
) -> Response:
    """The form as it was sent, on what the catalogue holds by now."""
    close_catalogue()
    document = noticed(catalogue(), pid)
    found = overlaid(_screen(document), given, clashes)
    return _page(document, found, status=status, kept=True, clashes=clashes, fault=fault)


def _on(before: Waiting, pid: str, asked: Narrowing, number: int | None, *, stay: bool) -> Response:
    told: dict[str, Any] = {"fait": number, "de": pid} if number is not None else {}
    if stay:
        return redirect(url_for(".verify", pid=pid, **asked.args, **told), 303)
    following = before.after(pid)
    if following is None:
        return redirect(url_for(".verify_queue", fini=1, **asked.args, **told), 303)
    return redirect(url_for(".verify", pid=following, **asked.args, **told), 303)


def _screen(document: Document) -> Screen:
    return screen(catalogue(), document, warnings(catalogue()))


def _page(
    document: Document,
    found: Screen,
    *,
    status: int = 200,
    seen: str = "",
    kept: bool = False,
    clashes: Sequence[Difference] = (),
    fault: str = "",
) -> Response:
    session, asked = catalogue(), Narrowing.asked()
    queue = waiting(session, asked)
    pids = [one.pid for one in queue.cases]
    doubts = doubt.doubts_of(session, document, warnings(session))
    page = render_template(
        "desk/verify.html",
        document=document,
        screen=found,
        pane=pane(session, document, _wanted(found, seen, [one.kind for one in doubts])),
        asked=asked,
        place=pids.index(document.pid) + 1 if document.pid in pids else None,
        count=len(pids),
        following=queue.after(document.pid),
        doubts=doubts,
        themes=_themes(),
        done=done(),
        kept=kept,
        clashes=clashes,
        fault=fault,
        **{name: getattr(wording, name) for name in ("DOUBTS", "FIELDS", "SURENESS", "STATUSES")},
    )
    return make_response(page, status)


def _wanted(found: Screen, seen: str, doubts: Sequence[str]) -> Evidence:
    """What stands beside at first: what was asked for, else where the gravest doubt that can be shown was read."""
    if seen.isdecimal():
        return Evidence(page=int(seen[:6]))
    keys = [seen] if seen else [*doubts, "title"]
    return next((evidence for key in keys if (evidence := found.evidence(key))), Evidence())


def _themes() -> Sequence[Theme]:
    query = select(Theme).where(Theme.merged_into.is_(None), Theme.withdrawn_at.is_(None))
    return catalogue().scalars(query.order_by(Theme.sort_key)).all()
