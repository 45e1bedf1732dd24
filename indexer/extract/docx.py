"""Word files (DOCX): python-docx opens the package, our own walk of the tree misses nothing that is printed.

Kept: insertions, moved text at its new place, text boxes, content controls, links, notes beside their reference.
Left out: deletions, comments, running heads, the second copy of a text box written for old versions of Word.
"""

from __future__ import annotations

import zlib
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx as python_docx
from docx.opc.exceptions import OpcError
from lxml import etree

from corpus.errors import EncryptedFile, UnreadableFile
from indexer.extract import Extraction, Line, Page, Paragraph, Remark
from indexer.extract.docx_styles import Styles, W
from indexer.extract.docx_walk import Walk
from indexer.extract.packages import check, names_in, part, tree
from indexer.extract.tables import require_few_cells

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "Le document contient des macros : elles ont été ignorées, jamais exécutées."
_FACTS = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}subject": "subject",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords": "keywords",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
}
_DAMAGED = "le document Word est abîmé ou incomplet. Vérifiez la copie d'origine."


class DocxExtractor:
    """Reads DOCX files."""

    def claims(self, path: Path, head: bytes) -> int:
        """Look for the main part of a Word document in a zip package, or for such a package under a password."""
        if head.startswith(b"PK"):
            return 100 if any(n.startswith("word/document") for n in names_in(path)) else 0
        return 90 if head.startswith(_OLE) and _ENCRYPTED in path.read_bytes() else 0

    def extract(self, path: Path) -> Extraction:
        """Read the file.

        Raises:
            EncryptedFile: when it asks for a password.
            LimitExceeded: when it would swell beyond measure.
            UnreadableFile: when it is damaged.

        """
        with path.open("rb") as file:
            if file.read(8) == _OLE:
                raise EncryptedFile(path.name)
        check(path)
        document = _opened(path)
        body = _body(path, document)
        if body is None:
            raise UnreadableFile(path.name, _DAMAGED)
        require_few_cells(path.name, body)
        styles = Styles(_related(path, document, "styles"))
        notes = [_notes(_related(path, document, kind)) for kind in ("footnotes", "endnotes")]
        paragraphs = Walk(styles, *notes).read(body)
        return Extraction(
            MEDIA_TYPE,
            paragraphs,
            _pages(paragraphs),
            _usual_size(paragraphs),
            _metadata(path, document),
            remarks=(Remark("macros-ignored", _MACROS),) if _has_macros(path) else (),
        )


def _has_macros(path: Path) -> bool:
    return any(name.endswith("vbaProject.bin") for name in names_in(path))


def _opened(path: Path) -> Any:
    """Open the package; None when it lacks what python-docx cannot do without, and we can."""
    try:
        return python_docx.Document(str(path))
    except (OpcError, BadZipFile, KeyError, ValueError, AttributeError, OSError, zlib.error, etree.LxmlError):
        return None


def _body(path: Path, document: Any) -> Any:
    if document is not None:
        return document.element.body
    names = sorted(name for name in names_in(path) if name.startswith("word/document") and name.endswith(".xml"))
    root = tree(part(path, names[0])) if names else None
    return None if root is None else root.find(f"{W}body")


def _related(path: Path, document: Any, kind: str) -> Any:
    """Root of the part that is related to the document under this kind, None when missing or odd."""
    if document is None:
        return tree(part(path, f"word/{kind}.xml"))
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            return tree(relation.target_part.blob)
    return None


def _notes(root: Any) -> dict[str, Any]:
    """Notes by their id; separators, which have a type, are none."""
    if root is None:
        return {}
    return {note.get(f"{W}id", ""): note for note in root if note.get(f"{W}type") in (None, "normal")}


def _metadata(path: Path, document: Any) -> dict[str, str]:
    root = tree(part(path, "docProps/core.xml"))
    found: dict[str, str] = {}
    for element in root.iter(*_FACTS) if root is not None else ():
        if element.text and element.text.strip():
            found.setdefault(_FACTS[str(element.tag)], element.text.strip())
    header = _first_header(document) if document is not None else ""
    return {**found, "header": header} if header else found


def _first_header(document: Any) -> str:
    """The letterhead: what only the first page bears above its text."""
    try:
        section = document.sections[0]
        if not section.different_first_page_header_footer:
            return ""
        header = section.first_page_header
        cells = [cell.text for table in header.tables for row in table.rows for cell in row.cells]
        texts = dict.fromkeys(" ".join(text.split()) for text in [*(p.text for p in header.paragraphs), *cells])
        return " ".join(text for text in texts if text)
    except (IndexError, KeyError, ValueError, AttributeError, etree.LxmlError):
        return ""


def _usual_size(paragraphs: tuple[Paragraph, ...]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        sizes[paragraph.size] += len(paragraph.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _pages(paragraphs: tuple[Paragraph, ...]) -> tuple[Page, ...]:
    """The pages Word remembered, a paragraph a line; none when it remembered none."""
    numbers = [p.breaks[-1][1] if p.breaks else p.page or 0 for p in paragraphs]
    return tuple(
        Page(
            number,
            lines=tuple(
                Line(p.text, size=p.size, bold=p.bold, italic=p.italic) for p in paragraphs if p.page == number
            ),
        )
        for number in range(1, max(numbers, default=0) + 1)
    )
