"""Pages as layout programs draw them, read as a person reads them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import EncryptedFile, UnreadableFile
from indexer.extract import Extraction
from indexer.extract.pdf import PdfExtractor


def read(path: Path) -> Extraction:
    return PdfExtractor().extract(path)


def texts(extraction: Extraction, kind: str | None = None) -> list[str]:
    return [p.text for p in extraction.paragraphs if kind in (None, p.kind)]


def test_two_columns_are_read_one_after_the_other_whatever_was_drawn_first(drawing, speech, other):
    drawing.line(60, 80, "Deux communes, deux méthodes", "Times-Bold", 16)
    y = drawing.put_off(60, 120, 220, speech)
    drawing.put_off(60, y + 12, 220, other)
    y = drawing.put_off(310, 120, 220, other.replace("syndicat", "district"))
    drawing.put_off(310, y + 12, 220, speech.replace("Verlon", "Montclair"))
    drawing.shuffle()
    assert texts(read(drawing.save())) == [
        "Deux communes, deux méthodes",
        speech,
        other,
        other.replace("syndicat", "district"),
        speech.replace("Verlon", "Montclair"),
    ]


def test_a_heading_across_the_page_ends_the_columns_above_it(drawing, speech, other):
    for top, (left, right) in ((100, (speech, other)), (400, (other, speech))):
        drawing.line(
            60,
            top - 30,
            f"Partie {top}, qui traverse toute la largeur de la page et ses deux colonnes",
            "Times-Bold",
            14,
        )
        drawing.put_off(60, top, 220, left)
        drawing.put_off(310, top, 220, right)
    drawing.shuffle()
    found = texts(read(drawing.save()))
    assert [t for t in found if not t.startswith("Partie")] == [speech, other, other, speech]
    assert [found.index(t) for t in found if t.startswith("Partie")] == [0, 3]


def test_a_sidebar_in_a_tinted_box_is_apart(drawing, speech, other):
    drawing.canvas.setFillGray(0.9)
    drawing.canvas.rect(50, 842 - 420, 170, 340, stroke=0, fill=1)
    drawing.canvas.setFillGray(0)
    drawing.put_off(60, 100, 150, other, size=9)
    y = drawing.put_off(240, 100, 300, speech)
    drawing.put_off(240, y + 12, 300, speech * 3)
    drawing.shuffle()
    found = read(drawing.save()).paragraphs
    assert [(p.text, p.boxed) for p in found] == [(other, True), (speech, False), ((speech * 3).strip(), False)]


def test_a_box_to_the_right_comes_after_the_text_beside_it_whatever_its_lines(drawing, speech, other):
    drawing.canvas.setFillGray(0.9)
    drawing.canvas.rect(380, 842 - 174, 170, 84, stroke=0, fill=1)
    drawing.canvas.setFillGray(0)
    drawing.put_off(390, 104, 150, f"1998 : {other}", size=8)
    y = drawing.put_off(60, 100, 300, speech)
    drawing.put_off(60, y + 12, 480, speech * 3)
    drawing.shuffle()
    found = read(drawing.save()).paragraphs
    assert [(p.text, p.boxed) for p in found] == [
        (speech, False),
        (f"1998 : {other}", True),
        ((speech * 3).strip(), False),
    ]


def test_a_box_in_the_middle_of_a_paragraph_does_not_break_it(drawing, speech, other):
    lines = simpleSplit(f"{speech} {other} {speech}", "Times-Roman", 11, 470)
    for place, line in enumerate(lines[:4]):
        drawing.line(60, 700 + 14 * place, line)
    drawing.turn()
    drawing.canvas.rect(60, 842 - 190, 470, 120)
    drawing.block(80, 90, 430, other)
    for place, line in enumerate(lines[4:]):
        drawing.line(60, 230 + 14 * place, line)
    found = read(drawing.save()).paragraphs
    assert [(p.text, p.boxed) for p in found] == [(f"{speech} {other} {speech}", False), (other, True)]


def test_names_roles_and_text_are_paragraphs_of_their_own(drawing, speech):
    drawing.line(60, 80, "TABLE RONDE : L'EAU POUR TOUS", "Helvetica-Bold", 15)
    drawing.line(60, 98, "ET PARTOUT", "Helvetica-Bold", 15)
    drawing.line(60, 125, "Jeanne MOREL", "Helvetica-Bold", 11)
    drawing.line(60, 140, "Présidente du syndicat des eaux", "Helvetica-Oblique", 11)
    drawing.block(60, 155, 470, speech)
    drawing.line(60, 260, "Modérateur", size=11)
    drawing.line(60, 274, "Paul Dargent, directeur de la régie", size=11)
    found = read(drawing.save()).paragraphs
    assert [p.text for p in found] == [
        "TABLE RONDE : L'EAU POUR TOUS ET PARTOUT",
        "Jeanne MOREL",
        "Présidente du syndicat des eaux",
        speech,
        "Modérateur",
        "Paul Dargent, directeur de la régie",
    ]
    assert [(p.bold, p.italic) for p in found[:4]] == [(1, 0), (1, 0), (0, 1), (0, 0)]


def test_a_name_whose_role_goes_on_in_another_style_is_one_paragraph(drawing, speech):
    drawing.block(60, 100, 470, speech)
    drawing.line(60, 200, "Omar BEN SALAH, président du conseil de la province de Tamoré,", "Times-Bold")
    drawing.line(60, 213.75, "Maroc (par liaison radio)")
    assert texts(read(drawing.save()))[1] == (
        "Omar BEN SALAH, président du conseil de la province de Tamoré, Maroc (par liaison radio)"
    )


def test_a_run_in_heading_is_the_lead_of_its_paragraph(drawing, speech):
    drawing.line(60, 100, "Intervention de Jeanne Morel :", "Times-Bold")
    x = 60 + drawing.canvas.stringWidth("Intervention de Jeanne Morel : ", "Times-Bold", 11)
    drawing.line(x, 100, "La commune de Verlon travaille depuis neuf ans avec le")
    drawing.block(60, 113.75, 470, "cercle de Tamoré et ses voisins. " + speech)
    (paragraph,) = read(drawing.save()).paragraphs
    assert paragraph.text[: paragraph.lead] == "Intervention de Jeanne Morel :"


def test_a_word_cut_by_the_page_is_mended_after_the_footer_is_gone(drawing, speech):
    for number in (1, 2, 3):
        drawing.line(60, 40, "Rencontres de la Brenne", "Helvetica", 8)
        drawing.line(60, 800, f"Actes — page {number + 4}", "Helvetica", 8)
        if number == 1:
            drawing.block(60, 100, 470, speech + "Cette coopération est utile. " + speech)
            drawing.line(
                60, 770, "Les élus qui ont signé cette convention tiennent à ce que la longue et vieille coopé-"
            )
        elif number == 2:
            drawing.line(60, 80, "ration entre nos deux villes continue.")
        drawing.turn()
    extraction = read(drawing.save())
    last = extraction.paragraphs[-1]
    assert last.text.endswith("la longue et vieille coopération entre nos deux villes continue.")
    assert last.breaks == ((last.text.index("ration entre"), 2),)
    assert [p.label for p in extraction.pages] == ["5", "6", "7"]
    assert [len(p.furniture) for p in extraction.pages] == [2, 2, 2]


def test_running_heads_that_change_with_the_chapter_are_no_text(drawing, speech, other):
    for number in range(1, 9):
        drawing.line(60, 40, f"{number + 10}", size=9)
        drawing.line(90, 40, "Ouverture" if number < 4 else "Débats" if number < 7 else "Annexes", size=9)
        drawing.block(60, 100 if number % 2 else 90, 470, (speech if number % 2 else other) + f" {number}.")
        drawing.turn()
    extraction = read(drawing.save())
    assert [page.label for page in extraction.pages] == [str(n + 10) for n in range(1, 9)]
    assert all(len(page.furniture) == 1 for page in extraction.pages)
    assert not any(word in text for text in texts(extraction) for word in ("Ouverture", "Débats", "Annexes"))


def test_a_year_on_the_cover_is_no_page_number(drawing, speech):
    drawing.line(60, 200, "Rencontres de la Brenne", "Times-Bold", 24)
    drawing.line(280, 800, "2009", size=14)
    for number in (2, 3, 4):
        drawing.turn()
        drawing.block(60, 100, 470, speech)
        drawing.line(290, 810, str(number), size=9)
    extraction = read(drawing.save())
    assert "2009" in texts(extraction)
    assert [page.label for page in extraction.pages] == [None, "2", "3", "4"]


def test_the_lines_of_a_programme_with_leaders_stay_lines(drawing, speech):
    for number, (hour, what, room) in enumerate(
        [
            ("9 h 00", "Accueil des invités par Odile PERRIN, directrice du cabinet", "Salle A"),
            ("9 h 30", "Première table ronde, avec Kossi AMEGAN et Paul GARNIER, de Vernoy", "Salle A"),
            ("10 h 15", "Pause", "Hall"),
        ]
    ):
        drawing.line(60, 100 + 16 * number, f"{hour} {what}".ljust(90 + 5 * number, "."))
        drawing.line(490, 100 + 16 * number, room)
    drawing.block(60, 170, 470, speech)
    found = read(drawing.save()).paragraphs
    assert [p.kind for p in found] == ["toc", "toc", "toc", "text"]
    assert found[2].text == "10 h 15 Pause … Hall"


def test_a_mark_a_little_smaller_calls_the_note_below(drawing, speech):
    drawing.block(60, 100, 470, speech)
    drawing.line(60, 300, "La loi de mars")
    x = 60 + drawing.canvas.stringWidth("La loi de mars", "Times-Roman", 11)
    drawing.line(x, 296, "1", size=9.2)
    drawing.line(x + 9, 300, "nous a donné un cadre.")
    drawing.line(60, 640, "1. Loi relative à l'eau et aux communes.", size=9)
    found = read(drawing.save()).paragraphs
    assert [(p.kind, p.text) for p in found[1:]] == [
        ("text", "La loi de mars nous a donné un cadre."),
        ("note", "Loi relative à l'eau et aux communes."),
    ]


def test_a_footnote_neither_breaks_nor_enters_the_paragraph_over_it(drawing, speech):
    drawing.block(60, 100, 470, speech * 2)
    drawing.line(
        60, 660, "Tous les partenaires, dont les deux comités de jumelage, le district et la ligue des paysans"
    )
    drawing.canvas.line(60, 842 - 700, 200, 842 - 700)
    drawing.line(60, 710, "1", size=6)
    drawing.line(66, 713, "Voir la revue des deux rives, numéro 12.", size=8.5)
    drawing.turn()
    drawing.line(60, 80, "du nord, ont approuvé ce plan")
    x = 60 + drawing.canvas.stringWidth("du nord, ont approuvé ce plan", "Times-Roman", 11)
    drawing.line(x, 76, "1", size=6)
    drawing.line(x + 5, 80, "en une seule séance.")
    found = read(drawing.save()).paragraphs
    assert [p.kind for p in found] == ["text", "text", "note"]
    assert found[1].text.endswith("la ligue des paysans du nord, ont approuvé ce plan en une seule séance.")
    assert (found[2].text, found[2].marker) == ("Voir la revue des deux rives, numéro 12.", "1")


@pytest.mark.parametrize("leader", ["dots", "space"])
def test_lines_of_a_contents_page_are_known(drawing, speech, leader):
    drawing.line(60, 80, "Sommaire", "Times-Bold", 16)
    for place, (title, page) in enumerate(
        [("Ouverture", 3), ("Première table ronde", 5), ("Débat", 9), ("Clôture", 12)]
    ):
        y = 120 + 20 * place
        drawing.line(60, y, title + (" " + "." * 60 if leader == "dots" else ""))
        drawing.canvas.drawRightString(520, 842 - y, str(page))
    drawing.turn()
    drawing.block(60, 100, 470, speech)
    assert texts(read(drawing.save()), "toc") == [
        "Ouverture … 3",
        "Première table ronde … 5",
        "Débat … 9",
        "Clôture … 12",
    ]


def test_first_lines_set_in_begin_paragraphs(drawing, speech, other):
    y = 100.0
    for text in (speech, other, speech):
        y = drawing.block(60, y, 470, text, indent=15)
    assert texts(read(drawing.save())) == [speech, other, speech]


def test_items_keep_their_marker_beside_their_text(drawing):
    drawing.line(60, 100, "Trois souhaits :")
    for place, marker in enumerate(("-", "-", "2.")):
        drawing.line(70, 120 + 40 * place, marker)
        drawing.block(
            82, 120 + 40 * place, 300, "former des techniciens dans chaque cercle, puis les suivre pendant deux ans"
        )
    found = read(drawing.save()).paragraphs
    assert [(p.kind, p.marker) for p in found] == [("text", ""), ("item", "-"), ("item", "-"), ("item", "2.")]
    assert {p.text for p in found[1:]} == {
        "former des techniciens dans chaque cercle, puis les suivre pendant deux ans"
    }


def test_speakers_hung_in_the_margin_stay_beside_their_words(drawing, speech, other):
    y = 100.0
    for name, text in (("Mme Roy", speech), ("M. Petit", other), ("Mme Roy", other), ("M. Petit", speech)):
        drawing.line(60, y, name)
        y = drawing.block(150, y, 380, text) + 10
    found = texts(read(drawing.save()))
    assert [t.split(" La ")[0].split(" Le ")[0] for t in found] == ["Mme Roy", "M. Petit", "Mme Roy", "M. Petit"]


def test_rows_of_a_table_are_cells(drawing, speech):
    rows = [
        ("Commune", "Pays", "Depuis"),
        ("Verlon", "Mali", "1994"),
        ("Montclair", "Niger", "2003"),
        ("Orgel", "Bénin", "2010"),
    ]
    for place, row in enumerate(rows):
        for x, cell in zip((60, 220, 400), row, strict=True):
            drawing.line(x, 100 + 18 * place, cell)
    drawing.block(60, 250, 470, speech)
    extraction = read(drawing.save())
    assert texts(extraction, "cell") == [" | ".join(row) for row in rows]
    assert texts(extraction, "text") == [speech]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_reads_the_same(drawing, speech, angle):
    drawing.block(60, 100, 470, speech)
    document = pypdfium2.PdfDocument(drawing.save())
    document[0].set_rotation(angle)
    turned = drawing.path.with_name("turned.pdf")
    document.save(turned)
    document.close()
    extraction = read(turned)
    page = extraction.pages[0]
    assert (page.width, page.height) == ((595, 842) if angle == 180 else (842, 595))
    for word in (w for line in page.lines for w in line.words):
        assert 0 <= word.x0 < word.x1 <= page.width
        assert 0 <= word.y0 < word.y1 <= page.height
    assert texts(extraction) == [speech]


def test_a_page_written_sideways_is_laid_straight(drawing, speech):
    drawing.canvas.translate(595, 0)
    drawing.canvas.rotate(90)
    for place, line in enumerate(simpleSplit(speech, "Helvetica", 11, 600)):
        drawing.canvas.setFont("Helvetica", 11)
        drawing.canvas.drawString(60, 500 - 14 * place, line)
    extraction = read(drawing.save())
    assert " ".join(texts(extraction)) == speech
    assert all(line.y1 - line.y0 > line.x1 - line.x0 for line in extraction.pages[0].lines)


def test_a_watermark_is_no_text(drawing, speech):
    drawing.block(60, 100, 470, speech)
    drawing.canvas.translate(200, 300)
    drawing.canvas.rotate(45)
    drawing.canvas.drawString(0, 0, "BROUILLON")
    extraction = read(drawing.save())
    assert texts(extraction) == [speech]
    assert [line.text for line in extraction.pages[0].furniture] == ["BROUILLON"]


def test_pages_without_text_are_said(drawing, speech):
    drawing.block(60, 100, 470, speech)
    drawing.turn()
    drawing.canvas.rect(100, 100, 200, 200, fill=1)
    drawing.turn()
    remarks = read(drawing.save()).remarks
    assert [(r.code, r.page) for r in remarks] == [("no-text", 2)]


def test_a_scan_needs_ocr(drawing):
    drawing.canvas.rect(100, 100, 200, 200, fill=1)
    drawing.turn()
    extraction = read(drawing.save())
    assert extraction.paragraphs == ()
    assert [r.code for r in extraction.remarks] == ["needs-ocr"]
    assert "OCR" in extraction.remarks[0].message


def test_the_file_says_its_title_and_bookmarks(drawing, speech):
    drawing.canvas.setTitle("Rencontres de la Brenne")
    drawing.canvas.bookmarkPage("un")
    drawing.canvas.addOutlineEntry("Ouverture", "un", 0)
    drawing.block(60, 100, 470, speech)
    extraction = read(drawing.save())
    assert extraction.metadata["title"] == "Rencontres de la Brenne"
    assert extraction.outline == ((1, "Ouverture", 1),)
    assert extraction.body == 11


def test_a_password_is_asked_for(tmp_path):
    path = tmp_path / "secret.pdf"
    canvas = Canvas(str(path), encrypt=StandardEncryption("ouvre-toi"))
    canvas.drawString(100, 100, "secret")
    canvas.save()
    with pytest.raises(EncryptedFile, match="mot de passe"):
        read(path)


@pytest.mark.parametrize("content", [b"%PDF-1.7\nrien", b"<html>page</html>", b"%PDF-1.4\n" + bytes(range(256)) * 8])
def test_a_damaged_file_is_said_to_be(tmp_path, content):
    path = tmp_path / "abîmé.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="abîmé"):
        read(path)


def test_the_claim_is_by_content(tmp_path):
    extractor = PdfExtractor()
    path = tmp_path / "sans-nom"
    assert extractor.claims(path, b"%PDF-1.4 ...") == 100
    assert 0 < extractor.claims(path, b"\r\n\r\n%PDF-1.4 ...") < 100
    assert extractor.claims(path, b"<html>%P") == 0
