"""Pictures of PDF pages, for a reader who wants to see what was read."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium

from corpus.errors import UnreadableFile
from indexer.extract.pdf import opened

_MOST_PIXELS = 12_000_000
_NARROWEST, _WIDEST = 16, 4000


def render_page(path: Path, number: int, width: int = 1200) -> bytes:
    """Draw one page as PNG, `width` pixels wide, or smaller where the page is so long that it would be huge.

    Raises:
        IndexError: when the file has no page of this number (they count from 1).
        UnreadableFile: (or a subclass) when the file cannot be opened or the page drawn.

    """
    document = opened(path)
    try:
        pages = len(document)
        if not 1 <= number <= pages:
            message = f"La page {number} n'existe pas : « {path.name} » a {pages} page(s)."
            raise IndexError(message)
        page = document[number - 1]
        points_wide, points_high = page.get_size()
        scale = max(_NARROWEST, min(width, _WIDEST)) / max(1.0, points_wide)
        pixels = points_wide * points_high * scale * scale
        if pixels > _MOST_PIXELS:
            scale *= (_MOST_PIXELS / pixels) ** 0.5
        image = page.render(scale=scale).to_pil().convert("RGB")
        picture = io.BytesIO()
        image.save(picture, "PNG")
        return picture.getvalue()
    except pdfium.PdfiumError as error:
        raise UnreadableFile(path.name, f"la page {number} ne peut pas être dessinée.") from error
    finally:
        document.close()
