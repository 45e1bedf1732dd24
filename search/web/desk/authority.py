"""One authority at the desk: its names, what it leads to, what it may be confused with, what may be done with it."""

from __future__ import annotations

from collections.abc import Callable

from flask import make_response, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from corpus.catalogue import authorities, chronicle, delisting, homonyms, merging, withdrawing
from corpus.catalogue import authority_list as lists
from corpus.catalogue.merging import Part
from corpus.catalogue.models import Act, Term
from corpus.errors import BadValue, NotFound
from corpus.permalinks import key_in
from corpus.vocabularies import terms
from corpus.vocabularies.unnamed import is_unnamed
from search.web.desk.authority_lists import PLURALS
from search.web.desk.doing import done, tried
from search.web.desk.door import account, needs, site
from search.web.holdings import catalogue, holdings

RECENT = 6  # acts
SHOWN = 12  # documents shown without being asked for


@site.get("/autorite/<pid>")
@needs("authorities")
def authority(pid: str) -> Response:
    """One authority."""
    return _page(pid)


@site.post("/autorite/<pid>/nom")
@needs("authorities")
def rename_authority(pid: str) -> Response:
    """Show it under another name; the old one remains a form."""
    label = request.form.get("nom", "")
    return _act(pid, lambda session, term: authorities.rename(session, term, label, account().name))


@site.post("/autorite/<pid>/formes")
@needs("authorities")
def add_authority_form(pid: str) -> Response:
    """Find it under one more form of its name."""
    text = request.form.get("forme", "")
    return _act(pid, lambda session, term: authorities.add_form(session, term, text, account().name))


@site.post("/autorite/<pid>/formes/retrait")
@needs("authorities")
def remove_authority_form(pid: str) -> Response:
    """Find it no longer under a form of its name."""
    text = request.form.get("forme", "")
    return _act(pid, lambda session, term: authorities.remove_form(session, term, text, account().name))


@site.post("/autorite/<pid>/separation")
@needs("authorities")
def split_authority(pid: str) -> Response:
    """Give some of its forms, passages and documents to another authority, new or known."""
    part = Part(tuple(request.form.getlist("forme")), tuple(request.form.getlist("de")))
    name = request.form.get("nom", "")

    def act(session: Session, term: Term) -> Act:
        into = _meant(session, term, name) if request.form.get("vers") == "connue" else None
        return merging.split(session, term, part, account().name, label=name, into=into)

    return _act(pid, act)


@site.post("/autorite/<pid>/retrait")
@needs("authorities")
def withdraw_authority(pid: str) -> Response:
    """List it no longer; its address says why."""
    reason = request.form.get("raison", "")[:500]
    return _act(pid, lambda session, term: withdrawing.withdraw_term(session, term, reason, account().name))


@site.post("/autorite/<pid>/remise")
@needs("authorities")
def restore_authority(pid: str) -> Response:
    """List it again."""
    return _act(pid, lambda session, term: withdrawing.restore_term(session, term, account().name))


@site.post("/autorite/<pid>/anonymat")
@needs("authorities")
def delist_authority(pid: str) -> Response:
    """A person asked not to be listed: one act, and she is named nowhere."""
    return _act(pid, lambda session, term: delisting.delist(session, term, account().name))


@site.get("/autorite/<pid>/fusion")
@needs("authorities")
def merge_authority(pid: str) -> Response:
    """Which other one it is, and what merging them would change."""
    return _merge_page(pid)


@site.post("/autorite/<pid>/fusion")
@needs("authorities")
def do_merge_authority(pid: str) -> Response:
    """Make another authority a part of this one."""
    other = request.form.get("avec", "")

    def do() -> Response:
        with holdings().catalogue.writing() as session:
            kept, gone = session.get(Term, pid), session.get(Term, other)
            if kept is None or gone is None:
                raise NotFound(other)
            made = merging.merge(session, gone, kept, account().name)
        return done(url_for(".authority", pid=pid), made)

    return tried(do, lambda told: _merge_page(pid, told))


@site.post("/autorite/<pid>/distinction")
@needs("authorities")
def tell_authorities_apart(pid: str) -> Response:
    """Say that two authorities are two; nobody is asked again."""
    other = request.form.get("avec", "")

    def act(session: Session, term: Term) -> Act:
        found = session.get(Term, other)
        if found is None or found.vocabulary != term.vocabulary:
            raise NotFound(other)
        return homonyms.tell_apart(session, term, found, account().name)

    back = url_for(".pairs", plural=PLURALS[_term(pid).vocabulary]) if request.form.get("liste") else ""
    return _act(pid, act, back)


def _page(pid: str, told: str = "") -> Response:
    session, term = catalogue(), _term(pid)
    rest = lists.bearing(session, term)
    apart = homonyms.told_apart(session)
    similar = [one for one in homonyms.like(session, term) if frozenset((term.pid, one.other.pid)) not in apart]
    merged = session.scalars(select(Term).where(Term.merged_into == pid).order_by(Term.label)).all()
    return make_response(
        render_template(
            "desk/authority.html",
            term=term,
            plural=PLURALS[term.vocabulary],
            key=term.code or term.pid if term.vocabulary == "theme" else term.pid,
            today=terms.today(session, term),
            merged=merged,
            forms=sorted((form.text for form in term.forms), key=str.casefold),
            unnamed=is_unnamed(term),
            documents=rest,
            shown=SHOWN,
            passages=lists.passages_of(session, term),
            within=homonyms.within(session, term) if term.vocabulary == "speaker" else (),
            similar=similar,
            acts=chronicle.page(session, pid=pid, per_page=RECENT),
            refusal=told,
            given=request.form,
        )
    )


def _merge_page(pid: str, told: str = "") -> Response:
    session, kept = catalogue(), _term(pid)
    words = (request.values.get("avec") or request.values.get("nom") or "").strip()[:200]
    key = key_in(words)
    found = lists.named_like(session, kept.vocabulary, key, kept.pid) if words else []
    exact = [one for one in found if one.pid == key] or (found if len(found) == 1 else [])
    gone, preview = (exact[0] if exact else None), None
    if gone is not None:
        try:
            preview = merging.preview(session, gone, kept)
        except BadValue as error:
            told = told or error.why[:1].upper() + error.why[1:]
    return make_response(
        render_template(
            "desk/merge.html",
            kept=kept,
            gone=gone,
            preview=preview,
            found=lists.rows(session, found),
            rows={row.term.pid: row for row in lists.rows(session, [kept, *exact])},
            plural=PLURALS[kept.vocabulary],
            words=words,
            refusal=told,
        )
    )


def _act(pid: str, act: Callable[[Session, Term], Act], back: str = "") -> Response:
    _term(pid)

    def do() -> Response:
        with holdings().catalogue.writing() as session:
            made = act(session, session.get_one(Term, pid))
        return done(back or url_for(".authority", pid=pid), made)

    return tried(do, lambda told: _page(pid, told))


def _term(pid: str) -> Term:
    found = catalogue().get(Term, pid)
    if found is None:
        raise NotFound(pid)
    return found


def _meant(session: Session, term: Term, words: str) -> Term:
    key = key_in(words)
    found = lists.named_like(session, term.vocabulary, key, term.pid) if key else []
    if len(found) != 1:
        why = "plusieurs s'appellent ainsi ; donnez l'identifiant." if found else "aucune autorité ne s'appelle ainsi."
        raise BadValue("into", words, why)
    return found[0]
