"""From bytes to characters: what a text file does not say about itself."""

from __future__ import annotations

import codecs
import unicodedata

from indexer.extract.charsets import in_french, mostly_utf8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What pages declare, and what they are: every browser reads them so (WHATWG Encoding Standard).
_WINDOWS = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso8859-1"), "cp1252")
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\v\f\r"})
_MOSTLY = 0.3
_TOO_MANY = 0.01


def decoded(content: bytes, declared: str | None = None) -> str:
    r"""Read text by its byte order mark, then as UTF-8, as declared, and in the alphabet that makes French of it.

    Letters and their accents become one character where they were two (NFC). What a device or a broken transfer put
    before the text (controls, zeros) is left out.

    >>> decoded("été".encode()), decoded("été".encode("cp1252")), decoded("été".encode("utf-16"))
    ('été', 'été', 'été')
    >>> decoded(bytes(512) + b"\x1b\x02" + "Été".encode())
    'Été'
    """
    return unicodedata.normalize("NFC", _characters(without_controls(content), declared))


def _characters(content: bytes, declared: str | None) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    silent = _silent_utf16(content)
    for guess in (silent, "utf-8", _WINDOWS.get((declared or "").lower(), declared)):
        if guess:
            try:
                return content.decode(guess)
            except (UnicodeDecodeError, LookupError):
                continue
    return mostly_utf8(content) or in_french(content)


def is_text(head: bytes) -> bool:
    """Whether the first bytes of a file look like text in some encoding."""
    if not head.strip():
        return False
    text = decoded(_whole_characters(head))
    if not text.strip():
        return False
    odd = sum(unicodedata.category(c) in ("Cc", "Co", "Cn") and c not in "\t\n\r\f\v\x85" for c in text)
    return odd <= _TOO_MANY * len(text) and "\x00" not in text and text.count("\ufffd") <= _TOO_MANY * len(text) + 1


def without_controls(content: bytes) -> bytes:
    r"""The content without the controls before it; a zero alone may be half of a first letter.

    >>> without_controls(b"\x1b\x02Page"), without_controls("Page".encode("utf-16-be"))
    (b'Page', b'\x00P\x00a\x00g\x00e')
    """
    stripped = content.lstrip(_CONTROLS)
    half = len(content) - len(stripped) == 1 and _silent_utf16(content)
    return content if half or content.startswith(codecs.BOM_UTF32_BE) else stripped


def _silent_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = content[:2000]
    if len(sample) < 4 or len(content) % 2:  # noqa: PLR2004 - two characters show nothing
        return None
    if sample[1::2].count(0) > (1 - _MOSTLY) * len(sample) / 2:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > (1 - _MOSTLY) * len(sample) / 2 else None


def _whole_characters(head: bytes) -> bytes:
    """Drop a UTF-8 character cut at the end."""
    for cut in range(4):
        try:
            shorter = head[: len(head) - cut]
            shorter.decode("utf-8")
        except UnicodeDecodeError:
            continue
        return shorter
    return head
