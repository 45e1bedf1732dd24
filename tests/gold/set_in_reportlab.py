"""Set a text line by line with ReportLab: columns, a sidebar for the boxes, and lines drawn in any order if asked."""

from collections import deque
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from random import Random

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.gold.script import Block, Run, Script, runs

FONTS = Path("/usr/share/fonts/truetype/liberation")
FACES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
MARGIN, TOP, FOOT, GAP, SIDE = 48.0, 62.0, 56.0, 18.0, 128.0
BOX, NOTE, CALL = 8.5, 8.0, 6.0
LEADING = 1.36


@dataclass(frozen=True)
class Look:
    """How a kind of block is set: size in points, space before it, face, indent, whether it stays with what follows."""

    size: float = 10.5
    before: float = 5.0
    bold: bool = False
    italic: bool = False
    indent: float = 0.0
    stays: bool = False
    family: str = "Serif"


LOOKS = {
    "h1": Look(17, 14, bold=True, stays=True, family="Sans"),
    "h2": Look(12.5, 12, bold=True, stays=True, family="Sans"),
    "h3": Look(11.5, 10, bold=True, stays=True, family="Sans"),
    "cover": Look(13, 26, family="Sans"),
    "side": Look(9.5, 4, family="Sans"),
    "programme": Look(9.5, 3, family="Sans"),
    "name": Look(10.5, 9, bold=True, stays=True),
    "role": Look(10.5, 3, italic=True, stays=True),
    "label": Look(9, 9, bold=True, stays=True, family="Sans"),
    "caption": Look(8, 5, italic=True, family="Sans"),
    "stage": Look(10.5, 5, italic=True),
    "item": Look(10.5, 3, indent=12),
    "star": Look(10.5, 6, indent=12),
    "para": Look(),
}


@dataclass(frozen=True)
class Word:
    """Letters in one face at a place of a line, `x` from its left."""

    x: float
    text: str
    font: str
    size: float
    rise: float = 0.0


