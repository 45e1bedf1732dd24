"""Set a text as a web page, an OpenDocument text, Markdown or plain minutes."""

import html
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from textwrap import fill

from corpus.demo.sources.script import Script, plain, typeset
from corpus.demo.sources.set_in_html import inline

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{name}="{OFFICE}:{path}:1.0"'
    for name, path in (("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"))
)
SPACES += f' xmlns:fo="{OFFICE}:xsl-fo-compatible:1.0"'
AIR = (
    '<office:styles><style:default-style style:family="paragraph">'
    '<style:paragraph-properties fo:margin-bottom="0.25cm"/>'
    '<style:text-properties fo:language="fr" fo:country="FR" fo:font-size="11pt"/>'
    "</style:default-style></office:styles>"
)
WIDTH = 92


def write_web(script: Script, target: Path) -> None:
    """Write a web page as an ordinary site has them: a menu, an article, a foot."""
    out: list[str] = []
    label, listing = "", False
    for block in script.blocks:
        if listing and block.kind != "item":
            out.append("</ul>")
        if block.kind == "item" and not listing:
            out.append("<ul>")
        listing = block.kind == "item"
        text = inline(block.text)
        if block.kind == "speech":
            label = f"<strong>{inline(block.label)}</strong> " if block.label else ""
        elif block.kind == "paragraph":
            out.append(f"<p>{label}{text}</p>")
            label = ""
        elif block.kind == "table":
            rows = ["".join(f"<td>{inline(cell)}</td>" for cell in row) for row in block.rows]
            out.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        elif block.kind in {"h1", "h2", "h3"}:
            out.append(f"<{block.kind}>{text}</{block.kind}>")
        elif block.kind in {"item", "stage", "programme"}:
            marks = {"item": ("<li>", "</li>"), "stage": ("<p><em>", "</em></p>"), "programme": ("<p>", "</p>")}[
                block.kind
            ]
            out.append(text.join(marks))
    notice = script.notice
    menu = "".join(f'<li><a href="#">{html.escape(item)}</a></li>' for item in notice.get("menu", []))
    target.write_text(
        f'<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(notice['file_title'])}</title>\n"
        f"<style>body{{font:16px/1.5 sans-serif;max-width:44em;margin:auto}}</style>\n</head>\n<body>\n"
        f"<nav><ul>{menu}</ul></nav>\n<main>\n{chr(10).join(out)}\n</main>\n"
        f"<footer><p>{html.escape(typeset(notice.get('footer', '')))}</p></footer>\n</body>\n</html>\n",
        encoding="utf-8",
    )


def write_plain(script: Script, target: Path) -> None:
    """Write minutes as a typist would: no font, lines of one width, capitals for titles."""
    out: list[str] = []
    for block in script.blocks:
        text = plain(block.text)
        if block.kind == "speech":
            line = ", ".join(part for part in (block.label, block.role) if part)
            out.append(f"\n{line}\n")
        elif block.kind in {"h1", "h2"}:
            out.append(f"\n{text}\n")
        elif block.kind == "item":
            out.append(fill(f"- {text}", WIDTH, subsequent_indent="  ", break_on_hyphens=False))
        elif text:
            out.append(
                ("" if block.kind == "programme" else "\n") * bool(out) + fill(text, WIDTH, break_on_hyphens=False)
            )
    target.write_text(re.sub(r"\n{3,}", "\n\n", "\n".join(out)).lstrip("\n") + "\n", encoding="utf-8")


def write_markdown(script: Script, target: Path) -> None:
    """Write Markdown as a newsletter tool exports it."""
    marks = {"h1": "# ", "h2": "## ", "h3": "### ", "item": "- ", "stage": "*"}
    out: list[str] = []
    label = ""
    for block in script.blocks:
        text = re.sub(r"(?<!\w)_(.+?)_(?!\w)", r"*\1*", block.text)
        if block.kind == "speech":
            label = f"**{block.label}** " if block.label else ""
            continue
        if block.kind == "table":
            rows = ["| " + " | ".join(row) + " |" for row in block.rows]
            out.append("\n".join([rows[0], "|---" * len(block.rows[0]) + "|", *rows[1:]]))
        elif block.kind in {"paragraph", *marks, "programme"}:
            end = "*" if block.kind == "stage" else ""
            out.append(marks.get(block.kind, label if block.kind == "paragraph" else "") + text + end)
            label = ""
    target.write_text("\n\n".join(out) + "\n", encoding="utf-8")


def _odt_spans(text: str) -> str:
    text = html.escape(text, quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r'<text:span text:style-name="Bold">\1</text:span>', text)
    return re.sub(r"(?<!\w)_(.+?)_(?!\w)", r'<text:span text:style-name="Italic">\1</text:span>', text)


def _odt_blocks(script: Script) -> str:
    out: list[str] = []
    label = ""
    for block in script.blocks:
        text = _odt_spans(block.text)
        if block.kind in {"h1", "h2", "h3"}:
            out.append(f'<text:h text:outline-level="{block.kind[1]}">{text}</text:h>')
        elif block.kind == "speech":
            label = _odt_spans(f"**{block.label}** ") if block.label else ""
        elif block.kind == "item":
            out.append(f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>")
        elif block.kind == "table":
            cells = [
                "".join(f"<table:table-cell><text:p>{_odt_spans(c)}</text:p></table:table-cell>" for c in r)
                for r in block.rows
            ]
            rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
            columns = f'<table:table-column table:number-columns-repeated="{len(block.rows[0])}"/>'
            out.append(f"<table:table>{columns}{rows}</table:table>")
        elif text:
            style = ' text:style-name="Stage"' if block.kind == "stage" else ""
            out.append(f"<text:p{style}>{label}{text}</text:p>")
            label = ""
    return "".join(out)


def write_odt(script: Script, target: Path) -> None:
    """Write an OpenDocument text by hand: content, styles, manifest."""
    styles = "".join(
        f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {look}/></style:style>'
        for name, family, look in (
            ("Bold", "text", 'fo:font-weight="bold"'),
            ("Italic", "text", 'fo:font-style="italic"'),
            ("Stage", "paragraph", 'fo:font-style="italic"'),
        )
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    content = (
        f'{head}<office:document-content {SPACES} office:version="1.2"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{_odt_blocks(script)}</office:text></office:body>"
        "</office:document-content>"
    )
    version = 'office:version="1.2"'
    kind = "application/vnd.oasis.opendocument.text"
    space = f'xmlns:manifest="{OFFICE}:manifest:1.0"'
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in (("/", kind), ("content.xml", "text/xml"), ("styles.xml", "text/xml"))
    )
    parts = {
        "mimetype": kind,
        "content.xml": content,
        "styles.xml": f"{head}<office:document-styles {SPACES} {version}>{AIR}</office:document-styles>",
        "META-INF/manifest.xml": f"{head}<manifest:manifest {space}>{entries}</manifest:manifest>",
    }
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            way = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text, way)


MAKERS: dict[str, Callable[[Script, Path], None]] = {
    "web": write_web,
    "plain": write_plain,
    "markdown": write_markdown,
    "odt": write_odt,
}
