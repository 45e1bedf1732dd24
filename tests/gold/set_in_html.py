"""Set a text as a page of a site, or as the pages that WeasyPrint prints."""

import html
import importlib
from pathlib import Path

from tests.gold.script import Block, Script, runs

CLASSES = {"cover", "side", "name", "role", "label", "time", "programme", "stage", "caption"}
SHEET = """
@page { size: A4 %(turn)s; margin: 22mm 20mm 20mm;
  @top-center { content: "%(head)s"; font: italic 8.5pt "Liberation Sans" }
  @bottom-left { content: "%(foot)s"; font: 8.5pt "Liberation Sans" }
  @bottom-right { content: counter(page); font: 8.5pt "Liberation Sans" } }
@page :first { counter-reset: page %(first)s }
@page cover { @top-center { content: none } @bottom-left { content: none } @bottom-right { content: none } }
body { font: 11pt/1.42 "Liberation Serif"; text-align: justify; hyphens: %(hyphens)s }
.front { page: cover; break-after: page }
.columns { columns: %(columns)s; column-gap: 9mm }
h1 { font: bold 17pt/1.2 "Liberation Sans"; text-align: left; margin: 7mm 0 4mm; break-after: avoid }
h2, h3 { font: bold 12.5pt/1.25 "Liberation Sans"; text-align: left; margin: 5mm 0 2mm; break-after: avoid }
p { margin: 0 0 2.2mm; orphans: 2; widows: 2 }
.cover { text-align: center; margin: 9mm 0; font-size: 13pt }
.name { font-weight: bold; margin: 4mm 0 0; break-after: avoid }
.role { font-style: italic; break-after: avoid }
.label { font: bold 9.5pt "Liberation Sans"; color: #555; margin: 5mm 0 0; break-after: avoid }
.side, .programme { font: 9.5pt/1.35 "Liberation Sans"; text-align: left }
.caption { font: italic 8.5pt "Liberation Sans"; text-align: left }
.stage { font-style: italic }
.break { break-before: page }
.footnote { float: footnote; font-size: 9pt; text-align: left }
::footnote-call { font-size: 7.5pt; vertical-align: super; line-height: 0 }
aside { border: 0.6pt solid #444; padding: 3mm; margin: 4mm 0; font: 9.5pt/1.35 "Liberation Sans" }
table { border-collapse: collapse; margin: 3mm 0 } td { border: 0.5pt solid #444; padding: 1mm 3mm }
.leader { float: right }
"""


def print_pdf(script: Script, target: Path) -> None:
    """Print the text with WeasyPrint, which has to be installed."""
    layout = script.layout
    facts = {
        "turn": "landscape" if layout.get("landscape") else "portrait",
        "head": script.notice.get("running_head", ""),
        "foot": script.notice.get("running_foot", ""),
        "first": script.offset + 1,
        "columns": layout.get("columns", 1),
        "hyphens": "auto" if int(layout.get("columns", 1)) > 1 else "manual",
    }
    page = _page(script, f"<style>{SHEET % facts}</style>", _body(script, printed=True))
    importlib.import_module("weasyprint").HTML(string=page).write_pdf(target)


def write(script: Script, target: Path) -> None:
    """Write the page of a site, with the menu and the foot that sites have around their texts."""
    menu = "<nav><ul><li><a href='/'>Accueil</a></li><li><a href='/actu'>Actualités</a></li></ul></nav>"
    foot = "<footer><p>Mentions légales – Plan du site – Contact</p></footer>"
    style = "<style>.name,.time{font-weight:bold}.role,.stage{font-style:italic}</style>"
    body = f"<header>{menu}</header><main><article>{_body(script, printed=False)}</article></main>{foot}"
    target.write_text(_page(script, style, body), encoding="utf-8", newline="\n")


def _page(script: Script, style: str, body: str) -> str:
    title = html.escape(script.notice.get("file_title") or "")
    return (
        f'<!DOCTYPE html>\n<html lang="{script.notice["language"]}"><head><meta charset="utf-8">'
        f"<title>{title}</title>{style}</head>\n<body>{body}</body></html>\n"
    )


def _body(script: Script, *, printed: bool) -> str:
    parts: list[str] = []
    opened = False
    front = [block.kind for block in script.blocks].count("break") and script.blocks[0].kind == "cover"
    for block in script.blocks:
        if block.kind in {"h1", "speech"} and not opened and not front:
            parts.append(_set(block, script, printed=printed))
            parts.append('<div class="columns">')
            opened = True
        elif block.kind == "break" and front and not opened:
            parts = ['<div class="front">', *parts, '</div><div class="columns">']
            opened = True
        else:
            parts.append(_set(block, script, printed=printed))
    if not printed and script.notes:
        notes = "".join(f'<li id="note{call}">{_inline(text, {})}</li>' for call, text in script.notes.items())
        parts.append(f"<hr><ol>{notes}</ol>")
    body = "\n".join(part for part in parts if part) + ("</div>" if opened else "")
    return body.replace("</ul>\n<ul>", "\n")


def _inline(text: str, notes: dict[str, str], *, printed: bool = False) -> str:
    made = []
    for run in runs(text):
        words = html.escape(run.text, quote=False)
        if run.call and printed:
            words = f'<span class="footnote">{_inline(notes[run.call], {})}</span>'
        elif run.call:
            words = f'<sup><a href="#note{run.call}">{run.call}</a></sup>'
        words = f"<em>{words}</em>" if run.italic else words
        made.append(f"<strong>{words}</strong>" if run.bold else words)
    return "".join(made)


def _set(block: Block, script: Script, *, printed: bool) -> str:
    text = _inline(block.text, script.notes, printed=printed)
    if block.kind in {"h1", "h2", "h3"} or block.text.startswith("# "):
        rank = "h1" if block.kind == "cover" else block.kind
        lines = [_inline(line.removeprefix("# "), {}) for line in block.lines]
        return f"<{rank}>{'<br>'.join(lines)}</{rank}>"
    if block.kind == "programme" and "&gt;&gt;" in text:
        entry, _, folio = text.partition("&gt;&gt;")
        text = f'{entry.strip()} <span class="leader">{folio.strip()}</span>'
    if block.kind in CLASSES:
        return f'<p class="{block.kind}">{text}</p>'
    return {
        "para": f"<p>{text}</p>",
        "item": f"<ul><li>{text}</li></ul>",
        "star": f"<ul><li>{text}</li></ul>",
        "box": f"<aside><p><strong>{text}</strong></p>",
        "endbox": "</aside>",
        "break": '<div class="break"></div>',
        "table": f"<table>{''.join(_row(row) for row in block.rows)}</table>",
    }.get(block.kind, "")


def _row(row: list[str]) -> str:
    cells = "".join(f"<td>{_inline(cell, {})}</td>" for cell in row)
    return f"<tr>{cells}</tr>"