@dataclass
class Line:
    """One line of type, with what it needs: space before it, and the footnotes it calls."""

    words: list[Word]
    size: float
    before: float = 0.0
    stays: bool = False
    calls: list[str] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Points from the line before to this one."""
        return self.size * LEADING + self.before


@dataclass
class Sheet:
    """One page being filled: where its columns begin and end, what is drawn on it."""

    top: float
    bottom: float
    beside: float
    column: int = 0
    y: float = 0.0
    drawn: list[tuple[float, float, Line]] = field(default_factory=list)
    frames: list[tuple[float, float, float, float]] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)


def font(family: str, *, bold: bool, italic: bool) -> str:
    """The name of a face, registered when first asked for."""
    name = f"Liberation{family}-{FACES[bold, italic]}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))
    return name


def broken(found: list[Run], width: float, look: Look) -> list[Line]:
    """Break runs into lines no wider than `width`, each word at its place."""
    lines = [Line([], look.size, look.before, look.stays)]
    x, glued = look.indent, True
    for run in found:
        face = font(look.family, bold=run.bold or look.bold, italic=run.italic or look.italic)
        if run.call:
            lines[-1].words.append(Word(x, run.call, face, CALL, rise=look.size * 0.35))
            lines[-1].calls.append(run.call)
            x += stringWidth(run.call, face, CALL)
            continue
        space = stringWidth(" ", face, look.size)
        for n, text in enumerate(run.text.split(" ")):
            x += space if n else 0
            glued = glued if not n else False
            wide = stringWidth(text, face, look.size)
            if text and x + wide > width and not glued and lines[-1].words:
                lines.append(Line([], look.size, 0, look.stays))
                x = look.indent
            if text:
                lines[-1].words.append(Word(x, text, face, look.size))
                glued = True
            x += wide
    return lines


class Setter:
    """Fills pages with the blocks of a text."""

    def __init__(self, script: Script) -> None:
        self.script = script
        layout = script.layout
        self.size = landscape(A4) if layout.get("landscape") else A4
        self.columns = int(layout.get("columns", 1))
        side = SIDE + GAP if layout.get("sidebar") else 0
        self.full = self.size[0] - 2 * MARGIN - side
        self.width = (self.full - GAP * (self.columns - 1)) / self.columns
        self.aside: deque[list[Line]] = deque()
        self.sheets: list[Sheet] = []
        self.turn()

    @property
    def sheet(self) -> Sheet:
        """The page that is being filled."""
        return self.sheets[-1]

    def turn(self) -> None:
        """Begin a page, with the boxes that wait for one."""
        top = self.size[1] - TOP
        self.sheets.append(Sheet(top, FOOT, top, y=top))
        while self.aside and self._beside(self.aside[0]):
            self.aside.popleft()

    def fill(self) -> None:
        """Set every block."""
        blocks = self.script.blocks
        boxed: list[Line] | None = None
        spread = self.columns > 1
        for block in blocks:
            if block.kind == "box":
                boxed = broken([Run(block.text, bold=True)], SIDE - 12, Look(BOX + 1, 0, family="Sans"))
            elif block.kind == "endbox" and boxed is not None:
                if self.aside or not self._beside(boxed):
                    self.aside.append(boxed)
                boxed = None
            elif boxed is not None:
                boxed += broken(runs(block.text), SIDE - 12, Look(BOX, 4, family="Sans"))
            elif block.kind == "break":
                self.turn()
                spread = False
            else:
                self._block(block, across=spread)
                if spread and block.kind == "h1":
                    self.sheet.top = self.sheet.y - 10
                    spread = False
        if self.aside:
            self.turn()

    def _block(self, block: Block, *, across: bool) -> None:
        look = LOOKS.get(block.kind, Look())
        width = self.full if across or block.kind == "cover" else self.width
        if block.kind == "table":
            self._table(block)
        elif block.kind in {"h1", "cover", "h2", "h3"}:
            title = Look(19, 40, bold=True, family="Sans") if block.text.startswith("# ") else look
            for n, text in enumerate(block.lines):
                later = Look(title.size, 0, title.bold, title.italic, stays=title.stays, family=title.family)
                self._place(broken(runs(text.removeprefix("# ")), width, later if n else title))
        elif block.text:
            mark = {"item": "– ", "star": "• "}.get(block.kind, "")
            self._place(broken([Run(mark), *runs(block.text)] if mark else runs(block.text), width, look))

    def _table(self, block: Block) -> None:
        wide = self.width / len(block.rows[0])
        self.sheet.y -= 6
        for row in block.rows:
            cells = [broken(runs(cell), wide - 6, Look(9, 0, family="Sans")) for cell in row]
            high = max(len(cell) for cell in cells)
            self._room(high * 9 * LEADING + 4)
            x, y = self._left(), self.sheet.y
            for n, cell in enumerate(cells):
                for m, line in enumerate(cell):
                    self.sheet.drawn.append((x + n * wide + 3, y - (m + 1) * 9 * LEADING, line))
            self.sheet.y -= high * 9 * LEADING + 4
            self.sheet.frames.append((x, self.sheet.y, self.width, y - self.sheet.y))
        self.sheet.y -= 4

    def _left(self) -> float:
        return MARGIN + self.sheet.column * (self.width + GAP)

    def _room(self, height: float) -> None:
        """Go on to the next column, or page, when so much does not fit."""
        if self.sheet.y - height >= self.sheet.bottom:
            return
        if self.sheet.column + 1 < self.columns:
            self.sheet.column += 1
            self.sheet.y = self.sheet.top
        else:
            self.turn()

    def _place(self, lines: list[Line]) -> None:
        for line in lines:
            notes = [
                note
                for call in line.calls
                for note in broken(
                    [Run(f"{call} "), *runs(self.script.notes[call])], self.width, Look(NOTE, 0, family="Sans")
                )
            ]
            under = sum(note.height for note in notes)
            self._room(line.height + under + (3 * line.height if line.stays else 0))
            self.sheet.notes += notes
            self.sheet.bottom += under
            self.sheet.y -= line.height if self.sheet.y < self.sheet.top else line.size * LEADING
            self.sheet.drawn.append((self._left(), self.sheet.y, line))

    def _beside(self, lines: list[Line]) -> bool:
        """Draw a box beside the columns; False when the page has no room for it."""
        high = sum(line.height for line in lines) + 16
        if self.sheet.beside - high < FOOT:
            return False
        x, y = self.size[0] - MARGIN - SIDE, self.sheet.beside
        self.sheet.frames.append((x, y - high, SIDE, high))
        self.sheet.beside -= high + 14
        y -= 6
        for line in lines:
            y -= line.height
            self.sheet.drawn.append((x + 6, y, line))
        return True


def write(script: Script, target: Path, *, shuffled: bool) -> None:
    """Write the PDF; `shuffled` draws the lines of each page in any order."""
    setter = Setter(script)
    setter.fill()
    canvas = Canvas(str(target), pagesize=setter.size, invariant=1)
    canvas.setTitle(script.notice.get("file_title") or "")
    chance = Random(script.stem)
    for number, sheet in enumerate(setter.sheets, 1):
        lines = [*sheet.drawn, *_furniture(setter, sheet, number)]
        if shuffled:
            chance.shuffle(lines)
        for x, y, line in lines:
            _draw(canvas, x, y, line)
        for frame in sheet.frames:
            canvas.setLineWidth(0.5)
            canvas.rect(*frame)
        canvas.showPage()
    canvas.save()


def _furniture(setter: Setter, sheet: Sheet, number: int) -> list[tuple[float, float, Line]]:
    script = setter.script
    small = Look(8, 0, family="Sans")
    held: list[tuple[float, float, Line]] = []
    y = FOOT + sum(note.height for note in sheet.notes) - 4
    for note in sheet.notes:
        y -= note.height
        held.append((MARGIN, y, note))
    folio = script.folio(number)
    if folio is None:
        return held
    wide = setter.size[0] - 2 * MARGIN
    if head := script.notice.get("running_head"):
        held.append((MARGIN, setter.size[1] - 36, broken([Run(head)], wide, small)[0]))
    if foot := script.notice.get("running_foot"):
        held.append((MARGIN, 30, broken([Run(foot)], wide, small)[0]))
    return [*held, (MARGIN + wide - 16, 30, broken([Run(folio)], 60, small)[0])]


def _draw(canvas: Canvas, x: float, y: float, line: Line) -> None:
    """Draw one line: words of one face that follow each other are one piece of text."""
    text = canvas.beginText(x, y)
    for (face, size, rise), words in groupby(line.words, key=lambda word: (word.font, word.size, word.rise)):
        first, *rest = words
        last = (rest or [first])[-1]
        text.setTextOrigin(x + first.x, y + rise)
        text.setFont(face, size)
        after = line.words[line.words.index(last) + 1 :]
        apart = after and after[0].x > last.x + stringWidth(last.text, face, size) + 0.1
        text.textOut(" ".join(word.text for word in (first, *rest)) + (" " if apart else ""))
    canvas.drawText(text)
