"""Set a text as plain text: no fonts, no pages, what a secretary types."""

import textwrap
from pathlib import Path

from tests.gold.script import Block, Script, runs

WIDTH = 78


def write(script: Script, target: Path) -> None:
    """Write the text file, in UTF-8."""
    parts = [_set(block) for block in script.blocks]
    notes = [_wrapped(f"({call}) {_flat(text)}") for call, text in script.notes.items()]
    if notes:
        parts += ["_" * 20, *notes]
    target.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8", newline="\n")


def _flat(text: str) -> str:
    return "".join(f"({run.call})" if run.call else run.text for run in runs(text)).replace("\xa0", " ")


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _set(block: Block) -> str:
    text = _flat(block.text)
    if block.kind == "table":
        wide = [max(len(_flat(row[n])) for row in block.rows) + 3 for n in range(len(block.rows[0]))]
        rows = ("".join(_flat(cell).ljust(wide[n]) for n, cell in enumerate(row)) for row in block.rows)
        return "\n".join(row.rstrip() for row in rows)
    if block.kind == "h1":
        return "\n".join(_flat(line).upper().center(WIDTH).rstrip() for line in block.lines)
    return {
        "h2": f"{text}\n{'-' * min(WIDTH, len(text))}",
        "h3": f"{text}\n{'-' * min(WIDTH, len(text))}",
        "item": _wrapped(f"- {text}", "  "),
        "star": _wrapped(f"* {text}", "  "),
        "box": f"[ {text} ]",
        "programme": _wrapped(text.replace(">>", ".....")),
    }.get(block.kind, _wrapped(text))
