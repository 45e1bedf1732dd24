"""OpenDocument text (ODT): the tree of content.xml in document order, deletions and comments left out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from indexer.extract import Extraction
from indexer.extract.opendocument import opened
from indexer.extract.packages import names_in

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_DAMAGED = "le document OpenDocument est abîmé ou incomplet. Vérifiez la copie d'origine."


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
        odf = opened(path, "text", _DAMAGED)
        paragraphs = odf.walk.read(odf.body)
        sizes: Counter[float] = Counter()
        for paragraph in paragraphs:
            sizes[paragraph.size] += len(paragraph.text)
        usual = sizes.most_common(1)[0][0] if sizes else 0.0
        return Extraction(MEDIA_TYPE, paragraphs, body=usual, metadata=odf.metadata)
