"""Recognition of text in pictures of pages (OCR): Tesseract's words in our own reading order, and their worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.errors import UnreadableFile
from indexer.extract import Line
from indexer.extract.columns import columns_of
from indexer.extract.ocr_picture import has_ink, smoothed
from indexer.extract.ocr_words import Scanned, words_of
from indexer.extract.posture import upright
from indexer.extract.programs import Bounds, Failed, TookTooLong, found, run

_UPRIGHT, _ANY_WAY = "3", "1"  # find columns; find also which way is up, for a seventh more
_SURE = 0.7
_LEAST_DPI = 70
_LIST_SECONDS = 10


class NeedsTesseract(UnreadableFile):
    """The page is a picture, and the program that recognises text is not installed."""

    code = "needs-tesseract"

    def __init__(self, filename: str, what: str = "le programme Tesseract") -> None:
        super().__init__(
            filename,
            f"c'est une image de page et {what} n'est pas installé. Le fichier est conservé et attend ; installez "
            "les paquets « tesseract-ocr » et « tesseract-ocr-fra », il sera reconnu ensuite.",
        )


class RecognitionFailed(UnreadableFile):
    """Recognition of one page was given up."""

    code = "ocr-failed"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of one page. `confidence` is what the recogniser thinks of it, 0 to 1 (0 when it found nothing)."""

    lines: tuple[Line, ...]
    confidence: float

    @property
    def text(self) -> str:
        """Its lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


def recognise(
    picture: bytes,
    dpi: float,
    languages: Sequence[str] = ("fra",),
    bounds: Bounds | None = None,
    filename: str = "page",
) -> Recognised:
    """Read the picture (PNG, JPEG, TIFF) of a page drawn with `dpi` dots per inch; boxes are in points.

    Raises:
        NeedsTesseract: when it, or its French model, is not installed.
        RecognitionFailed: when it took too long or broke.

    """
    program = found("tesseract")
    if program is None:
        raise NeedsTesseract(filename)
    known = [one for one in languages if one in installed_languages()]
    if not known:
        raise NeedsTesseract(filename, "le modèle français de Tesseract")
    bounds = bounds or Bounds()
    command = [program, "stdin", "stdout", "-l", "+".join(known), "--dpi", str(max(_LEAST_DPI, round(dpi)))]
    try:
        best = _best(command, picture, dpi, bounds)
    except TookTooLong:
        why = f"la reconnaissance de la page a dépassé {bounds.seconds} secondes et a été arrêtée."
        raise RecognitionFailed(filename, why) from None
    except Failed as error:
        raise RecognitionFailed(filename, f"la reconnaissance de la page a échoué ({error}).") from error
    return in_reading_order(best)


def _best(command: Sequence[str], picture: bytes, dpi: float, bounds: Bounds) -> Scanned:
    """Try harder as long as the recogniser is not sure: another way up, then with the dirt smoothed away."""
    found_so_far = [_read(command, _UPRIGHT, picture, dpi, bounds)]
    for segmentation, smooth in ((_ANY_WAY, False), (_ANY_WAY, True)):
        best = max(found_so_far, key=lambda page: (not page.lies_on_its_side, page.confidence))
        if (best.confidence >= _SURE and not best.lies_on_its_side) or not has_ink(picture):
            return best
        found_so_far.append(_read(command, segmentation, smoothed(picture, dpi) if smooth else picture, dpi, bounds))
    return max(found_so_far, key=lambda page: (not page.lies_on_its_side, page.confidence))


def _read(command: Sequence[str], segmentation: str, picture: bytes, dpi: float, bounds: Bounds) -> Scanned:
    hocr = run([*command, "--psm", segmentation, "hocr"], bounds, picture, environment={"OMP_THREAD_LIMIT": "1"})
    return words_of(hocr, picture, dpi)


def in_reading_order(page: Scanned) -> Recognised:
    """The words of a scanned page as lines, whatever the order they were found in."""
    groups = upright(page.tokens, page.width, page.height)
    lines = tuple(row.line() for group in groups for column in columns_of(group) for row in column.rows)
    return Recognised(lines, page.confidence)


@cache
def installed_languages() -> frozenset[str]:
    """The models Tesseract has here."""
    program = found("tesseract")
    if program is None:
        return frozenset()
    try:
        said = run([program, "--list-langs"], Bounds(_LIST_SECONDS))
    except (Failed, TookTooLong):
        return frozenset()
    return frozenset(said.decode("utf-8", "replace").split("\n")[1:])
