"""Lines of plain text: which of them one paragraph was cut into, and which stand alone."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from indexer.extract.spans import BULLETS

_NARROW, _WIDE = 50, 110
_LONGEST_BLOCK = 15  # lines of a paragraph, on average, where blank lines part them
_NAME = r"[A-ZÀ-Ý][\w’'.-]*"
_CIVILITY = r"(?:MM?\.|Mr|Mmes?|Mlles?|Dr|Pr|Me|Madame|Monsieur)"
#: A line of dialogue: a civility and a name, several names or capitals, perhaps what they are, then a colon.
SPEAKER = re.compile(
    rf"^(?:{_CIVILITY}[ \u00a0]{_NAME}(?:[ \u00a0]{_NAME}){{0,6}}"
    rf"|{_NAME}(?:[ \u00a0](?:(?:de|du|des|la|le|van|von|ben|el|al)[ \u00a0])*(?:d[’'])?{_NAME}){{1,6}}"
    r"|[A-ZÀ-Ý]{3,})"
    r"(?:[ \u00a0]\([^()]{1,60}\))?(?:,[^:.]{1,80})?[ \u00a0]?:(?:\s|$)"
)
ITEM = re.compile(rf"^(?:[{re.escape(BULLETS)}]\s|\(?\d{{1,2}}[.)]\s|[a-z]\)\s)")
_SENTENCE = re.compile(r"[.!?…][»\"”)\]\s]*$")
_ENDS = re.compile(r"[.!?:;…][»\"”)\]\s]*$")


_LEADER = re.compile(
    r"(?<![.…_·\s])\s*(?:[.…_·]\s?){3,}\s*(?:p\.?\s*)?(\d{1,4}|[ivxlc]{1,6})\s*(</?\w{1,9}>|\*{1,3})?\s*$"
)
_LEADER_LENGTH = 400


def leader_of(line: str) -> re.Match[str] | None:
    """Find the dots that lead from a heading to its page, at the end of a line of contents."""
    return _LEADER.search(line, max(0, len(line) - _LEADER_LENGTH))


def width_of(lines: Sequence[str]) -> int:
    """The width a text was wrapped at; 0 when its lines are whole paragraphs.

    >>> width_of(["x" * 70 + " y"] * 9 + ["fin"]), width_of(["une ligne"] * 5), width_of(["x" * 400, "y" * 90])
    (72, 0, 0)
    """
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    if len(lengths) < 3 or max(lengths) > 2 * _WIDE:  # noqa: PLR2004 - two lines show no width
        return 0
    wide = [length for length in lengths if _NARROW <= length <= _WIDE]
    if len(wide) < 0.5 * len(lengths):
        return 0
    return max(wide) if len(wide) < 10 else int(statistics.quantiles(wide, n=20)[-1])  # noqa: PLR2004 - as above


def one_flow(before: str, after: str, width: int, *, airy: bool = False) -> bool:
    """Whether a line goes on in the next: it does when the next word had no room left on it.

    Where blank lines part the paragraphs (`airy`), only a line far from full stands alone.

    >>> one_flow("Nous avons signé en 1994 une convention avec la ville de", "Tombouctou.", 62)
    True
    >>> one_flow("Claire Vasseur", "Maire adjointe", 62)
    False
    """
    before, after = before.rstrip(), after.strip()
    if not before or not after or ITEM.match(after):
        return False
    unfinished = after[0].islower() and not _ENDS.search(before)
    if not width:
        return unfinished
    full = 0.6 * width if airy else width - 4 - len(after.split(maxsplit=1)[0])
    if len(before) < full:
        return unfinished
    return not (_SENTENCE.search(before) and SPEAKER.match(after))


def is_airy(lines: Sequence[str]) -> bool:
    """Whether blank lines part the paragraphs: they are neither absent nor everywhere."""
    filled = sum(bool(line.strip()) for line in lines)
    blocks = sum(bool(line.strip()) and not above.strip() for above, line in zip(["", *lines], lines, strict=False))
    return blocks > 1 and filled / max(1, blocks) < _LONGEST_BLOCK
