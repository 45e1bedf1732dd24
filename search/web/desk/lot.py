"""Changing many notices at once: any search result, changes that are shown before they are done, undone as one act."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from corpus.catalogue import bulk, holding_list
from corpus.catalogue.bulk import Change, Preview
from corpus.catalogue.models import Act, Theme
from corpus.errors import BadValue
from search.query import wording
from search.query.renewing import renewed
from search.query.request import Query
from search.query.words import parse
from search.web.desk.doing import done, tried
from search.web.desk.door import account, needs, site
from search.web.desk.works import Tell, works
from search.web.holdings import catalogue, holdings

MOST = 5000  # notices at once
EXAMPLES = 8  # of each change
LONG = 60  # notices from which the work is done aside


def _(text: str) -> str:
    return text


DIFFUSIONS = {"public": _("tout le monde"), "on-site": _("sur place, au centre"), "staff": _("le personnel")}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The notices that are meant, and the address of the list that they are."""

    pids: tuple[str, ...]
    more: int  # that are too many
    words: str
    state: str  # of holding_list.STATES, "" when they are a search result
    query: Query


@site.get("/lot")
@needs("bulk")
def lot() -> Response:
    """The notices of a search (the same arguments as there), and what may be changed; then what would change."""
    return _page()


@site.post("/lot")
@needs("bulk")
def change_lot() -> Response:
    """Do the changes that were shown; if the notices are no longer the same, show again."""

    def do() -> Response:
        session, chosen, changes = catalogue(), _chosen(), list(_changes())
        previews = _previews(session, chosen.pids, changes)
        if request.form.get("vu") != _digest(previews):
            told = gettext(
                "Ces notices ont changé depuis que vous les avez vues. Rien n’a été fait ; regardez de nouveau."
            )
            answer = _page(told)
            answer.status_code = 409
            return answer
        who, since = account().name, max((preview.since for _, preview in previews), default=None)

        def act(writing: Session, tell: Tell) -> Act:
            return bulk.apply_all(writing, chosen.pids, changes, who, since, tell)

        if len(chosen.pids) < LONG:
            with holdings().catalogue.writing() as writing:
                made = act(writing, lambda number, total: None)  # noqa: ARG005
            return done(url_for(".act", number=made.id), made)
        return redirect(url_for(".work", key=works().begin(holdings().catalogue, act)), 303)

    return tried(do, _page)


@site.get("/lot/travaux/<key>")
@needs("bulk")
def work(key: str) -> Response:
    """How far a long change is; then the act that it became."""
    found = works().known.get(key)
    if found is not None and found.act is not None:
        return redirect(url_for(".act", number=found.act, acte=found.act), 303)
    status = 200 if found is not None and not found.failure else 409
    return make_response(render_template("desk/work.html", found=found), status)


def _page(told: str = "") -> Response:
    session, chosen = catalogue(), _chosen()
    changes = list(_changes())
    previews: Sequence[tuple[Change, Preview]] = ()
    if changes and chosen.pids:
        try:
            previews = _previews(session, chosen.pids, changes)
        except BadValue as error:
            told = told or error.why[:1].upper() + error.why[1:]
    if request.values.get("jusqu_au", "").strip() and not request.values.get("set-diffusion"):
        told = told or gettext("Dites aussi à qui ces notices sont montrées avant ce jour : choisissez la diffusion.")
    themes = session.scalars(select(Theme).where(Theme.merged_into.is_(None), Theme.withdrawn_at.is_(None)))
    known = {one.code or one.pid: one for one in themes}
    page = render_template(
        "desk/lot.html",
        chosen=chosen,
        hidden=_search_args(),
        previews=previews,
        changing=len({one.pid for _, preview in previews for one in preview.lines if one.changes}),
        digest=_digest(previews),
        examples=EXAMPLES,
        OPERATIONS=bulk.OPERATIONS,
        themes=sorted(
            (one for one in known.values() if one.broader_pid), key=lambda one: (one.broader.label, one.sort_key)
        ),
        said=lambda change, value: _said(known, change, value),
        given=request.values,
        refusal=told,
        DIFFUSIONS=DIFFUSIONS,
        most=MOST,
    )
    return make_response(page)


def _chosen() -> Chosen:
    """What the address says: a list of the desk (`etat`), else a search."""
    session, query = catalogue(), replace(Query.from_args(request.values), page=1, view="documents")
    state = request.values.get("etat", "")
    if state in holding_list.STATES:
        words = request.values.get("q", "")[:200]
        pids = holding_list.pids(session, words, state, MOST + 1)
        return Chosen(tuple(pids[:MOST]), max(0, len(pids) - MOST), words, state, query)
    asked = renewed(session, query).query
    found = holdings().engine.find(parse(asked.words), asked.chosen, view="documents", sort=asked.order, limit=MOST)
    pids = [hit.document_pid for hit in found.hits]
    return Chosen(tuple(pids), found.total - len(pids), asked.words, "", asked)


def _changes() -> Iterator[Change]:
    """The changes whose field is filled in."""
    given = request.values
    for operation in bulk.OPERATIONS:
        value = given.get(operation, "").strip()[:300]
        if value:
            until = given.get("jusqu_au", "").strip()[:10] or None if operation == "set-diffusion" else None
            yield Change(operation, value, until)


def _search_args() -> list[tuple[str, str]]:
    changes = {*bulk.OPERATIONS, "jusqu_au", "jeton", "vu", "acte"}
    return [(name, value) for name in request.values if name not in changes for value in request.values.getlist(name)]


def _previews(session: Session, pids: Sequence[str], changes: Sequence[Change]) -> list[tuple[Change, Preview]]:
    return [(one, bulk.preview(session, pids, one)) for one in changes]


def _digest(previews: Sequence[tuple[Change, Preview]]) -> str:
    """Of everything that was shown."""
    seen = [(change, [(one.pid, one.before, one.after) for one in preview.lines]) for change, preview in previews]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def _said(themes: dict[str, Theme], change: Change, value: str) -> str:
    """A value as people call it."""
    if change.operation in ("add-theme", "remove-theme"):
        codes = [one.strip() for one in value.split(";") if one.strip()]
        return " ; ".join(themes[one].label if one in themes else one for one in codes)
    if change.operation == "set-kind":
        return str(gettext(wording.KINDS.get(value, value)))
    if change.operation == "set-language":
        return str(gettext(wording.LANGUAGES.get(value, value)))
    if change.operation == "set-diffusion":
        name, _, until = value.partition(" ")
        return f"{gettext(DIFFUSIONS.get(name, name))} {until}".strip()
    return value
