"""A selection in every form: all say the same words and lead to the same addresses."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from corpus.catalogue import selections
from search.web import create_app
from search.web.addresses import absolute
from search.web.holdings import catalogue, holdings
from search.web.selections import pdf
from search.web.selections.arranging import publish
from search.web.selections.basket import Basket, Picked
from search.web.selections.publication import publication
from search.web.selections.published import FORMS

from .conftest import PLACE, Letter

ADDRESS = re.compile(re.escape(PLACE) + r"/[dpcs]/[0-9a-z]{11}\b")


class Seen(HTMLParser):
    """The words that a mail shows, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given["href"] or "")
        if tag in ("title", "style") or "display:none" in (given.get("style") or ""):
            self._hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def words(text: str) -> list[str]:
    """The words alone: what a form adds to show them (lines, marks of its own) is no word."""
    return re.findall(r"[\w’'&<>()*#|\[\]/]*[\w][\w’'&<>()*#|\[\]/:.-]*", text.replace("\u00a0", " "))


def of_mail(letter: Letter) -> tuple[list[str], list[str]]:
    seen = Seen()
    seen.feed(letter.text("html"))
    said = words(" ".join(seen.words))
    return said, seen.links


def of_text(letter: Letter) -> tuple[list[str], list[str]]:
    text = letter.text("txt")
    return words(text), ADDRESS.findall(text)


def of_markdown(letter: Letter) -> tuple[list[str], list[str]]:
    text = letter.text("md")
    plain = re.sub(r"^(#{1,3} |> |---$)", "", text, flags=re.MULTILINE)
    plain = re.sub(r"<(https://[^>]+)>", r"\1", plain)
    plain = re.sub(r"\\([\\`*_\[\]<>#|~&.)+=-])", r"\1", plain)
    return words(plain), re.findall(r"<(https://[^>]+)>", text)


def of_word(letter: Letter) -> tuple[list[str], list[str]]:
    paper = docx.Document(BytesIO(letter.client.get(f"{letter.path}.docx").data))
    said: list[str] = []
    links: list[str] = []
    for paragraph in paper.paragraphs:
        said.append("".join(node.text or "" for node in paragraph._p.iter(qn("w:t"))))  # noqa: SLF001
        held = paragraph._p.iter(qn("w:hyperlink"))  # noqa: SLF001
        links += [paragraph.part.rels[link.get(qn("r:id"))].target_ref for link in held]
    return words("\n".join(said)), links


def of_json(letter: Letter) -> dict[str, Any]:
    return letter.client.get(f"{letter.path}.json").get_json()


def test_mail_text_markdown_and_docx_say_the_same_words(letter: Letter):
    text, _ = of_text(letter)
    assert len(text) > 500
    assert of_markdown(letter)[0] == text
    assert of_word(letter)[0] == text
    house = words("Médiathèque d’<essai>")  # the mail says first whose it is
    assert of_mail(letter)[0] == [*house, *text]


def test_signs_that_xml_cannot_hold_break_no_form(own_site: Any):
    pid = own_site.known.water_first
    with own_site.app.test_request_context():
        made = Basket("Titre\ufffe", "Bon\uffffjour", (Picked(pid, 0, "Ru\ufffebrique", "Com\uffffmentaire"),))
        path = f"/s/{publish(made, None)}"
    client = own_site.app.test_client()
    assert {form: client.get(f"{path}.{form}").status_code for form in FORMS} == dict.fromkeys(FORMS, 200)
    said = [one.text for one in docx.Document(BytesIO(client.get(f"{path}.docx").data)).paragraphs]
    assert said[1:4] == ["Titre", "Bonjour", "Rubrique"]


def test_all_lead_to_the_same_permanent_addresses_in_the_same_order(letter: Letter):
    wanted = [f"{PLACE}/{'d' if pid == letter.targets[-1] else 'p'}/{pid}" for pid in letter.targets]
    wanted.append(PLACE + letter.path)
    assert of_text(letter)[1] == wanted
    assert of_markdown(letter)[1] == wanted
    assert of_word(letter)[1] == wanted
    assert list(dict.fromkeys(of_mail(letter)[1])) == wanted
    assert [one["url"] for one in of_json(letter)["items"]] == wanted[:-1]
    page = letter.client.get(letter.path).text
    assert list(dict.fromkeys(ADDRESS.findall(page[page.index("sent-list") :]))) == wanted[:-1]
    assert wanted[-1] in ADDRESS.findall(page)


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_every_address_is_permanent_and_whole(letter: Letter, form: str):
    found = set(re.findall(r"https?://[^\s\"<>)]+", letter.text(form))) - {"http://www.w3.org/1999/xhtml"}
    assert [one for one in found if not ADDRESS.fullmatch(one)] == []
    assert 'href="/' not in letter.text(form)


