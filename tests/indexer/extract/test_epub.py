import zipfile
from pathlib import Path

import pytest

from corpus.errors import EncryptedFile, UnreadableFile
from indexer.extract.epub import EpubExtractor

_OPF = "http://www.idpf.org/2007/opf"


def chapter(body: str) -> str:
    spaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><html {spaces}><head><title>t</title></head><body>{body}</body></html>'
    )


def book(path: Path, chapters: dict[str, str], spine: list[str] | None = None, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
        root = '<rootfile full-path="OEBPS/content.opf"/>'
        package.writestr("META-INF/container.xml", f"<container><rootfiles>{root}</rootfiles></container>")
        kind = 'media-type="application/xhtml+xml"'
        items = "".join(f'<item id="{name}" href="{name}.xhtml" properties="{name}" {kind}/>' for name in chapters)
        refs = "".join(f'<itemref idref="{name}"/>' for name in spine or chapters)
        dublin = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        facts = (
            "<dc:title>Actes du forum</dc:title><dc:creator>Une association</dc:creator><dc:language>fr</dc:language>"
        )
        metadata = f"<metadata {dublin}>{facts}</metadata>"
        package.writestr(
            "OEBPS/content.opf",
            f'<package xmlns="{_OPF}">{metadata}<manifest>{items}</manifest><spine>{refs}</spine></package>',
        )
        for name, content in chapters.items():
            package.writestr(f"OEBPS/{name}.xhtml", content)
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def shown(path: Path) -> list[tuple[str, int, str]]:
    return [(p.kind, p.level, p.text) for p in EpubExtractor().extract(path).paragraphs]


def test_chapters_come_in_the_order_of_the_spine_without_contents(tmp_path):
    path = book(
        tmp_path / "x",
        {
            "nav": chapter('<nav epub:type="toc"><ol><li><a href="b.xhtml">Fin</a></li></ol></nav>'),
            "b": chapter("<h1>Fin</h1><p>On se quitte.</p>"),
            "a": chapter("<h1>Début</h1><p>On se retrouve.</p><ul><li>un point</li></ul>"),
        },
        ["nav", "a", "b"],
    )
    assert shown(path) == [
        ("text", 1, "Début"),
        ("text", 0, "On se retrouve."),
        ("item", 0, "un point"),
        ("text", 1, "Fin"),
        ("text", 0, "On se quitte."),
    ]
    assert EpubExtractor().extract(path).metadata == {
        "title": "Actes du forum",
        "author": "Une association",
        "lang": "fr",
    }


@pytest.mark.parametrize("home", ["", "notes.xhtml"])
def test_a_note_comes_after_the_paragraph_that_calls_it(tmp_path, home):
    aside = '<aside epub:type="footnote" id="n1"><p>1. Loi de 1992.</p></aside>'
    call = f'<p>La loi<a epub:type="noteref" href="{home}#n1">1</a> le permet.</p><p>Suite du propos.</p>'
    chapters = {"a": chapter(call + ("" if home else aside))}
    if home:
        chapters["notes"] = chapter(aside)
    assert shown(book(tmp_path / "x", chapters)) == [
        ("text", 0, "La loi le permet."),
        ("note", 0, "Loi de 1992."),
        ("text", 0, "Suite du propos."),
    ]


def test_the_same_identifier_in_two_chapters_is_two_notes(tmp_path):
    body = '<p>Premier{0}<a href="#n1">1</a></p><aside epub:type="footnote" id="n1"><p>Note {0}</p></aside>'
    path = book(tmp_path / "x", {"a": chapter(body.format("A")), "b": chapter(body.format("B"))})
    assert [text for _, _, text in shown(path)] == ["PremierA", "Note A", "PremierB", "Note B"]


def test_locked_chapters_are_told_and_locked_fonts_are_not(tmp_path):
    def lock(name):
        return f'<encryption><EncryptedData><CipherReference URI="OEBPS/{name}"/></EncryptedData></encryption>'

    chapters = {"a": chapter("<p>Texte</p>")}
    with pytest.raises(EncryptedFile):
        EpubExtractor().extract(book(tmp_path / "x", chapters, **{"META-INF/encryption.xml": lock("a.xhtml")}))
    path = book(tmp_path / "y", chapters, **{"META-INF/encryption.xml": lock("police.otf")})
    assert shown(path) == [("text", 0, "Texte")]


def test_a_book_without_list_of_chapters_is_damaged(tmp_path):
    path = tmp_path / "x"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
    assert EpubExtractor().claims(path, path.read_bytes()) == 100
    with pytest.raises(UnreadableFile):
        EpubExtractor().extract(path)


def test_names_outside_the_package_are_not_followed(tmp_path):
    (tmp_path / "secret.xhtml").write_text(chapter("<p>mot de passe</p>"))
    path = book(tmp_path / "x", {"../../secret": "", "a": chapter("<p>Texte</p>")})
    assert shown(path) == [("text", 0, "Texte")]


def test_the_sample_book_reads_like_its_web_page(shared):
    path = shared / "samples" / "CR_Atelier7_reponse_des_territoires_crise.epub"
    paragraphs = EpubExtractor().extract(path).paragraphs
    assert sum(len(p.text.split()) for p in paragraphs) > 2000
    assert [p.marker for p in paragraphs if p.kind == "note"] == ["1", "2"]
    assert not any("display" in p.text for p in paragraphs)
