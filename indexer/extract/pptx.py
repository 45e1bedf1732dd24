"""Slides (PPTX): a slide is a page, its title a heading, its speaker notes follow it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from indexer.extract import Extraction, Line, Page, Paragraph, Remark
from indexer.extract.packages import check, names_in, part, tree
from indexer.extract.pptx_walk import PRESENTATION, notes_of, slide_of
from indexer.extract.relations import Relation, relations_of
from indexer.extract.tables import require_few_cells

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_MAIN = "ppt/presentation.xml"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DAMAGED = "le diaporama est abîmé ou incomplet. Vérifiez la copie d'origine."
_HIDDEN = "La diapositive {number} est masquée dans le diaporama ; son texte est gardé."
_MACROS = "Le diaporama contient des macros : elles ont été ignorées, jamais exécutées."
_EMU_IN_POINT = 12700
_FACTS = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}subject": "subject",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords": "keywords",
}


class PptxExtractor:
    """Reads PPTX files and their variants (PPTM, PPSX, POTX)."""

    def claims(self, path: Path, head: bytes) -> int:
        """Look for the main part of a presentation in a zip package."""
        return 100 if head.startswith(b"PK") and _MAIN in names_in(path) else 0

    def extract(self, path: Path) -> Extraction:
        """Read the file.

        Raises:
            LimitExceeded: when it would swell beyond measure.
            UnreadableFile: when it is damaged.

        """
        check(path)
        main = tree(part(path, _MAIN))
        if main is None:
            raise UnreadableFile(path.name, _DAMAGED)
        width, height = _size(main)
        paragraphs: list[Paragraph] = []
        pages: list[Page] = []
        remarks: list[Remark] = []
        if any(name.endswith("vbaProject.bin") for name in names_in(path)):
            remarks.append(Remark("macros-ignored", _MACROS))
        for number, name in enumerate(_slides(path, main), 1):
            root = tree(part(path, name))
            if root is not None and root.get("show") in ("0", "false"):
                remarks.append(Remark("hidden-slide", _HIDDEN.format(number=number), number))
            shown, spoken = _read(path, name, root, number)
            paragraphs += [*shown, *spoken]
            lines = tuple(Line(p.text, size=p.size, bold=p.bold, italic=p.italic) for p in shown)
            pages.append(Page(number, width, height, lines=lines))
        return Extraction(
            MEDIA_TYPE,
            tuple(paragraphs),
            tuple(pages),
            _usual_size(paragraphs),
            _metadata(path),
            tuple((p.level, p.text, p.page or 1) for p in paragraphs if p.level),
            tuple(remarks),
        )


def _slides(path: Path, main: Any) -> list[str]:
    """Names of the slides in the order they are shown."""
    relations = relations_of(path, _MAIN)
    wanted = (relations.get(one.get(_RELATION, "")) for one in main.iter(f"{PRESENTATION}sldId"))
    return [one.target for one in wanted if one is not None]


def _read(path: Path, name: str, root: Any, number: int) -> tuple[list[Paragraph], list[Paragraph]]:
    """What a slide shows, and what its notes say."""
    relations = relations_of(path, name)
    if root is not None:
        require_few_cells(path.name, root)
    shown = slide_of(root, number, _diagrams(path, relations)) if root is not None else []
    spoken: list[Paragraph] = []
    for relation in relations.values():
        if relation.kind == "notesSlide":
            spoken += notes_of(tree(part(path, relation.target)), number)
    return shown, spoken


def _diagrams(path: Path, relations: dict[str, Relation]) -> dict[str, Any]:
    """Roots of the drawings made of text (SmartArt), by the identifier a slide names them with."""
    return {
        identifier: tree(part(path, relation.target))
        for identifier, relation in relations.items()
        if relation.kind == "diagramData"
    }


def _size(main: Any) -> tuple[float, float]:
    """Width and height of a slide in points, 0 when it does not say."""
    element = main.find(f"{PRESENTATION}sldSz")
    sides = (element.get("cx", ""), element.get("cy", "")) if element is not None else ("", "")
    width, height = (round(int(side) / _EMU_IN_POINT, 1) if side.isdigit() else 0.0 for side in sides)
    return width, height


def _usual_size(paragraphs: list[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        sizes[paragraph.size] += len(paragraph.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _metadata(path: Path) -> dict[str, str]:
    root = tree(part(path, "docProps/core.xml"))
    found: dict[str, str] = {}
    for element in root.iter(*_FACTS) if root is not None else ():
        if element.text and element.text.strip():
            found.setdefault(_FACTS[str(element.tag)], element.text.strip())
    return found
