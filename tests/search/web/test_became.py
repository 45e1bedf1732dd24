"""A document that became a version of another: each of its addresses leads to the same page of the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corpus.catalogue import twins
from corpus.catalogue.models import Document
from search.web import create_app
from search.web.holdings import holdings


@pytest.fixture(scope="module")
def joined(own_site: Any) -> Any:
    with own_site.app.extensions["mediatheque"].catalogue.writing() as session:
        double, minutes = (session.get_one(Document, pid) for pid in (own_site.known.double, own_site.known.minutes))
        own_site.passage = double.current.passages[0].pid
        twins.make_version(session, double, minutes, "Anne", newest=False)
    return own_site


@pytest.fixture(scope="module")
def own_site(own_site: Any) -> Any:
    class Writable:
        app, known = own_site.app, own_site.known
        passage = ""

    return Writable()


@pytest.mark.parametrize("rest", ["", ".json", ".jsonld", "/original", "?q=compost"])
def test_every_page_leads_on(joined: Any, rest: str):
    answer = joined.app.test_client().get(f"/d/{joined.known.double}{rest}")
    assert (answer.status_code, answer.location) == (301, f"/d/{joined.known.minutes}{rest}")


def test_it_leads_on_below_a_path(joined: Any):
    held = holdings(joined.app)
    below = create_app(replace(held.settings, url="https://exemple.org/fonds"), held.engine).test_client()
    assert below.get(f"/d/{joined.known.double}.json").location == f"/fonds/d/{joined.known.minutes}.json"


def test_its_passages_lead_on(joined: Any):
    answer = joined.app.test_client().get(f"/p/{joined.passage}", follow_redirects=True)
    assert answer.status_code == 200
    assert [step.status_code for step in answer.history] == [301]


def test_the_document_that_is_kept_has_both_files(joined: Any):
    with joined.app.extensions["mediatheque"].catalogue.session() as session:
        assert len(session.get_one(Document, joined.known.minutes).versions) == 2
    assert joined.app.test_client().get(f"/d/{joined.known.minutes}").status_code == 200
