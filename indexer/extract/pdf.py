"""PDF files: pdfium for the characters, our own reading order, furniture apart, paragraphs across pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from corpus.errors import EncryptedFile, UnreadableFile
from indexer.extract import Extraction, Page, Remark, second_reader
from indexer.extract.characters import Frame, Token, tokens_of
from indexer.extract.furniture import labels_of
from indexer.extract.paragraphs import Writer
from indexer.extract.sheets import Sheet, sheets_of
from indexer.extract.strokes import Stroke, strokes_of

MEDIA_TYPE = "application/pdf"
_NEEDS_OCR = "Aucune page ne contient de texte : c'est un document numérisé, à reconnaître (OCR)."
_NO_TEXT = "La page {number} ne contient pas de texte : image ou page blanche."
_DAMAGED_PAGE = "La page {number} est abîmée et n'a pas pu être lue."
_SECOND = "Le premier lecteur n'a pas su lire ce PDF : le texte vient du second, à vérifier."
_DOUBTFUL = "Le texte de ce PDF est mal codé, une partie est illisible : une reconnaissance (OCR) donnerait mieux."
_SOME, _MUCH = 0.05, 0.5  # share of rubbish


class PdfExtractor:
    """Reads PDF files."""

    def claims(self, path: Path, head: bytes) -> int:  # noqa: ARG002 - the head tells enough
        """Look for the signature, which some programs put after a few bytes of their own."""
        place = head.find(b"%PDF-")
        if place == 0:
            return 100
        return 80 if 0 < place < 1024 else 0  # noqa: PLR2004 - readers look no further

    def extract(self, path: Path) -> Extraction:
        """Read the file.

        Raises:
            EncryptedFile: when it asks for a password.
            UnreadableFile: when neither reader can open it.

        """
        try:
            document = opened(path)
        except EncryptedFile:
            raise
        except UnreadableFile:
            second = second_reader.read(path)
            if second_reader.fault([words for _, words in second]) > _MUCH:
                raise
            return _extraction(_Drawn.by_second(second), {}, (), (Remark("second-reader", _SECOND),))
        try:
            drawn, remarks = _surest(path, _drawn(document))
            if drawn.damaged and not any(drawn.words):
                raise UnreadableFile(path.name, "le PDF est abîmé. Vérifiez la copie d'origine.")
            remarks += tuple(Remark("damaged-page", _DAMAGED_PAGE.format(number=n), n) for n in drawn.damaged)
            return _extraction(drawn, _metadata(document), _outline(document), remarks)
        except pdfium.PdfiumError as error:
            raise UnreadableFile(path.name, "le PDF est abîmé. Vérifiez la copie d'origine.") from error
        finally:
            document.close()


def opened(path: Path) -> Any:
    """Open a PDF, translating what pdfium says."""
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise EncryptedFile(path.name) from error
        raise UnreadableFile(path.name, "le PDF est abîmé ou incomplet. Vérifiez la copie d'origine.") from error


@dataclass(slots=True)
class _Drawn:
    """What a reader found on the pages."""

    sizes: list[tuple[float, float]] = field(default_factory=list)
    words: list[list[Token]] = field(default_factory=list)
    strokes: list[list[Stroke]] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)

    @classmethod
    def by_second(cls, pages: Sequence[second_reader.Read]) -> _Drawn:
        """What the second reader found, who sees no lines."""
        return cls([size for size, _ in pages], [words for _, words in pages], [[] for _ in pages])


def _drawn(document: Any) -> _Drawn:
    """Read page by page; a damaged page is empty and hides no other."""
    drawn = _Drawn()
    for index in range(len(document)):
        try:
            size, words, strokes = _page(document[index])
        except pdfium.PdfiumError:
            size, words, strokes = (0.0, 0.0), [], []
            drawn.damaged.append(index + 1)
        drawn.sizes.append(size)
        drawn.words.append(words)
        drawn.strokes.append(strokes)
    return drawn


def _page(page: Any) -> tuple[tuple[float, float], list[Token], list[Stroke]]:
    frame = Frame(page)
    text_page = page.get_textpage()
    words, strokes = tokens_of(text_page, frame), strokes_of(page, frame)
    text_page.close()
    page.close()
    return (frame.width, frame.height), words, strokes


def _surest(path: Path, drawn: _Drawn) -> tuple[_Drawn, tuple[Remark, ...]]:
    """Let the second reader try where the first found rubbish or nothing; keep the better."""
    first = second_reader.fault(drawn.words)
    if first <= _SOME:
        return drawn, ()
    pages = second_reader.read(path, taste=first == 1)
    if first == 1 and any(words for _, words in pages):
        pages = second_reader.read(path)
    if len(pages) == len(drawn.words) and second_reader.fault([words for _, words in pages]) < first - _SOME:
        return _Drawn.by_second(pages), (Remark("second-reader", _SECOND),)
    doubtful = any(drawn.words)
    return drawn, ((Remark("doubtful-text", _DOUBTFUL),) if doubtful else ())


def _extraction(
    drawn: _Drawn, metadata: dict[str, str], outline: tuple[tuple[int, str, int], ...], remarks: tuple[Remark, ...]
) -> Extraction:
    sheets, furniture = sheets_of(drawn.words, drawn.sizes, drawn.strokes)
    labels = labels_of(furniture)
    writer = Writer(sheets)
    shown = tuple(
        Page(
            sheet.number,
            round(width, 1),
            round(height, 1),
            label,
            tuple(row.line() for column in sheet.columns for row in column.rows),
            tuple(row.line() for row in rows),
        )
        for sheet, (width, height), label, rows in zip(sheets, drawn.sizes, labels, furniture, strict=True)
    )
    return Extraction(
        MEDIA_TYPE,
        writer.paragraphs(),
        shown,
        writer.body,
        metadata,
        outline,
        remarks + _remarks(sheets),
    )


def _metadata(document: Any) -> dict[str, str]:
    return {key.lower(): value for key, value in document.get_metadata_dict(skip_empty=True).items()}


def _outline(document: Any) -> tuple[tuple[int, str, int], ...]:
    found = []
    for bookmark in document.get_toc(max_depth=6):
        target = bookmark.get_dest()
        index = target.get_index() if target else None
        if index is not None:
            found.append((bookmark.level + 1, bookmark.get_title().strip(), index + 1))
    return tuple(found)


def _remarks(sheets: list[Sheet]) -> tuple[Remark, ...]:
    empty = [s.number for s in sheets if not s.columns]
    if len(empty) == len(sheets):
        return (Remark("needs-ocr", _NEEDS_OCR),)
    return tuple(Remark("no-text", _NO_TEXT.format(number=n), n) for n in empty)
