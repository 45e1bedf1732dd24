"""Set a text as a Word file: headings, footnotes, table, header, a tracked insertion and deletion."""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, RGBColor

from corpus.demo.sources.script import Block, Script, typeset

NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
SIGNED = 'w:id="90" w:author="Relecture" w:date="2007-03-12T10:00:00Z"'


def write(script: Script, target: Path) -> None:
    """Write the Word file, with the same bytes each time."""
    document = docx.Document()
    _style(document, script.notice)
    for line in script.notice.get("cover", []):
        document.add_paragraph(typeset(line["text"]), style=line["class"])
    listing = {"item": "List Bullet", "h1": "Heading 1", "h2": "Heading 2"}
    label = ""
    for block in script.blocks:
        if block.kind == "speech":
            label = f"**{block.label}** " if block.label else ""
        elif block.kind in {"paragraph", "stage", "item", "h1", "h2", "programme"}:
            text = f"_{block.text}_" if block.kind == "stage" else block.text
            _fill(
                document.add_paragraph(style=listing.get(block.kind)),
                (label if block.kind == "paragraph" else "") + text,
            )
            label = "" if block.kind == "paragraph" else label
        elif block.kind == "h3":
            _fill(document.add_paragraph(), f"**{block.text}**")
        elif block.kind == "table":
            _table(document, block)
    moment = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.author, properties.title, properties.created, properties.modified = "", "", moment, moment
    document.save(str(target))
    _finish(target, [block.text for block in script.blocks if block.kind == "note"])


def _style(document: Any, notice: dict[str, Any]) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = notice.get("font", "Calibri"), Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    for name in ("Heading 1", "Heading 2", "Title"):
        document.styles[name].font.color.rgb = RGBColor(0x1F, 0x4E, 0x5F)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if "header" in notice:
        section.header.paragraphs[0].text = typeset(notice["header"])


def _runs(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"(\*\*.+?\*\*|\[\^\d+\]|\{[+-].+?[+-]\}|(?<!\w)_.+?_(?!\w))", text):
        if part.startswith("**"):
            yield "bold", part[2:-2]
        elif part.startswith("[^"):
            yield "note", part[2:-1]
        elif part.startswith(("{+", "{-")):
            yield {"+": "insertion", "-": "deletion"}[part[1]], part[2:-2]
        elif part.strip("_") and part.startswith("_") and part.endswith("_"):
            yield "italic", part[1:-1]
        elif part:
            yield "text", part


def _fill(paragraph: Any, text: str) -> None:
    for kind, words in _runs(text):
        if kind in {"text", "bold", "italic"}:
            run = paragraph.add_run(words)
            run.bold, run.italic = kind == "bold" or None, kind == "italic" or None
            continue
        xml = {
            "note": f'<w:r %s>{RAISED}<w:footnoteReference w:id="{words}"/></w:r>',
            "insertion": f"<w:ins %s {SIGNED}><w:r><w:t>{escape(words)}</w:t></w:r></w:ins>",
            "deletion": f"<w:del %s {SIGNED}><w:r><w:delText>{escape(words)}</w:delText></w:r></w:del>",
        }[kind]
        paragraph._p.append(parse_xml(xml % nsdecls("w")))  # noqa: SLF001  python-docx has no door for these


def _table(document: Any, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Light Grid Accent 1")
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _fill(cell.paragraphs[0], text)
    document.add_paragraph()


def _footnotes(notes: list[str]) -> str:
    body = ""
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        body += f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, text in enumerate(notes, 1):
        body += f'<w:footnote w:id="{number}"><w:p><w:r>{RAISED}<w:footnoteRef/></w:r><w:r>'
        body += (
            f'<w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {nsdecls("w")}>{body}</w:footnotes>'


def _finish(target: Path, notes: list[str]) -> None:
    """Write the archive again with fixed dates, and the footnotes in it."""
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if notes:
        link = f'<Relationship Id="rIdNotes" Type="{NOTES}" Target="footnotes.xml"/></Relationships>'
        names = "word/_rels/document.xml.rels", "[Content_Types].xml"
        parts[names[0]] = parts[names[0]].replace(b"</Relationships>", link.encode())
        kind = f'<Override PartName="/word/footnotes.xml" ContentType="{TYPE}"/></Types>'
        parts[names[1]] = parts[names[1]].replace(b"</Types>", kind.encode())
        parts["word/footnotes.xml"] = _footnotes(notes).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
