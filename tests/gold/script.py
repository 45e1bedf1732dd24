"""Read one text of the measuring set: what is printed, and who says which part of it."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

MARKS = {
    "### ": "h3",
    "## ": "h2",
    "# ": "h1",
    "C: ": "cover",
    "S: ": "side",
    "N: ": "name",
    "R: ": "role",
    "L: ": "label",
    "T: ": "time",
    "K: ": "caption",
    "~ ": "programme",
    "! ": "stage",
    "- ": "item",
    "* ": "star",
    "[[ ": "box",
}
ALONE = {"]]": "endbox", "@@": "close", "+++": "break"}
SAID = {"para", "item", "star"}
LABEL = re.compile(r"\{\{(.*?)\}\}\s*")
CALL = re.compile(r"\[\^(\d+)\]")
RUN = re.compile(r"(\*\*|(?<!\w)_|_(?!\w)|\[\^\d+\])")


@dataclass(frozen=True)
class Block:
    """One block of the printed page; `name` and `passage` are set for the mark `@` only, which prints nothing."""

    kind: str
    text: str = ""
    name: str = ""
    passage: str = ""
    label: str = ""
    optional: bool = False
    rows: list[list[str]] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The text of a title, cut where the printer cuts it."""
        return [part.strip() for part in self.text.split("//")]


@dataclass(frozen=True)
class Run:
    """Some letters in one face, or the call of a footnote."""

    text: str
    bold: bool = False
    italic: bool = False
    call: str = ""


@dataclass(frozen=True)
class Script:
    """A text with its notice; `notes` are the footnotes by their call."""

    stem: str
    notice: dict[str, Any]
    blocks: list[Block]
    notes: dict[str, str]

    @property
    def layout(self) -> dict[str, Any]:
        """How the document is to be set."""
        return dict(self.notice["layout"])

    @property
    def offset(self) -> int:
        """What is added to a physical page to have the number printed on it."""
        return int(self.layout.get("folio", 1)) - int(self.layout.get("unnumbered", 0)) - 1

    def folio(self, page: int) -> str | None:
        """The number printed on a physical page, if there is one."""
        return str(page + self.offset) if page > int(self.layout.get("unnumbered", 0)) else None


def read(path: Path) -> Script:
    """Read a text: a YAML notice between two lines `---`, then one block a line."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    notice = yaml.safe_load(head)
    blocks: list[Block] = []
    notes: dict[str, str] = {}
    for line in body.splitlines():
        if not line.strip():
            continue
        marked = line.startswith("@") or not notice.get("typography", True)
        printed = line if marked else typeset(line)
        if note := re.match(r"\^(\d+) (.*)", printed):
            notes[note[1]] = note[2]
            continue
        block = _block(printed)
        if block.kind == "table" and blocks[-1].kind == "table":
            blocks[-1].rows.extend(block.rows)
        else:
            blocks.append(block)
    return Script(path.stem, notice, blocks, notes)


def _block(line: str) -> Block:
    if line.strip() in ALONE:
        return Block(ALONE[line.strip()])
    if line.startswith("@ "):
        name, passage, printed, doubt = ([part.strip() for part in line[2:].split("|")] + ["", "", ""])[:4]
        known = "" if name == "-" else name
        return Block("speech", "", known, passage or "intervention", printed, optional=doubt == "optional")
    if line.startswith("|"):
        return Block("table", rows=[[cell.strip() for cell in line.strip().strip("|").split("|")]])
    mark = next((mark for mark in MARKS if line.startswith(mark)), "")
    return Block(MARKS.get(mark, "para"), line[len(mark) :].strip())


def typeset(line: str) -> str:
    r"""Return a line with French apostrophes and no-break spaces.

    >>> typeset("L'eau : « bien commun » ?")
    'L’eau\xa0: «\xa0bien commun\xa0»\xa0?'
    """
    line = line.replace("'", "’").replace("« ", "«\xa0").replace(" »", "\xa0»")
    return re.sub(r" ([:;?!%])", "\xa0\\1", line)


def runs(text: str) -> list[Run]:
    """Cut a text where its face changes.

    >>> [(run.text, run.bold, run.call) for run in runs("{{**Mme Sow :**}} Oui[^1].")]
    [('Mme Sow :', True, ''), (' Oui', False, ''), ('', False, '1'), ('.', False, '')]
    """
    text = text.replace("{{", "").replace("}}", "")
    bold = italic = False
    found: list[Run] = []
    for part in RUN.split(text):
        if part == "**":
            bold = not bold
        elif part == "_":
            italic = not italic
        elif call := CALL.fullmatch(part):
            found.append(Run("", call=call[1]))
        elif part:
            found.append(Run(part, bold, italic))
    return found


def plain(text: str) -> str:
    """Return the words of a block without marks and calls.

    >>> plain("{{**Mme Sow :**}} L'_eau_[^1] **là**")
    "Mme Sow : L'eau là"
    """
    return "".join(run.text for run in runs(text))


def said(text: str) -> str:
    """Return what is said in a block: its words without the name before them.

    >>> said("{{Mme Sow. –}} Oui.")
    'Oui.'
    """
    return plain(LABEL.sub("", text))


def label(text: str) -> str:
    """Return the name as it is printed, without office, time or punctuation.

    >>> label("**00:42 – Awa Ba, animatrice**"), label("Mme Auray, rapporteure. –"), label("(élu)")
    ('Awa Ba', 'Mme Auray', '(élu)')
    """
    words = re.sub(r"^\[?[\d:]{5,8}\]?( –)?\s*", "", plain(text).replace("\xa0", " "))
    if not words.startswith("("):
        words = re.split(r", | \(", words)[0]
    return words.strip().rstrip(" :–").removesuffix(".").strip()
