"""The scans of the demo collection: recognised nearly without a fault, and the bad layer told from the good one."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.demo import documents
from corpus.demo.sources.page_text import PRINTED
from indexer.extract.choose import extract
from indexer.extract.doubt import doubtful_pages
from indexer.extract.ocr import installed_languages, recognise
from indexer.extract.ocr_picture import render_for_ocr
from indexer.extract.recognised import is_better

SCANS = [path for path in documents() if (PRINTED / f"{path.stem}.txt").exists()]
pytestmark = pytest.mark.skipif(
    "fra" not in installed_languages(), reason="Tesseract and its French model are not installed."
)


def words(text: str) -> Counter[str]:
    """Words without their order: a footer may be read before the text or after it."""
    plain = text.replace("’", "'").replace("—", "–").replace("-–", "–").replace(" - ", " – ").replace("\xa0", " ")
    return Counter(plain.split())


def lacking(expected: Counter[str], found: Counter[str]) -> float:
    return (expected - found).total() / expected.total()


def test_the_collection_holds_a_bare_scan_and_one_with_a_bad_layer():
    layers = {path.stem: any(page.lines for page in extract(path).pages) for path in SCANS}
    assert sorted(layers.values()) == [False, True]


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.stem)
def test_recognition_gets_at_most_two_words_in_a_hundred_wrong(path: Path):
    printed = (PRINTED / f"{path.stem}.txt").read_text(encoding="utf-8").split("\f")
    pages = extract(path).pages
    before = {page.number: "\n".join(line.text for line in page.lines) for page in pages}
    doubts = doubtful_pages(before)
    for page, text in zip(pages, printed, strict=True):
        found = recognise(*render_for_ocr(path, page.number))
        assert lacking(words(text), words(found.text)) <= 0.02
        assert is_better(before[page.number], found)
        if before[page.number]:
            assert page.number in doubts
            assert lacking(words(text), words(before[page.number])) > 0.04
