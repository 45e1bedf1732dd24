"""The vocabulary of themes (themes.yaml): concepts in groups, with the expressions that reveal them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Theme:
    """One concept.

    `alternates` are its other names; `triggers` reveal it without naming it; `signs` are ordinary words of its field,
    which say something only together.
    """

    id: str
    label: str
    broader: str | None = None
    alternates: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThemeVocabulary:
    """Groups and their themes, in the order of the file."""

    groups: tuple[Theme, ...]
    themes: tuple[Theme, ...]

    def theme(self, identifier: str) -> Theme | None:
        """Give the theme or group of this id."""
        return next((t for t in (*self.themes, *self.groups) if t.id == identifier), None)


def _theme(entry: dict[str, Any]) -> Theme:
    return Theme(
        id=str(entry["id"]),
        label=entry["prefLabel"]["fr"],
        broader=entry.get("broader"),
        alternates=tuple(map(str, entry.get("altLabels", ()))),
        triggers=tuple(map(str, entry.get("declencheurs", ()))),
        signs=tuple(map(str, entry.get("indices", ()))),
    )


@cache
def themes() -> ThemeVocabulary:
    """Read the vocabulary; the second call costs nothing."""
    text = (files("corpus.vocabularies") / "themes.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe loaders)
    return ThemeVocabulary(tuple(map(_theme, data["groupes"])), tuple(map(_theme, data["concepts"])))
