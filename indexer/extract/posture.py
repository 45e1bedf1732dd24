"""How text lies on its page: turned by quarters, a little askew as on a scan, or aslant like a watermark."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from collections.abc import Sequence

from indexer.extract.characters import ASLANT, Token

_LONG_LINE = 150.0  # points a line must run before its slope is trusted
_FEW_LINES = 4
_LEAST_SLOPE, _MOST_SLOPE = 0.0006, 0.06


def upright(tokens: Sequence[Token], width: float, height: float) -> list[list[Token]]:
    """Lay the words straight, each direction of writing apart, the usual one of the page first.

    Words that had to be moved keep in `shown` the box where a reader sees them.
    """
    letters: Counter[int] = Counter()
    for token in tokens:
        if token.turn != ASLANT:
            letters[token.turn] += len(token.text)
    groups = []
    for turn, _ in letters.most_common():
        group = [_turned(t, width, height) for t in tokens if t.turn == turn]
        groups.append(_straightened(group))
    return groups


def aslant(tokens: Sequence[Token]) -> list[Token]:
    """Words written across the page: watermarks and stamps."""
    return [t for t in tokens if t.turn == ASLANT]


def _turned(token: Token, width: float, height: float) -> Token:
    shown = (token.x0, token.y0, token.x1, token.y1)
    if token.turn == 1:
        x0, y0, x1, y1 = height - token.y1, token.x0, height - token.y0, token.x1
    elif token.turn == 2:  # noqa: PLR2004 - half a turn
        x0, y0, x1, y1 = width - token.x1, height - token.y1, width - token.x0, height - token.y0
    elif token.turn == 3:  # noqa: PLR2004 - three quarters
        x0, y0, x1, y1 = token.y0, width - token.x1, token.y1, width - token.x0
    else:
        return token
    return token._replace(x0=x0, y0=y0, x1=x1, y1=y1, shown=shown)


def _straightened(tokens: list[Token]) -> list[Token]:
    slope = _slope(tokens)
    if not _LEAST_SLOPE < abs(slope) < _MOST_SLOPE:
        return tokens
    level = []
    for token in tokens:
        rise = slope * token.x0
        shown = token.shown or (token.x0, token.y0, token.x1, token.y1)
        shift = slope * (token.y0 + token.y1) / 2
        y0, y1 = token.y0 - rise, token.y1 - rise
        level.append(token._replace(x0=token.x0 + shift, y0=y0, x1=token.x1 + shift, y1=y1, shown=shown))
    return level


def _slope(tokens: Sequence[Token]) -> float:
    """How much the lines sink per point to the right: the median of the long ones, as they were drawn."""
    slopes = []
    first: Token | None = None
    for token, after in itertools.pairwise([*tokens, None]):
        if token is None:
            break
        first = first or token
        if after is None or not _follows(token, after):
            run = token.x0 - first.x0
            if run > _LONG_LINE:
                slopes.append((token.y0 + token.y1 - first.y0 - first.y1) / 2 / run)
            first = None
    return statistics.median(slopes) if len(slopes) >= _FEW_LINES else 0.0


def _follows(token: Token, after: Token) -> bool:
    height = token.y1 - token.y0
    sinks = abs(after.y0 + after.y1 - token.y0 - token.y1) / 2
    return -1 < after.x0 - token.x1 < 2 * token.size and sinks < 0.4 * height
