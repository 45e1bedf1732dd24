"""Doubles at the desk: two notices of what may be one text, side by side; a person decides what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import make_response, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from corpus.catalogue import holding_list, twins
from corpus.catalogue.models import Act, Document, Passage, Recognition, Version
from corpus.errors import BadValue, NotFound
from search.query.differences import differences
from search.web.desk.doing import done, tried
from search.web.desk.door import account, needs, site
from search.web.holdings import catalogue, holdings
from search.web.pages import numbered

PAIRS = 30  # on one page of the list


@dataclass(frozen=True, slots=True)
class Side:
    """One of two documents, with what helps to choose between them."""

    document: Document
    version: Version | None
    passages: int
    speakers: int
    letters: int
    recognised: int  # pages whose words were recognised (OCR)
    confidence: float | None  # of that recognition, 0 to 1


@site.get("/doublons")
@needs("notices")
def doubles() -> str:
    """The probable duplicates that nobody has decided about, the latest first."""
    total = twins.waiting(catalogue())
    last = max(1, -(-total // PAIRS))
    page = min(max(request.args.get("page", 1, int), 1), last)
    return render_template(
        "desk/doubles.html",
        found=twins.pairs(catalogue(), PAIRS, (page - 1) * PAIRS),
        total=total,
        page=page,
        last=last,
        numbers=numbered(page, last),
    )


@site.get("/doublons/<pid>")
@needs("notices")
def double(pid: str) -> Response:
    """A document and its probable original (or `avec` another one), side by side."""
    return _page(pid)


@site.post("/doublons/<pid>")
@needs("notices")
def decide_double(pid: str) -> Response:
    """Keep both, make one a version of the other, or throw one away."""
    said, other = request.form.get("avis", ""), request.form.get("avec", "")

    def do() -> Response:
        with holdings().catalogue.writing() as session:
            here, there = session.get(Document, pid), session.get(Document, other)
            if here is None or there is None:
                raise NotFound(pid if here is None else other)
            act = _decide(session, here, there, said)
        return done(url_for(".doubles"), act)

    return tried(do, lambda told: _page(pid, told))


def _decide(session: Session, here: Document, there: Document, said: str) -> Act:
    """`here` is the one that was told to be a double of `there`."""
    who = account().name
    if said == "deux":
        return twins.keep_both(session, here, who)
    if said == "version-nouvelle":
        return twins.make_version(session, here, there, who, newest=True)
    if said == "version-ancienne":
        return twins.make_version(session, here, there, who, newest=False)
    if said == "jeter":
        return twins.drop(session, here, there, who)
    if said == "jeter-autre":
        return twins.drop(session, there, here, who)
    raise BadValue("avis", said, "choisissez ce qu'il faut faire de ces deux documents.")


def _page(pid: str, told: str = "") -> Response:
    session = catalogue()
    here = session.get(Document, pid)
    there = session.get(Document, request.values.get("avec") or (here.duplicate_of if here else None) or "")
    if here is None or there is None or here is there:
        raise NotFound(pid)
    sides = [_side(session, one) for one in (here, there)]
    return make_response(
        render_template(
            "desk/double.html",
            pair=twins.pair(here, there),
            sides=sides,
            states=[holding_list.state_of(here), holding_list.state_of(there)],
            compared=differences(_text(session, sides[0].version), _text(session, sides[1].version)),
            standing=here.withdrawn_at is None and there.withdrawn_at is None,
            refusal=told,
        )
    )


def _side(session: Session, document: Document) -> Side:
    version = document.current
    if version is None:
        return Side(document, None, 0, 0, 0, 0, None)
    of_passages = select(func.count(), func.count(Passage.speaker_pid.distinct()), func.sum(func.length(Passage.text)))
    passages, speakers, letters = session.execute(of_passages.where(Passage.version_id == version.id)).one()
    of_pages = select(func.count(), func.avg(Recognition.confidence)).where(
        Recognition.version_id == version.id, Recognition.used
    )
    pages, confidence = session.execute(of_pages).one()
    return Side(document, version, passages, speakers, letters or 0, pages, confidence)


def _text(session: Session, version: Version | None) -> str:
    if version is None:
        return ""
    query = select(Passage.text).where(Passage.version_id == version.id).order_by(Passage.position)
    return "\n".join(session.scalars(query))
