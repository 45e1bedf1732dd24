"""A sentence is cited by a form, and its address marks it for ever."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from corpus.catalogue.models import Document, Passage, Quotation

OURS = {"Sec-Fetch-Site": "same-origin"}
SENTENCE = "À Lille comme à Saint-Louis, l’assainissement commence par des caniveaux propres."


def tree(client: FlaskClient, address: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status, address
    return html.fromstring(answer.text)


def press(client: FlaskClient, pid: str, *sentences: str) -> Any:
    """Open the form, tick the sentences that hold these words, send it."""
    form = tree(client, f"/p/{pid}/citer").xpath("//main//form")[0]
    ticked = [
        one.xpath(".//input/@value")[0]
        for one in form.xpath(".//label")
        if any(words in one.text_content() for words in sentences)
    ]
    hidden = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
    return client.post(form.get("action"), data={**hidden, "phrase": ticked}, headers=OURS)


@pytest.fixture
def cited(client: FlaskClient, known: Any) -> str:
    answer = press(client, known.water_first, "caniveaux")
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_a_chosen_sentence_is_marked_at_its_own_address(client: FlaskClient, cited: str) -> None:
    address, _, anchor = cited.partition("#")
    page = tree(client, address)
    marks = page.xpath(f"//mark[@id='{anchor}']")
    assert [one.text_content() for one in marks] == [SENTENCE]
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith(address)
    assert "Aline Vasseur" in page.xpath("//h1")[0].text_content()
    assert not page.xpath("//*[contains(@class, 'kept')]")


def test_the_same_sentence_has_one_address_however_it_is_chosen(client: FlaskClient, known: Any, cited: str) -> None:
    assert press(client, known.water_first, "caniveaux").headers["Location"] == cited
    words = {"mots": "l'assainissement  commence par", "avant": "À Lille comme à Saint-Louis, "}
    answer = client.post(f"/p/{known.water_first}/citer", data=words, headers=OURS)
    assert answer.headers["Location"] == cited


def test_the_first_and_the_last_ticked_hold_what_is_between(client: FlaskClient, known: Any) -> None:
    answer = press(client, known.water_first, "Mesdames", "convention")
    marks = tree(client, answer.headers["Location"].partition("#")[0]).xpath("//mark")
    assert [one.text_content()[:9] for one in marks] == ["Mesdames,", "Nous avon"]
    assert [one.get("id") for one in marks] == ["phrase", None]


def test_programs_get_the_words_and_where_they_are(client: FlaskClient, known: Any, cited: str) -> None:
    said = client.get(cited.partition("#")[0] + ".json").json
    assert (said["words"], said["state"], said["likeness"]) == (SENTENCE, "same", 1.0)
    (part,) = said["parts"]
    assert (part["url"], part["speaker"], part["page"]) == (f"/p/{known.water_first}", "Aline Vasseur", 1)
    assert said["document"]["url"] == f"/d/{known.water}"


@pytest.mark.parametrize("data", [{}, {"phrase": "0"}, {"mots": "rien de tel dans ce passage"}, {"phrase": "99"}])
def test_what_cannot_be_cited_is_told_above_the_form(client: FlaskClient, known: Any, data: dict[str, str]) -> None:
    answer = client.post(f"/p/{known.water_second}/citer", data=data, headers=OURS)
    assert answer.status_code == 400
    page = html.fromstring(answer.text)
    assert "n'a pas pu être citée" in page.xpath("//*[@role='alert']")[0].text_content()
    assert page.xpath("//main//form//input[@type='checkbox']")


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://ailleurs.example"}])
def test_other_sites_cite_nothing_here(client: FlaskClient, known: Any, headers: dict[str, str]) -> None:
    answer = client.post(f"/p/{known.water_first}/citer", data={"mots": "Mesdames"}, headers=headers)
    assert answer.status_code == 403
    assert client.get(f"/c/{known.water_first}").status_code == 404


def test_a_moved_passage_leads_to_the_form_of_what_holds_its_words(client: FlaskClient, known: Any) -> None:
    answer = client.get(f"/p/{known.moved}/citer")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/p/{known.water_first}/citer"


@pytest.fixture
def changed(app: Any, known: Any, cited: str) -> Any:
    """Change the text of the cited passage for the time of a test."""
    catalogue = app.extensions["mediatheque"].catalogue
    before: dict[str, str] = {}

    def change(text: str | None = None, withdrawn: str | None = None) -> str:
        with catalogue.writing() as session:
            passage = session.get_one(Passage, known.water_first)
            before.setdefault("text", passage.text)
            passage.text = passage.text if text is None else text
            document = session.get_one(Document, known.water)
            document.withdrawn_reason = withdrawn
            document.withdrawn_at = session.query(Quotation).first().at if withdrawn else None
        return cited.partition("#")[0]

    yield change
    change(before["text"])


def test_words_that_read_otherwise_now_are_marked_and_shown_as_they_were(client: FlaskClient, changed: Any) -> None:
    address = changed(
        "Autre début. A Lille cornme à Saint-Louis, l'assainissernent commence par des canivaux propres. Fin."
    )
    page = tree(client, address)
    (mark,) = page.xpath("//mark")
    assert mark.text_content().startswith("A Lille cornme")
    assert mark.text_content().endswith("canivaux propres.")
    assert page.xpath("//blockquote")[0].text_content() == SENTENCE
    assert client.get(address + ".json").json["state"] == "changed"


def test_words_that_are_gone_are_shown_as_they_were_with_where_to_look(client: FlaskClient, changed: Any, known: Any):
    address = changed("Il n'est plus question ici que de chemins de fer.")
    page = tree(client, address)
    assert page.xpath("//blockquote")[0].text_content() == SENTENCE
    assert "ne sont plus dans le texte" in page.xpath("//main")[0].text_content()
    assert f"/d/{known.water}" in page.xpath("//main//a/@href")
    said = client.get(address + ".json").json
    assert (said["state"], said["parts"], said["words"]) == ("gone", [], SENTENCE)


def test_a_withdrawn_document_takes_its_quotations_along_and_says_why(client: FlaskClient, changed: Any) -> None:
    address = changed(withdrawn="Demande d’un ayant droit.")
    assert "Demande d’un ayant droit." in tree(client, address, 410).xpath("//main")[0].text_content()
    answer = client.get(address + ".json")
    assert (answer.status_code, answer.json["error"]["reason"]) == (410, "Demande d’un ayant droit.")
