"""The picture that stands for a page where its address is shared: words, who said them, where they are from."""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from threading import Lock

from PIL import Image, ImageDraw

from corpus.sentences import sentences
from search.web.typefaces import Face, face, path_of

SIZE = (1200, 630)  # what those who show it ask for
EDITION = 1  # counts up when the same card is drawn otherwise
MOST = 260  # characters of the words that are shown
_PAPER, _INK, _SOFT, _DEEP, _ON_DEEP, _GOLD, _ACCENT = (
    "#faf8f3", "#1c2226", "#555f66", "#123c4a", "#f6f2e6", "#f3c969", "#9c3b1f",
)  # fmt: skip
_MARGIN, _BAR, _FOOT = 72, 84, 40
_SIZES = range(56, 29, -2)
_LEADING = 1.32
_ONE_AT_A_TIME = Lock()  # drawing is for others' programs: pages come first


@dataclass(frozen=True, slots=True)
class Card:
    """What is written: `words` between guillemets when `quoted`, else as a title; `foot` are the lines below."""

    house: str
    words: str
    quoted: bool = True
    name: str = ""
    as_what: str = ""
    title: str = ""
    facts: str = ""

    @property
    def etag(self) -> str:
        """Differs whenever the picture would."""
        seen = f"{self!r}{EDITION}{path_of('roman')}"
        return hashlib.sha256(seen.encode()).hexdigest()[:32]


def excerpt(text: str) -> str:
    """The first sentences of a text, as many as fit on a card.

    >>> excerpt("Un mot. " + "Deux mots " * 40 + ".")
    'Un mot. […]'
    """
    spans = sentences(text)
    if not spans:
        return ""
    end = max((last for _, last in spans if last - spans[0][0] <= MOST), default=0)
    words = " ".join(text[spans[0][0] : end or spans[0][0] + MOST].split())
    if end == spans[-1][1]:
        return words
    return f"{words} […]" if end else f"{words.rpartition(' ')[0].rstrip(' ,;:–-')}…"


@lru_cache(maxsize=64)
def draw(card: Card) -> bytes:
    """The card as a PNG of SIZE."""
    with _ONE_AT_A_TIME:
        picture = Image.new("RGB", SIZE, _PAPER)
        pen = ImageDraw.Draw(picture)
        _bar(pen, card.house)
        top = _foot(pen, card)
        _words(pen, card, _BAR + 36, top - 44)
        target = BytesIO()
        picture.quantize(64, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
        return target.getvalue()


def _bar(pen: ImageDraw.ImageDraw, house: str) -> None:
    """The name of the house between gold guillemets, as at the head of its pages."""
    pen.rectangle((0, 0, SIZE[0], _BAR), fill=_DEEP)
    pen.rectangle((0, _BAR, SIZE[0], _BAR + 5), fill=_GOLD)
    letters = face("roman", 34)
    left = float(_MARGIN)
    for words, colour in (
        ("« ", _GOLD),
        (_fitted(house, letters, SIZE[0] - 2 * _MARGIN - 80), _ON_DEEP),
        (" »", _GOLD),
    ):
        pen.text((left, _BAR / 2), words, font=letters, fill=colour, anchor="lm")
        left += letters.getlength(words)


def _foot(pen: ImageDraw.ImageDraw, card: Card) -> int:
    """Write who and where from at the bottom; return where it begins."""
    lines = [
        (card.name, face("bold", 30), _INK),
        (card.as_what, face("roman", 24), _SOFT),
        (card.title, face("italic", 26), _INK),
        (card.facts, face("roman", 24), _SOFT),
    ]
    shown = [one for one in lines if one[0]]
    top = SIZE[1] - _FOOT - 38 * len(shown)
    if shown:
        pen.line((_MARGIN, top - 16, _MARGIN + 120, top - 16), fill=_ACCENT, width=4)
    for place, (words, letters, colour) in enumerate(shown):
        fitted = _fitted(words, letters, SIZE[0] - 2 * _MARGIN).replace("\u00a0", " ")  # some typefaces' own is wide
        pen.text((_MARGIN, top + 38 * place + 19), fitted, font=letters, fill=colour, anchor="lm")
    return top


def _words(pen: ImageDraw.ImageDraw, card: Card, top: int, bottom: int) -> None:
    """Write the words as large as they fit between `top` and `bottom`."""
    shown = card.words if len(card.words) <= 2 * MOST else f"{card.words[: 2 * MOST]}…"
    words = _drawable(f"«\u00a0{shown}\u00a0»" if card.quoted else shown)
    width = SIZE[0] - 2 * _MARGIN
    style = "roman" if card.quoted else "bold"
    size, lines = _SIZES[-1], [""]
    for size in _SIZES:
        lines = _wrapped(words, face(style, size), width)
        if len(lines) * size * _LEADING <= bottom - top:
            break
    else:
        kept = max(1, int((bottom - top) / (size * _LEADING)))
        closing = "…\u00a0»" if card.quoted else "…"
        letters = face(style, size)
        lines = [*lines[: kept - 1], _fitted(lines[kept - 1] + closing, letters, width, closing)]
    step = size * _LEADING
    start = top + (bottom - top - step * len(lines)) / 2
    for place, line in enumerate(lines):
        pen.text(
            (_MARGIN, start + step * (place + 0.5)),
            line.replace("\u00a0", " "),
            font=face(style, size),
            fill=_INK,
            anchor="lm",
        )


def _wrapped(words: str, letters: Face, width: int) -> list[str]:
    """The words in lines that are no wider than `width`; a word that is wider alone is cut."""
    lines: list[str] = []
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if letters.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while letters.getlength(line) > width:
            most = max(
                1, bisect_right(range(1, len(line)), width, key=lambda count: int(letters.getlength(line[:count])))
            )
            lines.append(line[:most])
            line = line[most:]
    return [*lines, line]


def _fitted(words: str, letters: Face, width: int, closing: str = "…") -> str:
    """The words on one line, cut with `closing` when they are too long."""
    words = _drawable(words)
    if letters.getlength(words) <= width:
        return words
    words = words.removesuffix(closing)[: 2 * MOST]
    while words and letters.getlength(words.rstrip(" ,;:") + closing) > width:
        words = words.rpartition(" ")[0] if " " in words else words[:-1]
    return words.rstrip(" ,;:") + closing


def _drawable(words: str) -> str:
    """What can be written: one space between words, French marks tied to them, no signs that have no shape."""
    plain = "".join(
        one for one in words if unicodedata.category(one) not in ("Cc", "Cf", "Co", "Cs", "Cn") or one.isspace()
    )
    plain = " ".join(unicodedata.normalize("NFC", plain).replace("\u00a0", "\ue000").split()).replace(
        "\ue000", "\u00a0"
    )
    for sign in ":;?!»":
        plain = plain.replace(f" {sign}", f"\u00a0{sign}")
    return plain.replace("« ", "«\u00a0")
