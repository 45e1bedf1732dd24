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
_SLOPE = re.compile(r"\bbaseline (-?[\d.]+)")
_ANGLE = re.compile(r"\btextangle (-?\d+)")
_LINES = ("ocr_line", "ocr_caption", "ocr_textfloat", "ocr_header", "ocr_footer")
_POINTS = 72.0
_NOISE = 30  # a line the recogniser itself does not believe is a photo, a stamp or a fold
_SPECK = 60  # below this, a "word" without letter or digit is dirt
_SET_OFF = 0.5
_LONG_WORD = 4
_LOW, _TALL, _SEVERAL, _MOST_EXCESS = 0.5, 0.85, 8, 0.12
_DIRT = re.compile(r"^(?:[.,'’‘`_|~^°·¨¬]|\|+)$")  # no word in any language, alone
_BULLETS = frozenset("•-–—*")
_MARKS = frozenset("+¢©®*°e»")  # what a bullet is taken for
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


@dataclass(slots=True)
class _Line:
    words: list[_Found]
    turn: int
    slope: float

    def heights(self) -> list[tuple[float, float]]:
        """How high each word stands, less what the slope adds, and the share of the size that its letters have."""
        found = []
        for word in self.words:
            x0, y0, x1, y1 = word.box
            wide, high = (y1 - y0, x1 - x0) if self.turn % 2 else (x1 - x0, y1 - y0)
            if not _FLAT.match(word.text):
                found.append((max(high - self.slope * wide, high / 2), height_of(word.text)))
        return found


def words_of(hocr: bytes, picture: bytes, dpi: float) -> Scanned:
    """Read the answer of the recogniser to `picture`."""
    root = tree(hocr)
    scale = _POINTS / dpi
    page = next(_of_class(root, ("ocr_page",)), None) if root is not None else None
    if page is None:
        return Scanned((), 0.0, 0.0, 0.0)
    lines = [found for line in _of_class(page, _LINES) if (found := _line(line, scale)) is not None]
    excess = _excess(lines)
    sizes = alike([_size(line, excess) for line in lines], [len(line.words) for line in lines])
    ink = Ink(picture, dpi)
    _give_bullets(lines, sizes, ink)
    thick = [
        [(word.text, 0.0 if line.turn % 2 else ink.thickness(word.box, size)) for word in line.words]
        for line, size in zip(lines, sizes, strict=True)
    ]
    tokens = [
        Token(word.text, *word.box, size, bold, turn=line.turn)
        for line, size, bolds in zip(lines, sizes, bold_words(thick), strict=True)
        for word, bold in zip(line.words, bolds, strict=True)
    ]
    _, _, right, bottom = _box(page, scale)
    return Scanned(tuple(tokens), right, bottom, round(_mean([w for line in lines for w in line.words]) / 100, 3))


def _line(element: Any, scale: float) -> _Line | None:
    """One line of the page; None when the recogniser itself does not believe it."""
    words = _with_bullet(list(_words(element, scale)))
    if not words or _mean(words) < _NOISE:
        return None
    title = element.get("title", "")
    angle, slope = _ANGLE.search(title), _SLOPE.search(title)
    return _Line(words, round(int(angle[1]) / 90) % 4 if angle else 0, abs(float(slope[1])) if slope else 0.0)


def _give_bullets(lines: Sequence[_Line], sizes: Sequence[float], ink: Ink) -> None:
    """Put back the list marks that the recogniser passed over."""
    for line, size in zip(lines, sizes, strict=True):
        bullet = None if line.turn or line.words[0].text in _BULLETS else ink.bullet(line.words[0].box, size)
        if bullet and not any(_meets(bullet, word.box) for other in lines for word in other.words):
            line.words.insert(0, _Found("•", bullet, 100))


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


def _size(line: _Line, excess: float) -> float:
    """The size a line is printed in: how high its words stand, and which letters they have."""
    found = [(high - excess) / share for high, share in line.heights()]
    return statistics.median(found) if found else 0.0


def _excess(lines: Sequence[_Line]) -> float:
    """How much blurred ink adds to the height of every word, from low words and tall ones of the page."""
    heights = [one for line in lines for one in line.heights()]
    low = [(high, share) for high, share in heights if share < _LOW]
    tall = [(high, share) for high, share in heights if share > _TALL]
    if min(len(low), len(tall)) < _SEVERAL:
        return 0.0
    (low_high, low_share), (tall_high, tall_share) = (
        (statistics.median(high for high, _ in ones), statistics.median(share for _, share in ones))
        for ones in (low, tall)
    )
    size = (tall_high - low_high) / (tall_share - low_share)
    return min(max(0.0, low_high - low_share * size), _MOST_EXCESS * tall_high)
