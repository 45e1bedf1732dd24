"""Web pages, tidy and untidy."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.extract import Extraction
from indexer.extract.html import HtmlExtractor


@pytest.fixture
def read(tmp_path: Path):
    def extract(content: str | bytes) -> Extraction:
        path = tmp_path / "page"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        assert HtmlExtractor().claims(path, path.read_bytes()[:8192]) > 20
        return HtmlExtractor().extract(path)

    return extract


def texts(extraction: Extraction) -> list[str]:
    return [p.text for p in extraction.paragraphs]


def test_menus_scripts_and_footers_are_no_text(read, speech):
    page = f"""<!doctype html><html lang="fr"><head><title>Rencontres de la Brenne</title>
      <meta name="author" content="Ville de Verlon"><style>p {{}}</style></head><body>
      <header><a href="/">Accueil</a></header><nav><ul><li><a href="/a">Agenda</a></li></ul></nav>
      <div class="breadcrumb">Accueil &gt; Actes</div>
      <main><h1>Actes</h1><p>{speech}</p><script>var x = "non";</script><p hidden>caché</p></main>
      <ul><li><a href="/1">Un</a><li><a href="/2">Deux</a><li><a href="/3">Trois</a><li><a href="/4">Quatre</a></ul>
      <footer>Mentions légales</footer></body></html>"""
    extraction = read(page)
    assert texts(extraction) == ["Actes", speech]
    assert extraction.metadata == {"title": "Rencontres de la Brenne", "author": "Ville de Verlon", "lang": "fr"}


def test_blocks_and_marks(read):
    found = read(
        "<html><body><h2>Ouverture</h2><p><b>Mme Roy :</b> bonjour <em>à tous</em>.<blockquote>Citation</blockquote>"
        "<p align=center><strong>Jeanne MOREL</strong><br><i>Présidente du syndicat</i></p>"
        "<ul><li>former<li><p>suivre</p><p>longuement</p></ul><ol start=3><li>payer</ol>"
        "<dl><dt>Qui ?<dd>La ville.</dl><details><summary>Plus</summary>Encore</details></body></html>"
    ).paragraphs
    assert [(p.kind, p.marker, p.text, p.level) for p in found] == [
        ("text", "", "Ouverture", 2),
        ("text", "", "Mme Roy : bonjour à tous.", 0),
        ("text", "", "Citation", 0),
        ("text", "", "Jeanne MOREL", 0),
        ("text", "", "Présidente du syndicat", 0),
        ("item", "-", "former", 0),
        ("item", "-", "suivre", 0),
        ("text", "", "longuement", 0),
        ("item", "3.", "payer", 0),
        ("text", "", "Qui ?", 0),
        ("text", "", "La ville.", 0),
        ("text", "", "Plus", 0),
        ("text", "", "Encore", 0),
    ]
    assert found[1].text[: found[1].lead] == "Mme Roy :"
    assert [(p.bold, p.italic, p.centred) for p in found[3:5]] == [(1, 0, True), (0, 1, True)]


def test_a_table_is_read_row_by_row_unless_it_frames_the_page(read, speech, other):
    rows = "<table><tr><th>Commune<th>Pays<tr><td>Verlon<td>Mali</table>"
    frame = f"<table><tr><td><a href=x>Menu</a><td><p>{speech}<p>{other}{rows}</table>"
    found = read(f"<html><body>{frame}</body></html>").paragraphs
    assert [(p.kind, p.text) for p in found] == [
        ("text", "Menu"),
        ("text", speech),
        ("text", other),
        ("cell", "Commune | Pays"),
        ("cell", "Verlon | Mali"),
    ]


def test_notes_come_after_the_paragraph_that_calls_them(read):
    found = read(
        '<html><body><p>Le plan<sup><a href="#fn1">1</a></sup> coûte 12 m<sup>2</sup>.</p><p>Suite.</p>'
        '<section class="footnotes"><ol><li id="fn1"><p>Voir la revue. '
        '<a href="#r1">↩</a></p></li></ol></section></body></html>'
    ).paragraphs
    assert [(p.kind, p.marker, p.text) for p in found] == [
        ("text", "", "Le plan coûte 12 m2."),
        ("note", "1", "Voir la revue."),
        ("text", "", "Suite."),
    ]


def test_a_list_of_places_in_the_page_is_its_contents(read):
    page = '<html><body><ul><li><a href="#a">Ouverture</a><li><a href="#b">Débat</a><li><a href="#c">Clôture</a></ul>'
    assert [(p.kind, p.text) for p in read(page).paragraphs][:1] == [("toc", "Ouverture")]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="iso-8859-1">', "latin-1"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("", "utf-8-sig"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="utf-8">', "utf-16"),
    ],
)
def test_accents_survive_any_encoding(read, head, encoding):
    page = f"<html><head>{head}</head><body><p>Été à l’école</p></body></html>"
    page = page.replace("’", "'") if encoding == "latin-1" else page
    assert texts(read(page.encode(encoding)))[0].replace("'", "’") == "Été à l’école"


def test_an_xhtml_prologue_is_no_obstacle(read):
    page = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
    page += '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Été</p></body></html>'
    assert texts(read(page)) == ["Été"]


def test_other_formats_are_not_claimed(tmp_path):
    extractor = HtmlExtractor()
    path = tmp_path / "x"
    assert extractor.claims(path, b"Une phrase qui cite la balise <p> et rien d'autre.") == 0
    assert extractor.claims(path, b"%PDF-1.4 <html>") == 0
    assert extractor.claims(path, b"PK\x03\x04<html>") == 0


def test_declarations_of_the_page_itself_are_no_text(read):
    page = """<?xml version="1.0" encoding="utf-8"?>
      <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x" [<!ENTITY eau "l'eau"> <!ATTLIST p x CDATA "[a]">]>
      <html xmlns="http://www.w3.org/1999/xhtml"><head><title>Le fleuve</title></head>
      <body><h1>Le fleuve</h1><p>Trois puits et demi.</p></body></html>"""
    extraction = read(page)
    assert texts(extraction) == ["Le fleuve", "Trois puits et demi."]
    assert extraction.metadata == {"title": "Le fleuve"}


@pytest.mark.parametrize(("depth", "told"), [(200, []), (300, ["nested-too-deep"])])
def test_what_lies_too_deep_is_told(read, depth: int, told: list[str]):
    page = "<html><body><p>Avant.</p>" + "<div>" * depth + "Dedans." + "</div>" * depth + "<p>Après.</p></body></html>"
    extraction = read(page)
    assert [one.code for one in extraction.remarks] == told
    assert texts(extraction) == (["Avant."] if told else ["Avant.", "Dedans.", "Après."])
