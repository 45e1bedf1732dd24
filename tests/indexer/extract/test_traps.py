"""Files made to trap a reader: each is read without the trap, or refused for what it is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from corpus.errors import LimitExceeded
from indexer.extract.choose import extract
from indexer.extract.docx import DocxExtractor
from indexer.extract.packages import tree
from indexer.limits import MOST_CELLS

W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
TEXT = "<w:p><w:r><w:t>Un texte honnête.</w:t></w:r></w:p>"


def word(path: Path, body: str, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return path


def test_a_footnote_that_calls_itself_is_told_once(tmp_path: Path):
    call = "<w:footnoteReference w:id='2'/>"
    inside = f"<w:p><w:r><w:t>La note.</w:t>{call}</w:r></w:p>"
    notes = f"<w:footnotes {W}><w:footnote w:id='2'>{inside}</w:footnote></w:footnotes>"
    path = word(tmp_path / "a", f"<w:p><w:r><w:t>Un appel</w:t>{call}</w:r></w:p>{TEXT}", footnotes=notes)
    read = [paragraph.text for paragraph in DocxExtractor().extract(path).paragraphs]
    assert read == ["Un appel", "La note.", "Un texte honnête."]


def test_a_choice_between_nothing_is_nothing(tmp_path: Path):
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    path = word(tmp_path / "a", f"<mc:AlternateContent xmlns:mc='{space}'/>{TEXT}")
    assert [paragraph.text for paragraph in DocxExtractor().extract(path).paragraphs] == ["Un texte honnête."]


def test_what_lies_too_deep_is_refused_rather_than_read_by_half(tmp_path: Path):
    cell = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    deep = TEXT
    for _ in range(200):
        deep = cell.format(deep)
    with pytest.raises(RecursionError):
        DocxExtractor().extract(word(tmp_path / "a", deep))


def test_entities_are_neither_multiplied_nor_fetched(tmp_path: Path):
    secret = tmp_path / "canari.txt"
    secret.write_text("secret")
    entities = f"<!ENTITY a 'rire'><!ENTITY b '{'&a;' * 1000}'><!ENTITY dehors SYSTEM '{secret.as_uri()}'>"
    root = tree(f"<!DOCTYPE d [{entities}]><d><p>{'&b;' * 1000}</p><p>&dehors;</p></d>".encode())
    assert root is not None
    assert "".join(root.itertext()).count("rire") < 10
    assert "secret" not in "".join(root.itertext())


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_endless_tables_are_refused_before_their_cells_are_read(kind: str, tmp_path: Path):
    path = tmp_path / "a"
    if kind == "docx":
        row = "<w:tr>" + "<w:tc/>" * 500 + "</w:tr>"
        word(path, f"<w:tbl>{row * (MOST_CELLS // 500 + 1)}</w:tbl>{TEXT}")
    else:
        path.write_text(f"<html><body><table>{('<tr>' + '<td>' * 500) * (MOST_CELLS // 500 + 1)}</table></body></html>")
    with pytest.raises(LimitExceeded, match="ses tableaux ont 200500 cases ; la limite est de 200000"):
        extract(path)
