"""Read the words of a finished file, page by page, the simplest way there is."""

import html
import re
import unicodedata
import zipfile
from pathlib import Path

import pypdfium2

PRINTED = Path(__file__).parent / "printed"


def pages(path: Path) -> list[str]:
    """Return the text of each page; a format without pages gives one text. A scan gives what was printed on paper."""
    printed = PRINTED / f"{path.stem}.txt"
    if printed.exists() and path.parent.name == "documents":
        return printed.read_text(encoding="utf-8").split("\f")
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
        return [_untagged(text)]
    text = path.read_text(encoding="utf-8")
    return [_untagged(text) if path.suffix == ".html" else text]


def _untagged(text: str) -> str:
    text = re.sub(r"</(?:text:[ph]|w:p|p|li|h\d|t[dr])>", "\n", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def wordly(text: str) -> str:
    r"""Return the words of a text in one line, parts of a word cut at a line's end together again.

    >>> wordly("une associa\xad\ntion de Saint-\nLouis\n du  Sénégal")
    'une association de Saint-Louis du Sénégal'
    """
    text = re.sub(r"[\xad\x02\ufffe]\s*", "", text)
    return " ".join(re.sub(r"-\s*\n\s*", "-", text).replace("’", "'").split())


def squash(text: str) -> str:
    r"""Return letters and digits alone, without case or accent: line ends and hyphens cannot matter.

    >>> squash("L’Œuvre com-\nmune, n° 2")
    'loeuvrecommunen2'
    """
    flat = unicodedata.normalize("NFD", text.lower().replace("œ", "oe"))
    return "".join(c for c in flat if c.isascii() and c.isalnum())
