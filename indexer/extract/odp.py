"""OpenDocument slides (ODP): a slide is a page, its title a heading, its speaker notes follow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.errors import EncryptedFile, UnreadableFile
from indexer.extract import Extraction, Line, Page, Paragraph
from indexer.extract.odt_styles import Styles
from indexer.extract.odt_walk import OFFICE, Walk
from indexer.extract.packages import check, part, tree

MEDIA_TYPE = "application/vnd.oasis.opendocument.presentation"
_MARK = b"mimetypeapplication/vnd.oasis.opendocument.presentation"
_DAMAGED = "le diaporama OpenDocument est abîmé ou incomplet. Vérifiez la copie d'origine."
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SLIDES = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_FURNITURE = frozenset(("page", "page-number", "date-time", "footer", "header", "handout"))
_FACTS = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}subject": "subject",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creation-date": "created",
}


class OdpExtractor:
    """Reads ODP files."""

    def claims(self, path: Path, head: bytes) -> int:  # noqa: ARG002 - the head tells enough
        """Look for the type a package bears in its first part."""
        return 100 if head.startswith(b"PK") and _MARK in head[:120] else 0

    def extract(self, path: Path) -> Extraction:
        """Read the file.

        Raises:
            EncryptedFile: when it asks for a password.
            LimitExceeded: when it would swell beyond measure.
            UnreadableFile: when it is damaged.

        """
        check(path)
        if b"encryption-data" in part(path, "META-INF/manifest.xml"):
            raise EncryptedFile(path.name)
        content = tree(part(path, "content.xml"))
        body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}presentation")
        if content is None or body is None:
            raise UnreadableFile(path.name, _DAMAGED)
        walk = Walk(Styles(tree(part(path, "styles.xml")), content))
        paragraphs: list[Paragraph] = []
        pages: list[Page] = []
        for number, slide in enumerate(body.iterchildren(f"{_DRAW}page"), 1):
            shown = list(_shown(walk, slide, number))
            paragraphs += [*shown, *_notes(walk, slide, number)]
            lines = (Line(p.text, size=p.size, bold=p.bold, italic=p.italic) for p in shown)
            pages.append(Page(number, lines=tuple(lines)))
        outline = tuple((p.level, p.text, p.page or 1) for p in paragraphs if p.level)
        return Extraction(MEDIA_TYPE, tuple(paragraphs), tuple(pages), metadata=_metadata(path), outline=outline)


def _shown(walk: Walk, slide: Any, number: int) -> Iterator[Paragraph]:
    """What a slide shows: its title first, then the rest in file order."""
    shapes = [shape for shape in slide if shape.get(f"{_SLIDES}class") not in _FURNITURE]
    shapes = [shape for shape in shapes if shape.tag != f"{_SLIDES}notes"]
    shapes.sort(key=lambda shape: shape.get(f"{_SLIDES}class") != "title")
    for shape in shapes:
        found = [replace(p, page=number) for p in walk.read(shape)]
        if shape.get(f"{_SLIDES}class") == "title" and found:
            title = " ".join(p.text for p in found)
            yield replace(found[0], text=title, kind="text", marker="", level=1 if number == 1 else 2)
        else:
            yield from found


def _notes(walk: Walk, slide: Any, number: int) -> Iterator[Paragraph]:
    """What the speaker noted under a slide."""
    for notes in slide.iterchildren(f"{_SLIDES}notes"):
        for shape in notes:
            if shape.get(f"{_SLIDES}class") not in _FURNITURE:
                yield from (replace(p, page=number, kind="note", marker="", level=0) for p in walk.read(shape))


def _metadata(path: Path) -> dict[str, str]:
    root = tree(part(path, "meta.xml"))
    found: dict[str, str] = {}
    for element in root.iter(*_FACTS) if root is not None else ():
        if element.text and element.text.strip():
            found.setdefault(_FACTS[str(element.tag)], element.text.strip())
    return found
