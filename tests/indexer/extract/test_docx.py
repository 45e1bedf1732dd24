"""Word files, made of the parts that Word leaves in them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml

from corpus.errors import EncryptedFile, LimitExceeded, UnreadableFile
from indexer.extract import Extraction
from indexer.extract.docx import DocxExtractor

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


@pytest.fixture
def document() -> Document:
    return docx.Document()


@pytest.fixture
def saved(tmp_path: Path, document: Document):
    def save() -> Extraction:
        path = tmp_path / "document"
        document.save(str(path))
        extractor = DocxExtractor()
        assert extractor.claims(path, path.read_bytes()[:8192]) == 100
        return extractor.extract(path)

    return save


def texts(extraction: Extraction) -> list[str]:
    return [p.text for p in extraction.paragraphs]


def add(document: Document, xml: str) -> None:
    document.element.body.insert(-1, parse_xml(xml))


def test_headings_are_known_in_any_language(document, saved):
    document.add_heading("Ouverture", 2)
    style = document.styles.add_style("Titre 3", 1)
    document.add_paragraph("Débat", style)
    add(document, f'<w:p {W}><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Partie</w:t></w:r></w:p>')
    document.add_paragraph("Texte.")
    assert [(p.text, p.level) for p in saved().paragraphs] == [
        ("Ouverture", 2),
        ("Débat", 3),
        ("Partie", 1),
        ("Texte.", 0),
    ]


def test_bold_and_italic_come_from_runs_and_styles(document, saved):
    paragraph = document.add_paragraph()
    paragraph.add_run("Mme Roy :").bold = True
    paragraph.add_run(" nous avons signé.")
    style = document.styles.add_style("Fonction", 1)
    style.font.italic = True
    document.add_paragraph("Maire de Verlon", style).alignment = WD_ALIGN_PARAGRAPH.CENTER
    first, second = saved().paragraphs
    assert first.text[: first.lead] == "Mme Roy :"
    assert 0 < first.bold < 1
    assert (second.italic, second.centred, second.lead) == (1, True, 0)


def test_a_line_break_parts_a_name_from_a_role(document, saved):
    paragraph = document.add_paragraph()
    paragraph.add_run("Jeanne MOREL").bold = True
    paragraph.add_run().add_break()
    paragraph.add_run("Présidente du syndicat").italic = True
    assert texts(saved()) == ["Jeanne MOREL", "Présidente du syndicat"]


def test_what_was_inserted_is_text_and_what_was_deleted_is_not(document, saved):
    add(
        document,
        f"<w:p {W}><w:r><w:t xml:space='preserve'>Le comité </w:t></w:r>"
        "<w:ins w:id='1' w:author='A'><w:r><w:t xml:space='preserve'>de suivi </w:t></w:r></w:ins>"
        "<w:del w:id='2' w:author='A'><w:r><w:delText>caduc</w:delText></w:r></w:del>"
        "<w:moveFrom w:id='3' w:author='A'><w:r><w:t>ailleurs</w:t></w:r></w:moveFrom>"
        "<w:r><w:t>se réunit.</w:t></w:r></w:p>",
    )
    assert texts(saved()) == ["Le comité de suivi se réunit."]


def test_text_boxes_links_and_content_controls_are_read_once(document, saved):
    box = "<w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent>"
    add(
        document,
        f"<w:p {W} {MC}><w:r><w:t>Avant</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    add(
        document,
        f"<w:sdt {W}><w:sdtContent><w:p>"
        "<w:hyperlink><w:r><w:t>Lien</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>",
    )
    assert [(p.text, p.boxed) for p in saved().paragraphs] == [("Avant", False), ("Encadré", True), ("Lien", False)]


def test_a_table_is_read_row_by_row_with_merged_cells_once(document, saved):
    table = document.add_table(3, 2)
    for row, values in zip(table.rows, [("Commune", "Pays"), ("Verlon", "Mali"), ("", "Niger")], strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    table.cell(1, 0).merge(table.cell(2, 0))
    assert [(p.kind, p.text) for p in saved().paragraphs] == [
        ("cell", "Commune | Pays"),
        ("cell", "Verlon | Mali"),
        ("cell", "Niger"),
    ]


def test_a_table_that_frames_running_text_is_no_table(document, saved, speech, other):
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Mme Roy"
    table.cell(0, 1).text = speech
    table.cell(0, 1).add_paragraph(other)
    assert [(p.kind, p.text) for p in saved().paragraphs] == [("text", "Mme Roy"), ("text", speech), ("text", other)]


def test_a_note_comes_after_the_paragraph_that_calls_it(document, saved):
    notes = docx.opc.part.Part(
        docx.opc.packuri.PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        (
            f"<w:footnotes {W}><w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
            "<w:footnote w:id='7'><w:p><w:r><w:footnoteRef/></w:r>"
            "<w:r><w:t> Voir la revue.</w:t></w:r></w:p></w:footnote>"
            "</w:footnotes>"
        ).encode(),
        document.part.package,
    )
    document.part.relate_to(notes, FOOTNOTES)
    add(
        document,
        f"<w:p {W}><w:r><w:t>Le plan</w:t></w:r><w:r><w:footnoteReference w:id='7'/></w:r>"
        "<w:r><w:t xml:space='preserve'> est voté.</w:t></w:r></w:p>",
    )
    document.add_paragraph("Suite.")
    assert [(p.kind, p.marker, p.text) for p in saved().paragraphs] == [
        ("text", "", "Le plan est voté."),
        ("note", "1", "Voir la revue."),
        ("text", "", "Suite."),
    ]


def test_items_have_a_marker(document, saved):
    document.add_paragraph("former", style="List Bullet")
    document.add_paragraph("•\tsuivre")
    document.add_paragraph("– payer")
    assert [(p.kind, p.marker, p.text) for p in saved().paragraphs] == [
        ("item", "-", "former"),
        ("item", "•", "suivre"),
        ("item", "–", "payer"),
    ]


def test_pages_are_counted_only_where_word_left_its_marks(document, saved):
    document.add_paragraph("Un.").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Deux.")
    assert [p.page for p in saved().paragraphs] == [None, None]
    assert saved().pages == ()
    add(
        document,
        f"<w:p {W}><w:r><w:lastRenderedPageBreak/><w:t xml:space='preserve'>Début </w:t></w:r>"
        "<w:r><w:lastRenderedPageBreak/><w:t>fin.</w:t></w:r></w:p>",
    )
    extraction = saved()
    assert [(p.text, p.page, p.breaks) for p in extraction.paragraphs] == [
        ("Un.", 1, ()),
        ("Deux.", 2, ()),
        ("Début fin.", 3, ((6, 4),)),
    ]
    assert len(extraction.pages) == 4


def test_word_repeating_the_author_s_page_turn_counts_once(document, saved):
    document.add_paragraph("Un.").add_run().add_break(WD_BREAK.PAGE)
    add(document, f"<w:p {W}><w:r><w:lastRenderedPageBreak/><w:t>Deux.</w:t></w:r></w:p>")
    assert [p.page for p in saved().paragraphs] == [1, 2]


def test_the_letterhead_and_properties_are_metadata(document, saved):
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Ville de Verlon"
    section.header.paragraphs[0].text = "Compte rendu"
    document.core_properties.title = "Séance du 3 mars"
    document.add_paragraph("Texte.")
    extraction = saved()
    assert extraction.metadata["header"] == "Ville de Verlon"
    assert extraction.metadata["title"] == "Séance du 3 mars"
    assert texts(extraction) == ["Texte."]


def test_lines_of_a_contents_page_are_known(document, saved):
    document.add_paragraph("Ouverture\t3", document.styles.add_style("toc 1", 1))
    assert [(p.kind, p.text) for p in saved().paragraphs] == [("toc", "Ouverture … 3")]


def test_a_document_without_styles_and_notes_is_read(tmp_path, document, speech):
    document.add_paragraph(speech)
    whole, bare = tmp_path / "whole.docx", tmp_path / "bare.docx"
    document.save(str(whole))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                content = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
            if name in ("word/_rels/document.xml.rels", "word/document.xml", "[Content_Types].xml", "_rels/.rels"):
                new.writestr(name, content)
    assert texts(DocxExtractor().extract(bare)) == [speech]


def test_macros_are_said_to_be_left_alone(tmp_path, document, speech):
    path, macros = tmp_path / "plain.docx", tmp_path / "macros.docm"
    document.add_paragraph(speech)
    document.core_properties.title = "Séance"
    document.save(str(path))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(macros, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"document.main+xml", b"document.macroEnabled.main+xml"))
        new.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    extraction = DocxExtractor().extract(macros)
    assert texts(extraction) == [speech]
    assert extraction.metadata["title"] == "Séance"
    assert [remark.code for remark in extraction.remarks] == ["macros-ignored"]


def test_a_package_that_would_swell_is_refused(tmp_path, document):
    path = tmp_path / "bomb.docx"
    document.save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/zeros.bin", bytes(60_000_000))
    with pytest.raises(LimitExceeded, match="démesuré"):
        DocxExtractor().extract(path)


def test_entities_are_not_followed(tmp_path, document):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    path, trap = tmp_path / "plain.docx", tmp_path / "trap.docx"
    document.add_paragraph("Texte")
    document.save(str(path))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(trap, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                head, body = content.split(b"?>", 1)
                entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
                content = head + b"?>" + entity + body.replace(b"Texte", b"Texte &e;")
            new.writestr(name, content)
    assert "SECRET" not in " ".join(texts(DocxExtractor().extract(trap)))


@pytest.mark.parametrize("content", [b"PK\x03\x04rien", b"", b"du texte"])
def test_a_damaged_file_is_said_to_be(tmp_path, content):
    path = tmp_path / "abîmé.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="abîmé"):
        DocxExtractor().extract(path)


def test_a_password_is_asked_for(tmp_path):
    path = tmp_path / "secret.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    extractor = DocxExtractor()
    assert extractor.claims(path, path.read_bytes()) > 0
    with pytest.raises(EncryptedFile):
        extractor.extract(path)
