"""From the characters pdfium finds on a page to printed words with their font, in points of the displayed page."""

from __future__ import annotations

import ctypes
import math
import re
import sys
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

#: pdfium writes a hyphen at a line end as this non-character.
LINE_END_HYPHEN = "\ufffe"

_WORD = re.compile(r"[^\s\u00a0\u2007\u202f]+(?:[\u00a0\u2007\u202f]+[^\s\u00a0\u2007\u202f]+)*")
_RAISED_END = re.compile(r"(?<=\D)\d{1,3}$")
_RAISED_START = re.compile(r"\d{1,3}(?=[^\W\d_«])")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
#: Direction of writing of what is neither level nor upright.
ASLANT = -1
_ASCENT, _DESCENT = 0.8, 0.22  # of the size of type, over and under its base line
_ASKEW = 0.11  # quarter turns: what a scan may lean
_FORCE_BOLD, _ITALIC = 0x40000, 0x40
_HEAVY = 600


class Token(NamedTuple):
    """One word with its font. `turn` is the direction of writing in quarter turns counter-clockwise, or ASLANT."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    italic: bool = False
    raised: bool = False
    turn: int = 0
    shown: tuple[float, float, float, float] | None = None  # where a reader sees it, when it was moved


class Frame:
    """How points of the PDF page become points of the page as displayed (crop box, /Rotate)."""

    def __init__(self, page: Any) -> None:
        self.rotation = page.get_rotation() // 90
        self.width, self.height = page.get_size()
        self._left, self._bottom, self._right, self._top = page.get_cropbox()

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Turn a PDF box into (x0, y0, x1, y1) from the top left corner."""
        if self.rotation == 0:
            return left - self._left, self._top - top, right - self._left, self._top - bottom
        if self.rotation == 1:
            return bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
        if self.rotation == 2:  # noqa: PLR2004 - half a turn
            return self._right - right, bottom - self._bottom, self._right - left, top - self._bottom
        return self._top - top, self._right - right, self._top - bottom, self._right - left


class Characters:
    """The characters of one text page; the only place that calls pdfium for them."""

    def __init__(self, text_page: Any, frame: Frame) -> None:
        self._page = text_page.raw
        self._frame = frame
        self._rect = pdfium_c.FS_RECTF()
        self._rect_out = ctypes.byref(self._rect)
        self._origin = ctypes.c_double(), ctypes.c_double()
        self._origin_out = tuple(ctypes.byref(part) for part in self._origin)
        self._matrix = pdfium_c.FS_MATRIX()
        self._name = ctypes.create_string_buffer(200)
        self._flags = ctypes.c_int()
        self._fonts: dict[tuple[bytes, int], tuple[bool, bool]] = {}
        self.count = max(0, text_page.count_chars())

    def text(self) -> str:
        """All characters, one for each index of pdfium."""
        if not self.count:
            return ""
        buffer = (ctypes.c_ushort * (self.count + 1))()
        pdfium_c.FPDFText_GetText(self._page, 0, self.count, buffer)
        text = bytes(buffer)[: 2 * self.count].decode("utf-16-le", "surrogatepass")
        if len(text) == self.count and "\x00" not in text:
            return text
        codes = (pdfium_c.FPDFText_GetUnicode(self._page, i) for i in range(self.count))
        return "".join(chr(c) if 0 < c <= sys.maxunicode else "\ufffd" for c in codes)

    def span(self, first: int, last: int, size: float, turn: int) -> tuple[float, float, float, float]:
        """Box of a run of characters on one line: as long as they are, as high as type of their size is.

        The boxes pdfium gives are no higher than the letters where it knows no more of a font.
        """
        left, bottom, right, top = self._extent(first)
        if last != first:
            other = self._extent(last)
            left, bottom = min(left, other[0]), min(bottom, other[1])
            right, top = max(right, other[2]), max(top, other[3])
        if turn != ASLANT and pdfium_c.FPDFText_GetCharOrigin(self._page, first, *self._origin_out):
            x, y = self._origin[0].value, self._origin[1].value
            quarter = (turn + self._frame.rotation) % 4
            over, under = (_ASCENT * size, _DESCENT * size) if quarter in (0, 3) else (_DESCENT * size, _ASCENT * size)
            if quarter % 2:
                left, right = x - under, x + over
            else:
                bottom, top = y - under, y + over
        return self._frame.box(left, bottom, right, top)

    def _extent(self, index: int) -> tuple[float, float, float, float]:
        pdfium_c.FPDFText_GetLooseCharBox(self._page, index, self._rect_out)
        rect = self._rect
        return rect.left, rect.bottom, rect.right, rect.top

    def size_and_turn(self, index: int) -> tuple[float, int]:
        """Size in points: the font's own may be 1 with the real size in the text matrix."""
        size = pdfium_c.FPDFText_GetFontSize(self._page, index)
        matrix = self._matrix
        if pdfium_c.FPDFText_GetMatrix(self._page, index, ctypes.byref(matrix)):
            size *= math.hypot(matrix.c, matrix.d)
            quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
            turn = round(quarters)
            if abs(quarters - turn) > _ASKEW:
                return round(abs(size), 1), ASLANT
            return round(abs(size), 1), (turn - self._frame.rotation) % 4
        return round(abs(size), 1), 0

    def style(self, index: int) -> tuple[bool, bool]:
        """Bold and italic: by the font's name, its flags and its weight, none of which is reliable alone."""
        flags = self._flags
        pdfium_c.FPDFText_GetFontInfo(self._page, index, self._name, 200, ctypes.byref(flags))
        key = (self._name.value, flags.value)
        if key not in self._fonts:
            weight = pdfium_c.FPDFText_GetFontWeight(self._page, index)
            self._fonts[key] = style_of(key[0].decode("utf-8", "replace"), flags.value, weight)
        return self._fonts[key]

    def raised(self, index: int, base: int) -> bool:
        """Whether a character is smaller and stands higher than another: a superscript."""
        small, _ = self.size_and_turn(index)
        size, _ = self.size_and_turn(base)
        if small > 0.87 * size:
            return False
        x, y, base_y = ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._page, index, ctypes.byref(x), ctypes.byref(y))
        pdfium_c.FPDFText_GetCharOrigin(self._page, base, ctypes.byref(x), ctypes.byref(base_y))
        return y.value - base_y.value > 0.12 * size


