"""Published selections at their permanent addresses, in every form, and taken up again."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, jsonify, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from corpus.catalogue import selections
from search.query.request import Query
from search.web.addresses import absolute, public
from search.web.headers import POLICY
from search.web.holdings import catalogue, holdings
from search.web.selections import markdown, pdf, plain, word
from search.web.selections.basket import Picked
from search.web.selections.gate import site
from search.web.selections.keeping import basket, fits, keep
from search.web.selections.publication import Publication, publication

#: What stands in the address, what it is called, what it is for.
FORMS = {
    "html": ("HTML", "text/html"),
    "md": ("Markdown", "text/markdown"),
    "txt": ("Texte", "text/plain"),
    "docx": ("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("PDF", "application/pdf"),
    "json": ("JSON", "application/json"),
}
_HEAVY = 100_000  # bytes of a mail: some programs cut what is longer
#: A mail's styles stand in its tags; it is shown in a frame of ours, and does nothing.
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@site.get("/s/<pid>")
def selection(pid: str) -> Response:
    """The page of a selection."""
    sent = _publication(pid)
    page = render_template("selections/selection.html", query=Query(), sent=sent, forms=FORMS)
    return _unlisted(make_response(page), sent)


@site.get("/s/<pid>/courriel")
def mail_page(pid: str) -> Response:
    """The mail as it will look, and its source to copy."""
    sent = _publication(pid)
    source = _mail(sent)
    weight = len(source.encode())
    heavy = weight if weight > _HEAVY else 0
    page = render_template("selections/courriel.html", query=Query(), sent=sent, source=source, heavy=heavy)
    response = _unlisted(make_response(page), sent)
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


@site.get("/s/<pid>.<any(html,md,txt,docx,pdf,json):form>")
def form_of(pid: str, form: str) -> Response:
    """A selection in another form; all of them say the same."""
    sent = _publication(pid)
    if form == "json":
        return _unlisted(jsonify(sent.to_json()), sent)
    mimetype = FORMS[form][1]
    response = Response(_WRITERS[form](sent), content_type=f"{mimetype}; charset=utf-8" if form in _TEXTS else mimetype)
    if form == "html":
        response.headers["Content-Security-Policy"] = _MAIL_POLICY
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    else:
        way = "inline" if form in ("pdf", *_TEXTS) else "attachment"
        response.headers["Content-Disposition"] = f'{way}; filename="selection-{pid}.{form}"'
    return _unlisted(response, sent)


@site.post("/s/<pid>/reprise")
def take_up(pid: str) -> BaseResponse:
    """Put the results of a published selection into the basket, after what is there."""
    found = selections.selection_at(catalogue(), pid)
    known = basket()
    several = [Picked(one.target_pid, one.shown.get("at", 0), one.section or "", one.comment) for one in found.items]
    if not known.items:
        known = known.rewritten(known.title or found.title, known.introduction or found.introduction, ())
    made = known.adding(*several)
    whole = all(one in made for one in (each.target_pid for each in found.items))
    while not fits(made):
        made, whole = made.removing(made.items[-1].pid), False
    return keep(make_response(redirect(url_for(".arrange", dit=None if whole else "trop"), 303)), made)


def _publication(pid: str) -> Publication:
    found = selections.selection_at(catalogue(), pid)
    hidden = selections.hidden_since(catalogue(), (one.shown.get("document_pid", "") for one in found.items))
    return publication(found, hidden, absolute, holdings().settings.name, public=public())


def _unlisted(response: Response, sent: Publication) -> Response:
    """A selection is for those to whom it was sent: no search engine lists it."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f'<{sent.url}>; rel="canonical"'
    return response


def _mail(sent: Publication) -> str:
    return render_template("selections/mail.html", sent=sent)


_TEXTS = ("html", "md", "txt")
_WRITERS: dict[str, Callable[[Publication], str | bytes]] = {
    "html": _mail,
    "md": markdown.write,
    "txt": plain.write,
    "docx": word.write,
    "pdf": pdf.write,
}
