"""Read one text of the demo collection: who says what, and what the librarian should find in it."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

MARKS = (
    ("===", "h3"),
    ("==", "h2"),
    ("=", "h1"),
    ("- ", "item"),
    ("! ", "stage"),
    ("~ ", "programme"),
    ("^", "note"),
    ("[[", "box"),
)
ALONE = {"]]": "endbox", "/": "end", "+++": "break"}
BODY = ("paragraph", "item")


@dataclass(frozen=True)
class Block:
    """One block of the printed page; `name` and the like are set for a speech mark only."""

    kind: str
    text: str = ""
    name: str = ""
    label: str = ""
    role: str = ""
    passage: str = "intervention"
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Script:
    """A text with its notice: what is printed, and what is true of it."""

    stem: str
    notice: dict[str, Any]
    blocks: list[Block]


def read(path: Path) -> Script:
    """Read a text file: a YAML notice between two lines `---`, then one block a line."""
    _, notice, body = path.read_text(encoding="utf-8").split("---\n", 2)
    blocks: list[Block] = []
    curly = yaml.safe_load(notice)
    for line in body.splitlines():
        if not line.strip():
            continue
        block = _block(typeset(line) if curly.get("typography", True) else line)
        if block.kind == "table" and blocks and blocks[-1].kind == "table":
            blocks[-1].rows.extend(block.rows)
        else:
            blocks.append(block)
    return Script(path.stem, curly, blocks)


def _block(line: str) -> Block:
    if line.startswith("@"):
        name, label, role, passage = ([part.strip() for part in line[1:].split("|")] + ["", "", ""])[:4]
        return Block(
            "speech", name="" if name == "-" else name, label=label, role=role, passage=passage or "intervention"
        )
    if line.startswith("|"):
        return Block("table", rows=[[cell.strip() for cell in line.strip("| ").split("|")]])
    if line.strip() in ALONE:
        return Block(ALONE[line.strip()])
    mark, kind = next(((mark, kind) for mark, kind in MARKS if line.startswith(mark)), ("", "paragraph"))
    return Block(kind, line[len(mark) :].strip())


def typeset(line: str) -> str:
    r"""Return a line with French apostrophes and no-break spaces.

    >>> typeset("L'eau : « bien commun » ?")
    'L’eau\xa0: «\xa0bien commun\xa0»\xa0?'
    """
    line = line.replace("'", "’").replace("« ", "«\xa0").replace(" »", "\xa0»")
    return re.sub(r" ([:;?!%])", "\xa0\\1", line)


def plain(text: str) -> str:
    """Return the words of a block without its marks: bold, italic, note calls, deletions.

    >>> plain("**L'eau**[^1] {-ancienne-}{+nouvelle+} _ici_")
    "L'eau nouvelle ici"
    """
    text = re.sub(r"\[\^\d+\]|\{-.*?-\}", "", text)
    return re.sub(r"\*\*|\{\+|\+\}|(?<!\w)_|_(?!\w)", "", text)
