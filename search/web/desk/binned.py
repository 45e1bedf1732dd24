"""The bin: what was thrown away, who did, and the way out of it."""

from __future__ import annotations

from datetime import timedelta

from flask import make_response, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from corpus.catalogue import trash
from corpus.catalogue.models import Act, Document, now
from search.web.desk.doing import done, tried
from search.web.desk.door import account, needs, site
from search.web.holdings import catalogue, holdings

_OF = "pid"


@site.get("/corbeille")
@needs("notices")
def bin() -> Response:  # noqa: A001 (it is called so)
    """What is in the bin."""
    return _page()


@site.post("/corbeille")
@needs("notices")
def take_out() -> Response:
    """Take the chosen notices out of the bin, as one act."""
    wanted = request.form.getlist(_OF)

    def do() -> Response:
        with holdings().catalogue.writing() as session:
            found = [one for one in trash.thrown_away(session) if one.pid in wanted]
            made = trash.take_out(session, found, account().name) if found else None
        return done(url_for(".bin"), made)

    return tried(do, _page)


def _page(told: str = "") -> Response:
    session = catalogue()
    found = trash.thrown_away(session)
    return make_response(
        render_template(
            "desk/bin.html",
            found=found,
            who={one.pid: _by(one) for one in found},
            emptied=now() - timedelta(days=trash.KEPT_DAYS),
            days=trash.KEPT_DAYS,
            refusal=told,
        )
    )


def _by(document: Document) -> str:
    last = select(Act.who).where(Act.target_pid == document.pid, Act.verb == "trash").order_by(Act.id.desc()).limit(1)
    return catalogue().scalar(last) or ""
