"""Citing a sentence: the form that makes its address, and the page at that address."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from corpus.catalogue import quoting
from corpus.catalogue.addresses import Moved, passage_at
from corpus.catalogue.models import Document, Passage, Quotation
from corpus.catalogue.quoting import Standing
from corpus.errors import NotFound, UnfitQuotation
from corpus.sentences import sentences
from search.query import notices, quotations
from search.query.naming import opening
from search.query.quotations import page_of
from search.query.request import Query
from search.web import references
from search.web.addresses import absolute
from search.web.facing import facing
from search.web.holdings import catalogue, holdings
from search.web.running_text import running_text
from search.web.same_origin import refuse_foreign

site = Blueprint("citing", __name__)

ANCHOR = "phrase"
LARGEST = 100_000  # bytes of the form


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence that can be chosen; `opens` a paragraph."""

    number: int
    words: str
    opens: bool


@site.get("/p/<pid>/citer")
def choosing(pid: str) -> str | BaseResponse:
    """The sentences of a passage, to choose those to cite."""
    found = _passage(pid)
    return _form(found) if isinstance(found, Passage) else found


@site.post("/p/<pid>/citer")
def cite(pid: str) -> BaseResponse:
    """Give the chosen sentences an address, the one that they have if they have one, and go there."""
    refuse_foreign()
    request.max_content_length = LARGEST
    found = _passage(pid)
    if not isinstance(found, Passage):
        return found
    with holdings().catalogue.writing() as session:
        passage = session.get(Passage, found.pid)
        if passage is None:
            raise NotFound(pid)
        try:
            made = _quoted(session, passage)
        except UnfitQuotation as error:
            return make_response(_form(found, str(error)), 400)
    return redirect(url_for(".quotation", pid=made.pid, _anchor=ANCHOR), 303)


@site.get("/c/<pid>")
def quotation(pid: str) -> str:
    """A cited sentence: its passage with the sentence marked, or its words as they were kept."""
    quoted = quoting.quotation_at(catalogue(), pid)
    today = quoting.standing(catalogue(), quoted)
    permalink = absolute(url_for(".quotation", pid=pid))
    if not today.parts:
        document = catalogue().get_one(Document, quoted.document_pid)
        return render_template(
            "pages/quotation_gone.html",
            query=Query(),
            quoted=quoted,
            document=document,
            permalink=permalink,
            lines=references.lines(references.of_quotation(quoted, today)),
            headed=quoting.headed(catalogue(), quoted),
        )
    part = today.parts[0]
    shown = notices.place(catalogue(), part.passage)
    last = today.parts[-1]
    beside = facing(part.passage, part.start, shown.version, last=page_of(last, at=last.end - 1))
    return render_template(
        "pages/quotation.html",
        query=Query(),
        quoted=quoted,
        today=today,
        name=opening(quoted.words),
        shown=shown,
        text=_marked(today, 0, anchor=ANCHOR),
        further=[(one.passage, _marked(today, place)) for place, one in enumerate(today.parts[1:], start=1)],
        page=beside.number,
        picture_size=beside.picture_size,
        permalink=permalink,
        lines=references.lines(references.of_quotation(quoted, today, shown, beside)),
    )


@site.get("/c/<pid>.json")
def quotation_json(pid: str) -> Response:
    """The same to programs."""
    quoted = quoting.quotation_at(catalogue(), pid)
    return jsonify(quotations.quotation_json(catalogue(), quoted, quoting.standing(catalogue(), quoted)))


def _passage(pid: str) -> Passage | BaseResponse:
    found = passage_at(catalogue(), pid)
    if not isinstance(found, Moved):
        return found
    if found.kind == "passage":
        return redirect(url_for(".choosing", pid=found.pid), 303)
    return redirect(url_for("records.document", pid=found.pid), 303)


def _quoted(session: Session, passage: Passage) -> Quotation:
    """The quotation that the form asks for: by words that were selected, or by the numbers of sentences."""
    if words := request.form.get("mots", "").strip():
        return quoting.quote_words(session, passage, words, request.form.get("avant", ""))
    if request.form.get("texte") != digest_of(passage.text):
        raise UnfitQuotation("ce texte a été relu entre-temps, choisissez à nouveau ci-dessous.")
    spans = sentences(passage.text)
    known = {str(number): number for number in range(len(spans))}
    chosen = sorted(known[one] for one in request.form.getlist("phrase") if one in known)
    if not chosen:
        raise UnfitQuotation("aucune phrase n'est cochée.")
    return quoting.quote(session, passage, spans[chosen[0]][0], spans[chosen[-1]][1])


def _form(passage: Passage, told: str = "") -> str:
    text, end = passage.text, 0
    choices = []
    for number, (start, stop) in enumerate(sentences(text)):
        choices.append(Choice(number, text[start:stop], number == 0 or "\n" in text[end:start]))
        end = stop
    return render_template(
        "pages/citing.html",
        query=Query(),
        shown=notices.place(catalogue(), passage),
        choices=choices,
        digest=digest_of(text),
        told=told,
    )


def digest_of(text: str) -> str:
    """What tells whether a text was read anew since its form was shown."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _marked(today: Standing, place: int, anchor: str = "") -> Markup:
    part = today.parts[place]
    marks = [(part.start, part.end)]
    return running_text(part.passage.text, marks, part.passage.breaks, gettext("page"), anchor)
