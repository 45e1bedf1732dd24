"""The one analysis of words: index, query, highlighting and suggestions all see the same tokens."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import Stemmer

from search.index.stopwords import STOP_WORDS

#: Changes when the same text would give other tokens: an index written with another number must be made anew.
VERSION = 2

APOSTROPHES = "'’‘ʼʹ´`′＇"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SUPERSCRIPTS = "ªº¹²³⁰-⁹₀-₉"  # calls of notes, stuck to the word before
_LETTER = rf"(?:[^\W_{_SUPERSCRIPTS}][\u0300-\u036f]*)"
_LINE_END = r"[-\u2010\u2011\u00ac][ \t]*\r?\n[ \t]*(?=[a-zà-öø-ÿœæ])"
_WORD = rf"{_LETTER}(?:[{_INVISIBLE}]*(?:{_LINE_END})?{_LETTER})*"
_INITIALS = r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?(?!\w)"
_CHUNK = re.compile(rf"(?:{_INITIALS}|{_WORD})(?:[{APOSTROPHES}](?:{_INITIALS}|{_WORD}))*")
_PIECE = re.compile(rf"[^{APOSTROPHES}]+")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}]")
_TO_DROP = re.compile(rf"[{_INVISIBLE}.]|[-\u2010\u2011\u00ac][ \t]*\r?\n[ \t]*")

_ELIDED = frozenset(["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
#: Beginnings before an apostrophe that make one word with what follows ("" stands for anything).
_UNITED = {
    "aujourd": ("hui",),
    "presqu": ("ile", "iles"),
    "prud": ("hom",),
    "quelqu": ("un",),
    "entr": ("",),
    "grand": ("",),
}
_MEMO_LIMIT = 400_000
_SHORTEST_PLURAL = 4
_SHORTEST_PARTICIPLE = 6
_LONGEST_SHORT = 4
_KEPT_APART = frozenset({"algerie", "loire"})  # from Alger, from the Loir


class Token(NamedTuple):
    """One word of a text: `text[start:end]` is what is marked when `stem` is sought.

    `word` is the lower-case original with its accents, `form` the same without them.
    """

    stem: str
    form: str
    word: str
    position: int
    start: int
    end: int
    stop: bool
    elided: bool


class _Piece(NamedTuple):
    stem: str
    form: str
    word: str
    start: int
    end: int
    stop: bool
    elided: bool


def fold(text: str) -> str:
    """Lower case without accents, ligatures opened.

    >>> fold("Œuvres à Nîmes")
    'oeuvres a nimes'
    """
    lowered = unicodedata.normalize("NFKC", text).lower().replace("œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class _Stems(dict[str, str]):
    """Folded form → stem, each form computed once.

    Snowball's French algorithm (Porter's stemmer language) expects accents; after folding two of its rules no longer
    see their suffix, so the plural of every vowel and the feminine of participles are taken off first. Short words
    lose no more than that: Mali is not "mal".
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()  # a Stemmer must not be used by two threads at once
        self._stemmer = Stemmer.Stemmer("french")

    def __missing__(self, form: str) -> str:
        if len(self) > _MEMO_LIMIT:
            self.clear()
        self[form] = stem = self._stem(form)
        return stem

    def _stem(self, form: str) -> str:
        if any(c.isdigit() for c in form):
            return form
        base = form
        if len(base) >= _SHORTEST_PLURAL and base.endswith(("as", "es", "is", "os", "us")):
            base = base[:-1]
        if len(base) >= _SHORTEST_PARTICIPLE and base.endswith("ee"):
            base = base[:-1]
        if base in _KEPT_APART:
            return base
        if len(base) <= _LONGEST_SHORT:
            return _short(base)
        with self._lock:
            return str(self._stemmer.stemWord(base))


class _Chunks(dict[str, tuple[_Piece, ...]]):
    """Printed chunk ("l’eau") → its words, each chunk taken apart once."""

    def __missing__(self, chunk: str) -> tuple[_Piece, ...]:
        if len(self) > _MEMO_LIMIT:
            self.clear()
        self[chunk] = pieces = tuple(_take_apart(chunk))
        return pieces


_STEMS = _Stems()
_CHUNKS = _Chunks()


def _short(form: str) -> str:
    """Stem of a word of few letters: without plural and final e."""
    if len(form) == _LONGEST_SHORT:
        if form[-1] in "sx" and form[-2] != "s":
            return form[:-1]
        if form.endswith("e"):
            return form[:-1]
    return form


def stem_of(form: str) -> str:
    """Stem of a folded form.

    >>> stem_of("cooperations") == stem_of("cooperation")
    True
    """
    return _STEMS[form]


def tokens(text: str) -> Iterator[Token]:
    """All words of `text` in order, stop words included (a phrase needs them).

    >>> [(t.stem, t.start, t.end) for t in tokens("L’eau, l'O.N.G.") if not t.stop]
    [('eau', 2, 5), ('ong', 9, 15)]
    """
    position = 0
    for found in _CHUNK.finditer(text):
        offset = found.start()
        for piece in _CHUNKS[found.group()]:
            stem, form, word, start, end, stop, elided = piece
            yield Token(stem, form, word, position, offset + start, offset + end, stop, elided)
            position += 1


def _take_apart(chunk: str) -> Iterator[_Piece]:
    spans = [(m.start(), m.end()) for m in _PIECE.finditer(chunk)]
    at = 0
    while at < len(spans):
        start, end = spans[at]
        form = fold(_TO_DROP.sub("", chunk[start:end]))
        following = fold(chunk[slice(*spans[at + 1])]) if at + 1 < len(spans) else None
        if following is not None and following.startswith(_UNITED.get(form, ("\0",))):
            at += 1
            yield _piece(chunk, start, spans[at][1])
        else:
            elided = following is not None and form in _ELIDED
            yield _piece(chunk, start, end, elided=elided)
        at += 1


def _piece(chunk: str, start: int, end: int, *, elided: bool = False) -> _Piece:
    printed = _TO_DROP.sub("", chunk[start:end])
    word = _APOSTROPHE.sub("'", unicodedata.normalize("NFKC", printed).lower())
    form = "".join(c for c in fold(printed) if c.isalnum())
    return _Piece(_STEMS[form], form, word, start, end, elided or form in STOP_WORDS, elided)
