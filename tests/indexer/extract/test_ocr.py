import unicodedata
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadableFile
from indexer.extract import ocr
from indexer.extract.ocr import NeedsTesseract, RecognitionFailed, installed_languages, recognise
from indexer.extract.ocr_picture import render_for_ocr
from indexer.extract.ocr_words import words_of
from indexer.extract.programs import Bounds

needs_tesseract = pytest.mark.skipif(
    "fra" not in installed_languages(), reason="Tesseract and its French model are not installed."
)
LEFT = ["Les élus ont visité", "la première école de", "ce village, où l'eau", "manque à la fin de", "la saison sèche."]
RIGHT = ["La deuxième journée", "a été consacrée à la", "forêt et à ses usages,", "avec les habitants", "de la vallée."]


def printed(path: Path, rows: Sequence[tuple[float, float, float, str]]) -> Path:
    """A PDF page with `rows` of (x, y from the top, size, text)."""
    canvas = Canvas(str(path), pagesize=A4)
    for x, y, size, text in rows:
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, A4[1] - y, text)
    canvas.showPage()
    canvas.save()
    return path


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    return plain.split()


def distance(expected: list[str], found: list[str]) -> int:
    """How many words must be changed, added or left out. Levenshtein (1966), over words."""
    above = list(range(len(found) + 1))
    for row, word in enumerate(expected, 1):
        here = [row]
        for column, other in enumerate(found, 1):
            here.append(min(above[column] + 1, here[-1] + 1, above[column - 1] + (word != other)))
        above = here
    return above[-1]


@needs_tesseract
def test_words_stand_where_they_are_printed(tmp_path):
    picture, dpi = render_for_ocr(printed(tmp_path / "x.pdf", [(72, 100, 20, "Compte rendu"), (72, 300, 11, "été")]), 1)
    page = recognise(picture, dpi)
    assert [line.text for line in page.lines] == ["Compte rendu", "été"]
    first = page.lines[0].words[0]
    assert first.x0 == pytest.approx(72, abs=3)
    assert first.y1 == pytest.approx(105, abs=6)
    assert page.lines[0].size == pytest.approx(20, rel=0.2)
    assert page.lines[1].size == pytest.approx(11, rel=0.25)
    assert page.confidence > 0.8


@needs_tesseract
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_columns_are_read_one_after_the_other_whichever_way_the_page_lies(tmp_path, turned):
    rows = [(60, 100 + 16 * n, 12, text) for n, text in enumerate(LEFT * 5)]
    rows += [(320, 100 + 16 * n, 12, text) for n, text in enumerate(RIGHT * 5)]
    picture, dpi = render_for_ocr(printed(tmp_path / "x.pdf", rows), 1, 200)
    lying = BytesIO()
    Image.open(BytesIO(picture)).rotate(turned, expand=True).save(lying, "PNG")
    found = words(recognise(lying.getvalue(), dpi).text)
    assert distance(words(" ".join(LEFT * 5 + RIGHT * 5)), found) <= 2


@needs_tesseract
def test_a_coarse_copy_is_read_all_the_same(tmp_path):
    text = LEFT + RIGHT
    picture, dpi = render_for_ocr(
        printed(tmp_path / "x.pdf", [(72, 100 + 20 * n, 14, row) for n, row in enumerate(text)]), 1, 200
    )
    image = Image.open(BytesIO(picture)).rotate(1, fillcolor=245, resample=Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", image.size, Random(7).randbytes(image.width * image.height))
    coarse = BytesIO()
    Image.blend(image.convert("L"), grain, 0.42).save(coarse, "PNG")
    found = words(recognise(coarse.getvalue(), dpi).text)
    assert distance(words(" ".join(text)), found) <= 3


@needs_tesseract
def test_bold_words_bullets_and_dashes_are_seen(tmp_path):
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=A4)
    for place, text in enumerate(LEFT + RIGHT):
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(72, 600 - 18 * place, text)
    canvas.setFont("Times-Bold", 12)
    canvas.drawString(72, 700, "Madame Kerdraon –")
    canvas.setFont("Times-Roman", 12)
    canvas.drawString(185, 700, "Je remercie les élus de la vallée.")
    canvas.circle(84, 654, 2, fill=1)
    canvas.drawString(95, 650, "Le puits a été creusé en deux mois.")
    canvas.showPage()
    canvas.save()
    lines = recognise(*render_for_ocr(tmp_path / "x.pdf", 1)).lines
    assert [word.bold for word in lines[0].words] == [True] * 3 + [False] * 7
    assert lines[1].text.startswith("• Le puits")
    assert all(line.bold == 0 for line in lines[1:])


@needs_tesseract
def test_an_empty_page_has_no_lines(tmp_path):
    picture, dpi = render_for_ocr(printed(tmp_path / "x.pdf", []), 1)
    assert recognise(picture, dpi).lines == ()


@needs_tesseract
def test_time_and_garbage_are_told_in_french():
    with pytest.raises(RecognitionFailed, match="a échoué"):
        recognise(b"no picture at all", 300, filename="scan.pdf")
    with pytest.raises(RecognitionFailed, match="dépassé 0 secondes"):
        recognise(b"", 300, bounds=Bounds(seconds=0))


def test_without_tesseract_the_sentence_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NeedsTesseract, match="tesseract-ocr-fra") as told:
        recognise(b"", 300, filename="scan.pdf")
    assert told.value.code == "needs-tesseract"
    assert ocr.found("tesseract") is None


def test_a_page_as_wide_as_a_country_is_refused(tmp_path):
    canvas = Canvas(str(tmp_path / "x.pdf"), pagesize=(14_000, 14_000))
    canvas.showPage()
    canvas.save()
    with pytest.raises(UnreadableFile, match="trop grande"):
        render_for_ocr(tmp_path / "x.pdf", 1)
    with pytest.raises(IndexError):
        render_for_ocr(tmp_path / "x.pdf", 2)


def test_dirt_and_photos_are_left_out():
    def line(words: str) -> str:
        return f'<span class="ocr_line" title="bbox 0 0 900 40">{words}</span>'

    def word(text: str, confidence: int) -> str:
        return f'<span class="ocrx_word" title="bbox 10 10 90 40; x_wconf {confidence}">{text}</span>'

    inner = line(word("Bonjour", 95) + word("|", 31)) + line(word("wv", 12) + word("~x", 8))
    hocr = f'<html><body><div class="ocr_page" title="bbox 0 0 1000 2000">{inner}</div></body></html>'
    page = words_of(hocr.encode(), b"", 300)
    assert [token.text for token in page.tokens] == ["Bonjour"]
    assert page.confidence == 0.95
    assert words_of(b"", b"", 300).tokens == ()


@needs_tesseract
def test_the_sample_scan_is_read_with_at_most_two_words_in_a_hundred_wrong(shared):
    path = shared / "samples" / "TR_action_sociale_cooperation_decentralisee_scan.pdf"
    found = [word for number in range(1, 6) for word in words(recognise(*render_for_ocr(path, number)).text)]
    expected = words((shared / "gold" / "004_clean.txt").read_text())
    assert distance(expected, found) <= 0.02 * len(expected)
