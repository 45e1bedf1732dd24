"""Zip packages for the recipes: Word, OpenDocument, relations."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from recipes_text import SENTENCE

_EPOCH = (1980, 1, 1, 0, 0, 0)
SCHEMAS = "http://schemas.openxmlformats.org"
REL = f"{SCHEMAS}/officeDocument/2006/relationships"
W = f"xmlns:w='{SCHEMAS}/wordprocessingml/2006/main' xmlns:r='{REL}'"
_O = "xmlns:{0}='urn:oasis:names:tc:opendocument:xmlns:{0}:1.0'"
ODT = " ".join(_O.format(name) for name in ("office", "text", "table", "style"))
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
P = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
T = f"<text:p>{SENTENCE}</text:p>"


def packed(parts: Mapping[str, bytes], stored: tuple[str, ...] = (), links: tuple[str, ...] = ()) -> bytes:
    """A zip of these parts, the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o120777 << 16 if name in links else 0o644 << 16
            package.writestr(info, content, compresslevel=9)
    return out.getvalue()


def relations(*found: tuple[str, str]) -> bytes:
    """A .rels part: (kind, target outside)."""
    rows = "".join(
        f"<Relationship Id='r{n}' Type='{REL}/{kind}' Target='{target}'"
        + (" TargetMode='External'/>" if ":" in target else "/>")
        for n, (kind, target) in enumerate(found)
    )
    return f"<?xml version='1.0'?><Relationships xmlns='{RELS}'>{rows}</Relationships>".encode()


def word_text(body: str) -> str:
    """The main part of a Word file."""
    return f"<w:document {W}><w:body>{body}</w:body></w:document>"


def open_text(body: str) -> str:
    """The content of an OpenDocument text."""
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    return f"<office:document-content {ODT}>{inner}</office:document-content>"


def docx(body: str | bytes, parts: Mapping[str, bytes] | None = None, main: str = MAIN) -> bytes:
    """A Word package; `body` is what stands in w:body, or the whole main part as bytes."""
    types = (
        "<?xml version='1.0'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        "<Default Extension='xml' ContentType='application/xml'/>"
        "<Default Extension='bin' ContentType='application/octet-stream'/>"
        f"<Override PartName='/word/document.xml' ContentType='{main}'/></Types>"
    )
    whole = body if isinstance(body, bytes) else f"<?xml version='1.0'?>{word_text(body)}".encode()
    return packed(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": whole,
            **(parts or {}),
        }
    )


def odt(body: str | bytes, parts: Mapping[str, bytes] | None = None, links: tuple[str, ...] = ()) -> bytes:
    """An OpenDocument package; `body` is what stands in office:text, or the whole content as bytes."""
    whole = body if isinstance(body, bytes) else f"<?xml version='1.0'?>{open_text(body)}".encode()
    kind = "application/vnd.oasis.opendocument.text"
    first = {"mimetype": kind.encode(), "content.xml": whole, "META-INF/manifest.xml": b"<manifest/>"}
    return packed({**first, **(parts or {})}, stored=("mimetype",), links=links)
