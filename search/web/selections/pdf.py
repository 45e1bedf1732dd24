"""A selection as PDF, with ReportLab: A4, links that can be followed, a running foot with the address."""

from __future__ import annotations

import unicodedata
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from search.web.selections.publication import Entry, Publication, paragraphs

_INK, _SOFT, _LINK, _RULE = "#123c4a", "#555f66", "#0b5468", "#f3c969"
#: Where Debian has fonts with the letters of most languages; ReportLab's own has those of western Europe.
_FONTS = Path("/usr/share/fonts/truetype")
_SERIF = (("DejaVuSerif", "DejaVuSerif.ttf"), ("DejaVuSerif-Bold", "DejaVuSerif-Bold.ttf"))
_SANS = (("DejaVuSans", "DejaVuSans.ttf"), ("DejaVuSans-Bold", "DejaVuSans-Bold.ttf"))
_OWN = (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf"))


def write(sent: Publication) -> bytes:
    """Write the whole selection."""
    from reportlab.platypus import SimpleDocTemplate

    serif, sans = _fonts()
    target = BytesIO()
    paper = SimpleDocTemplate(
        target,
        title=sent.title,
        author=sent.house,
        subject=sent.url,
        lang="fr",
        invariant=1,
        leftMargin=71,
        rightMargin=71,
        topMargin=62,
        bottomMargin=71,
    )

    def foot(canvas: Any, held: Any) -> None:
        canvas.setFont(sans[0], 7.5)
        canvas.setFillColor(_SOFT)
        canvas.drawString(71, 40, sent.url)
        canvas.drawRightString(paper.pagesize[0] - 71, 40, str(held.page))

    paper.build(_story(sent, _looks(serif, sans)), onFirstPage=foot, onLaterPages=foot)
    return target.getvalue()


def _story(sent: Publication, looks: dict[str, Any]) -> list[Any]:
    from reportlab.platypus import HRFlowable, Paragraph

    def said(look: str, text: str) -> Any:
        return Paragraph(escape(_within(text, looks[look].fontName)), looks[look])

    story = [said("warning", sent.warning)] if sent.warning else []
    story += [said("title", sent.title), HRFlowable(width="100%", color=_RULE, thickness=2, spaceAfter=12)]
    story += [said("text", one) for one in sent.paragraphs]
    for entry in sent.entries:
        story += _entry(entry, looks)
    story.append(HRFlowable(width="100%", color=_SOFT, thickness=0.5, spaceBefore=14, spaceAfter=6))
    story.append(Paragraph(f"{escape(sent.closing)} {_link(sent.url)}", looks["notice"]))
    return story


def _entry(one: Entry, looks: dict[str, Any]) -> list[Any]:
    from reportlab.platypus import KeepTogether, Paragraph

    def said(look: str, text: str) -> Any:
        return Paragraph(escape(_within(text, looks[look].fontName)), looks[look])

    head = [said("section", one.section)] if one.section else []
    head.append(said("heading", f"{one.number}. {one.heading}"))
    body = [said("text", part) for part in paragraphs(one.comment)]
    if one.quotation:
        body.append(said("quotation", f"«\u00a0{one.quotation}\u00a0»"))
    foot = [said("notice", one.line)]
    if one.note:
        foot.append(said("notice", one.note))
    foot.append(Paragraph(f"{one.invitation}\u00a0: {_link(one.url)}", looks["notice"]))
    if not body:
        return [KeepTogether([*head, *foot])]
    return [KeepTogether([*head, *body[:1]]), *body[1:], KeepTogether(foot)]


def _within(text: str, face: str) -> str:
    """The text in the letters that the face has: an accent is dropped, a narrow space becomes a wide one."""
    from reportlab.pdfbase import pdfmetrics

    found: Any = pdfmetrics.getFont(face)
    known = found.face.charToGlyph
    return "".join(one if ord(one) in known else unicodedata.normalize("NFKD", one)[0] for one in text)


def _link(url: str) -> str:
    return f'<a href="{escape(url)}" color="{_LINK}"><u>{escape(url)}</u></a>'


def _looks(serif: tuple[str, str], sans: tuple[str, str]) -> dict[str, Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    text = ParagraphStyle("text", fontName=serif[0], fontSize=10, leading=14.5, spaceAfter=6)
    inked: dict[str, Any] = {"parent": text, "fontName": serif[1], "textColor": HexColor(_INK), "keepWithNext": 1}
    small: dict[str, Any] = {
        "parent": text,
        "fontName": sans[0],
        "fontSize": 8,
        "leading": 11.5,
        "textColor": HexColor(_SOFT),
    }
    several = (
        text,
        ParagraphStyle("title", fontSize=19, leading=24, spaceAfter=8, **inked),
        ParagraphStyle("section", fontSize=13.5, leading=18, spaceBefore=14, spaceAfter=2, **inked),
        ParagraphStyle("heading", fontSize=11, leading=15, spaceBefore=10, spaceAfter=3, **inked),
        ParagraphStyle("quotation", parent=text, leftIndent=14, borderPadding=0),
        ParagraphStyle("notice", spaceAfter=2, **small),
        ParagraphStyle("warning", parent=text, fontName=sans[1], textColor=HexColor("#9c3b1f")),
    )
    return {one.name: one for one in several}


def _fonts() -> tuple[tuple[str, str], tuple[str, str]]:
    """Names of the upright and the bold face, serif and sans."""
    if (_FONTS / "dejavu" / _SERIF[0][1]).is_file() and (_FONTS / "dejavu" / _SANS[1][1]).is_file():
        return _registered(_SERIF, _FONTS / "dejavu"), _registered(_SANS, _FONTS / "dejavu")
    import reportlab

    own = _registered(_OWN, Path(reportlab.__file__).parent / "fonts")
    return own, own


def _registered(faces: tuple[tuple[str, str], tuple[str, str]], folder: Path) -> tuple[str, str]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in faces:
        if name not in pdfmetrics.getRegisteredFontNames() and (folder / file).is_file():
            pdfmetrics.registerFont(TTFont(name, folder / file))
    known = pdfmetrics.getRegisteredFontNames()
    return faces[0][0], faces[1][0] if faces[1][0] in known else faces[0][0]
