"""OpenDocument slides (ODP): a slide is a page, its title a heading, its speaker notes follow it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer.extract import Extraction, Line, Page, Paragraph
from indexer.extract.odt_walk import Walk
from indexer.extract.opendocument import opened

MEDIA_TYPE = "application/vnd.oasis.opendocument.presentation"
_MARK = b"mimetypeapplication/vnd.oasis.opendocument.presentation"
_DAMAGED = "le diaporama OpenDocument est abîmé ou incomplet. Vérifiez la copie d'origine."
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SLIDES = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_FURNITURE = frozenset(("page", "page-number", "date-time", "footer", "header", "handout"))


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
        odf = opened(path, "presentation", _DAMAGED)
        paragraphs: list[Paragraph] = []
        pages: list[Page] = []
        for number, slide in enumerate(odf.body.iterchildren(f"{_DRAW}page"), 1):
            shown = list(_shown(odf.walk, slide, number))
            paragraphs += [*shown, *_notes(odf.walk, slide, number)]
            lines = (Line(p.text, size=p.size, bold=p.bold, italic=p.italic) for p in shown)
            pages.append(Page(number, lines=tuple(lines)))
        outline = tuple((p.level, p.text, p.page or 1) for p in paragraphs if p.level)
        return Extraction(MEDIA_TYPE, tuple(paragraphs), tuple(pages), metadata=odf.metadata, outline=outline)


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
