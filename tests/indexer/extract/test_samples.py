"""Documents as a librarian meets them, against the text they were made from."""

from __future__ import annotations

import difflib
import re
import unicodedata
from pathlib import Path

import pytest

from indexer.extract import Extractor
from indexer.extract.docx import DocxExtractor
from indexer.extract.html import HtmlExtractor
from indexer.extract.odt import OdtExtractor
from indexer.extract.pdf import PdfExtractor
from indexer.extract.plain import PlainExtractor

WORKSHOP = "CR_Atelier7_reponse_des_territoires_crise"


def words(text: str) -> list[str]:
    plain = re.sub(r"<[^>]+>|\[\^\w+\]", " ", text)
    flat = unicodedata.normalize("NFD", plain.lower().replace("œ", "oe"))
    return re.findall(r"[^\W_]+", "".join(c for c in flat if not unicodedata.combining(c)))


def shares(truth: list[str], found: list[str]) -> tuple[float, float]:
    """In-order recall and precision."""
    blocks = difflib.SequenceMatcher(None, truth, found, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return same / len(truth), same / len(found)


@pytest.mark.parametrize(
    ("name", "seed", "extractor", "least"),
    [
        ("Actes_colloque_2009_Lianes.pdf", "002", PdfExtractor(), 0.999),
        ("TR_action_sociale_cooperation_decentralisee_scan_OCR.pdf", "004", PdfExtractor(), 0.999),
        (f"{WORKSHOP}.pdf", "001", PdfExtractor(), 0.985),  # the notes stand elsewhere than in the seed
        (f"{WORKSHOP}.docx", "001", DocxExtractor(), 0.985),
        (f"{WORKSHOP}.odt", "001", OdtExtractor(), 0.985),
        (f"{WORKSHOP}.html", "001", HtmlExtractor(), 0.985),
        (f"{WORKSHOP}.md", "001", PlainExtractor(), 0.985),
        (f"{WORKSHOP}.txt", "001", PlainExtractor(), 0.98),
    ],
)
def test_the_words_are_all_there_and_in_order(samples: Path, name: str, seed: str, extractor: Extractor, least: float):
    truth = words((samples.parent / "bench" / "seeds" / f"{seed}.txt").read_text("utf-8"))
    found = words("\n".join(p.text for p in extractor.extract(samples / name).paragraphs))
    recall, precision = shares(truth, found)
    assert recall >= least
    assert precision >= least


def test_a_brochure_with_a_sidebar_is_read_column_by_column(samples: Path):
    extraction = PdfExtractor().extract(samples / "Synthese_reunion_4_juillet_2016_Essonne.pdf")
    truth = words((samples.parent / "bench" / "seeds" / "003.txt").read_text("utf-8"))
    apart = words("\n".join(p.text for p in extraction.paragraphs if p.boxed and p.page == 2))
    flow = words("\n".join(p.text for p in extraction.paragraphs if not (p.boxed and p.page == 2)))
    assert shares(truth, flow)[1] > 0.995
    assert len(flow) + len(apart) > 0.995 * len(truth)
    assert [page.label for page in extraction.pages] == [None, "2", "3", "4", "5", "6"]


def test_pages_and_folios_of_proceedings(samples: Path):
    extraction = PdfExtractor().extract(samples / "Actes_colloque_2009_Lianes.pdf")
    assert [page.label for page in extraction.pages] == [None, *(str(n) for n in range(1, 32))]
    assert sum(p.kind == "toc" for p in extraction.paragraphs) == 31
    headings = {title for _, title, _ in extraction.outline}
    alone = {p.text for p in extraction.paragraphs if p.bold == 1}
    assert len(headings - alone) <= 0.1 * len(headings)


def test_a_scan_without_text_asks_for_ocr(samples: Path):
    extraction = PdfExtractor().extract(samples / "TR_action_sociale_cooperation_decentralisee_scan.pdf")
    assert [remark.code for remark in extraction.remarks] == ["needs-ocr"]
    assert len(extraction.pages) == 5
