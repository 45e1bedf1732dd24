"""Electronic books (EPUB): chapters in reading order as one web page, notes beside their call, contents left out."""

from __future__ import annotations

import posixpath
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from corpus.errors import EncryptedFile, LimitExceeded, UnreadableFile
from indexer.extract import Extraction
from indexer.extract.encodings import decoded
from indexer.extract.html_content import content_of
from indexer.extract.html_walk import Walk
from indexer.extract.packages import check, names_in, part, tree
from indexer.extract.tables import require_few_cells
from indexer.extract.web_tree import web_tree

MEDIA_TYPE = "application/epub+zip"
_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"
_MARK = b"mimetypeapplication/epub+zip"
_DAMAGED = "le livre numérique est abîmé ou incomplet. Vérifiez la copie d'origine."
_TOO_MANY = "ce livre numérique a plus de {most} chapitres. Découpez-le avant de le déposer."
_MOST_CHAPTERS = 5000
_NOTE_TYPES = frozenset(("footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"))
_CONTENTS_TYPES = frozenset(("toc", "landmarks", "page-list", "lot", "loi", "doc-toc", "doc-pagelist"))
_FACTS = {
    "title": "title",
    "creator": "author",
    "subject": "subject",
    "date": "created",
    "language": "lang",
    "publisher": "publisher",
}
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"


class EpubExtractor:
    """Reads EPUB files, versions 2 and 3."""

    def claims(self, path: Path, head: bytes) -> int:
        """Look for the type a book bears in its first part, or for the part that says where its contents are."""
        if not head.startswith(b"PK"):
            return 0
        if _MARK in head[:120]:
            return 100
        return 70 if _CONTAINER in names_in(path) else 0

    def extract(self, path: Path) -> Extraction:
        """Read the file.

        Raises:
            EncryptedFile: when its chapters are locked.
            LimitExceeded: when it would swell beyond measure.
            UnreadableFile: when it is damaged.

        """
        check(path)
        package_name = _package_name(path)
        package = tree(part(path, package_name)) if package_name else None
        if package is None:
            raise UnreadableFile(path.name, _DAMAGED)
        chapters = _spine(package, posixpath.dirname(package_name))
        if len(chapters) > _MOST_CHAPTERS:
            raise LimitExceeded(path.name, _TOO_MANY.format(most=_MOST_CHAPTERS))
        if _locked(path) & set(chapters):
            raise EncryptedFile(path.name)
        trees = [(name, *web_tree(decoded(part(path, name)).replace("\x00", ""))) for name in chapters]
        read = [(name, root) for name, root, _ in trees if root is not None]
        if not read:
            raise UnreadableFile(path.name, _DAMAGED)
        book = _book(read)
        require_few_cells(path.name, book)
        paragraphs = Walk().read(book)
        sizes: Counter[float] = Counter()
        for paragraph in paragraphs:
            sizes[paragraph.size] += len(paragraph.text)
        body = sizes.most_common(1)[0][0] if sizes else 0.0
        remarks = tuple(dict.fromkeys(remark for _, _, told in trees for remark in told))
        return Extraction(MEDIA_TYPE, paragraphs, body=body, metadata=_metadata(package), remarks=remarks)


def _package_name(path: Path) -> str:
    """Name of the part that lists the chapters; the only .opf when the book does not say."""
    container = tree(part(path, _CONTAINER))
    for element in container.iter("{*}rootfile") if container is not None else ():
        name = str(element.get("full-path") or "")
        if name:
            return posixpath.normpath(name)
    return next((name for name in sorted(names_in(path)) if name.lower().endswith(".opf")), "")


def _spine(package: Any, folder: str) -> list[str]:
    """Names of the chapters in reading order, the contents pages made for machines left out."""
    items: dict[str, str] = {}
    for element in package.iter("{*}item"):
        media_type = (element.get("media-type") or "").lower()
        navigation = "nav" in (element.get("properties") or "").split()
        if ("html" in media_type or "dtbook" in media_type) and not navigation:
            target = unquote(urlsplit(element.get("href") or "").path)
            items[element.get("id") or ""] = posixpath.normpath(posixpath.join(folder, target))
    wanted = (element.get("idref") or "" for element in package.iter("{*}itemref"))
    return list(dict.fromkeys(items[one] for one in wanted if one in items))


def _locked(path: Path) -> set[str]:
    """Names of the parts that are encrypted; fonts often are, without harm."""
    root = tree(part(path, _LOCKS))
    found = root.iter("{*}CipherReference") if root is not None else ()
    return {posixpath.normpath(unquote(str(one.get("URI") or ""))) for one in found}


def _book(chapters: list[tuple[str, Any]]) -> Any:
    """One element that holds all chapters, their links turned into links within it."""
    book = html.Element("div")
    names = {name: f"c{number}" for number, (name, _) in enumerate(chapters)}
    notes: dict[str, str] = {}
    for name, root in chapters:
        content = content_of(root)
        _without_contents(content)
        content.tag = "div"
        for element in content.iter():
            if not isinstance(element.tag, str):
                continue
            _placed(element, name, names, notes)
        book.append(content)
    for link in book.iter("a"):
        target = (link.get("href") or "")[1:]
        if target in notes:
            link.set("href", f"#{notes[target]}")
    return book


def _without_contents(content: Any) -> None:
    """Drop contents pages that are marked as such, if the whole chapter is not one."""
    for element in list(content.iter()):
        if isinstance(element.tag, str) and _types(element) & _CONTENTS_TYPES and element is not content:
            element.drop_tree()


def _placed(element: Any, chapter: str, names: dict[str, str], notes: dict[str, str]) -> None:
    """Make identifiers and links of one chapter unique in the book; a note gets a name that the walk knows."""
    identifier = element.get("id")
    if identifier:
        place = f"{names[chapter]}-{identifier}"
        if _types(element) & _NOTE_TYPES:
            notes[place] = f"fn{len(notes) + 1}"
        element.set("id", notes.get(place, place))
    if element.tag == "a" and element.get("href"):
        parts = urlsplit(element.get("href"))
        target = posixpath.normpath(posixpath.join(posixpath.dirname(chapter), unquote(parts.path)))
        home = chapter if not parts.path else target
        if not parts.scheme and not parts.netloc and home in names:
            element.set("href", f"#{names[home]}-{unquote(parts.fragment)}")


def _types(element: Any) -> set[str]:
    """What the book says the element is (`epub:type`, ARIA role)."""
    return set(f"{element.get('epub:type') or ''} {element.get('role') or ''}".split())


def _metadata(package: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in package.iter(*(f"{_DUBLIN}{name}" for name in _FACTS)):
        text = " ".join((element.text or "").split())
        if text:
            found.setdefault(_FACTS[str(element.tag).removeprefix(_DUBLIN)], text)
    return found
