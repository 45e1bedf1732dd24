"""Set a text as a Word file with python-docx."""

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tests.gold.script import Block, Script, runs

STYLES = {"h1": "Heading 1", "h2": "Heading 2", "h3": "Heading 3", "item": "List Bullet", "star": "List Bullet"}
BOLD, ITALIC = {"name", "time", "label"}, {"role", "stage", "caption"}


def write(script: Script, target: Path) -> None:
    """Write the Word file; it has no footnotes, for python-docx has none."""
    document = docx.Document()
    document.core_properties.title = script.notice.get("file_title") or ""
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.sections[0].footer.paragraphs[0].text = script.notice.get("running_foot", "")
    document.sections[0].header.paragraphs[0].text = script.notice.get("running_head", "")
    cell: _Cell | None = None
    for block in script.blocks:
        if block.kind == "box":
            cell = document.add_table(rows=1, cols=1, style="Table Grid").rows[0].cells[0]
            _write(cell.paragraphs[0], f"**{block.text}**", block)
        elif block.kind == "endbox":
            cell = None
        elif block.kind == "break":
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif block.kind == "table":
            _table(document, block)
        elif block.text:
            _paragraph(cell or document, block)
    document.save(str(target))


def _table(document: Document, block: Block) -> None:
    table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, block.rows, strict=True):
        for place, text in zip(row.cells, texts, strict=True):
            _write(place.paragraphs[0], text, block)


def _paragraph(where: Document | _Cell, block: Block) -> None:
    style = "Title" if block.text.startswith("# ") else STYLES.get(block.kind, "Normal")
    paragraph = where.add_paragraph(style=style)
    for n, line in enumerate(block.lines):
        if n:
            paragraph.add_run().add_break()
        _write(paragraph, line.removeprefix("# "), block)


def _write(paragraph: Paragraph, text: str, block: Block) -> None:
    for run in runs(text):
        made = paragraph.add_run(run.text)
        made.bold = True if run.bold or block.kind in BOLD else None
        made.italic = True if run.italic or block.kind in ITALIC else None
        if block.kind in {"side", "programme", "caption"}:
            made.font.size = Pt(9.5)
