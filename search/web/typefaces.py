"""The typefaces with which pictures are written: those of the machine, else those that come with our libraries."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

Face = ImageFont.FreeTypeFont | ImageFont.ImageFont

_FOLDERS = tuple(
    Path(one)
    for one in (
        "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts",
    )
)  # fmt: skip
#: By style, from the best fitting to the last resort; each has every letter that French needs.
_NAMES = {
    "roman": ("P052-Roman.otf", "DejaVuSerif.ttf", "LiberationSerif-Regular.ttf", "georgia.ttf", "Vera.ttf"),
    "italic": ("P052-Italic.otf", "DejaVuSerif-Italic.ttf", "LiberationSerif-Italic.ttf", "georgiai.ttf", "VeraIt.ttf"),
    "bold": ("P052-Bold.otf", "DejaVuSerif-Bold.ttf", "LiberationSerif-Bold.ttf", "georgiab.ttf", "VeraBd.ttf"),
}


@cache
def path_of(style: str) -> Path | None:
    """The file of the best typeface that is here in `style` (roman, italic, bold); None when there is none."""
    for name in _NAMES[style]:
        for folder in (*_FOLDERS, *_with_libraries()):
            found = next(folder.rglob(name), None) if folder.is_dir() else None
            if found is not None:
                return found
    return None


@cache
def face(style: str, size: int) -> Face:
    """The typeface in `style` at `size` pixels; Pillow's own, which has no accents, when nothing else is here."""
    path = path_of(style)
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


def _with_libraries() -> tuple[Path, ...]:
    """ReportLab brings Bitstream Vera along."""
    found = find_spec("reportlab")
    return (Path(found.origin).parent / "fonts",) if found and found.origin else ()
