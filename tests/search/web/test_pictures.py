"""The picture of a page shows the original, with the sought words marked where they are printed."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.catalogue import Catalogue
from corpus.catalogue.models import Document, Leaf, StoredFile, Version
from corpus.files import FileStore
from corpus.settings import Settings
from search.index.engines import open_engine
from search.query.words import parse
from search.web import create_app
from search.web.pictures import Box, boxes, sought_boxes

WIDTH, HEIGHT = 400.0, 300.0
WORDS = [["Les", 40, 40, 60, 52], ["eaux", 64, 40, 90, 52], ["usées", 40, 60, 80, 72]]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[FlaskClient, str]]:
    settings = Settings(home=str(tmp_path))
    catalogue = Catalogue.open(settings.catalogue_url)
    with catalogue.writing() as session:
        sha256, size = FileStore(settings.files_path).keep(io.BytesIO(_pdf()))
        session.add(StoredFile(sha256=sha256, size=size, media_type="application/pdf"))
        session.flush()
        document = Document(title="Une page")
        document.versions.append(Version(sha256=sha256, filename="page.pdf", pages=1))
        packed = zlib.compress(json.dumps(WORDS).encode())
        document.versions[0].leaves.append(Leaf(number=1, width=WIDTH, height=HEIGHT, words=packed))
        session.add(document)
        session.flush()
        pid = document.pid
    catalogue.close()
    app = create_app(settings, open_engine("memory:"))
    yield app.test_client(), f"/d/{pid}/page/1"
    app.extensions["mediatheque"].catalogue.close()


def _pdf() -> bytes:
    target = BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    for text, x0, _, _, y1 in WORDS:
        canvas.drawString(x0, HEIGHT - y1 + 3, text)
    canvas.save()
    return target.getvalue()


def _colour_at(picture: bytes, x: float, y: float) -> tuple[int, int, int]:
    with Image.open(io.BytesIO(picture)) as opened:
        scale = opened.width / WIDTH
        return opened.convert("RGB").getpixel((round(x * scale), round(y * scale)))


def test_the_sought_words_are_marked_where_they_are(address: tuple[FlaskClient, str]) -> None:
    client, path = address
    plain, marked = client.get(path), client.get(f"{path}?q=eau")
    assert plain.mimetype == marked.mimetype == "image/png"
    assert _colour_at(plain.data, 65, 40) == (255, 255, 255)
    assert _colour_at(marked.data, 65, 40) == (255, 224, 102)  # « eaux » is found by « eau »
    assert _colour_at(marked.data, 42, 61) == (255, 255, 255)  # « usées » is not


def test_a_picture_is_sent_once(address: tuple[FlaskClient, str]) -> None:
    client, path = address
    first = client.get(f"{path}?q=eau")
    again = client.get(f"{path}?q=eau", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get(f"{path}?q=us%C3%A9es").headers["ETag"] != first.headers["ETag"]
    assert "max-age" in first.headers["Cache-Control"]


def test_there_is_no_page_beyond_the_last(address: tuple[FlaskClient, str]) -> None:
    client, path = address
    assert client.get(path.replace("/page/1", "/page/2")).status_code == 404
    assert client.get(path.replace("/page/1", "/page/0")).status_code == 404


def test_without_a_painter_the_site_says_so(address: tuple[FlaskClient, str]) -> None:
    client, path = address
    client.application.extensions["mediatheque"].__dict__["painter"] = None
    answer = client.get(path)
    assert answer.status_code == 503
    assert "Le texte et le fichier sont intacts" in answer.text


def test_a_phrase_is_marked_across_lines() -> None:
    words = [Box(*one) for one in WORDS]
    assert [one.text for one in sought_boxes(words, parse("« eaux usées »"))] == ["eaux", "usées"]
    assert sought_boxes(words, parse("« usées eaux »")) == []
    assert boxes(Leaf(number=1, words=b"")) == []


def test_the_passage_shows_its_page(client: FlaskClient, known: Any) -> None:
    page = client.get(f"/p/{known.water_second}?q=hivernage").text
    assert f'src="/d/{known.water}/page/2?q=hivernage"' in page
    assert 'width="1000"' in page
