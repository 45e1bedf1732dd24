"""Which eight-bit alphabet a text was typed in: the one that makes French of its bytes."""

from __future__ import annotations

import codecs
import re

#: How much each must make up for: the rarer, the more.
_ALPHABETS = {"cp1252": 0, "iso8859-15": 1, "mac-roman": 1, "cp850": 4}
_UNDEFINED = "\x81\x8d\x8f\x90\x9d"
_SMALL = frozenset("àâäçéèêëîïôöùûüÿœæ")
_CAPITAL = frozenset("ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ")
_SIGNS = frozenset("«»“”‘’–—…•·°€§©®™£½¼¾ºª²³±×\u00a0\u202f†")
_BETWEEN = frozenset("’‘·\u00a0")  # signs that may stand between two letters
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_ENOUGH = 4000  # letters looked at
_SAMPLE = 400_000
_REPAIR = "as-windows"


def in_french(content: bytes) -> str:
    r"""Decode bytes that are no UTF-8 with the alphabet in which they are the best French.

    >>> in_french("L’été à Kiétroñ".encode("cp1252")), in_french("L’été à Noël".encode("mac-roman"))
    ('L’été à Kiétroñ', 'L’été à Noël')
    """
    sample = content[:_SAMPLE]
    best = max(_ALPHABETS, key=lambda name: _worth(sample.decode(name, "replace")) - _ALPHABETS[name])
    text = content.decode(best, "replace")
    return text.translate(dict.fromkeys(map(ord, _UNDEFINED))) if best == "cp1252" else text


def mostly_utf8(content: bytes) -> str | None:
    r"""Decode UTF-8 in which a few bytes are not: those as Windows wrote them. None when it is no UTF-8 at all.

    >>> mostly_utf8("été à la fête ".encode() * 3 + b"\xe9t\xe9")
    'été à la fête été à la fête été à la fête été'
    """
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    if bad * 4 > foreign - bad:
        return None
    return content.decode("utf-8", _REPAIR)


def _worth(text: str) -> int:
    """How much like French the letters beyond ASCII are, in their places."""
    worth = 0
    for count, found in enumerate(_FOREIGN.finditer(text)):
        if count == _ENOUGH:
            break
        place = found.start()
        worth += _letter(found.group(), text[place - 1 : place], text[place + 1 : place + 2])
    return worth


def _letter(letter: str, before: str, after: str) -> int:
    if letter in _SMALL:
        return -2 if before.isdigit() or (before.isupper() and after.isupper()) else 2
    if letter in _CAPITAL:
        return 1 if not before.islower() and not (before.isalpha() and after.islower()) else -3
    if letter in _SIGNS:
        inside = before.isalpha() and after.isalpha()
        return (2 if letter in _BETWEEN else -2) if inside else 1
    return -3


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_REPAIR, _as_windows)
