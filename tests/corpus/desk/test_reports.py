from __future__ import annotations

import pytest
from sqlalchemy import select

from corpus.catalogue import chronicle, partnerships, reports, undoing
from corpus.catalogue.models import Document, Partnership, Report
from corpus.errors import BadValue, NotFound, UnknownField, Withdrawn
from corpus.installation import Installation
from corpus.refusals import TooManyReports


def test_a_report_arrives_is_dealt_with_and_forgets_the_address(installation: Installation, known):
    with installation.catalogue.writing() as session:
        made = reports.report(session, known.water_first, " l’eau ", " Le nom est faux. ", "lectrice@example.org")
        assert (made.words, made.message, made.email) == ("l’eau", "Le nom est faux.", "lectrice@example.org")
        assert reports.waiting(session) == 1
        (told,) = reports.reports(session)
        assert told.label.startswith("Aline Vasseur — L’eau en partage")
        number = reports.handle(session, made, "done", "Anne").id
        assert (reports.waiting(session), made.email, made.handled_by) == (0, None, "Anne")
        assert "example.org" not in str([(one.before, one.after) for one in chronicle.changes(session, number)])
        undoing.undo(session, number, "Anne")
    with installation.catalogue.session() as session:
        assert session.scalars(select(Report)).one().state == "open"


def test_what_says_nothing_or_of_nothing_is_refused(installation: Installation, known, monkeypatch):
    with installation.catalogue.writing() as session:
        for pid, error in (("rien", NotFound), (known.withdrawn_passage, Withdrawn), (known.withdrawn, Withdrawn)):
            with pytest.raises(error):
                reports.report(session, pid, "", "faux")
        for words, message, email in (("", " ", ""), ("", "x" * 3000, ""), ("y" * 3000, "x", ""), ("", "x", "a@b@c")):
            with pytest.raises(BadValue):
                reports.report(session, known.water, words, message, email)
        monkeypatch.setattr(reports, "MOST_AN_HOUR", 2)
        reports.report(session, known.water, "", "un")
        made = reports.report(session, known.moved, "", "deux")
        with pytest.raises(TooManyReports):
            reports.report(session, known.water, "", "trois")
        with pytest.raises(BadValue):
            reports.handle(session, made, "perhaps", "Anne")


def test_partnerships_are_judged_corrected_and_added(installation: Installation, known, picture):
    before = picture()
    with installation.catalogue.writing() as session:
        read = session.scalars(select(Partnership)).one()
        first = partnerships.judge(session, read, "accepted", "Anne").id
        second = partnerships.correct(
            session, read, {"b": "Thiès", "themes": "eau-assainissement ; dechets"}, "Anne"
        ).id
        rows = [
            (one.a, one.b, one.status, one.themes)
            for one in session.scalars(select(Partnership).order_by(Partnership.id))
        ]
        assert rows == [("Lille", "Saint-Louis", "rejected", []),
                        ("Lille", "Thiès", "accepted", ["eau-assainissement", "dechets"])]  # fmt: skip
        assert partnerships.key("SAINT LOUIS", "Lille") in partnerships.decided(session, known.water)
        document = session.get_one(Document, known.water)
        third = partnerships.add(session, document, {"a": "Nord", "b": "Kayes", "since": "1999"}, "Anne").id
        with pytest.raises(BadValue):
            partnerships.add(session, document, {"a": "Nord"}, "Anne")
        with pytest.raises(UnknownField):
            partnerships.add(session, document, {"a": "Nord", "c": "x"}, "Anne")
        with pytest.raises(BadValue):
            partnerships.judge(session, read, "perhaps", "Anne")
        with pytest.raises(NotFound):
            partnerships.partnership(session, 4711)
    with installation.catalogue.writing() as session:
        for number in (third, second, first):
            undoing.undo(session, number, "Anne")
    assert picture() == before
