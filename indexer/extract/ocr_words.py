"""What Tesseract says of a page (hOCR) as words with boxes in points, and a size and weight that it does not tell.

hOCR is the only output that knows which way a line runs. Breuel, The hOCR Microformat (ICDAR 2007).
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.extract.characters import Token
from indexer.extract.ocr_looks import Box, Ink, alike, bold_words, height_of
from indexer.extract.packages import tree

_BOX = re.compile(r"\bbbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_CONFIDENCE = re.compile(r"\bx_wconf (\d+)")
_ANGLE = re.compile(r"\btextangle (-?\d+)")
_LINES = ("ocr_line", "ocr_caption", "ocr_textfloat", "ocr_header", "ocr_footer")
_POINTS = 72.0
_NOISE = 30  # a line the recogniser itself does not believe is a photo, a stamp or a fold
_SPECK = 60  # below this, a "word" without letter or digit is dirt
_SET_OFF = 0.5
_LONG_WORD = 4
_DIRT = re.compile(r"^(?:[.,'’‘`_|~^°·¨¬]|\|+)$")  # no word in any language, alone
_BULLETS = frozenset("•-–—*")
_MARKS = frozenset("=+¢©®*°e»")  # what a bullet is taken for
_DASH = re.compile(r"^[-–—]+$")
_DOUBLE_DASH = re.compile(r"^[-–—]{2,}$")
_FAINT = 20  # a dash between words is thin: it is believed sooner
_FLAT = re.compile(r"^[\W_]*$")


@dataclass(frozen=True, slots=True)
class Scanned:
    """The words of one page, in points, and how sure the recogniser is of them (0 to 1)."""

    tokens: tuple[Token, ...]
    width: float
    height: float
    confidence: float

    @property
    def lies_on_its_side(self) -> bool:
        """Whether most words stand upright where the recogniser says they lie: it read them along, and lost some."""
        words = [token for token in self.tokens if len(token.text) >= _LONG_WORD and not token.turn]
        return sum(token.y1 - token.y0 > token.x1 - token.x0 for token in words) > len(words) / 2


@dataclass(slots=True)
class _Found:
    text: str
    box: tuple[float, float, float, float]
    confidence: int


def words_of(hocr: bytes, picture: bytes, dpi: float) -> Scanned:
    """Read the answer of the recogniser to `picture`."""
    root = tree(hocr)
    scale = _POINTS / dpi
    page = next(_of_class(root, ("ocr_page",)), None) if root is not None else None
    if page is None:
        return Scanned((), 0.0, 0.0, 0.0)
    lines = []
    for line in _of_class(page, _LINES):
        words = _with_bullet(list(_words(line, scale)))
        if words and _mean(words) >= _NOISE:
            angle = _ANGLE.search(line.get("title", ""))
            lines.append((round(int(angle[1]) / 90) % 4 if angle else 0, words))
    sizes = alike([_size(words, turn) for turn, words in lines], [len(words) for _, words in lines])
    ink = Ink(picture, dpi)
    for (turn, words), size in zip(lines, sizes, strict=True):
        bullet = None if turn or words[0].text in _BULLETS else ink.bullet(words[0].box, size)
        if bullet and not any(_meets(bullet, word.box) for _, others in lines for word in others):
            words.insert(0, _Found("•", bullet, 100))
    thick = [
        [(word.text, 0.0 if turn % 2 else ink.thickness(word.box, size)) for word in words]
        for (turn, words), size in zip(lines, sizes, strict=True)
    ]
    tokens = [
        Token(word.text, *word.box, size, bold, turn=turn)
        for (turn, words), size, bolds in zip(lines, sizes, bold_words(thick), strict=True)
        for word, bold in zip(words, bolds, strict=True)
    ]
    _, _, right, bottom = _box(page, scale)
    return Scanned(tuple(tokens), right, bottom, round(_mean([w for _, words in lines for w in words]) / 100, 3))


def _of_class(root: Any, names: Sequence[str]) -> Iterator[Any]:
    return (element for element in root.iter("{*}div", "{*}span") if element.get("class") in names)


def _words(line: Any, scale: float) -> Iterator[_Found]:
    for element in _of_class(line, ("ocrx_word",)):
        text = "".join("".join(element.itertext()).split())
        said = _CONFIDENCE.search(element.get("title", ""))
        confidence = int(said[1]) if said else 0
        least = _FAINT if _DASH.match(text) else _SPECK if _FLAT.match(text) else 0
        if text and not _DIRT.match(text) and confidence >= least:
            yield _Found("—" if _DOUBLE_DASH.match(text) else text, _box(element, scale), confidence)


def _with_bullet(words: list[_Found]) -> list[_Found]:
    """A lone mark, set off by more than a space before a line, is a bullet."""
    if len(words) > 1 and words[0].text in _MARKS:
        (_, _, end, _), (start, top, _, bottom) = words[0].box, words[1].box
        if start - end > _SET_OFF * (bottom - top):
            words[0].text = "•"
    return words


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _box(element: Any, scale: float) -> tuple[float, float, float, float]:
    found = _BOX.search(element.get("title", ""))
    if not found:
        return 0.0, 0.0, 0.0, 0.0
    x0, y0, x1, y1 = (int(side) * scale for side in found.groups())
    return x0, y0, x1, y1


def _mean(words: Sequence[_Found]) -> float:
    """Mean confidence, each word with the weight of its length."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _size(words: Sequence[_Found], turn: int) -> float:
    """The size a line is printed in, from how high its words stand and which letters they are made of."""
    found = []
    for word in words:
        x0, y0, x1, y1 = word.box
        if not _FLAT.match(word.text):
            found.append(((x1 - x0) if turn % 2 else (y1 - y0)) / height_of(word.text))
    return statistics.median(found) if found else 0.0
