"""Archives, slides, books and old files that trap a reader, and files that are not what their name says."""

from __future__ import annotations

import struct

from packages import REL, SCHEMAS, P, docx, packed, relations
from recipes_page import external
from recipes_pdf import one_page
from recipes_text import SENTENCE, Recipe


def _nested_zips(levels: int) -> bytes:
    inner = packed({"a.txt": b"\0" * 10_000_000})
    for _ in range(levels):
        inner = packed({f"{n}.zip": inner for n in range(10)}, stored=tuple(f"{n}.zip" for n in range(10)))
    return inner


def _overlapping(many: int) -> bytes:
    """A zip whose table names the same bytes again and again."""
    whole = packed({"word/document.xml": b"\0" * 20_000_000})
    end = whole.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", whole, end + 16)[0]
    entry = whole[start:end]
    table = b"".join(entry.replace(b"document.xml", b"%07d.xml" % n + b"\0")[: len(entry)] for n in range(many))
    last = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, many, many, len(table), start, 0)
    return whole[:start] + entry + table[: (many - 1) * len(entry)] + last


def _slides(address: str) -> dict[str, Recipe]:
    spaces = f"xmlns:p='{SCHEMAS}/presentationml/2006/main' xmlns:a='{SCHEMAS}/drawingml/2006/main' xmlns:r='{REL}'"
    part = f"<p:sld {spaces}><p:cSld><p:spTree>{{}}</p:spTree></p:cSld></p:sld>"
    shape = "<p:sp><p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp>"
    show = f"<p:presentation {spaces}><p:sldIdLst>{{}}</p:sldIdLst></p:presentation>"

    def slides(inner: str, many: int = 1) -> bytes:
        listed = "".join(f"<p:sldId id='{n}' r:id='r0'/>" for n in range(many))
        return packed(
            {
                "[Content_Types].xml": b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
                "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
                "ppt/presentation.xml": show.format(listed).encode(),
                "ppt/_rels/presentation.xml.rels": relations(
                    ("slide", "slides/slide1.xml"), ("image", f"{address}a.png")
                ),
                "ppt/slides/slide1.xml": part.format(inner).encode(),
            }
        )

    return {
        "pptx-bombe.pptx": lambda: slides(shape.format(" " * 400_000_000)),
        "pptx-100000-fois-la-meme-vue.pptx": lambda: slides(shape.format(SENTENCE), 100_000),
        "pptx-5000-groupes-emboites.pptx": lambda: slides(
            "<p:grpSp>" * 5000 + shape.format(SENTENCE) + "</p:grpSp>" * 5000
        ),
    }


def _books(canary: str) -> dict[str, Recipe]:
    file = "<rootfile full-path='{}' media-type='application/oebps-package+xml'/>"
    box = (
        f"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>{file}</rootfiles></container>"
    )
    item = "<manifest><item id='a' href='{}' media-type='application/xhtml+xml'/></manifest>"
    opf = f"<package xmlns='http://www.idpf.org/2007/opf'>{item}<spine>{{}}</spine></package>"

    def book(chapter: bytes, href: str = "a.xhtml", times: int = 1, root: str = "a.opf") -> bytes:
        return packed(
            {
                "mimetype": b"application/epub+zip",
                "META-INF/container.xml": box.format(root).encode(),
                "a.opf": opf.format(href, "<itemref idref='a'/>" * times).encode(),
                "a.xhtml": chapter,
            },
            stored=("mimetype",),
        )

    chapter = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{SENTENCE}</p></body></html>"
    return {
        "epub-bombe.epub": lambda: book(chapter.replace("<p>", "<p>" + " " * 400_000_000).encode()),
        "epub-100000-fois-le-meme-chapitre.epub": lambda: book(chapter.encode(), times=100_000),
        "epub-chapitre-dehors.epub": lambda: book(chapter.encode(), href=f"../../../../../../..{canary}"),
        "epub-entite-externe.epub": lambda: book(
            external("html", chapter.replace("<p>", "<p>&dehors;"), f"file://{canary}")
        ),
        "epub-racine-dehors.epub": lambda: book(chapter.encode(), root=f"../../../../..{canary}"),
    }


