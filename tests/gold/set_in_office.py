"""Set a text as a flat OpenDocument file, and let LibreOffice make ODT, DOCX or PDF of it."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from tests.gold.script import Block, Script, runs

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "draw": "drawing",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
    }.items()
)
# kind: (size, bold, italic, space before in mm, alignment, face)
LOOKS = {
    "cover": (13, False, False, 9, "center", "Liberation Sans"),
    "coverh1": (19, True, False, 30, "center", "Liberation Sans"),
    "h1": (15, True, False, 8, "start", "Liberation Sans"),
    "h2": (12.5, True, False, 5, "start", "Liberation Sans"),
    "h3": (11.5, True, False, 4, "start", "Liberation Sans"),
    "side": (9.5, False, False, 2, "start", "Liberation Sans"),
    "programme": (10, False, False, 1, "start", "Liberation Sans"),
    "name": (11.5, True, False, 5, "start", "Liberation Serif"),
    "time": (10, True, False, 4, "start", "Liberation Sans"),
    "role": (11.5, False, True, 0, "start", "Liberation Serif"),
    "label": (9.5, True, False, 5, "start", "Liberation Sans"),
    "caption": (8.5, False, True, 2, "start", "Liberation Sans"),
    "stage": (11.5, False, True, 2, "start", "Liberation Serif"),
    "para": (11.5, False, False, 2, "justify", "Liberation Serif"),
    "box": (9.5, False, False, 1, "start", "Liberation Sans"),
}
KEPT = {"h1", "h2", "h3", "role", "label", "time"}
FILTERS = {"pdf": "pdf:writer_pdf_Export", "odt": "odt:writer8", "docx": "docx:MS Word 2007 XML"}


def write(script: Script, target: Path) -> None:
    """Write the file in the format that its name ends with; FileNotFoundError without LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        message = "LibreOffice (soffice) is not installed"
        raise FileNotFoundError(message)
    with tempfile.TemporaryDirectory() as folder:
        flat = Path(folder) / f"{target.stem}.fodt"
        flat.write_text(_document(script), encoding="utf-8", newline="\n")
        kind = target.suffix[1:]
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", FILTERS[kind], "--outdir", folder, str(flat)]
        subprocess.run(command, check=True, capture_output=True)
        shutil.copyfile(flat.with_suffix(target.suffix), target)


def _document(script: Script) -> str:
    columns = int(script.layout.get("columns", 1))
    body = _body(script)
    if columns > 1:
        body = body.replace("<!--columns-->", '<text:section text:style-name="Columns" text:name="corps">', 1)
        body += "</text:section>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta><dc:title>{escape(script.notice.get('file_title') or '')}</dc:title></office:meta>"
        f"{_styles(script, columns)}<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


