"""What every OpenDocument package has alike: how it is opened, where its body is, what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import EncryptedFile, UnreadableFile
from indexer.extract.odt_styles import Styles
from indexer.extract.odt_walk import OFFICE, Walk
from indexer.extract.packages import check, part, tree
from indexer.extract.tables import require_few_cells

_FACTS = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}subject": "subject",
    "{http://purl.org/dc/elements/1.1/}date": "modified",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}initial-creator": "author",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creation-date": "created",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}keyword": "keywords",
}


@dataclass(frozen=True)
class Opened:
    """An OpenDocument package that can be read."""

    body: Any
    walk: Walk
    metadata: dict[str, str]


def opened(path: Path, kind: str, damaged: str) -> Opened:
    """Open the package whose body is of `kind` ("text", "presentation").

    Raises:
        EncryptedFile: when it asks for a password.
        LimitExceeded: when it would swell beyond measure, or its tables are endless.
        UnreadableFile: when it has no such body, with the sentence `damaged`.

    """
    check(path)
    if b"encryption-data" in part(path, "META-INF/manifest.xml"):
        raise EncryptedFile(path.name)
    content = tree(part(path, "content.xml"))
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}{kind}")
    if content is None or body is None:
        raise UnreadableFile(path.name, damaged)
    require_few_cells(path.name, body)
    return Opened(body, Walk(Styles(tree(part(path, "styles.xml")), content)), _metadata(path))


def _metadata(path: Path) -> dict[str, str]:
    root = tree(part(path, "meta.xml"))
    found: dict[str, str] = {}
    for element in root.iter(*_FACTS) if root is not None else ():
        if element.text and element.text.strip():
            found.setdefault(_FACTS[str(element.tag)], element.text.strip())
    return found
