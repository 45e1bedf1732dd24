"""Pictures of pages."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from corpus.errors import UnreadableFile
from indexer.extract.render import render_page


def test_a_page_is_drawn_as_wide_as_asked(drawing, speech):
    drawing.block(60, 100, 470, speech)
    picture = Image.open(io.BytesIO(render_page(drawing.save(), 1, width=300)))
    assert picture.format == "PNG"
    assert abs(picture.width - 300) <= 1
    assert len(picture.convert("L").getcolors()) > 2


def test_an_endless_page_is_drawn_smaller(drawing):
    drawing.canvas.setPageSize((100, 14000))
    drawing.canvas.rect(10, 10, 20, 20)
    picture = Image.open(io.BytesIO(render_page(drawing.save(), 1, width=4000)))
    assert picture.width * picture.height < 13_000_000


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_page_that_does_not_exist_is_said_to_be(drawing, speech, number):
    drawing.block(60, 100, 470, speech)
    path = drawing.save()
    with pytest.raises(IndexError, match="n'existe pas"):
        render_page(path, number)


def test_a_damaged_file_is_said_to_be(tmp_path):
    path = tmp_path / "abîmé.pdf"
    path.write_bytes(b"%PDF-1.7\nrien")
    with pytest.raises(UnreadableFile):
        render_page(path, 1)
