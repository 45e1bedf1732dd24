"""What readers reported as wrong: to be looked at, answered and closed."""

from __future__ import annotations

from urllib.parse import quote

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.catalogue import reports as told_by_readers
from corpus.catalogue.models import Report
from corpus.errors import NotFound
from search.web.desk.doing import NUMBER, done, tried
from search.web.desk.door import account, needs, site
from search.web.holdings import catalogue, holdings
from search.web.pages import numbered


@site.get("/signalements")
@needs("reports")
def reports() -> Response:
    """The reports that wait, or those that were dealt with."""
    return _page()


@site.post(f"/signalements/{NUMBER}")
@needs("reports")
def handle_report(number: int) -> Response:
    """Say what became of a report, with a note for the colleagues."""
    if catalogue().get(Report, number) is None:
        raise NotFound(str(number))
    state, note = request.form.get("etat", ""), request.form.get("note", "")[:1000]

    def do() -> Response:
        with holdings().catalogue.writing() as session:
            act = told_by_readers.handle(session, session.get_one(Report, number), state, account().name, note)
        return done(url_for(".reports"), act)

    return tried(do, _page)


def _page(told: str = "") -> Response:
    session = catalogue()
    state = request.args.get("etat", "open")
    state = state if state in told_by_readers.STATES else "open"
    total = told_by_readers.count(session, state)
    last = max(1, -(-total // told_by_readers.PER_PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    found = told_by_readers.reports(session, state, page)
    return make_response(
        render_template(
            "desk/reports.html",
            found=found,
            state=state,
            counts={name: told_by_readers.count(session, name) for name in told_by_readers.STATES},
            records={one.report.id: told_by_readers.document_of(session, one.report.target_pid) for one in found},
            addresses={one.report.id: told_by_readers.address_of(session, one.report.target_pid) for one in found},
            page=page,
            last=last,
            numbers=numbered(page, last),
            refusal=told,
            mail=_mail,
        )
    )


def _mail(report: Report, label: str) -> str:
    """The address that opens the librarian's own mail program with an answer begun."""
    subject = quote(f"Votre signalement : {label}"[:150])
    body = quote(f"Bonjour,\n\nVous nous avez écrit :\n« {report.message} »\n\n")
    return f"mailto:{quote(report.email or '', safe='@.+-_')}?subject={subject}&body={body}"
