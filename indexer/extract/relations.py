"""How the parts of an Office package point at each other: the .rels beside each part."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path

from indexer.extract.packages import part, tree


@dataclass(frozen=True, slots=True)
class Relation:
    """One part pointed at: `kind` is the last word of the relation's type, `target` its name in the package."""

    kind: str
    target: str


def relations_of(path: Path, name: str) -> dict[str, Relation]:
    """What the part `name` points at, by identifier; what lies outside the package is left out."""
    folder, base = posixpath.split(name)
    root = tree(part(path, posixpath.join(folder, "_rels", f"{base}.rels")))
    found: dict[str, Relation] = {}
    for element in root if root is not None else ():
        if element.get("TargetMode") == "External":
            continue
        target = element.get("Target") or ""
        inside = posixpath.normpath(target if target.startswith("/") else posixpath.join(folder, target)).lstrip("/")
        found[element.get("Id") or ""] = Relation((element.get("Type") or "").rpartition("/")[2], inside)
    return found
