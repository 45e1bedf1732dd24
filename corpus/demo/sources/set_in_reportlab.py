"""Set a text as a PDF with ReportLab: one column, running footer, upright or landscape."""

import re
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from corpus.demo.sources.script import Block, Script, typeset

MARGIN = 2.5 * cm
LEADERS = 14.5 * cm
FONTS = Path("/usr/share/fonts/truetype")
FAMILIES = {
    "Serif": ("liberation/LiberationSerif", "-Regular", "-Bold", "-Italic", "-BoldItalic"),
    "Sans": ("liberation/LiberationSans", "-Regular", "-Bold", "-Italic", "-BoldItalic"),
    "DejaVu": ("dejavu/DejaVuSerif", "", "-Bold", "-Italic", "-BoldItalic"),
}


def write(script: Script, target: Path, folios: dict[str, int]) -> None:
    """Write the PDF; `folios` are the page numbers known from a first setting."""
    notice = script.notice
    family = _family(notice.get("font", "Serif"))
    look = _look(family, HexColor(notice.get("colour", "#1f4e5f")), notice.get("size", 11))
    size = landscape(A4) if notice.get("landscape") else A4
    document = SimpleDocTemplate(
        str(target),
        pagesize=size,
        invariant=1,
        title=notice.get("file_title", ""),
        author="",
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
    )

    def footer(canvas: Any, held: Any) -> None:
        if held.page > 1 or not notice.get("cover"):
            canvas.setFont(family, 8.5)
            canvas.drawString(MARGIN + 6, 1.4 * cm, typeset(notice.get("footer", "")))
            canvas.drawRightString(size[0] - MARGIN - 6, 1.4 * cm, str(held.page))

    document.build(_story(script, look, folios), onFirstPage=footer, onLaterPages=footer)


def _family(name: str) -> str:
    start, *ends = FAMILIES[name]
    faces = [name, f"{name}-Bold", f"{name}-Italic", f"{name}-BoldItalic"]
    for face, end in zip(faces, ends, strict=True):
        pdfmetrics.registerFont(TTFont(face, FONTS / f"{start}{end}.ttf"))
    pdfmetrics.registerFontFamily(name, *faces)
    return name


def _look(family: str, colour: Color, size: float) -> dict[str, ParagraphStyle]:
    text = ParagraphStyle(
        "text", fontName=family, fontSize=size, leading=size * 1.4, alignment=TA_JUSTIFY, spaceAfter=7
    )
    bold = f"{family}-Bold"
    kept: dict[str, Any] = {"parent": text, "keepWithNext": 1, "alignment": 0}
    heading = {**kept, "fontName": bold, "textColor": colour}
    centred: dict[str, Any] = {"parent": text, "alignment": TA_CENTER}
    styles = [
        text,
        ParagraphStyle("h1", fontSize=size + 5, leading=size + 10, spaceBefore=16, spaceAfter=10, **heading),
        ParagraphStyle("h2", fontSize=size + 2, leading=size + 6, spaceBefore=12, **heading),
        ParagraphStyle("h3", fontName=f"{family}-BoldItalic", spaceBefore=8, **kept),
        ParagraphStyle("name", fontName=bold, spaceBefore=10, **kept),
        ParagraphStyle("chair", fontName=f"{family}-Italic", textColor=colour, spaceBefore=8, **kept),
        ParagraphStyle("item", parent=text, leftIndent=18, bulletIndent=6, spaceAfter=3),
        ParagraphStyle("stage", parent=text, fontName=f"{family}-Italic"),
        ParagraphStyle("programme", parent=text, leftIndent=12, spaceAfter=2, alignment=0),
        ParagraphStyle("note", parent=text, fontSize=size - 2.5, leading=size, spaceAfter=2),
        ParagraphStyle("small", parent=text, fontSize=size - 1, leading=size + 2, spaceAfter=0, alignment=0),
        ParagraphStyle("cover", **centred, fontSize=14, leading=20, spaceAfter=14),
        ParagraphStyle("title", **centred, fontName=bold, fontSize=25, leading=32, textColor=colour, spaceAfter=18),
    ]
    return {style.name: style for style in styles}


def _mark(text: str) -> str:
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))
    text = re.sub(r"\[\^(\d+)\]", r"<super>\1</super>", text)
    return re.sub(r"(?<!\w)_(.+?)_(?!\w)", r"<i>\1</i>", text)


def _story(script: Script, look: dict[str, ParagraphStyle], folios: dict[str, int]) -> list[Any]:
    story: list[Any] = []
    cover = script.notice.get("cover", [])
    if cover:
        story.append(Spacer(1, 6 * cm))
        story += [Paragraph(_mark(typeset(line["text"])), look[line["class"]]) for line in cover]
        story.append(PageBreak())
    if script.notice.get("contents"):
        story += [*_contents(script, look, folios), PageBreak()]
    run_in = ""
    for block in script.blocks:
        if block.kind == "speech":
            above, run_in = _speech(block, script.notice.get("style", ""), look)
            story += above
        elif block.kind == "paragraph":
            story.append(Paragraph(run_in + _mark(block.text), look["text"]))
            run_in = ""
        elif block.kind == "break":
            story.append(PageBreak())
        elif block.kind == "table":
            story += [_table(block, look), Spacer(1, 10)]
        elif block.kind in look:
            bullet = "•" if block.kind == "item" else None
            story.append(Paragraph(_mark(block.text), look[block.kind], bulletText=bullet))
    return story


def _speech(block: Block, style: str, look: dict[str, ParagraphStyle]) -> tuple[list[Any], str]:
    if not block.label:
        return [], ""
    if style == "dialogue":
        return [], f"<b>{_mark(block.label)}</b> "
    chair, _, name = block.label.rpartition(" / ")
    above = [Paragraph(_mark(chair), look["chair"])] if chair else []
    line = f"{name}, {block.role}" if block.role else name
    return [*above, Paragraph(_mark(line), look["name"])], ""


def _contents(script: Script, look: dict[str, ParagraphStyle], folios: dict[str, int]) -> list[Any]:
    lines = [Paragraph("Sommaire", look["h1"])]
    for block in script.blocks:
        if block.kind in {"h1", "h2"}:
            font, size = look["small"].fontName, look["small"].fontSize
            free = LEADERS - pdfmetrics.stringWidth(block.text, font, size)
            dots = "." * int(free / pdfmetrics.stringWidth(".", font, size))
            lines.append(Paragraph(_mark(f"{block.text} {dots} {folios.get(block.text, '')}"), look["small"]))
    return lines


def _table(block: Block, look: dict[str, ParagraphStyle]) -> Table:
    cells = [[Paragraph(_mark(cell), look["small"]) for cell in row] for row in block.rows]
    style: Any = [
        ("GRID", (0, 0), (-1, -1), 0.4, HexColor("#888888")),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor("#e3ecef")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return Table(cells, repeatRows=1, style=style)
