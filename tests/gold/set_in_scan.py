"""Make a scan of a finished PDF: page pictures of a little skew and noise, in black and white, no text at all."""

import time
from pathlib import Path
from random import Random

import pypdfium2
from PIL import Image, ImageFilter

DPI = 200
LEAN = 0.5  # degrees, at most
SPECKS = 40  # a page
BLACK_BELOW = 150


def write(printed: Path, target: Path) -> None:
    """Write the scan of `printed`, the same each time."""
    document = pypdfium2.PdfDocument(printed)
    drawn = [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in document]
    document.close()
    first, *rest = [_scanned(page, Random(f"{target.stem} {n}")) for n, page in enumerate(drawn, 1)]
    when = time.gmtime(0)
    first.save(target, "PDF", save_all=True, append_images=rest, resolution=DPI, creationDate=when, modDate=when)


def _scanned(page: Image.Image, chance: Random) -> Image.Image:
    askew = page.rotate(chance.uniform(-LEAN, LEAN), Image.Resampling.BICUBIC, fillcolor=255)
    soft = askew.filter(ImageFilter.GaussianBlur(0.7))
    for _ in range(SPECKS):
        soft.putpixel((chance.randrange(soft.width), chance.randrange(soft.height)), 0)
    return soft.point([255 * (grey > BLACK_BELOW) for grey in range(256)]).convert("1", dither=Image.Dither.NONE)