def test_the_addresses_open(letter: Letter):
    for url in set(of_mail(letter)[1]):
        assert letter.client.get(url.removeprefix(PLACE)).status_code == 200


def test_json_says_the_same_to_programs(letter: Letter):
    told, (text, _) = of_json(letter), of_text(letter)
    assert len(told["items"]) == 12
    for one in told["items"]:
        for field in ("heading", "notice", "quotation", "comment", "section"):
            assert set(words(one[field] or "")) <= set(text), field


def test_the_pdf_says_the_same_and_its_links_can_be_followed(letter: Letter):
    import pypdfium2

    data = letter.client.get(f"{letter.path}.pdf").data
    assert data.startswith(b"%PDF")
    paper = pypdfium2.PdfDocument(data)
    said = " ".join(paper[number].get_textpage().get_text_range() for number in range(len(paper)))
    found = set(words(re.sub(r"[\ufffe\u00ad-]\s*", "-", said)))
    missing = {one for one in of_text(letter)[0] if not one.startswith("https") and one not in found}
    assert len(missing) < 12, missing  # words that are parted at a line's end
    for pid in letter.targets:
        assert f"/{pid}".encode() in data or pid in said
    paper.close()


def test_where_there_are_no_fonts_the_pdf_is_set_in_its_own(
    letter: Letter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    import pypdfium2

    monkeypatch.setattr(pdf, "_FONTS", tmp_path)
    app = letter.client.application
    with app.test_request_context():
        found = selections.selection_at(catalogue(), letter.path[3:])
        found.title = "Les communes de Iași\u202f: où\u202f?"
        paper = pypdfium2.PdfDocument(pdf.write(publication(found, {}, absolute, "Médiathèque", public=True)))
    assert "Les communes de Iasi : où ?" in paper[0].get_textpage().get_text_range().replace("\u00a0", " ")
    paper.close()


def test_the_mail_is_light_and_asks_for_nothing_from_outside(letter: Letter):
    mail = letter.text("html")
    assert len(mail.encode()) < 100_000
    assert not re.search(r"<(script|img|link|iframe|form|object|svg|video)\b|url\(|@import|@font-face| on\w+=", mail)
    assert 'width="600"' in mail
    assert "<table" in mail
    assert mail.count('role="presentation"') == mail.count("<table")


def test_what_people_typed_is_text_in_the_mail(letter: Letter):
    mail = letter.text("html")
    assert "&lt;b&gt;Lille&lt;/b&gt; &amp; d’ailleurs" in mail
    assert "<b>Lille" not in mail


def test_the_mail_may_do_nothing_and_be_shown_by_us_alone(letter: Letter):
    headers = letter.client.get(f"{letter.path}.html").headers
    assert "script" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["X-Robots-Tag"] == "noindex"


def test_the_source_to_copy_is_the_mail(letter: Letter):
    page = letter.client.get(f"{letter.path}/courriel").text
    found = re.search(r'<textarea id="source"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    assert unescape(found[1]).strip() == letter.text("html").strip()


@pytest.mark.parametrize("form", ["", "/courriel", ".html", ".md", ".txt", ".json", ".docx"])
def test_without_a_public_address_every_form_says_so(letter: Letter, form: str):
    held = holdings(letter.client.application)
    client = create_app(replace(held.settings, url=""), held.engine).test_client()
    answer = client.get(letter.path + form)
    if form == ".docx":
        with zipfile.ZipFile(BytesIO(answer.data)) as packed:
            said = packed.read("word/document.xml").decode()
    else:
        said = " ".join(answer.text.split())
    assert "MEDIATHEQUE_URL" in said.replace("\\_", "_")
    assert "MEDIATHEQUE_URL" not in letter.text("txt")
