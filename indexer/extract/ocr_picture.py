"""Pictures of pages for recognition: grey, at the resolution a recogniser likes, never huger than a page should be."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageFilter, ImageStat, UnidentifiedImageError

from corpus.errors import UnreadableFile
from indexer.extract.pdf import opened

DPI = 300
_MOST_PIXELS = 24_000_000  # an A3 page at 300 dpi has 17 million
_LEAST_DPI = 60.0
_POINTS = 72.0
_PAPER = 6.0  # how much the grey of an empty page varies
_GRAIN = 133.0  # dots per inch at which grain is one dot large


def render_for_ocr(path: Path, number: int, dpi: int = DPI) -> tuple[bytes, float]:
    """Draw page `number` (from 1) in grey; return it as PNG, and the dots per inch it was drawn with.

    Raises:
        IndexError: when the file has no page of this number.
        UnreadableFile: (or a subclass) when the file cannot be opened, the page drawn, or the page is too large.

    """
    document = opened(path)
    try:
        pages = len(document)
        if not 1 <= number <= pages:
            message = f"La page {number} n'existe pas : « {path.name} » a {pages} page(s)."
            raise IndexError(message)
        page = document[number - 1]
        width, height = page.get_size()
        drawn = min(float(dpi), _POINTS * (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        if drawn < _LEAST_DPI:
            raise UnreadableFile(path.name, f"la page {number} est trop grande pour être reconnue.")
        image = page.render(scale=drawn / _POINTS, grayscale=True).to_pil().convert("L")
        picture = io.BytesIO()
        image.save(picture, "PNG", compress_level=1)
        return picture.getvalue(), drawn
    except pdfium.PdfiumError as error:
        raise UnreadableFile(path.name, f"la page {number} ne peut pas être dessinée.") from error
    finally:
        document.close()


def has_ink(picture: bytes) -> bool:
    """Whether there is anything on the picture but paper."""
    try:
        image = Image.open(io.BytesIO(picture)).convert("L")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return False
    return ImageStat.Stat(image).stddev[0] > _PAPER


def smoothed(picture: bytes, dpi: float) -> bytes:
    """The picture with its grain smoothed away, as PNG: a coarse copy becomes readable, a clean one loses."""
    image = Image.open(io.BytesIO(picture)).convert("L").filter(ImageFilter.GaussianBlur(dpi / _GRAIN))
    made = io.BytesIO()
    image.save(made, "PNG", compress_level=1)
    return made.getvalue()