FIXED = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="Break" style:family="paragraph" style:parent-style-name="Kpara">
<style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="Start" style:family="paragraph" style:master-page-name="Standard">
<style:paragraph-properties style:page-number="%(first)s"/></style:style>
<style:style style:name="Cover" style:family="paragraph" style:master-page-name="Cover"/>
<style:style style:name="Columns" style:family="section"><style:section-properties>
<style:columns fo:column-count="%(columns)s" fo:column-gap="8mm"/></style:section-properties></style:style>
<style:style style:name="Box" style:family="graphic"><style:graphic-properties fo:border="0.5pt solid #444444"
 fo:padding="2mm" draw:fill="none" style:wrap="none" style:horizontal-pos="center"
 style:vertical-pos="from-top"/></style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties
 fo:border="0.5pt solid #444444" fo:padding="1mm"/></style:style>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="%(wide)scm"
 fo:page-height="%(high)scm" fo:margin="2cm"/></style:page-layout>"""
MASTERS = """
<style:master-page style:name="Standard" style:page-layout-name="Page">
<style:header><text:p text:style-name="Kbox">%(head)s</text:p></style:header>
<style:footer><text:p text:style-name="Kbox">%(foot)s – <text:page-number text:select-page="current"/></text:p>
</style:footer></style:master-page><style:master-page style:name="Cover" style:page-layout-name="Page"/>"""
TABS = (
    '<style:tab-stops><style:tab-stop style:position="17cm" style:type="right" style:leader-style="dotted" '
    'style:leader-text="."/></style:tab-stops>'
)
FACE = (
    '<style:style style:name="K{kind}" style:family="paragraph"><style:paragraph-properties fo:margin-top="{before}mm" '
    'fo:margin-bottom="1mm" fo:text-align="{side}" fo:orphans="2" fo:widows="2"{kept}>{tabs}'
    "</style:paragraph-properties><style:text-properties "
    'fo:font-family="{face}" fo:font-size="{size}pt" fo:language="{language}"{bold}{italic}/></style:style>'
)


def _styles(script: Script, columns: int) -> str:
    wide, high = (29.7, 21.0) if script.layout.get("landscape") else (21.0, 29.7)
    facts = {
        "first": int(script.layout.get("folio", 1)),
        "columns": columns,
        "wide": wide,
        "high": high,
        "head": escape(script.notice.get("running_head") or ""),
        "foot": escape(script.notice.get("running_foot") or ""),
    }
    styles = "".join(
        FACE.format(
            kind=kind,
            before=before,
            side=side,
            face=face,
            size=size,
            language=script.notice["language"],
            kept=' fo:keep-with-next="always"' if kind in KEPT else "",
            tabs=TABS if kind == "programme" else "",
            bold=' fo:font-weight="bold"' if bold else "",
            italic=' fo:font-style="italic"' if italic else "",
        )
        for kind, (size, bold, italic, before, side, face) in LOOKS.items()
    )
    return (
        f"<office:styles>{styles}</office:styles><office:automatic-styles>{FIXED % facts}</office:automatic-styles>"
        f"<office:master-styles>{MASTERS % facts}</office:master-styles>"
    )


def _body(script: Script) -> str:
    unnumbered = int(script.layout.get("unnumbered", 0))
    parts = [f'<text:p text:style-name="{"Cover" if unnumbered else "Start"}"/>']
    boxed = False
    titles = 0
    for block in script.blocks:
        if block.kind == "break":
            unnumbered -= 1
            parts.append(f'<text:p text:style-name="{"Start" if unnumbered == 0 else "Break"}"/>')
        elif block.kind == "box":
            boxed = True
            parts.append(
                '<text:p text:style-name="Kpara"><draw:frame draw:style-name="Box" text:anchor-type="paragraph" '
                f'svg:width="8cm"><draw:text-box fo:min-height="1cm"><text:p text:style-name="Kbox">'
                f'<text:span text:style-name="B">{escape(block.text)}</text:span></text:p>'
            )
        elif block.kind == "endbox":
            boxed = False
            parts.append("</draw:text-box></draw:frame></text:p>")
        else:
            parts.append(_block(block, script.notes, boxed=boxed))
            if block.kind == "h1":
                titles += 1
                parts.append("<!--columns-->" if titles == 1 else "")
    return "".join(parts)


def _block(block: Block, notes: dict[str, str], *, boxed: bool) -> str:
    if block.kind == "table":
        return _table(block)
    if block.kind in {"item", "star"}:
        text = _inline(block.text, notes)
        return (
            f'<text:list><text:list-item><text:p text:style-name="Kpara">{text}</text:p></text:list-item></text:list>'
        )
    if not block.text:
        return ""
    kind = "coverh1" if block.text.startswith("# ") else "box" if boxed else block.kind
    text = "<text:line-break/>".join(_inline(line.removeprefix("# "), notes) for line in block.lines)
    text = text.replace("&gt;&gt;", "<text:tab/>")
    if kind in {"h1", "h2", "h3"}:
        return f'<text:h text:style-name="K{kind}" text:outline-level="{kind[1]}">{text}</text:h>'
    return f'<text:p text:style-name="K{kind}">{text}</text:p>'


def _table(block: Block) -> str:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="Cell" office:value-type="string"><text:p text:style-name="Kbox">'
            f"{_inline(cell, {})}</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in block.rows
    )
    return (
        f'<table:table><table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>{rows}</table:table>'
    )


def _inline(text: str, notes: dict[str, str]) -> str:
    made = []
    for run in runs(text):
        words = escape(run.text)
        if run.call:
            words = (
                f'<text:note text:note-class="footnote"><text:note-citation>{run.call}</text:note-citation>'
                f'<text:note-body><text:p text:style-name="Kbox">{_inline(notes[run.call], {})}</text:p>'
                "</text:note-body></text:note>"
            )
        for face, wanted in (("B", run.bold), ("I", run.italic)):
            words = f'<text:span text:style-name="{face}">{words}</text:span>' if wanted else words
        made.append(words)
    return "".join(made)
