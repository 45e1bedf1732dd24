"""Read the words of a finished file, page by page, the simplest way there is."""

import html
import re
import unicodedata
import zipfile
from pathlib import Path

import pypdfium2


def pages(path: Path) -> list[str]:
    """Return the text of each page; a format without pages gives one text."""
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        try:
            return [page.get_textpage().get_text_bounded() for page in document]
        finally:
            document.close()
    if path.suffix in {".docx", ".odt"}:
        parts = ["word/document.xml", "word/footnotes.xml"] if path.suffix == ".docx" else ["content.xml"]
        with zipfile.ZipFile(path) as archive:
            held = archive.namelist()
            text = " ".join(archive.read(part).decode() for part in parts if part in held)
        text = re.sub(r"<w:del .*?</w:del>|<text:note-citation.*?</text:note-citation>", "", text, flags=re.DOTALL)
        return [html.unescape(re.sub(r"<[^>]+>", "", text))]
    text = path.read_text(encoding="utf-8")
    return [html.unescape(re.sub(r"<[^>]+>", "", text)) if path.suffix == ".html" else text]


def squash(text: str) -> str:
    r"""Return letters and digits alone, without case or accent: line ends and hyphens cannot matter.

    >>> squash("L’Œuvre com-\nmune, n° 2")
    'loeuvrecommunen2'
    """
    flat = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return "".join(c for c in flat if c.isascii() and c.isalnum())
