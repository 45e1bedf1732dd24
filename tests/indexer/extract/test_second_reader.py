"""Two readers of PDF files, one fast and one patient."""

from __future__ import annotations

import pytest

from indexer.extract.characters import Token
from indexer.extract.pdf import PdfExtractor
from indexer.extract.second_reader import fault, read


def test_both_readers_find_the_same_words(drawing, speech, other):
    drawing.line(60, 80, "Deux communes", "Times-Bold", 16)
    drawing.block(60, 120, 220, speech)
    drawing.block(310, 120, 220, other, "Times-Italic")
    path = drawing.save()
    first = PdfExtractor().extract(path).pages[0]
    (size, words), *more = read(path)
    assert size == (first.width, first.height)
    assert not more
    found = sorted((w.text, w.x0, w.x1) for line in first.lines for w in line.words)
    again = sorted((t.text, t.x0, t.x1) for t in words)
    assert [text for text, _, _ in found] == [text for text, _, _ in again]
    assert all(a[1:] == pytest.approx(b[1:], abs=2) for a, b in zip(found, again, strict=True))
    assert {(t.size, t.bold, t.italic) for t in words} == {(16, True, False), (11, False, False), (11, False, True)}


def test_unmapped_letters_are_a_fault():
    assert fault([[Token("coopération", 0, 0, 9, 9, 9)]]) == 0
    assert fault([[Token("\x01\x02\x03", 0, 0, 9, 9, 9), Token("eau", 0, 0, 9, 9, 9)]]) == 0.5
    assert fault([[Token("dessmotssanssespaceaucunetsansfin", 0, 0, 9, 9, 9)]]) == 1
    assert fault([[], []]) == 1


def test_rubbish_calls_the_second_reader(drawing, monkeypatch, speech):
    drawing.block(60, 100, 470, speech)
    path = drawing.save()
    rubbish = [[Token("\x01\x02\x03\x04", 10, 10, 50, 20, 11)]]
    monkeypatch.setattr("indexer.extract.pdf.tokens_of", lambda *_: rubbish[0])
    extraction = PdfExtractor().extract(path)
    assert [r.code for r in extraction.remarks] == ["second-reader"]
    assert [p.text for p in extraction.paragraphs] == [speech]
    monkeypatch.setattr("indexer.extract.second_reader.read", lambda *_, **__: [((595.0, 842.0), rubbish[0])])
    assert [r.code for r in PdfExtractor().extract(path).remarks] == ["doubtful-text"]


def test_a_file_neither_can_open_gives_nothing(tmp_path):
    path = tmp_path / "abîmé.pdf"
    path.write_bytes(b"%PDF-1.7\nrien")
    assert read(path) == []


@pytest.mark.parametrize("name", ["CR_Atelier7_reponse_des_territoires_crise.pdf"])
def test_both_readers_agree_on_a_real_document(samples, name):
    words = [t.text for _, tokens in read(samples / name) for t in tokens]
    pages = PdfExtractor().extract(samples / name).pages
    first = [w.text for page in pages for line in (*page.lines, *page.furniture) for w in line.words]
    common = set(words) & set(first)
    assert len(common) > 0.97 * len(set(first))
