"""Set a text as a scan: printed, laid a little askew on the glass, grained; with or without a layer of bad text.

The bad layer is what programs of the time left: French read by a recogniser that knew English. The words as printed
are kept in `printed/`, for the gold is checked against them. Needs Tesseract with its English model.
"""

import csv
import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.demo.sources import set_in_reportlab
from corpus.demo.sources.page_text import PRINTED, pages
from corpus.demo.sources.script import Script

DPI = 200
POINTS = 72 / DPI
LEAN = 0.6  # degrees, at most
GRAIN = 0.09  # how much of each dot is noise
PAPER, INK = 244, 38
QUALITY = 42
LAYER = "Helvetica"


def write(script: Script, target: Path, *, layer: bool) -> None:
    """Write the scan; with `layer`, the text that an English recogniser makes of it lies invisible over each page."""
    with tempfile.TemporaryDirectory() as folder:
        typed = Path(folder) / "typed.pdf"
        set_in_reportlab.write(script, typed, {})
        PRINTED.mkdir(exist_ok=True)
        (PRINTED / f"{script.stem}.txt").write_text("\f".join(pages(typed)), encoding="utf-8", newline="\n")
        document = pypdfium2.PdfDocument(typed)
        drawn = [page.render(scale=1 / POINTS, grayscale=True).to_pil().convert("L") for page in document]
        size = document[0].get_size()
        document.close()
    canvas = Canvas(str(target), pagesize=size, invariant=1)
    for number, page in enumerate(drawn, 1):
        scan = scanned(page, Random(f"{script.stem} {number}"))  # noqa: S311 - grain, no secret
        canvas.drawImage(ImageReader(io.BytesIO(scan)), 0, 0, *size)
        if layer:
            lay(canvas, words(scan), size[1])
        canvas.showPage()
    canvas.save()


def scanned(page: Image.Image, chance: Random) -> bytes:
    """The page as a copying machine gave it, as JPEG: the same each time for the same `chance`."""
    askew = page.rotate(chance.uniform(-LEAN, LEAN), Image.Resampling.BICUBIC, fillcolor=255)
    soft = askew.filter(ImageFilter.GaussianBlur(0.6)).point([INK + (PAPER - INK) * grey // 255 for grey in range(256)])
    grain = Image.frombytes("L", soft.size, chance.randbytes(soft.width * soft.height))
    made = io.BytesIO()
    Image.blend(soft, grain.filter(ImageFilter.GaussianBlur(0.7)), GRAIN).save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def words(scan: bytes) -> list[dict[str, Any]]:
    """The words that a recogniser for English finds, with their boxes in dots."""
    program = shutil.which("tesseract")
    if program is None:
        message = "tesseract is not installed"
        raise FileNotFoundError(message)
    command = [program, "stdin", "stdout", "-l", "eng", "--psm", "3", "--dpi", str(DPI), "tsv"]
    table = subprocess.run(command, input=scan, capture_output=True, check=True).stdout.decode()  # noqa: S603 - found
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [row for row in rows if row["level"] == "5" and row["text"].strip()]


def lay(canvas: Canvas, found: list[dict[str, Any]], height: float) -> None:
    """Write words where they are seen, without ink."""
    for word in found:
        left, top, wide, high = (int(word[side]) * POINTS for side in ("left", "top", "width", "height"))
        size = max(4.0, round(high))
        text = canvas.beginText(left, height - top - high)
        text.setTextRenderMode(3)  # neither filled nor stroked
        text.setFont(LAYER, size)
        text.setHorizScale(100 * wide / max(1.0, stringWidth(word["text"], LAYER, size)))
        text.textOut(word["text"] + " ")
        canvas.drawText(text)
