"""Web pages (HTML): what an article says, without the menus, scripts and footers around it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from corpus.errors import LimitExceeded, UnreadableFile
from indexer.extract import Extraction
from indexer.extract.encodings import decoded, is_text, without_controls
from indexer.extract.html_content import content_of
from indexer.extract.html_walk import Walk
from indexer.extract.tables import require_few_cells
from indexer.extract.web_tree import web_tree

MEDIA_TYPE = "text/html"
_MOST_BYTES = 50_000_000
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<(?:head|body)[\s>]", re.IGNORECASE)
_BLOCK = re.compile(rb"</?(?:p|div|h[1-6]|table|ul|ol|br|article|section)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding=[\"']([\w-]+)", re.IGNORECASE)
_FACTS = {
    "author": "author",
    "dc.creator": "author",
    "dc.title": "title",
    "og:title": "title",
    "description": "subject",
    "keywords": "keywords",
    "date": "created",
    "dc.date": "created",
    "dcterms.created": "created",
    "article:published_time": "created",
}


class HtmlExtractor:
    """Reads HTML and XHTML files."""

    def claims(self, path: Path, head: bytes) -> int:  # noqa: ARG002 - the head tells enough
        """Look for the elements every page has; a fragment needs several blocks and to begin with one."""
        head = without_controls(head)
        flat = head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
        if head.startswith((b"%PDF-", b"PK")) or not is_text(head):
            return 0
        if _PAGE.search(flat):
            return 90 if flat.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<") else 15
        return 50 if flat.lstrip().startswith(b"<") and len(_BLOCK.findall(flat)) > 3 else 0  # noqa: PLR2004 - several

    def extract(self, path: Path) -> Extraction:
        """Read the file.

        Raises:
            LimitExceeded: when no page is that long, or its tables are endless.
            UnreadableFile: when nothing in it can be read.

        """
        if path.stat().st_size > _MOST_BYTES:
            raise LimitExceeded(path.name, "cette page dépasse 50 Mo. Découpez-la avant de la déposer.")
        raw = path.read_bytes()
        declared = _DECLARED.search(raw[:4096])
        name = (declared[1] or declared[2]).decode("ascii", "replace") if declared else None
        root, remarks = web_tree(decoded(raw, name).replace("\x00", ""))
        if root is None:
            raise UnreadableFile(path.name, "cette page ne contient rien de lisible. Vérifiez la copie d'origine.")
        require_few_cells(path.name, root)
        metadata = _metadata(root)
        paragraphs = Walk().read(content_of(root))
        sizes: Counter[float] = Counter()
        for paragraph in paragraphs:
            sizes[paragraph.size] += len(paragraph.text)
        body = sizes.most_common(1)[0][0] if sizes else 0.0
        return Extraction(MEDIA_TYPE, paragraphs, body=body, metadata=metadata, remarks=remarks)


def _metadata(root: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    title = root.find(".//title")
    if title is not None and title.text and title.text.strip():
        found["title"] = " ".join(title.text.split())
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        content = (meta.get("content") or "").strip()
        if name in _FACTS and content:
            found.setdefault(_FACTS[name], content)
    if root.get("lang"):
        found["lang"] = root.get("lang")
    return found