def style_of(name: str, flags: int = 0, weight: int = 0) -> tuple[bool, bool]:
    """Read (bold, italic) from what a PDF says of a font.

    >>> style_of("ABCDEF+Carlito-BoldItalic"), style_of("Georgia")
    ((True, True), (False, False))
    """
    low = name.lower()
    bold = any(mark in low for mark in ("bold", "black", "heavy", "-demi", "semibold")) or low.endswith(("-bd", ",b"))
    italic = any(mark in low for mark in ("ital", "obliq", "-it", "kursiv")) or bool(flags & _ITALIC)
    return bold or bool(flags & _FORCE_BOLD) or (weight >= _HEAVY and "light" not in low), italic


def tokens_of(text_page: Any, frame: Frame) -> list[Token]:
    """All words of a page in the order they were drawn, those outside the displayed page apart."""
    characters = Characters(text_page, frame)
    text = characters.text()
    found: list[Token] = []
    for match in _WORD.finditer(text):
        found.extend(_word(characters, text, match.start(), match.end()))
    return _once([t for t in found if _visible(t, frame)])


def _word(characters: Characters, text: str, start: int, end: int) -> list[Token]:
    """The word in one piece, or parted where it runs on to the next line or bears the mark of a note."""
    hyphen = text.find(LINE_END_HYPHEN, start + 1, end - 1)
    if hyphen > 0:  # one word for pdfium, on two lines for the reader
        return _word(characters, text, start, hyphen + 1) + _word(characters, text, hyphen + 1, end)
    call = _RAISED_START.match(text, start, end)
    if call and characters.raised(start, call.end()):  # the number of a note, against its first word
        number = _token(characters, text, start, call.end())
        return [number, *_word(characters, text, call.end(), end)]
    mark = _RAISED_END.search(text, start, end)
    if mark and mark.start() > start and characters.raised(mark.start(), start):
        base, raised = _token(characters, text, start, mark.start()), _token(characters, text, mark.start(), end)
        return [base, raised._replace(bold=base.bold, italic=base.italic, raised=True)]
    return [_token(characters, text, start, end)]


def _token(characters: Characters, text: str, start: int, end: int) -> Token:
    size, turn = characters.size_and_turn(start)
    bold, italic = characters.style(start)
    last = end - 1
    shown = last - 1 if text[last] == LINE_END_HYPHEN and last > start else last
    box = characters.span(start, shown, size, turn)
    return Token(cleaned(text[start:end]), *box, size, bold, italic, raised=False, turn=turn)


def cleaned(text: str) -> str:
    """Write ligatures as letters."""
    return text if text.isascii() else text.translate(_LIGATURES)


def _visible(token: Token, frame: Frame) -> bool:
    x, y = (token.x0 + token.x1) / 2, (token.y0 + token.y1) / 2
    return 0 <= x <= frame.width and 0 <= y <= frame.height and token.size >= 1.5  # noqa: PLR2004 - no eye reads less


def _once(tokens: list[Token]) -> list[Token]:
    """Drop words printed twice at one place, as shadows and cheap boldface do."""
    seen: dict[str, list[Token]] = {}
    kept = []
    for token in tokens:
        twins = seen.setdefault(token.text, [])
        if any(abs(t.x0 - token.x0) < 1.5 and abs(t.y0 - token.y0) < 1.5 for t in twins):  # noqa: PLR2004 - points
            continue
        twins.append(token)
        kept.append(token)
    return kept