def _archives() -> dict[str, Recipe]:
    unknown = packed({"word/document.xml": b"<a/>"}).replace(b"\x08\x00", b"\x63\x00")
    return {
        "zip-vide.zip": lambda: packed({}),
        "zip-vide.docx": lambda: packed({}),
        "zip-bombe-plate.zip": lambda: packed({"a.txt": b"\0" * 500_000_000}),
        "zip-bombe-emboitee.zip": lambda: _nested_zips(4),
        "zip-bombe-superposee.docx": lambda: _overlapping(10_000),
        "zip-65000-parties.docx": lambda: packed(
            {"word/document.xml": b"<a/>", **{f"{n}": b"" for n in range(60_000)}}
        ),
        "zip-compression-inconnue.docx": lambda: unknown,
        "zip-fin-seule.odt": lambda: struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, 0xFFFFFFFF, 0, 0),
    }


def _old_files() -> dict[str, Recipe]:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    loop = (
        header
        + b"\0" * 14
        + struct.pack("<III", 0, 0, 4096)
        + b"\0" * 12
        + struct.pack("<I", 1)
        + struct.pack("<109I", *range(109))
    )
    entry = "WordDocument".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HB", 26, 2) + b"\0" * 61
    return {
        "doc-boucle.doc": lambda: loop[:512].ljust(512, b"\0") + entry * 4 + struct.pack("<128I", *[0] * 128) * 20,
        "doc-dechets.doc": lambda: header + b"\xff" * 20_000,
        "rtf-objet.rtf": lambda: (
            b"{\\rtf1\\ansi{\\object\\objautlink\\objupdate{\\*\\objclass Word.Document}{\\*\\objdata "
            + b"d0cf11e0a1b11ae1" * 2000
            + b"}}\\par "
            + SENTENCE.encode("cp1252")
            + b"}"
        ),
        "rtf-profond.rtf": lambda: b"{\\rtf1" + b"{\\b" * 200_000 + b" eau" + b"}" * 200_001,
        "rtf-champs.rtf": lambda: (
            b'{\\rtf1{\\field{\\*\\fldinst INCLUDETEXT "/etc/passwd"}}{\\field{\\*\\fldinst DDEAUTO cmd}}'
            b"{\\bin999999999 a}\\par Bonjour}"
        ),
    }


def _wrong_names() -> dict[str, Recipe]:
    return {
        "faux-nom-pdf.docx": one_page,
        "faux-nom-docx.pdf": lambda: docx(P * 3),
        "faux-nom-texte.pdf": (SENTENCE * 20).encode,
        "faux-nom-page.txt": f"<html><body><p>{SENTENCE}</p></body></html>".encode,
        "faux-nom-programme.pdf": lambda: b"MZ" + b"\x90\0\x03" * 9000,
        "faux-nom-image.odt": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 9000,
        "double-pdf-et-zip.pdf": lambda: one_page() + docx(P),
        "double-page-et-pdf.html": lambda: b"<html><!--" + one_page() + b"--><script>alert(1)</script></html>",
        "double-gif-et-script.gif": lambda: b"GIF89a/*" + b"\0" * 99 + b"*/=1;alert(1)",
    }


def recipes(canary: str, address: str) -> dict[str, Recipe]:
    """The files, by name; `canary` is a file nobody may read, `address` one nobody may call."""
    return _slides(address) | _books(canary) | _archives() | _old_files() | _wrong_names()


def quick() -> tuple[str, ...]:
    """The names worth trying in every run of the tests."""
    return ("zip-bombe-superposee.docx", "faux-nom-pdf.docx")
