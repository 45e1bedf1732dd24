from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from indexer.extract import Extraction, Line, Remark, Word
from indexer.extract.assembly import assembled
from indexer.extract.ocr import Recognised
from indexer.extract.ocr_looks import alike, bold_words, height_of
from indexer.extract.pdf import PdfExtractor
from indexer.extract.recognised import is_better, tokens_of, with_recognised

FIRST = ["Compte rendu de la réunion", "Les membres du comité ont parlé de la coopé-"]
SECOND = ["ration avec la ville de Kayes, puis de la coopération", "avec la région voisine."]
LONG = "Les membres du comité ont longuement parlé de la forêt et de ses usages dans toute la vallée."


def line(text: str, y: float, size: float = 11.0, *, bold: bool = False, x: float = 72.0) -> Line:
    """A printed line, each letter half as wide as high."""
    words = []
    for word in text.split():
        width = 0.5 * size * len(word)
        words.append(Word(word, x, y, x + width, y + size, size, bold))
        x += width + 0.3 * size
    return Line(text, 72.0, y, x, y + size, size, float(bold), 0.0, tuple(words))


def pages(path: Path, *texts: list[str]) -> Extraction:
    """A PDF with a page for each list of lines; an empty list is a page without text."""
    canvas = Canvas(str(path), pagesize=A4)
    for rows in texts:
        canvas.setFont("Helvetica", 11)
        for place, text in enumerate(rows):
            canvas.drawString(72, A4[1] - 100 - 14 * place, text)
        canvas.showPage()
    canvas.save()
    return PdfExtractor().extract(path)


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(line(text, 100 + 14 * place) for place, text in enumerate(texts))


def test_a_scan_becomes_paragraphs_without_furniture(tmp_path):
    scan = pages(tmp_path / "x.pdf", [], [], [])
    assert [remark.code for remark in scan.remarks] == ["needs-ocr"]
    found = {
        number: (line(f"Actes du forum, page {number}", 40, 8), *lines(LONG, LONG, f"Fin de la page {number}."))
        for number in (1, 2, 3)
    }
    read = with_recognised(scan, found)
    assert [p.page for p in read.paragraphs] == [1, 2, 3]
    assert all("Actes du forum" not in p.text for p in read.paragraphs)
    assert [page.label for page in read.pages] == ["1", "2", "3"]
    assert [page.furniture[0].text for page in read.pages] == [f"Actes du forum, page {n}" for n in (1, 2, 3)]
    assert [remark.code for remark in read.remarks] == ["recognised"]
    assert read.body == 11.0


def test_words_cut_at_a_line_end_are_mended_over_recognised_pages(tmp_path):
    wide = "Les membres du comité ont parlé de la coopération avec tous les élus et de la coopé-"
    read = with_recognised(
        pages(tmp_path / "x.pdf", [], []),
        {1: lines(LONG, wide), 2: lines("ration avec la ville voisine, qui attend une réponse de tous les membres.")},
    )
    assert [p.text.count("coopération") for p in read.paragraphs] == [2]
    assert read.paragraphs[0].breaks


def test_pages_with_good_text_stay_as_they_were_read(tmp_path):
    mixed = pages(tmp_path / "x.pdf", [LONG, "Merci.", LONG, "Fin."], [], [LONG, "Fin."])
    mixed = replace(mixed, paragraphs=tuple(replace(p, lead=3) for p in mixed.paragraphs))
    read = with_recognised(mixed, {2: lines(LONG, "Une annexe.")})
    assert [(p.page, p.text[-6:], p.lead) for p in read.paragraphs] == [
        (1, "Merci.", 3),
        (1, ". Fin.", 3),
        (2, "nnexe.", 0),
        (3, ". Fin.", 3),
    ]
    assert read.pages[0].lines == mixed.pages[0].lines
    assert [(remark.code, remark.page) for remark in read.remarks] == [("recognised", 2)]


def test_a_sentence_that_runs_on_to_a_recognised_page_is_kept_once(tmp_path):
    wide = "Les membres du comité ont parlé de la coopération avec tous les élus du village et de la"
    extraction = pages(tmp_path / "x.pdf", [wide, wide], ["vi1le qui n'est pas 1oin d'ici."], ["Fin."])
    read = with_recognised(extraction, {2: lines("ville qui n'est pas loin d'ici.")})
    text = " ".join(p.text for p in read.paragraphs)
    assert text.count("Les membres du comité") == 2
    assert "ville qui n'est pas loin" in text
    assert "vi1le" not in text
    assert text.endswith("Fin.")


