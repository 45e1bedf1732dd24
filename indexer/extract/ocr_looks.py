"""How recognised lines were printed: their sizes, and which of them are bold. No recogniser tells, the picture does."""

from __future__ import annotations

import io
import re
import statistics
from collections.abc import Sequence

from PIL import Image, ImageFilter, UnidentifiedImageError

_ALIKE = ((4, 0.07), (2, 0.12), (1, 0.22))  # (words from which, share): short lines are measured less surely
_INK = re.compile(b"\x00{2,}")
_DARK = 140
_POINTS = 72.0
_WIDEST_STROKE = 0.3  # of the size; what is longer is a bar, not a stem
_BOLD, _LIGHT, _VERY_BOLD = 1.24, 1.14, 1.45
_LEAST_LETTERS = 3
_BULLET_REACH, _BULLET_GAP = 2.2, 0.25  # how far before a line a mark stands, in sizes
_BULLET_SIZES = (0.12, 0.6)
_RUN_LETTERS = 12
_TURN = re.compile(r".*[:.,;)»–—-] |.* [(–—:-]")

_X_HEIGHT, _CAPITAL = 0.48, 0.68
_ACCENTED = frozenset("éèêëàâäîïôöûüù")
_TOPS = (("bdfhklß", 0.71), ("ij0123456789!?’'\"", 0.67), ("t", 0.6), ("()[]{}|/", 0.74))
_BOTTOMS = (("gjpqyçQ", 0.21), (",;", 0.13), ("()[]{}|/", 0.17))

Box = tuple[float, float, float, float]


def height_of(text: str) -> float:
    """How high a word stands, as a share of the size, in common text fonts: from its tallest letter to its deepest."""
    top = max((share for letters, share in _TOPS if any(c in letters for c in text)), default=_X_HEIGHT)
    if any(c.isupper() or c in _ACCENTED for c in text):
        top = max(top, _CAPITAL)
    return top + max((share for letters, share in _BOTTOMS if any(c in letters for c in text)), default=0.0)


def alike(sizes: Sequence[float], counts: Sequence[int]) -> list[float]:
    """Sizes of lines as they were printed: what is nearly alike is alike, measured from the commonest.

    `counts` says how many words each was measured on; 0 is an unknown size and becomes the commonest.

    >>> alike([11.9, 12.2, 9.0, 14.4, 0.0], [12, 14, 9, 1, 1])
    [12.0, 12.0, 9.0, 12.0, 12.0]
    """
    weights: dict[float, int] = {}
    for size, count in zip(sizes, counts, strict=True):
        weights[size] = weights.get(size, 0) + count * (size > 0)
    centres: list[float] = []
    left = [size for size in weights if size]
    while left:
        centre = max(left, key=lambda size: (sum(weights[s] for s in left if _near(s, size)), weights[size]))
        near = [s for s in left if _near(s, centre)]
        centres.append(statistics.median([s for s in near for _ in range(weights[s])]))
        left = [s for s in left if s not in near]
    usual = centres[0] if centres else 0.0
    return [_printed(size, count, centres) if size else _half(usual) for size, count in zip(sizes, counts, strict=True)]


def _printed(size: float, count: int, centres: Sequence[float]) -> float:
    """The first centre a size may belong to: they stand in the order of their weight."""
    share = next((share for least, share in _ALIKE if count >= least), _ALIKE[-1][1])
    return _half(next((c for c in centres if abs(c - size) <= share * c), size))


def _near(size: float, centre: float) -> bool:
    return abs(size - centre) <= _ALIKE[0][1] * centre


def _half(size: float) -> float:
    return round(2 * size) / 2


