"""The door: who reads a file, and what is said when nobody can."""

from __future__ import annotations

from importlib.metadata import entry_points
from zipfile import ZipFile

import pytest

from corpus.errors import EmptyFile, MissingFile, UnknownFormat, UnreadableFile
from indexer.extract import choose
from indexer.extract.choose import extract


@pytest.fixture(autouse=True)
def _installed():
    if not entry_points(group="mediatheque.extractors"):
        pytest.skip("Le projet n'est pas installé dans cet environnement.")


def test_the_name_of_a_file_proves_nothing(tmp_path):
    path = tmp_path / "actes.pdf"
    path.write_text("<!doctype html><html><body><p>Une page.</p></body></html>")
    assert extract(path).media_type == "text/html"
    path.write_text("# Actes\n\n**Une** page.\n")
    assert extract(path).media_type == "text/markdown"
    path.write_text("Une page, sans plus.\n")
    assert extract(path).media_type == "text/plain"


@pytest.mark.parametrize("junk", [bytes(4000), b"\x02\x1b\x7f", b"\x00"], ids=["zeros", "controls", "one zero"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [("Une page, sans plus.\n", "text/plain"), ("<!doctype html><html><body><p>Une page.</p></html>", "text/html")],
)
def test_controls_before_a_text_are_left_out(tmp_path, junk: bytes, text: str, kind: str):
    path = tmp_path / "recupere.bin"
    path.write_bytes(junk + text.encode())
    read = extract(path)
    assert (read.media_type, read.paragraphs[0].text[:8]) == (kind, "Une page")


def test_a_torn_package_is_said_to_be_torn(tmp_path):
    path = tmp_path / "actes.docx"
    with ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w:document/>" * 100)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(UnreadableFile, match="abîmé ou incomplet"):
        extract(path)


def test_a_page_drawn_is_a_pdf(drawing, speech):
    drawing.block(60, 100, 470, speech)
    path = drawing.save().rename(drawing.path.with_name("actes.txt"))
    assert extract(path).media_type == "application/pdf"


def test_every_sample_is_read_by_its_own_reader(samples):
    found = {
        p.suffix: extract(p).media_type
        for p in samples.iterdir()
        if p.suffix in (".docx", ".odt", ".html", ".md", ".txt")
    }
    assert found == {
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".odt": "application/vnd.oasis.opendocument.text",
        ".html": "text/html",
        ".md": "text/markdown",
        ".txt": "text/plain",
    }


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"MZ\x90\x00\x03\x00\x00\x00", bytes(64)])
def test_an_unknown_format_is_said_to_be(tmp_path, content):
    path = tmp_path / "photo.docx"
    path.write_bytes(content)
    with pytest.raises(UnknownFormat, match="photo"):
        extract(path)


def test_an_empty_file_is_said_to_be(tmp_path):
    path = tmp_path / "vide.pdf"
    path.touch()
    with pytest.raises(EmptyFile, match="0 octet"):
        extract(path)


def test_a_missing_file_is_said_to_be(tmp_path):
    with pytest.raises(MissingFile):
        extract(tmp_path / "absent.pdf")
    with pytest.raises(MissingFile):
        extract(tmp_path)


@pytest.fixture
def _broken_reader(tmp_path, monkeypatch):
    """A reader that is installed, and whose library is not."""
    (tmp_path / "lecteur-1.0.dist-info").mkdir()
    (tmp_path / "lecteur-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: lecteur\nVersion: 1.0\n")
    (tmp_path / "lecteur-1.0.dist-info" / "entry_points.txt").write_text(
        "[mediatheque.extractors]\nphotos = lecteur_absent:Lecteur\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    choose.installed.cache_clear()
    yield
    choose.installed.cache_clear()


@pytest.mark.usefixtures("_broken_reader")
def test_a_reader_that_is_broken_stops_no_other_and_is_told(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_text("Une page, sans plus.\n")
    assert extract(path).media_type == "text/plain"
    path.write_bytes(b"MZ\x90\x00\x03\x00\x00\x00")
    with pytest.raises(UnreadableFile, match=r"n'a pas pu être chargé \(photos\)"):
        extract(path)
