"""PDF files that trap a reader: loops, bombs, impossible pages, things that want to act."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

from recipes_text import SENTENCE, Recipe

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
A4 = b"[0 0 595 842]"


def stream(content: bytes, more: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object."""
    if packed:
        content, more = zlib.compress(content, 9), more + b"/Filter/FlateDecode"
    return b"<<" + more + b"/Length %d>>\nstream\n" % len(content) + content + b"\nendstream"


def written(lines: int = 12) -> bytes:
    """The content of an honest page."""
    text = SENTENCE.strip().encode("cp1252").replace(b"(", b"")
    return b"BT /F1 11 Tf 14 TL 60 780 Td " + b"(%s) Tj T* " % text * lines + b"ET"


def pdf(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A whole file of these objects, numbered from 1."""
    out, places = bytearray(HEAD), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def one_page(
    content: bytes | None = None, page: bytes = b"", box: bytes = A4, catalogue: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """A file of one page: catalogue 1, pages 2, page 3, content 4, font 5, `more` from 6."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox"
            + box
            + b"/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>"
            + b">>"
            + page
            + b">>",
            stream(written()) if content is None else content,
            FONT,
            *more,
        ]
    )


def drawing(content: bytes, more: Sequence[bytes]) -> bytes:
    """A file of one page, which draws the object 6 by the name of X; `more` from 6."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, page % A4, stream(content), FONT, *more])


def _inflated(megabytes: int) -> bytes:
    """A content stream that swells to so many megabytes of spaces, around honest words."""
    packer, parts = zlib.compressobj(9), []
    parts.append(packer.compress(written()))
    spaces = b" " * (1 << 20)
    parts += [packer.compress(spaces) for _ in range(megabytes)]
    packed = b"".join([*parts, packer.flush()])
    return b"<</Filter/FlateDecode/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream"


def _levels(many: int) -> bytes:
    """A page tree of so many levels."""
    nodes = [b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (n + 1, n - 1) for n in range(2, many + 2)]
    leaf = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>>>"
    last = many + 2
    return pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", *nodes, leaf % (last - 1, last + 1, last + 2), stream(written()), FONT]
    )


def _many_pages(many: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (n + 5) for n in range(many))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    tree = b"<</Type/Pages/Count %d/Kids[%s]>>" % (many, kids)
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", tree, stream(written(2)), FONT, *[page] * many])


def _object_stream_loop() -> bytes:
    """An object stream that says it lies in itself, and extends itself."""
    body = b"6 0 <</Type/ObjStm/N 1/First 4/Extends 6 0 R>>"
    return one_page(more=[stream(body, b"/Type/ObjStm/N 1/First 4/Extends 6 0 R")], catalogue=b"/Metadata 6 0 R")


def _xref_loop() -> bytes:
    whole = one_page()
    start = whole.rindex(b"xref\n0")
    return whole.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % start)


def _forms(levels: int, times: int, loop: bool = False) -> bytes:  # noqa: FBT001, FBT002
    """Drawings that draw drawings."""
    more = []
    for level in range(levels):
        below = 6 if loop else 7 + level
        content = b"/X Do " * times if level < levels - 1 or loop else written(1)
        font = b"/Font<</F1 5 0 R>>"
        inner = b"/XObject<</X %d 0 R>>" % below if level < levels - 1 or loop else b""
        more.append(stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 850]/Resources<<%s%s>>" % (font, inner)))
    return drawing(b"/X Do " + written(2), more)


def _picture(width: int, height: int, words: bytes) -> bytes:
    """A page that is one picture, of impossible measures."""
    packer = zlib.compressobj(9)
    row = b"\x00" * ((width + 7) // 8)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    image = (
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray"
        b"/Filter/FlateDecode/Length %d>>\nstream\n" % (width, height, len(packed)) + packed + b"\nendstream"
    )
    return drawing(b"q 595 0 0 842 0 0 cm /X Do Q " + words, [image])


def _font(program: bytes, mapping: bytes) -> bytes:
    """A page whose font is broken and whose map to characters is a trap."""
    whole = one_page(
        more=[
            (
                b"<</Type/FontDescriptor/FontName/Cassee/Flags 4/FontBBox[0 0 0 0]/Ascent 1e38/Descent -1e38"
                b"/ItalicAngle 0/CapHeight 1/StemV 1/FontFile2 7 0 R>>"
            ),
            stream(program, b"/Length1 999999999", packed=True),
            stream(mapping, packed=True),
        ]
    )
    broken = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/Cassee/FirstChar 0/LastChar 999999999/Widths[1]"
        b"/FontDescriptor 6 0 R/ToUnicode 8 0 R>>"
    )
    return _replaced(whole, FONT, broken)


def _replaced(whole: bytes, old: bytes, new: bytes) -> bytes:
    """Exchange a piece; the table of places is then wrong, which readers must mend."""
    return whole.replace(old, new)


def _wide_map() -> bytes:
    ranges = b"".join(b"<%04x> <%04x> <%04x>\n" % (0, 0xFFFF, n) for n in range(2000))
    return b"/CIDInit /ProcSet findresource begin begincmap 100 beginbfrange\n" + ranges + b"endbfrange endcmap end"


def _encrypted(user: str, owner: str) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, owner, canPrint=0), invariant=1)
    for line in range(20):
        canvas.drawString(60, 780 - 14 * line, SENTENCE)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _acts(address: str, canary: str) -> bytes:
    """Everything a PDF can ask a reader to do."""
    link, place = address.encode(), canary.encode()
    actions = (
        b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('%s'\\);this.exportDataObject\\({cName:'a',nLaunch:2}\\);)"
        b"/Next<</S/Launch/F(%s)/Win<</F(cmd.exe)/P(/c calc)>>/Next<</S/SubmitForm/F<</FS/URL/F(%s)>>/Fields[]"
        b"/Next<</S/URI/URI(%s)/Next<</S/GoToR/F(%s)/D[0/Fit]>>>>>>>>>>"
        b"/AA<</WC<</S/JavaScript/JS(while\\(1\\);)>>>>/AcroForm<</Fields[]/XFA 6 0 R/NeedAppearances true>>"
        b"/Names<</EmbeddedFiles<</Names[(a.exe) 7 0 R]>>"
        b"/JavaScript<</Names[(0)<</S/JavaScript/JS(while\\(1\\);)>>]>>>>" % (link, place, link, link, place)
    )
    form = b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template><script>while(1);</script></template></xdp:xdp>"
    inside = b"<</Type/Filespec/F(%s)/EF<</F 8 0 R>>>>" % place
    return one_page(catalogue=actions, more=[stream(form), inside, stream(b"MZ" + b"\0" * 99, b"/Type/EmbeddedFile")])


def recipes(canary: str, address: str) -> dict[str, Recipe]:
    """The files, by name; `canary` is a file nobody may read, `address` one nobody may call."""
    return (
        _shapes()
        | _contents()
        | {
            "pdf-mot-de-passe.pdf": lambda: _encrypted("secret", "maitre"),
            "pdf-mot-de-passe-du-proprietaire.pdf": lambda: _encrypted("", "maitre"),
            "pdf-chiffrement-absurde.pdf": lambda: one_page().replace(
                b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Inconnu/V 99/R 99/O()/U()/P 0>>"
            ),
            "pdf-actions.pdf": lambda: _acts(address, canary),
            "pdf-contenu-ailleurs.pdf": lambda: one_page(
                content=b"<</Length 0/F(%s)/FFilter/FlateDecode>>\nstream\n\nendstream" % canary.encode()
            ),
        }
    )


def _shapes() -> dict[str, Recipe]:
    """Trees, tables and pages that cannot be."""
    loop = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9/Parent 3 0 R>>"]
    return {
        "pdf-boucle-de-pages.pdf": lambda: pdf([*loop, b"<</Type/Pages/Kids[2 0 R]/Count 9/Parent 2 0 R>>"]),
        "pdf-5000-niveaux.pdf": lambda: _levels(5000),
        "pdf-boucle-de-flux.pdf": _object_stream_loop,
        "pdf-boucle-de-tables.pdf": _xref_loop,
        "pdf-boucle-de-signets.pdf": lambda: one_page(
            catalogue=b"/Outlines 6 0 R",
            more=[
                b"<</First 7 0 R/Last 7 0 R/Count 1>>",
                b"<</Title(a)/Next 7 0 R/First 7 0 R/Parent 6 0 R/Dest[3 0 R/Fit]>>",
            ],
        ),
        "pdf-page-de-200-km.pdf": lambda: one_page(box=b"[0 0 566929134 842]"),
        "pdf-page-infinie.pdf": lambda: one_page(box=b"[-1e38 -1e38 1e38 1e38]"),
        "pdf-page-sans-surface.pdf": lambda: one_page(box=b"[0 0 0 0]"),
        "pdf-page-tournee-de-45.pdf": lambda: one_page(page=b"/Rotate 45"),
        "pdf-page-tournee-de-2e31.pdf": lambda: one_page(page=b"/Rotate -2147483648/UserUnit 1e9"),
        "pdf-milliard-de-pages-dites.pdf": lambda: one_page().replace(b"/Count 1>>", b"/Count 999999999>>"),
        "pdf-4000-pages.pdf": lambda: _many_pages(4000),
        "pdf-tronque.pdf": lambda: _many_pages(30)[:3000],
        "pdf-tronque-dans-le-flux.pdf": lambda: one_page()[:600],
        "pdf-tete-seule.pdf": lambda: HEAD,
        "pdf-precede-de-500-octets.pdf": lambda: b"Content-Type: application/pdf\r\n" * 17 + one_page(),
        "pdf-precede-de-5000-octets.pdf": lambda: b"\0" * 5000 + one_page(),
        "pdf-sans-table.pdf": lambda: one_page().replace(b"xref", b"frex").replace(b"trailer", b"reliart"),
        "pdf-tableaux-emboites.pdf": lambda: one_page(catalogue=b"/X" + b"[" * 200_000 + b"]" * 200_000),
        "pdf-dictionnaires-emboites.pdf": lambda: one_page(
            catalogue=b"/X" + b"<</A" * 100_000 + b" 1 " + b">>" * 100_000
        ),
        "pdf-table-demesuree.pdf": lambda: (
            one_page().replace(b"xref\n0 6", b"xref\n0 999999999").replace(b"/Size 6", b"/Size 2147483647")
        ),
    }


def _contents() -> dict[str, Recipe]:
    """Contents of pages that swell, loop or never end."""
    heap = b"BT /F1 1 Tf " + b"1 0 0 1 60 700 Tm (eau) Tj " * 200_000 + b"ET"
    return {
        "pdf-contenu-de-600-mo.pdf": lambda: one_page(content=_inflated(600)),
        "pdf-filtres-en-chaine.pdf": lambda: one_page(content=_chained(12)),
        "pdf-dessin-dans-lui-meme.pdf": lambda: _forms(1, 3, loop=True),
        "pdf-milliard-de-dessins.pdf": lambda: _forms(10, 10),
        "pdf-200000-mots-au-meme-endroit.pdf": lambda: one_page(content=stream(heap, packed=True)),
        "pdf-million-de-lettres.pdf": lambda: one_page(
            content=stream(b"BT /F1 8 Tf 60 780 Td " + b"(a) Tj 0.01 0 Td " * 300_000 + b"ET", packed=True)
        ),
        "pdf-million-de-traits.pdf": lambda: one_page(
            content=stream(written() + b" 0 0 m 500 0 l S 0 9 m 0 500 l S" * 150_000, packed=True)
        ),
        "pdf-million-de-rectangles.pdf": lambda: one_page(
            content=stream(
                written() + b"".join(b" %d %d 3 3 re S" % (n % 590, n // 590 % 840) for n in range(200_000)),
                packed=True,
            )
        ),
        "pdf-etats-emboites.pdf": lambda: one_page(content=stream(b"q " * 500_000 + written(), packed=True)),
        "pdf-police-cassee.pdf": lambda: _font(b"\x00\x01\x00\x00\xff\xff" + b"\xff" * 5000, b"begincmap " * 99),
        "pdf-table-de-caracteres-demesuree.pdf": lambda: _font(b"", _wide_map()),
        "pdf-image-demesuree.pdf": lambda: _picture(60_000, 60_000, b""),
        "pdf-image-demesuree-et-texte.pdf": lambda: _picture(30_000, 30_000, written()),
        "pdf-images-illisibles.pdf": _bad_pictures,
        "pdf-coordonnees-folles.pdf": lambda: one_page(
            content=stream(b"BT /F1 1e30 Tf 1e38 0 0 1e-38 -1e38 1e38 Tm (eau) Tj /F1 0 Tf (eau) Tj ET " + written())
        ),
    }


def _chained(times: int) -> bytes:
    content = written() + b" " * 5_000_000
    for _ in range(times):
        content = zlib.compress(content, 9)
    more = b"/Filter[" + b"/FlateDecode" * times + b"]"
    return stream(content, more)


def _bad_pictures() -> bytes:
    whole = _picture(2000, 2000, b"")
    return whole.replace(b"/FlateDecode", b"/JBIG2Decode").replace(b"/Width 2000", b"/Width 99999999")


def quick() -> tuple[str, ...]:
    """The names worth trying in every run of the tests."""
    return (
        "pdf-boucle-de-pages.pdf",
        "pdf-5000-niveaux.pdf",
        "pdf-page-de-200-km.pdf",
        "pdf-mot-de-passe.pdf",
        "pdf-actions.pdf",
        "pdf-tronque.pdf",
    )
