"""The second reader of PDF files: pdfminer.six, slow and patient, for what pdfium cannot open or reads as rubbish."""

from __future__ import annotations

import itertools
import logging
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTAnno, LTChar, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from indexer.extract.characters import Token, cleaned, style_of

#: Width and height of a page, and its words.
Read = tuple[tuple[float, float], list[Token]]

_LONGEST_WORD = 30
_TASTE = 5  # pages that show whether there is any text
_UPRIGHT = 0.3

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every oddity that it overcomes


def read(path: Path, *, taste: bool = False) -> list[Read]:
    """Read the words of all pages (`taste`: of the first few); an empty list when it cannot."""
    try:
        with path.open("rb") as file:
            pages = PDFPage.create_pages(PDFDocument(PDFParser(file)))
            device = PDFPageAggregator(PDFResourceManager(), laparams=LAParams(all_texts=True))
            interpreter = PDFPageInterpreter(device.rsrcmgr, device)
            return [_page(page, interpreter, device) for page in itertools.islice(pages, _TASTE if taste else None)]
    except Exception:  # noqa: BLE001 - it raises anything on damaged files, and the first reader has its say already
        return []


def fault(pages: Sequence[Sequence[Token]]) -> float:
    """How much of the text is rubbish: unmapped or control characters, words without end; 1 when there is none.

    >>> fault([[Token("coopération", 0, 0, 9, 9, 9)]]), fault([[Token("\ufffd\ufffd", 0, 0, 9, 9, 9)]]), fault([[]])
    (0.0, 1.0, 1.0)
    """
    total = bad = 0
    for token in itertools.chain.from_iterable(pages):
        text = token.text
        total += len(text)
        if len(text) > _LONGEST_WORD and "/" not in text and "@" not in text and "." not in text.strip("."):
            bad += len(text)
        elif len(text) > 1 and not (text.isascii() and text.isprintable()):  # alone it may be a bullet of a symbol font
            bad += sum(_is_rubbish(character) for character in text)
    return bad / total if total else 1.0


def _is_rubbish(character: str) -> bool:
    if character in "\ufffe\u00ad\u200b\u200d\ufeff":
        return False
    return character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs")


def _page(page: Any, interpreter: PDFPageInterpreter, device: PDFPageAggregator) -> Read:
    interpreter.process_page(page)
    layout = device.get_result()
    words: list[Token] = []
    for line in _lines(layout):
        word: list[LTChar] = []
        for item in [*line, LTAnno(" ")]:
            if isinstance(item, LTChar) and item.get_text().strip():
                word.append(item)
            elif word:
                words.append(_token(word, layout.y1))
                word = []
    return (layout.x1 - layout.x0, layout.y1 - layout.y0), words


def _lines(container: Any) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTTextLine):
            yield item
        elif hasattr(item, "__iter__"):
            yield from _lines(item)


def _token(word: Sequence[LTChar], top: float) -> Token:
    first = word[0]
    bold, italic = style_of(first.fontname)
    a, b, c, _, _, _ = first.matrix
    turn = 0 if abs(a) > _UPRIGHT * (abs(a) + abs(b)) else (1 if b > 0 else 3)
    turn = 2 if a < 0 and not c and not turn else turn
    return Token(
        cleaned("".join(character.get_text() for character in word)),
        min(character.x0 for character in word),
        top - max(character.y1 for character in word),
        max(character.x1 for character in word),
        top - min(character.y0 for character in word),
        round(first.size, 1),
        bold,
        italic,
        turn=turn,
    )
