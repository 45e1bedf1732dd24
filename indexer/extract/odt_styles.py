"""What the styles of an OpenDocument text say, named and automatic, through all they are based on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from indexer.extract.looks import UNSAID, Look

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SIZE = re.compile(r"^([\d.]+)(pt|%)$")
_TITLE = re.compile(r"^(?:title|titre)$", re.IGNORECASE)
_BOLD = ("bold", "600", "700", "800", "900")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all it inherits."""

    look: Look = UNSAID
    centred: bool = False
    level: int = 0


class Styles:
    """The styles of one document by family and name."""

    def __init__(self, *roots: Any) -> None:
        self._elements: dict[tuple[str, str], Any] = {}
        self._known: dict[tuple[str, str], Style] = {}
        self._default = Look()
        for root in roots:
            if root is None:
                continue
            for element in root.iter(f"{STYLE}style"):
                key = (element.get(f"{STYLE}family", ""), element.get(f"{STYLE}name", ""))
                self._elements[key] = element
            for element in root.iter(f"{STYLE}default-style"):
                if element.get(f"{STYLE}family") == "paragraph":
                    self._default = _look(element, Look())

    def paragraph(self, name: str | None) -> Style:
        """A paragraph style; the document's default where there is none of this name."""
        return self._resolved("paragraph", name or "Standard", frozenset())

    def text(self, name: str | None) -> Look:
        """What a character style adds."""
        return self._resolved("text", name or "", frozenset()).look

    def _resolved(self, family: str, name: str, seen: frozenset[str]) -> Style:
        key = (family, name)
        if key in self._known:
            return self._known[key]
        base = Style(self._default) if family == "paragraph" else Style()
        element = self._elements.get(key)
        if element is None or name in seen:
            return base
        parent = element.get(f"{STYLE}parent-style-name")
        below = self._resolved(family, parent, seen | {name}) if parent else base
        properties = element.find(f"{STYLE}paragraph-properties")
        align = properties.get(f"{_FO}text-align") if properties is not None else None
        outline = element.get(f"{STYLE}default-outline-level") or ""
        level = min(_DEEPEST, int(outline)) if outline.isdigit() else below.level
        shown = element.get(f"{STYLE}display-name") or name
        self._known[key] = Style(
            _look(element, below.look),
            below.centred if align is None else align == "center",
            1 if _TITLE.match(shown) else level,
        )
        return self._known[key]


def _look(element: Any, below: Look) -> Look:
    properties = element.find(f"{STYLE}text-properties")
    if properties is None:
        return below
    weight, slant = properties.get(f"{_FO}font-weight"), properties.get(f"{_FO}font-style")
    display = properties.get(f"{TEXT}display")
    size = _SIZE.match(properties.get(f"{_FO}font-size") or "")
    points = None
    if size:
        points = float(size[1]) if size[2] == "pt" else round(float(size[1]) * (below.size or 12) / 100, 1)
    return Look(
        None if weight is None else weight in _BOLD,
        None if slant is None else slant in ("italic", "oblique"),
        points,
        None if display is None else display == "none",
    ).over(below)
