"""OpenDocument text (ODT): the tree of content.xml in document order, deletions and comments left out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from corpus.errors import EncryptedFile, UnreadableFile
from indexer.extract import Extraction
from indexer.extract.odt_styles import Styles
from indexer.extract.odt_walk import OFFICE, Walk
from indexer.extract.packages import check, names_in, part, tree

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_DAMAGED = "le document OpenDocument est abîmé ou incomplet. Vérifiez la copie d'origine."
_FACTS = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}subject": "subject",
    "{http://purl.org/dc/elements/1.1/}date": "modified",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}initial-creator": "author",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creation-date": "created",
    "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}keyword": "keywords",
}


class OdtExtractor:
    """Reads ODT files."""

    def claims(self, path: Path, head: bytes) -> int:
        """Look for the type a package bears in its first part, or for the part that holds the text."""
        if not head.startswith(b"PK"):
            return 0
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:120]:
            return 100
        return 60 if {"content.xml", "META-INF/manifest.xml"} <= names_in(path) else 0

    def extract(self, path: Path) -> Extraction:
        """Read the file.

        Raises:
            EncryptedFile: when it asks for a password.
            LimitExceeded: when it would swell beyond measure.
            UnreadableFile: when it is damaged.

        """
        check(path)
        if b"encryption-data" in part(path, "META-INF/manifest.xml"):
            raise EncryptedFile(path.name)
        content = tree(part(path, "content.xml"))
        body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
        if content is None or body is None:
            raise UnreadableFile(path.name, _DAMAGED)
        walk = Walk(Styles(tree(part(path, "styles.xml")), content))
        paragraphs = walk.read(body)
        sizes: Counter[float] = Counter()
        for paragraph in paragraphs:
            sizes[paragraph.size] += len(paragraph.text)
        usual = sizes.most_common(1)[0][0] if sizes else 0.0
        return Extraction(MEDIA_TYPE, paragraphs, body=usual, metadata=_metadata(path))


def _metadata(path: Path) -> dict[str, str]:
    root = tree(part(path, "meta.xml"))
    found: dict[str, str] = {}
    if root is not None:
        for element in root.iter(*_FACTS):
            if element.text and element.text.strip():
                found.setdefault(_FACTS[str(element.tag)], element.text.strip())
    return found
