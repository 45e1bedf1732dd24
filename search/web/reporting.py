"""« Signaler une erreur »: what a reader says is wrong, on any public document, passage or quotation; no account."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.catalogue import reports
from corpus.errors import BadValue
from corpus.refusals import TooManyReports
from search.query.request import Query
from search.web.holdings import catalogue, holdings
from search.web.same_origin import refuse_foreign

site = Blueprint("reporting", __name__)

TRAP = "site_web"  # a field that people do not see and programs fill in
MOST_BYTES = 40_000  # of the form


@site.get("/signaler/<pid>")
def form(pid: str) -> Response:
    """The form."""
    return _form(pid)


@site.post("/signaler/<pid>")
def send(pid: str) -> Response:
    """Note what is wrong, for the librarians; nothing is kept of who said it but the address that was given."""
    refuse_foreign()
    request.max_form_memory_size = request.max_content_length = MOST_BYTES
    given = request.form
    if given.get(TRAP):  # a program: it is told what it wants to hear
        return redirect(url_for(".form", pid=pid, dit="merci"), 303)
    try:
        with holdings().catalogue.writing() as session:
            words, message, email = (given.get(name, "") for name in ("mots", "message", "courriel"))
            reports.report(session, pid, words, message, email)
    except BadValue as error:
        return _form(pid, error.why[:1].upper() + error.why[1:], 400)
    except TooManyReports as error:
        return _form(pid, str(error), 429)
    return redirect(url_for(".form", pid=pid, dit="merci"), 303)


def _form(pid: str, told: str = "", status: int = 200) -> Response:
    session = catalogue()
    reports.verify_target(session, pid)
    page = render_template(
        "pages/report.html",
        query=Query(),
        pid=pid,
        label=reports.called_today(session, pid),
        address=reports.address_of(session, pid),
        told=told,
        thanked=request.args.get("dit") == "merci",
        given=request.form if request.method == "POST" else {"mots": request.args.get("mots", "")[:500]},
        trap=TRAP,
        longest=reports.LONGEST,
    )
    answer = make_response(page, status)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
