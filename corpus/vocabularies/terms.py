"""Authorities in the catalogue: found again under any of their forms, made when they are new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Form, Speaker, Term, Territory, Theme
from corpus.permalinks import is_pid
from corpus.vocabularies.folding import fold, surname_first
from corpus.vocabularies.unnamed import digest, is_unnamed

AnyTerm = TypeVar("AnyTerm", bound=Term)


def speaker(session: Session, name: str, forms: Iterable[str], here: Sequence[str] = ()) -> Speaker:
    """Find the speaker who is known under `name`, or make one; further forms of the name are kept.

    Whoever was merged into another is found as that other.
    `here`: pids of those who speak in this document already; among them any name finds somebody, the first of homonyms.
    Elsewhere only a full name (two words or more) does: « M. Petit » in two documents may be two people.
    """
    key = fold(name)
    named = select(Speaker).join(Form).where(Form.folded.in_((key, digest(name)))).order_by(Speaker.pid).distinct()
    speaking = session.scalars(named.where(Speaker.pid.in_(here))).all() if here else ()
    known = min(speaking, key=lambda one: here.index(one.pid), default=None)
    if known is None and " " in key:
        known = session.scalars(named).first()
    found = None if known is None else today(session, known)
    if found is None:
        found = Speaker(label=name, sort_key=surname_first(name))
        session.add(found)
    if not is_unnamed(found):
        _add_forms(found, [name, *forms])
    session.flush()
    return found


def person(session: Session, name: str) -> Speaker:
    """The speaker that a librarian names: by pid (the one it was merged into, if it was), else as `speaker` does."""
    known = session.get(Speaker, name) if is_pid(name) else None
    return speaker(session, name, [name]) if known is None else today(session, known)


def theme(session: Session, identifier: str) -> Theme | None:
    """Find a theme by its id, or None; the one that it was merged into, if it was."""
    found = _coded(session, identifier)
    return None if found is None else today(session, found)


def put_theme(session: Session, identifier: str, label: str, broader: Theme | None, forms: Iterable[str]) -> Theme:
    """Have the theme `identifier` with this label; an existing one is brought up to date."""
    found = _coded(session, identifier)
    if found is None:
        found = Theme(code=identifier)
        session.add(found)
    found.label, found.sort_key, found.broader = label, fold(label), broader
    _add_forms(found, [label, *forms])
    session.flush()
    return found


def territory(session: Session, name: str, kind: str, country: str | None, code: str | None) -> Territory:
    """Find a territory by its code, or by name, kind and country where it has none; make it when it is new."""
    query = select(Territory).filter_by(kind=kind, country=country)
    query = (
        query.filter_by(code=code) if code else query.filter_by(code=None).join(Form).where(Form.folded == fold(name))
    )
    known = session.scalars(query.order_by(Territory.pid)).first()
    found = None if known is None else today(session, known)
    if found is None:
        found = Territory(label=name, sort_key=fold(name), kind=kind, country=country, code=code)
        session.add(found)
        _add_forms(found, [name])
        session.flush()
    return found


def today(session: Session, term: AnyTerm) -> AnyTerm:
    """The term that stands for `term` today: itself, unless it was merged into another."""
    seen = {term.pid}
    while term.merged_into is not None and term.merged_into not in seen:
        seen.add(term.merged_into)
        term = session.get_one(type(term), term.merged_into)
    return term


def above(term: Term | None) -> Iterator[Term]:
    """The term itself and those above it, nearest first."""
    seen = set()
    while term is not None and term.pid not in seen:
        seen.add(term.pid)
        yield term
        term = term.broader


def _coded(session: Session, identifier: str) -> Theme | None:
    return session.scalars(select(Theme).filter_by(code=identifier)).first()


def _add_forms(term: Term, texts: Iterable[str]) -> None:
    have = {form.text for form in term.forms}
    for text in texts:
        if text and text not in have:
            have.add(text)
            term.forms.append(Form(text=text, folded=fold(text)))
