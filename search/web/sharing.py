"""Sharing: the picture that stands for an address elsewhere, and its QR code for paper."""

from __future__ import annotations

import hashlib
from io import BytesIO

import segno
from flask import Blueprint, Response, redirect, request, url_for
from flask_babel import force_locale, gettext, ngettext
from werkzeug.wrappers import Response as BaseResponse

from corpus.catalogue import quoting
from corpus.catalogue.addresses import Moved, document_at, passage_at
from corpus.catalogue.models import Document, Passage
from corpus.catalogue.selections import selection_at
from search.query import wording
from search.query.quotations import page_of
from search.web import typography
from search.web.addresses import absolute
from search.web.cards import Card, draw, excerpt
from search.web.holdings import catalogue, holdings

site = Blueprint("sharing", __name__)

#: The pages that are shared, by the room in their address.
_PAGES = {"d": "records.document", "p": "records.passage", "c": "citing.quotation", "s": "selections.selection"}


@site.get("/d/<pid>/image.png")
def document(pid: str) -> Response:
    """The title of a document, and where it is from."""
    found = document_at(catalogue(), pid)
    makers = " · ".join(found.organisers)
    return picture(Card(holdings().settings.name, found.title, quoted=False, title=makers, facts=_facts(found)))


@site.get("/p/<pid>/image.png")
def passage(pid: str) -> BaseResponse:
    """The first words of a passage, who said them and where."""
    found = passage_at(catalogue(), pid)
    if isinstance(found, Moved):
        return redirect(url_for(f".{found.kind}", pid=found.pid), 301)
    return picture(_spoken(found, excerpt(found.text), found.page_first))


@site.get("/c/<pid>/image.png")
def quotation(pid: str) -> Response:
    """The cited words, who said them and where."""
    quoted = quoting.quotation_at(catalogue(), pid)
    today = quoting.standing(catalogue(), quoted)
    words = excerpt(quoted.words)
    if today.parts:
        return picture(_spoken(today.parts[0].passage, words, page_of(today.parts[0])))
    found = document_at(catalogue(), quoted.document_pid)
    return picture(Card(holdings().settings.name, words, title=found.title, facts=_facts(found)))


@site.get("/s/<pid>/image.png")
def selection(pid: str) -> Response:
    """The title of a selection, and how much it holds."""
    found = selection_at(catalogue(), pid)
    count = len(found.items)
    with force_locale("fr"):
        held = ngettext("%(num)s résultat", "%(num)s résultats", count)
        facts = " · ".join((gettext("Sélection"), held, typography.day(found.at)))
    return picture(Card(holdings().settings.name, found.title, quoted=False, title=found.who or "", facts=facts))


@site.get("/<any(d, p, c, s):room>/<pid>/qr.svg")
def code(room: str, pid: str) -> Response:
    """The permanent address as a QR code."""
    if room == "d":
        document_at(catalogue(), pid)
    elif room == "p":
        passage_at(catalogue(), pid)
    elif room == "s":
        selection_at(catalogue(), pid)
    else:
        quoting.quotation_at(catalogue(), pid)
    return qr(absolute(url_for(_PAGES[room], pid=pid)))


def picture(card: Card) -> Response:
    """The card as an answer; drawn only for who has not seen it yet."""
    response = _revalidated(card.etag)
    if response.status_code != 304:  # noqa: PLR2004 (not modified)
        response.set_data(draw(card))
        response.mimetype = "image/png"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # made to be shown by others
    return response


def qr(address: str) -> Response:
    """The QR code of an address, as SVG."""
    response = _revalidated(hashlib.sha256(address.encode()).hexdigest()[:32])
    if response.status_code != 304:  # noqa: PLR2004 (not modified)
        target = BytesIO()
        segno.make(address, error="m", micro=False).save(target, kind="svg", scale=4, border=4, light="#fff")
        response.set_data(target.getvalue())
        response.mimetype = "image/svg+xml"
    return response


def _revalidated(etag: str) -> Response:
    """An answer to fill, or 304; it is asked again each time, for what is withdrawn is gone at once."""
    response = Response(status=304 if etag in request.if_none_match else 200)
    response.set_etag(etag)
    response.cache_control.public = True
    response.cache_control.max_age = 0
    response.cache_control.must_revalidate = True
    return response


def _spoken(found: Passage, words: str, page: int | None) -> Card:
    as_what = ", ".join(one for one in (found.role, found.organisation) if one)
    document = found.version.document
    name = found.speaker.label if found.speaker else found.speaker_as_printed or ""
    return Card(
        holdings().settings.name,
        words or typography.name_of(found),
        name=name,
        as_what=as_what if name else "",
        title=document.title,
        facts=_facts(document, page),
    )


def _facts(found: Document, page: int | None = None) -> str:
    """« Actes de colloque · 10 décembre 2009 · Lille · page 9 »."""
    with force_locale("fr"):  # the picture is everybody's
        kind = gettext(wording.KINDS.get(found.kind, found.kind))
        several = (kind, typography.in_words(found.date), found.place or "", typography.pages(page))
    return " · ".join(one for one in several if one)
