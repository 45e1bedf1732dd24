"""Set a text as a web page, and print it to PDF with a browser."""

import html
import re
import subprocess
import tempfile
from pathlib import Path

from corpus.demo.sources.script import Block, Script, typeset

VOWEL, CONSONANT = "[aeiouyéèêàâîôû]", "[bcdfgjlmnpqrstvxz]"
CUT = f"(?<=.[^aeiouyéè]){VOWEL}(?={CONSONANT}{VOWEL}..)|(?<=.){VOWEL}[lnrsc](?=[bdfmpqtv]{VOWEL}..)"
MOMENT = b"20240101120000"


def hyphenated(text: str) -> str:
    """Return a text with soft hyphens where a French line may end: the browser has no French dictionary.

    >>> hyphenated("coopération").replace(chr(0xAD), "-")
    'coopé-ra-tion'
    """
    return re.sub(r"[^\W\d_]{8,}", lambda word: re.sub(CUT, "\\g<0>\u00ad", word[0]), text)


def inline(text: str) -> str:
    """Return a block's text as HTML."""
    text = html.escape(text, quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"\[\^(\d+)\]", r"<sup>\1</sup>", text)
    return re.sub(r"(?<!\w)_(.+?)_(?!\w)", r"<em>\1</em>", text)


def _speech(block: Block, style: str) -> tuple[str, str]:
    """Return what stands above a speech, and what runs into its first paragraph."""
    if style == "dialogue":
        return "", f"<strong>{inline(block.label)}</strong> " if block.label else ""
    if not block.label:
        return "", ""
    if style == "oneline":
        return f'<p class="name">{inline(" — ".join(part for part in (block.label, block.role) if part))}</p>', ""
    role = f'<p class="role">{inline(block.role)}</p>' if block.role else ""
    return f'<p class="name">{inline(block.label)}</p>{role}', ""


def _table(rows: list[list[str]]) -> str:
    head, *body = rows
    cells = "".join(f"<th>{inline(c)}</th>" for c in head)
    lines = "".join("<tr>" + "".join(f"<td>{inline(c)}</td>" for c in row) + "</tr>" for row in body)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"


def contents(script: Script, folios: dict[str, int]) -> str:
    """Return the contents page: sessions, speakers, leaders and folios."""
    lines: list[str] = []
    for block in script.blocks:
        if block.kind == "h1" or (block.kind == "speech" and block.name and block.role):
            text, level = (block.text, 1) if block.kind == "h1" else (block.label, 2)
            line = f'<p class="toc{level}"><span>{inline(text)}</span><i></i><b>{folios.get(text, "")}</b></p>'
            lines += [line] if line not in lines else []
    return f'<section class="contents"><h1>Sommaire</h1>{"".join(lines)}</section>'


def body(script: Script) -> str:
    """Return the blocks of a text as HTML."""
    style = script.notice.get("style", "")
    out: list[str] = []
    run_in, question, listing = "", False, False
    hyphens = hyphenated if script.notice.get("hyphens") else str
    for block in script.blocks:
        if listing and block.kind != "item":
            out.append("</ul>")
            listing = False
        if block.kind == "item":
            out.append(("" if listing else "<ul>") + f"<li>{inline(hyphens(block.text))}</li>")
            listing = True
        elif block.kind == "speech":
            above, run_in = _speech(block, style)
            question = block.passage == "question" and style == "interview"
            out.append(above)
        elif block.kind == "paragraph":
            out.append(f'<p class="{"question" if question else "text"}">{run_in}{inline(hyphens(block.text))}</p>')
            run_in = ""
        else:
            out.append(_other(block))
    return "\n".join([*out, "</ul>" if listing else ""])


def _other(block: Block) -> str:
    text = inline(block.text)
    return {
        "h1": f"<h1>{text}</h1>",
        "h2": f"<h2>{text}</h2>",
        "h3": f"<h3>{text}</h3>",
        "stage": f'<p class="stage">{text}</p>',
        "programme": f'<p class="programme">{text}</p>',
        "note": f'<p class="note">{text}</p>',
        "box": f'<aside><p class="boxtitle">{text}</p>',
        "endbox": "</aside>",
        "break": '<div class="break"></div>',
        "table": _table(block.rows) if block.rows else "",
    }.get(block.kind, "")


def page(script: Script, css: str, folios: dict[str, int]) -> str:
    """Return the whole page: cover, contents, body."""
    cover = "".join(f'<p class="{c["class"]}">{inline(typeset(c["text"]))}</p>' for c in script.notice.get("cover", []))
    front = f'<section class="cover">{cover}</section>' if cover else ""
    toc = contents(script, folios) if script.notice.get("contents") else ""
    title = html.escape(script.notice.get("file_title", ""))
    return (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>\n<style>{css}</style>'
        f"</head><body>\n{front}{toc}<main>{body(script)}</main></body></html>\n"
    )


def print_pdf(text: str, target: Path) -> None:
    """Print a page to PDF, always with the same date inside."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(text, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run(  # noqa: S603  the browser of the machine, on a page of ours
            [*command, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()],
            check=True,
            capture_output=True,
        )
    data = target.read_bytes()
    target.write_bytes(re.sub(rb"Date \(D:\d{14}", b"Date (D:" + MOMENT, data))
