"""What is drawn on a page besides letters: lines and areas, as boxes on the displayed page."""

from __future__ import annotations

import ctypes
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from indexer.extract.characters import Frame

_MOST_OBJECTS = 3000
_WHITE = 250


class Stroke(NamedTuple):
    """One drawn path: its extent, and whether it has an outline or a tint that is not the paper's white."""

    x0: float
    y0: float
    x1: float
    y1: float
    outlined: bool
    tinted: bool

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """How high it is."""
        return self.y1 - self.y0


def strokes_of(page: Any, frame: Frame) -> list[Stroke]:
    """Find the paths a reader sees; the first few thousand, for maps and drawings have no end of them."""
    found: list[Stroke] = []
    edges = [ctypes.c_float() for _ in range(4)]
    count = min(pdfium_c.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    for index in range(count):
        drawn = pdfium_c.FPDFPage_GetObject(page.raw, index)
        if pdfium_c.FPDFPageObj_GetType(drawn) != pdfium_c.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium_c.FPDFPageObj_GetBounds(drawn, *map(ctypes.byref, edges)):
            continue
        outlined, tinted = _paint(drawn)
        if outlined or tinted:
            found.append(Stroke(*frame.box(*(edge.value for edge in edges)), outlined, tinted))
    return found


def _paint(drawn: Any) -> tuple[bool, bool]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(drawn, ctypes.byref(fill), ctypes.byref(stroke)):
        return False, False
    return bool(stroke.value), bool(fill.value) and _is_tint(drawn)


def _is_tint(drawn: Any) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetFillColor(drawn, *map(ctypes.byref, colour)):
        return False
    return min(part.value for part in colour[:3]) < _WHITE and colour[3].value > 0
