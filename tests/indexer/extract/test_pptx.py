import zipfile
from pathlib import Path

import pytest

from corpus.errors import LimitExceeded, UnreadableFile
from indexer.extract.pptx import PptxExtractor

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def text(words: str, properties: str = "", run: str = "") -> str:
    return f"<a:p>{properties}<a:r>{run}<a:t>{words}</a:t></a:r></a:p>"


def shape(body: str, kind: str | None = "body") -> str:
    holder = "" if kind is None else f'<p:ph type="{kind}"/>'
    return f"<p:sp><p:nvSpPr><p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>"


def slide(*shapes: str, show: str = "1", root: str = "sld") -> str:
    tree = f"<p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld>"
    return f'<p:{root} {_A} {_P} {_R} show="{show}">{tree}</p:{root}>'


def presentation(path: Path, slides: list[str], notes: dict[int, str] | None = None, **parts: str) -> Path:
    notes = notes or {}
    numbers = range(1, len(slides) + 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        ids = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in numbers)
        size = '<p:sldSz cx="12192000" cy="6858000"/>'
        main = f"<p:presentation {_P} {_R}><p:sldIdLst>{ids}</p:sldIdLst>{size}</p:presentation>"
        package.writestr("ppt/presentation.xml", main)
        links = "".join(f'<Relationship Id="r{n}" Type="{_TYPES}/slide" Target="slides/s{n}.xml"/>' for n in numbers)
        package.writestr("ppt/_rels/presentation.xml.rels", f"<Relationships>{links}</Relationships>")
        for number, content in enumerate(slides, 1):
            package.writestr(f"ppt/slides/s{number}.xml", content)
            if number in notes:
                link = f'<Relationship Id="n" Type="{_TYPES}/notesSlide" Target="../notesSlides/n{number}.xml"/>'
                package.writestr(f"ppt/slides/_rels/s{number}.xml.rels", f"<Relationships>{link}</Relationships>")
                package.writestr(f"ppt/notesSlides/n{number}.xml", notes[number])
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def shown(path: Path) -> list[tuple[int | None, str, str, int, str]]:
    return [(p.page, p.kind, p.marker, p.level, p.text) for p in PptxExtractor().extract(path).paragraphs]


def test_a_slide_is_a_page_and_its_notes_follow_it(tmp_path):
    path = presentation(
        tmp_path / "x",
        [
            slide(shape(text("Bilan 2012"), "ctrTitle"), shape(text("Ville de Brest"), "subTitle")),
            slide(
                shape(text("Deux puits creusés") + text("Un comité formé")),
                shape(text("Ce qui a été fait"), "title"),
                shape(text("2"), "sldNum"),
            ),
        ],
        {2: slide(shape(text("Remercier le comité."), "body"), shape(text("2"), "sldNum"), root="notes")},
    )
    assert shown(path) == [
        (1, "text", "", 1, "Bilan 2012"),
        (1, "text", "", 0, "Ville de Brest"),
        (2, "text", "", 2, "Ce qui a été fait"),
        (2, "item", "•", 0, "Deux puits creusés"),
        (2, "item", "•", 0, "Un comité formé"),
        (2, "note", "", 0, "Remercier le comité."),
    ]
    pages = PptxExtractor().extract(path).pages
    assert [(page.number, page.width, page.height) for page in pages] == [(1, 960.0, 540.0), (2, 960.0, 540.0)]


def test_hidden_slides_are_kept_and_told(tmp_path):
    path = presentation(tmp_path / "x", [slide(shape(text("Budget"), "title"), show="0")])
    extraction = PptxExtractor().extract(path)
    assert extraction.paragraphs[0].text == "Budget"
    assert [(one.code, one.page) for one in extraction.remarks] == [("hidden-slide", 1)]


def test_numbered_lists_tables_groups_and_bold(tmp_path):
    cells = "".join(f"<a:tc><a:txBody>{text(one)}</a:txBody></a:tc>" for one in ("Commune", "Habitants"))
    rows = f"<a:tr>{cells}</a:tr><a:tr>{cells}</a:tr>"
    table = f"<p:graphicFrame><a:graphic><a:tbl>{rows}</a:tbl></a:graphic></p:graphicFrame>"
    thanks = shape(text("Merci", run='<a:rPr b="1" sz="2400"/>'), None)
    numbered = '<a:pPr><a:buAutoNum type="arabicPeriod"/></a:pPr>'
    plain = "<a:pPr><a:buNone/></a:pPr>"
    path = presentation(
        tmp_path / "x",
        [
            slide(
                shape(text("Suites"), "title"),
                shape(text("Écrire", numbered) + text("Partir", numbered) + text("Note au bas", plain)),
                f"<p:grpSp>{thanks}</p:grpSp>",
                table,
            )
        ],
    )
    assert [row[1:3] + row[4:] for row in shown(path)][1:] == [
        ("item", "1.", "Écrire"),
        ("item", "2.", "Partir"),
        ("text", "", "Note au bas"),
        ("text", "", "Merci"),
        ("cell", "", "Commune | Habitants"),
        ("cell", "", "Commune | Habitants"),
    ]
    bold = next(p for p in PptxExtractor().extract(path).paragraphs if p.text == "Merci")
    assert (bold.bold, bold.size, bold.boxed) == (1.0, 24.0, True)


def test_macros_are_told_and_left_alone(tmp_path):
    path = presentation(tmp_path / "x", [slide(shape(text("A"), "title"))], **{"ppt/vbaProject.bin": "Sub AutoOpen"})
    assert [one.code for one in PptxExtractor().extract(path).remarks] == ["macros-ignored"]


def test_links_out_of_the_package_and_entities_lead_nowhere(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("mot de passe")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    content = slide(shape(text("Avant &e; après"), "title"))
    path = presentation(tmp_path / "x", [entity + content])
    assert "mot de passe" not in str(PptxExtractor().extract(path))


def test_damage_and_bombs_are_refused(tmp_path):
    bad = presentation(tmp_path / "x", [])
    with zipfile.ZipFile(bad, "w") as package:
        package.writestr("ppt/presentation.xml", b"\x00\x01")
    with pytest.raises(UnreadableFile):
        PptxExtractor().extract(bad)
    bomb = presentation(tmp_path / "y", [slide(shape(text("a" * 30_000_000), "title"))])
    with pytest.raises(LimitExceeded):
        PptxExtractor().extract(bomb)


def test_it_is_claimed_by_its_bytes(tmp_path):
    path = presentation(tmp_path / "nom.pdf", [slide(shape(text("A"), "title"))])
    assert PptxExtractor().claims(path, path.read_bytes()[:8192]) == 100
    other = tmp_path / "diapo.pptx"
    other.write_text("du texte")
    assert PptxExtractor().claims(other, other.read_bytes()) == 0


def test_the_sample_slides_are_read_with_their_notes(shared):
    path = shared / "samples" / "Diaporama_atelier7.pptx"
    extraction = PptxExtractor().extract(path)
    assert len(extraction.pages) == 9
    kinds = {p.kind for p in extraction.paragraphs}
    assert {"text", "item", "note"} <= kinds
    assert sum(p.level == 2 for p in extraction.paragraphs) == 8
