"""What the styles of a Word document say: headings, lists, bold, italic, size, through all they are based on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from indexer.extract.looks import UNSAID, Look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"^(?:heading|titre|titolo|título|überschrift|kop|rubrik)\s*(\d)$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|titre|titel|titolo|título)$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|tm|table des mati[eè]res|verzeichnis)\s*\d", re.IGNORECASE)
_LIST = re.compile(r"^(?:list|liste|puce|bullet)\b(?!.*(?:continue|paragraph|paragraphe))", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Style:
    """A named style with all it inherits."""

    name: str = ""
    look: Look = UNSAID
    level: int = 0
    listed: bool = False
    centred: bool | None = None
    contents: bool = False


def look_of(properties: Any) -> Look:
    """Read a w:rPr element."""
    if properties is None:
        return Look()
    size = _value(properties, "sz")
    return Look(
        _toggle(properties, "b"),
        _toggle(properties, "i"),
        int(size) / 2 if size and size.isdigit() else None,
        _toggle(properties, "vanish"),
    )


def level_of(properties: Any) -> int | None:
    """Outline level of a w:pPr element as a heading level; 0 for body text, None when it does not say."""
    value = _value(properties, "outlineLvl") if properties is not None else None
    if value is None or not value.isdigit():
        return None
    return int(value) + 1 if int(value) < _DEEPEST else 0


def listed(properties: Any) -> bool | None:
    """Whether a w:pPr element makes an item of a list; None when it does not say."""
    numbering = properties.find(f"{W}numPr") if properties is not None else None
    if numbering is None:
        return None
    return _value(numbering, "numId") not in (None, "0")


def centred(properties: Any) -> bool | None:
    """Whether a w:pPr element centres its paragraph; None when it does not say."""
    value = _value(properties, "jc") if properties is not None else None
    return None if value is None else value == "center"


class Styles:
    """The styles of one document by their id."""

    def __init__(self, root: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        self.base = Look()
        if root is None:
            return
        self.base = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for element in root.findall(f"{W}style"):
            key = element.get(f"{W}styleId") or ""
            self._elements[key] = element
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
                self.default = key

    def __getitem__(self, key: str | None) -> Style:
        return self._resolved(key or self.default, frozenset())

    def _resolved(self, key: str, seen: frozenset[str]) -> Style:
        if key in self._known:
            return self._known[key]
        element = self._elements.get(key)
        if element is None or key in seen:
            return _named(Style(), key)
        parent = _value(element, "basedOn")
        below = self._resolved(parent, seen | {key}) if parent else Style()
        paragraph = element.find(f"{W}pPr")
        level, item, middle = level_of(paragraph), listed(paragraph), centred(paragraph)
        style = Style(
            "",
            look_of(element.find(f"{W}rPr")).over(below.look),
            below.level if level is None else level,
            below.listed if item is None else item,
            below.centred if middle is None else middle,
        )
        self._known[key] = _named(style, _value(element, "name") or key)
        return self._known[key]


def _named(style: Style, name: str) -> Style:
    heading = _HEADING.match(name)
    level = style.level
    if heading and 1 <= int(heading[1]) <= _DEEPEST:
        level = int(heading[1])
    elif _TITLE.match(name):
        level = 1
    item = style.listed or bool(_LIST.match(name))
    return Style(name, style.look, level, item, style.centred, bool(_CONTENTS.match(name)))


def _value(parent: Any, tag: str) -> str | None:
    element = parent.find(f"{W}{tag}")
    value: str | None = None if element is None else element.get(f"{W}val")
    return value


def _toggle(properties: Any, tag: str) -> bool | None:
    element = properties.find(f"{W}{tag}")
    return None if element is None else element.get(f"{W}val") not in _OFF