def test_lines_that_are_put_together_again_give_the_same_paragraphs():
    demo = Path(__file__).resolve().parents[3] / "corpus" / "demo" / "documents"
    read = PdfExtractor().extract(demo / "2009-actes-colloque-eau-partagee.pdf")
    words = [tokens_of((*page.lines, *page.furniture)) for page in read.pages]
    again = assembled(words, [(page.width, page.height) for page in read.pages])
    assert [p.text for p in again.paragraphs] == [p.text for p in read.paragraphs]
    assert [p.lead for p in again.paragraphs] == [p.lead for p in read.paragraphs]
    assert [page.label for page in again.pages] == [page.label for page in read.pages]


def test_nothing_recognised_changes_nothing(tmp_path):
    extraction = pages(tmp_path / "x.pdf", ["Une page."])
    assert with_recognised(extraction, {}) is extraction
    assert with_recognised(extraction, {7: lines("Une page qui n'existe pas.")}) is extraction


def test_remarks_of_other_pages_stay(tmp_path):
    extraction = pages(tmp_path / "x.pdf", ["Une page."], [], [])
    extraction = replace(extraction, remarks=(*extraction.remarks, Remark("doubtful-ocr", "Page douteuse.", 1)))
    read = with_recognised(extraction, {2: lines("Une annexe.")})
    assert [(remark.code, remark.page) for remark in read.remarks] == [
        ("no-text", 3),
        ("doubtful-ocr", 1),
        ("recognised", 2),
    ]


@pytest.mark.parametrize(
    ("boxes", "turn"),
    [
        ([(10, 10, 30, 20), (35, 10, 60, 20)], 0),
        ([(10, 60, 20, 90), (10, 20, 20, 50)], 1),
        ([(60, 10, 90, 20), (20, 10, 50, 20)], 2),
        ([(10, 20, 20, 50), (10, 60, 20, 90)], 3),
    ],
)
def test_the_direction_of_a_line_is_seen_from_its_words(boxes, turn):
    words = tuple(Word("mot", *box) for box in boxes)
    alone = Line("mot", words=(Word("mot", 5, 5, 9, 9),), size=9, bold=1.0)
    tokens = tokens_of([Line("mot mot", words=words, size=11), alone])
    assert [token.turn for token in tokens] == [turn] * 3
    assert [(token.size, token.bold) for token in tokens] == [(11, False), (11, False), (9, True)]


def test_a_name_run_in_bold_is_known_from_the_share_of_its_line():
    words = tuple(Word(text, 10 * n, 0, 10 * n + 9, 9) for n, text in enumerate(["Mme", "Ba", ":", "merci", "bien."]))
    tokens = tokens_of([Line("Mme Ba : merci bien.", words=words, size=11, bold=round(6 / 16, 3))])
    assert [token.bold for token in tokens] == [True, True, True, False, False]


def test_the_better_layer_is_chosen():
    good = Recognised(lines(LONG, LONG), 0.9)
    assert is_better("", good)
    assert not is_better("", Recognised((), 0.0))
    assert is_better("Les membres du comite ont longuement par1e de 1a foret", good)
    assert not is_better(LONG * 9, good)  # most of the page was lost
    assert not is_better(LONG, Recognised(good.lines, 0.3))


def test_sizes_nearly_alike_were_printed_alike():
    assert alike([10.3, 10.1, 10.4, 9.0, 14.2, 0.0], [18, 12, 1, 14, 8, 1]) == [10.5, 10.5, 10.5, 9.0, 14.0, 10.5]
    assert alike([], []) == []
    assert alike([0.0], [1]) == [0.0]


def test_bold_is_told_by_the_thickness_of_strokes():
    thin = [("Les", 0.1), ("membres", 0.1), ("du", 0.11), ("comité", 0.1)]
    thick = [("Madame", 0.15), ("Durand", 0.16)]
    run_in = [("Madame", 0.15), ("Durand", 0.15), (":", 0.1), ("merci", 0.1), ("beaucoup", 0.1)]
    assert bold_words([thin, thin, thick, run_in]) == [
        [False] * 4,
        [False] * 4,
        [True, True],
        [True, True, True, False, False],
    ]
    assert bold_words([[("—", 0.0)]]) == [[False]]
    dash = [("Mme", 0.15), ("Ba", 0.0), ("-", 0.08), ("Je", 0.11), ("voudrais", 0.1), ("vous", 0.1), ("dire", 0.1)]
    assert bold_words([thin, thin, thin, dash])[3] == [True, True, True, False, False, False, False]


def test_the_size_of_a_word_is_told_by_its_letters():
    assert height_of("rue") < height_of("maison") < height_of("Paris") < height_of("Paysage")
    assert height_of("été") == height_of("ÉTÉ")
