"""OpenDocument texts, written by hand as LibreOffice writes them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from corpus.errors import EncryptedFile, LimitExceeded, UnreadableFile
from indexer.extract import Extraction
from indexer.extract.odt import MEDIA_TYPE, OdtExtractor

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in [
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
    ]
)
STYLES = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Fonction">
  <style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
"""
NAMED = """
<style:default-style style:family="paragraph"><style:text-properties fo:font-size="12pt"/></style:default-style>
<style:style style:name="Fonction" style:family="paragraph">
  <style:text-properties fo:font-style="italic" fo:font-size="150%"/></style:style>
"""


@pytest.fixture
def package(tmp_path: Path):
    def write(body: str, **parts: str) -> Path:
        path = tmp_path / "texte"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr(zipfile.ZipInfo("mimetype"), MEDIA_TYPE)
            content = (
                f"<office:document-content {_SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
            )
            made.writestr("content.xml", content)
            made.writestr("styles.xml", f"<office:document-styles {_SPACES}>{NAMED}</office:document-styles>")
            made.writestr("META-INF/manifest.xml", parts.get("manifest", "<manifest/>"))
            if "meta" in parts:
                made.writestr("meta.xml", parts["meta"])
        return path

    return write


@pytest.fixture
def read(package):
    def extract(body: str, **parts: str) -> Extraction:
        path = package(body, **parts)
        assert OdtExtractor().claims(path, path.read_bytes()[:8192]) == 100
        return OdtExtractor().extract(path)

    return extract


def test_headings_and_styles(read):
    found = read(
        '<text:h text:outline-level="2">Ouverture</text:h>'
        '<text:p text:style-name="P1">Maire de Verlon</text:p>'
        '<text:p><text:span text:style-name="T1">Mme Roy :</text:span> bonjour'
        '<text:s text:c="2"/>à<text:tab/>tous.</text:p>'
    ).paragraphs
    assert [(p.text, p.level) for p in found] == [
        ("Ouverture", 2),
        ("Maire de Verlon", 0),
        ("Mme Roy : bonjour à tous.", 0),
    ]
    assert (found[1].italic, found[1].centred, found[1].size) == (1, True, 18)
    assert found[2].text[: found[2].lead] == "Mme Roy :"


def test_lists_tables_notes_and_boxes_in_document_order(read):
    found = read(
        "<text:list><text:list-item><text:p>former</text:p><text:p>longuement</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Verlon</text:p></table:table-cell>"
        "<table:table-cell><text:p>Mali</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
        '<text:p>Le plan<text:note text:note-class="footnote"><text:note-citation>3</text:note-citation>'
        "<text:note-body><text:p>Voir la revue.</text:p></text:note-body></text:note> est voté.</text:p>"
        "<text:p>Avant<draw:frame><draw:text-box><text:p>Encadré</text:p></draw:text-box></draw:frame></text:p>"
    ).paragraphs
    assert [(p.kind, p.marker, p.text, p.boxed) for p in found] == [
        ("item", "-", "former", False),
        ("text", "", "longuement", False),
        ("cell", "", "Verlon | Mali", False),
        ("text", "", "Le plan est voté.", False),
        ("note", "3", "Voir la revue.", False),
        ("text", "", "Avant", False),
        ("text", "", "Encadré", True),
    ]


def test_deletions_and_comments_are_left_out(read):
    found = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>caduc</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Le comité<text:change-start/> de suivi<text:change-end/>"
        "<office:annotation><text:p>à vérifier</text:p></office:annotation> se réunit.</text:p>"
    ).paragraphs
    assert [p.text for p in found] == ["Le comité de suivi se réunit."]


def test_a_contents_page_is_known(read):
    found = read(
        "<text:table-of-content><text:table-of-content-source/><text:index-body>"
        "<text:p>Ouverture<text:tab/>3</text:p></text:index-body></text:table-of-content>"
    ).paragraphs
    assert [(p.kind, p.text) for p in found] == [("toc", "Ouverture … 3")]


def test_the_file_says_its_title(read):
    meta = f'<office:document-meta {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
    meta += "<dc:title> Séance </dc:title><meta:creation-date>2004-05-06</meta:creation-date>"
    meta += "</office:meta></office:document-meta>"
    assert read("<text:p>Texte</text:p>", meta=meta).metadata == {"title": "Séance", "created": "2004-05-06"}


def test_a_password_is_asked_for(package):
    path = package("<text:p>x</text:p>", manifest="<manifest><encryption-data/></manifest>")
    with pytest.raises(EncryptedFile):
        OdtExtractor().extract(path)


def test_a_billion_laughs_do_not_swell(tmp_path):
    path = tmp_path / "rires.odt"
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "content.xml",
            f"<!DOCTYPE x [{laughs}]><office:document-content {_SPACES}><office:body><office:text>"
            "<text:p>Bonjour &l9;</text:p></office:text></office:body></office:document-content>",
        )
    assert [p.text for p in OdtExtractor().extract(path).paragraphs] == ["Bonjour"]


def test_a_package_that_would_swell_is_refused(tmp_path):
    path = tmp_path / "bombe.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("content.xml", bytes(60_000_000))
    with pytest.raises(LimitExceeded):
        OdtExtractor().extract(path)


@pytest.mark.parametrize("content", ["", "<rien/>", "pas du XML"])
def test_a_damaged_file_is_said_to_be(tmp_path, content):
    path = tmp_path / "abîmé.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("content.xml", content)
    with pytest.raises(UnreadableFile, match="abîmé"):
        OdtExtractor().extract(path)
