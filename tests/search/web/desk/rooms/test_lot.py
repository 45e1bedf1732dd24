"""Changing many notices of a search at once: looked at, done, undone; what others changed meanwhile is seen again."""

from __future__ import annotations

import sys
import time
from types import ModuleType
from typing import Any

import pytest
from lxml import html
from sqlalchemy import select

from corpus.catalogue.models import Act, Document
from corpus.files import FileStore
from corpus.installation import Installation

from ..conftest import Visitor
from .test_acts import number, plain, told, undo

MANY = 500
SECONDS = 60  # that 500 notices may take on a machine that does other things too; alone it takes a few


@pytest.fixture
def more(installation: Installation, known: Any, factories: ModuleType) -> None:  # noqa: ARG001 (it comes first)
    """Five hundred notices that have a word in common."""
    with installation.catalogue.writing() as session:
        library = factories.Library(session, FileStore(installation.settings.files_path), made=100)
        for count in range(MANY):
            document = library.document(f"Fiche puisatier {count}", kind="note", date="2001")
            library.passage(document, f"Le puisatier numéro {count} creuse.", heading="Récit")


def test_five_hundred_notices_are_changed_from_a_search_and_changed_back(anne: Visitor, picture, capsys):
    before = picture()
    found = anne.get("/recherche?q=puisatier").text
    assert "/bureau/lot?q=puisatier" in found
    clock = time.perf_counter
    started = clock()
    looked = anne.get("/bureau/lot?q=puisatier&add-theme=dechets&set-kind=report&set-place=&jusqu_au=")
    previewed = clock() - started
    assert "Changer 500 notices" in plain(looked)
    assert "… et 492 autres" in plain(looked)
    given = {str(one.get("name")): str(one.get("value")) for one in
             html.fromstring(looked.text).xpath("//form[@data-once]//input")}  # fmt: skip
    started = clock()
    answer = anne.client.post("/bureau/lot", data=given)
    while "/travaux/" in answer.location:
        waited = anne.get(answer.location)
        if waited.status_code == 303:
            answer = waited
            break
        assert "Modification en cours" in waited.text
        assert clock() - started < SECONDS
        time.sleep(0.1)
    done, act = clock() - started, number(answer)
    assert "500 notices changées" in plain(anne.get(f"/bureau/journal/{act}"))
    again = clock()
    number(undo(anne, act))
    undone = clock() - again
    assert picture() == before
    with capsys.disabled():
        took = f"preview {previewed:.1f} s, done {done:.1f} s, undone {undone:.1f} s"
        sys.stdout.write(f"\n500 notices, two changes over HTTP: {took}\n")
    assert max(done, undone) < SECONDS


def test_what_somebody_else_changed_meanwhile_is_looked_at_again(anne: Visitor, known: Any, installation):
    looked = anne.get("/bureau/lot?q=eau&set-kind=report")
    given = {str(one.get("name")): str(one.get("value")) for one in
             html.fromstring(looked.text).xpath("//form[@data-once]//input")}  # fmt: skip
    with installation.catalogue.writing() as session:
        session.get_one(Document, known.water).kind = "summary"
    answer = anne.client.post("/bureau/lot", data=given)
    assert (answer.status_code, "ont changé depuis" in told(answer)) == (409, True)
    with installation.catalogue.session() as session:
        assert session.scalars(select(Act)).all() == []
    refused = anne.get("/bureau/lot?q=eau&set-date=hier")
    assert "Écrivez 2009" in told(refused)
    assert "Changer" not in " ".join(html.fromstring(refused.text).xpath("//form[@data-once]//button/text()"))


def test_a_day_without_a_diffusion_is_told_to_mean_nothing(anne: Visitor):
    assert "choisissez la diffusion" in plain(anne.get("/bureau/lot?q=eau&jusqu_au=2090-01-01"))
    assert "choisissez la diffusion" not in plain(anne.get("/bureau/lot?q=eau&jusqu_au=2090-01-01&set-diffusion=staff"))
