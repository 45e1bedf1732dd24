"""The picture of a page with the sought words marked on it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from corpus.catalogue.models import Leaf
from search.index import Sought
from search.index.snippets import matches

_COLOUR = (255, 224, 102)  # of a marker pen: multiplied with the page, so black print stays black
_COMPRESSION = 3  # of 9: a scanned page takes a third of the time and no more bytes
_AROUND = 1.5  # points of ink around a word


@dataclass(frozen=True, slots=True)
class Box:
    """Where a word stands on its page, in points from the top left."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def boxes(leaf: Leaf) -> list[Box]:
    """The words of a page in reading order, none when they were not kept."""
    if not leaf.words:
        return []
    return [Box(str(text), x0, y0, x1, y1) for text, x0, y0, x1, y1 in json.loads(zlib.decompress(leaf.words))]


def sought_boxes(words: Sequence[Box], sought: Sought) -> list[Box]:
    """Those words that match what is sought; a phrase is found across words and lines."""
    found: list[Box] = []
    starts, text = [], ""
    for word in words:
        starts.append(len(text))
        text += word.text + " "
    spans = matches(text, sought)
    for start, word in zip(starts, words, strict=True):
        if any(first < start + len(word.text) and start < last for first, last in spans):
            found.append(word)
    return found


def marked_picture(path: Path, leaf: Leaf, words: Sequence[Box]) -> bytes:
    """The PNG at `path` with `words` coloured as with a marker pen."""
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    across, down = picture.width / leaf.width, picture.height / leaf.height
    ink = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(ink)
    for word in words:
        pen.rectangle(
            (
                (word.x0 - _AROUND) * across,
                (word.y0 - _AROUND) * down,
                (word.x1 + _AROUND) * across,
                (word.y1 + _AROUND) * down,
            ),
            fill=_COLOUR,
        )
    target = BytesIO()
    ImageChops.multiply(picture, ink).save(target, "PNG", compress_level=_COMPRESSION)
    return target.getvalue()
