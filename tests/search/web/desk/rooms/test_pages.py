"""The rooms of the desk without JavaScript: every page answers, every act is told, undone, or refused in French."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from corpus.catalogue import telling
from search.web.desk import journal_words

from ..conftest import Visitor

PAGES = (
    "/bureau/", "/bureau/documents", "/bureau/documents?q=eau&etat=shown", "/bureau/documents?etat=withdrawn",
    "/bureau/documents/{water}", "/bureau/documents/{withdrawn}", "/bureau/documents/{reference}",
    "/bureau/documents/{double}", "/bureau/corbeille", "/bureau/journal", "/bureau/journal?qui=Anne&acte_de=merge",
    "/bureau/autorites/intervenants", "/bureau/autorites/territoires?q=lil", "/bureau/autorites/themes",
    "/bureau/autorites/organismes", "/bureau/organisme?nom=Maison+du+Nord", "/bureau/autorites/intervenants/doutes",
    "/bureau/autorites/territoires/inconnus", "/bureau/autorite/{aline}", "/bureau/autorite/{lille}",
    "/bureau/autorite/{aline}/fusion", "/bureau/autorite/{aline}/fusion?avec=Ndiaye", "/bureau/doublons",
    "/bureau/doublons/{double}", "/bureau/signalements", "/bureau/lot?q=eau", "/bureau/lot?q=eau&set-kind=report",
    "/bureau/lot?etat=withdrawn", "/signaler/{water}", "/signaler/{water_first}?mots=eau",
    "/signaler/{water}?dit=merci",
)  # fmt: skip


@pytest.mark.parametrize("catalogue_url", ["sqlite", "postgresql"], indirect=True)
def test_every_page_answers_and_its_forms_can_be_sent(anne: Visitor, known: Any):
    for path in PAGES:
        answer = anne.get(path.format(**vars(known)))
        assert answer.status_code == 200, (path, answer.text[-2000:])
        page = html.fromstring(answer.text)
        assert len(page.xpath("//h1")) == 1, path
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), (path, [one for one in ids if ids.count(one) > 1])
        assert not page.xpath("//@style"), path
        for form in page.xpath("//main//form"):
            assert form.get("action", "").startswith("/"), path
            assert form.get("method") == "get" or form.xpath(".//input[@name='jeton']") or "/signaler" in path, path
        for field in page.xpath("//main//input[not(@type='hidden')]|//main//select|//main//textarea"):
            named = page.xpath(f"//label[@for='{field.get('id')}']") or field.xpath("ancestor::label")
            assert named, (path, html.tostring(field))


def test_links_of_the_desk_lead_somewhere(anne: Visitor, known: Any):
    seen: set[str] = set()
    for path in PAGES:
        tree = html.fromstring(anne.get(path.format(**vars(known))).text)
        seen.update(str(one).partition("#")[0] for one in tree.xpath("//main//a/@href|//nav//a/@href"))
    for link in sorted(one for one in seen if one.startswith("/bureau") and "/versions/" not in one):
        assert anne.get(link).status_code in (200, 302), link


def test_every_word_of_the_journal_can_be_translated():
    marked = {*journal_words.ACTS, *journal_words.RECORDS, *journal_words.FIELDS}
    assert {*telling.VERBS.values(), *telling.RECORDS.values(), *telling.FIELDS.values()} <= marked
