"""A selection as DOCX: headings, quotations and links that word processors know as such."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from search.web.selections.publication import Entry, Publication, paragraphs
from search.web.xml_text import in_xml

_INK, _SOFT, _LINK = RGBColor(0x12, 0x3C, 0x4A), RGBColor(0x55, 0x5F, 0x66), RGBColor(0x0B, 0x54, 0x68)


def write(sent: Publication) -> bytes:
    """Write the whole selection."""
    paper = docx.Document()
    _dress(paper)
    core = paper.core_properties
    core.title, core.author, core.language, core.comments = in_xml(sent.title), sent.house, "fr-FR", sent.url
    core.created = core.modified = datetime.fromisoformat(sent.day).replace(tzinfo=UTC)
    if sent.warning:
        paper.add_paragraph().add_run(sent.warning).bold = True
    paper.add_paragraph(in_xml(sent.title), style="Title")
    for one in sent.paragraphs:
        paper.add_paragraph(in_xml(one))
    for entry in sent.entries:
        _add(paper, entry)
    last = paper.add_paragraph(in_xml(f"{sent.closing} "), style="Notice")
    last.paragraph_format.space_before = Pt(24)
    _link(last, sent.url, sent.url)
    target = BytesIO()
    paper.save(target)
    return target.getvalue()


def _add(paper: Any, one: Entry) -> None:
    if one.section:
        paper.add_paragraph(in_xml(one.section), style="Heading 1")
    paper.add_paragraph(in_xml(f"{one.number}. {one.heading}"), style="Heading 2" if one.below else "Result")
    for part in paragraphs(one.comment):
        paper.add_paragraph(in_xml(part))
    if one.quotation:
        paper.add_paragraph(in_xml(f"«\u00a0{one.quotation}\u00a0»"), style="Quote")
    paper.add_paragraph(in_xml(one.line), style="Notice")
    if one.note:
        paper.add_paragraph(style="Notice").add_run(in_xml(one.note)).italic = True
    place = paper.add_paragraph(in_xml(f"{one.invitation}\u00a0: "), style="Notice")
    _link(place, one.url, one.url)


def _link(paragraph: Any, words: str, url: str) -> None:
    """Add a real hyperlink at the end of `paragraph`; python-docx has no function for it."""
    number = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), number)
    run = paragraph.add_run(words)
    run.font.color.rgb, run.font.underline = _LINK, True
    link.append(run._r)  # noqa: SLF001 (the run moves into the link)
    paragraph._p.append(link)  # noqa: SLF001


def _dress(paper: Any) -> None:
    """Styles of the house, in place of the template's blue ones."""
    for section in paper.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    _in_french(normal)
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 12.5)):
        style = paper.styles[name]
        style.font.size, style.font.color.rgb, style.font.name = Pt(size), _INK, "Georgia"
        style.element.rPr.rFonts.attrib.clear()
        style.element.rPr.rFonts.set(qn("w:ascii"), "Georgia")
        style.element.rPr.rFonts.set(qn("w:hAnsi"), "Georgia")
    alone = paper.styles.add_style("Result", WD_STYLE_TYPE.PARAGRAPH)  # a heading of the first level that looks smaller
    alone.base_style, alone.font.size = paper.styles["Heading 1"], paper.styles["Heading 2"].font.size
    alone.next_paragraph_style = normal
    for heading in (alone, paper.styles["Heading 2"]):
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14), Pt(2)
    quote = paper.styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, None
    quote.paragraph_format.left_indent = Cm(0.8)
    notice = paper.styles.add_style("Notice", WD_STYLE_TYPE.PARAGRAPH)
    notice.base_style, notice.font.size, notice.font.color.rgb = normal, Pt(9.5), _SOFT
    notice.paragraph_format.space_after = Pt(4)


def _in_french(style: Any) -> None:
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), "fr-FR")
    style.element.get_or_add_rPr().append(tongue)