class Ink:
    """The picture of a page in black and white, to measure how thick letters are."""

    def __init__(self, picture: bytes, dpi: float) -> None:
        try:
            self._image: Image.Image | None = Image.open(io.BytesIO(picture)).convert("L")
        except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
            self._image = None
        self._scale = dpi / _POINTS

    def thickness(self, box: Box, size: float) -> float:
        """Mean width of the strokes in a box, as a share of the size; 0 when it cannot be told."""
        if self._image is None or size <= 0:
            return 0.0
        x0, y0, x1, y1 = (int(side * self._scale) for side in box)
        cut = self._image.crop((x0, y0, x1 + 1, y1 + 1))
        width, height = cut.size
        ink = bytes(0 if shade < _DARK else 255 for shade in range(256))
        rows = cut.tobytes().translate(ink)
        most = _WIDEST_STROKE * size * self._scale
        runs = [len(run) for y in range(height) for run in _INK.findall(rows, y * width, (y + 1) * width)]
        runs = [run for run in runs if run < most]
        return sum(runs) / len(runs) / (size * self._scale) if runs else 0.0

    def bullet(self, box: Box, size: float) -> Box | None:
        """A round or square mark before the line whose first word is in `box`, where nothing else is."""
        if self._image is None or size <= 0:
            return None
        left, right = box[0] - _BULLET_REACH * size, box[0] - _BULLET_GAP * size
        place = [int(side * self._scale) for side in (left, box[1], right, box[3])]
        if left < 0 or place[2] - place[0] < 3 or place[3] - place[1] < 3:  # noqa: PLR2004 - dots that show a form
            return None
        cut = self._image.crop((place[0], place[1], place[2], place[3])).filter(ImageFilter.MedianFilter(3))
        found = cut.point([255 if shade < _DARK else 0 for shade in range(256)]).getbbox()
        if found is None:
            return None
        x0, y0, x1, y1 = (side / self._scale for side in found)
        least, most = _BULLET_SIZES
        round_enough = least * size <= min(x1 - x0, y1 - y0) and max(x1 - x0, y1 - y0) <= most * size
        whole = found[0] > 0 and found[2] < cut.width
        return (left + x0, box[1] + y0, left + x1, box[1] + y1) if round_enough and whole else None


def bold_words(lines: Sequence[Sequence[tuple[str, float]]]) -> list[list[bool]]:
    """Which words of each line are bold, from (word, thickness): whole lines, or a run at the start of one."""
    known = [thick for line in lines for text, thick in line if thick and _is_word(text)]
    if not known:
        return [[False] * len(line) for line in lines]
    usual = statistics.median(known)
    return [_run_in([(text, thick / usual if _is_word(text) else 0.0) for text, thick in line]) for line in lines]


def _is_word(text: str) -> bool:
    return sum(letter.isalnum() for letter in text) >= _LEAST_LETTERS


def _run_in(line: Sequence[tuple[str, float]]) -> list[bool]:
    """Bold to the end, or to where thick letters turn into thin ones: at a sign, or plainly after some words."""
    if _mean(line) >= _BOLD and not 0 < _mean(line[len(line) // 2 :]) < _LIGHT:
        return [True] * len(line)
    drops = {cut: round(_mean(line[:cut]) - _mean(line[cut:]), 6) for cut in range(1, len(line))}
    best = [cut for cut, drop in drops.items() if drop == max(drops.values())]  # short words between are not measured
    signs = [cut for cut in best if _TURN.match(f"{line[cut - 1][0]} {line[cut][0]}")]
    cut = signs[-1] if signs else best[0] if best else 0
    least = _BOLD if signs or sum(len(text) for text, _ in line[:cut]) >= _RUN_LETTERS else _VERY_BOLD
    turns = _mean(line[:cut]) >= least and 0 < _mean(line[cut:]) <= _LIGHT
    return [turns and place < cut for place in range(len(line))]


def _mean(words: Sequence[tuple[str, float]]) -> float:
    """Mean thickness, each word with the weight of its length."""
    letters = sum(len(text) for text, thick in words if thick)
    return sum(thick * len(text) for text, thick in words) / letters if letters else 0.0
