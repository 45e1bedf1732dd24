"""Text files: Markdown where the text bears its marks, else plain paragraphs, wrapped or not."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import LimitExceeded
from indexer.extract import Extraction
from indexer.extract.encodings import decoded, is_text, without_controls
from indexer.extract.markdown import is_markdown
from indexer.extract.markdown import read as read_markdown
from indexer.extract.plain_text import read as read_text

_MOST_BYTES = 50_000_000
_OTHER_FORMATS = (b"%PDF-", b"{\\rtf", b"%!PS", b"<?xml", b"PK\x03\x04")


class PlainExtractor:
    """Reads text files."""

    def claims(self, path: Path, head: bytes) -> int:  # noqa: ARG002 - the head tells enough
        """Bid low for whatever is characters: richer formats made of characters have their own readers."""
        if without_controls(head).lstrip().startswith(_OTHER_FORMATS):
            return 0
        return 20 if is_text(head) else 0

    def extract(self, path: Path) -> Extraction:
        """Read the file.

        Raises:
            LimitExceeded: when no book is that long.

        """
        if path.stat().st_size > _MOST_BYTES:
            raise LimitExceeded(path.name, "ce fichier texte dépasse 50 Mo. Découpez-le avant de le déposer.")
        text = decoded(path.read_bytes()).replace("\x00", "").replace("\x1a", "")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if is_markdown(text):
            paragraphs, metadata = read_markdown(text)
            return Extraction("text/markdown", paragraphs, metadata=metadata)
        paragraphs, pages = read_text(text)
        return Extraction("text/plain", paragraphs, pages)
