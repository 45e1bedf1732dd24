import zipfile
from pathlib import Path

import pytest

from corpus.errors import EncryptedFile, UnreadableFile
from indexer.extract.odp import MEDIA_TYPE, OdpExtractor

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("draw", "drawing"),
        ("presentation", "presentation"),
        ("text", "text"),
    )
)


def frame(kind: str, content: str) -> str:
    return f'<draw:frame presentation:class="{kind}"><draw:text-box>{content}</draw:text-box></draw:frame>'


def slides(path: Path, *pages: str, manifest: str = "<manifest/>") -> Path:
    body = "".join(f"<draw:page>{page}</draw:page>" for page in pages)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", MEDIA_TYPE)
        package.writestr("META-INF/manifest.xml", manifest)
        document = f"<office:body><office:presentation>{body}</office:presentation></office:body>"
        package.writestr("content.xml", f"<office:document-content {_SPACES}>{document}</office:document-content>")
    return path


def test_a_slide_is_a_page_and_its_notes_follow_it(tmp_path):
    items = "".join(f"<text:list-item><text:p>{one}</text:p></text:list-item>" for one in ("Un puits", "Un comité"))
    notes = f"<presentation:notes>{frame('notes', '<text:p>Remercier.</text:p>')}</presentation:notes>"
    path = slides(
        tmp_path / "x",
        frame("title", "<text:p>Bilan</text:p><text:p>2012</text:p>"),
        frame("outline", f"<text:list>{items}</text:list>")
        + frame("title", "<text:p>Ce qui est fait</text:p>")
        + frame("page-number", "<text:p>2</text:p>")
        + notes,
    )
    assert OdpExtractor().claims(path, path.read_bytes()) == 100
    extraction = OdpExtractor().extract(path)
    assert [(p.page, p.kind, p.level, p.text) for p in extraction.paragraphs] == [
        (1, "text", 1, "Bilan 2012"),
        (2, "text", 2, "Ce qui est fait"),
        (2, "item", 0, "Un puits"),
        (2, "item", 0, "Un comité"),
        (2, "note", 0, "Remercier."),
    ]
    assert [page.number for page in extraction.pages] == [1, 2]


def test_locked_and_damaged_slides_are_told(tmp_path):
    with pytest.raises(EncryptedFile):
        OdpExtractor().extract(slides(tmp_path / "x", manifest="<manifest><encryption-data/></manifest>"))
    path = tmp_path / "y"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", MEDIA_TYPE)
    with pytest.raises(UnreadableFile):
        OdpExtractor().extract(path)
