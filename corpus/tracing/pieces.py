"""What chains tell of an old text, piece by piece, and the damaged words at the edges of a piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from corpus.tracing.chains import Block, Chain
from corpus.tracing.texts import Texts

ENOUGH = 8  # words that a further chain must add
EDGE = 40  # damaged words that may be found again at an edge
LIKE = 60.0  # how alike damaged words must be, of 100
LIKE_BEYOND = 75.0  # when they stand in another text than the rest
LOOSE = 2  # words that damaged ones may be more or fewer


@dataclass(frozen=True, slots=True)
class Piece:
    """The words `old` to before `old_end` of an old text are those at `new` to before `new_end`."""

    old: int
    old_end: int
    new: int
    new_end: int


def pieces_of(ranked: Iterable[Chain], length: int) -> list[Piece]:
    """The pieces of an old text of `length` words, in its order: the first chain whole, of others what they add."""
    covered = bytearray(length)
    made: list[Piece] = []
    for number, chain in enumerate(ranked):
        left = [one for block in chain.blocks for one in _uncovered(block, covered)]
        adds = sum(one.length for one in left)
        if number and adds < ENOUGH:
            continue
        for one in left:
            covered[one.old : one.old + one.length] = b"\1" * one.length
        made += _joined(left)
    return sorted(made, key=lambda one: one.old)


def _uncovered(block: Block, covered: bytearray) -> Iterable[Block]:
    """The part of a block that no other has yet."""
    low, high = block.old, block.old + block.length
    while low < high and covered[low]:
        low += 1
    while high > low and covered[high - 1]:
        high -= 1
    if low < high:
        yield Block(low, block.new + low - block.old, high - low)


def _joined(found: Sequence[Block]) -> list[Piece]:
    """Blocks with only damaged words between them are one piece; what came in between them is left out."""
    made: list[Piece] = []
    for block in found:
        piece = Piece(block.old, block.old + block.length, block.new, block.new + block.length)
        if made and 0 <= piece.new - made[-1].new_end <= 2 * (piece.old - made[-1].old_end) + LOOSE:
            made[-1] = replace(made[-1], old_end=piece.old_end, new_end=piece.new_end)
        else:
            made.append(piece)
    return made


def grown(found: list[Piece], given: Sequence[str], texts: Texts) -> list[Piece]:
    """The pieces with the words at their edges that recognition spoilt; pieces that then touch are one."""
    made: list[Piece] = []
    for number, piece in enumerate(found):
        before = made[-1] if made else Piece(0, 0, -1, -1)
        after = found[number + 1].old if number + 1 < len(found) else len(given)
        low = _back(piece, piece.old - before.old_end, given, texts)
        high = _on(piece, after - piece.old_end, given, texts)
        wide = Piece(low[0], high[0], low[1], high[1])
        if before.new_end <= wide.new <= before.new_end + LOOSE and wide.old <= before.old_end + LOOSE and made:
            made[-1] = replace(before, old_end=wide.old_end, new_end=wide.new_end)
        else:
            made.append(wide)
    return made


def _back(piece: Piece, room: int, given: Sequence[str], texts: Texts) -> tuple[int, int]:
    """Where the piece begins, in both texts, with the spoilt words before it."""
    first = texts.firsts[texts.place(piece.new)]
    size = min(room, EDGE)
    wanted = given[piece.old - size : piece.old]
    for limit, like in ((first, LIKE), (0, LIKE_BEYOND)):
        tried = [(n, texts.words[piece.new - n : piece.new]) for n in _sizes(size, piece.new - limit)]
        best = _best(wanted, tried, like)
        if best:
            return piece.old - size, piece.new - best
    return piece.old, piece.new


def _on(piece: Piece, room: int, given: Sequence[str], texts: Texts) -> tuple[int, int]:
    """Where the piece ends, in both texts, with the spoilt words after it."""
    end = texts.firsts[texts.place(piece.new_end - 1) + 1]
    size = min(room, EDGE)
    wanted = given[piece.old_end : piece.old_end + size]
    for limit, like in ((end, LIKE), (len(texts.words), LIKE_BEYOND)):
        tried = [(n, texts.words[piece.new_end : piece.new_end + n]) for n in _sizes(size, limit - piece.new_end)]
        best = _best(wanted, tried, like)
        if best:
            return piece.old_end + size, piece.new_end + best
    return piece.old_end, piece.new_end


def _sizes(size: int, room: int) -> range:
    if size <= 0:
        return range(0)
    return range(max(1, size - LOOSE), min(size + LOOSE, room) + 1)


def _best(wanted: Sequence[str], tried: Iterable[tuple[int, Sequence[str]]], like: float) -> int:
    """The size of the words most like those wanted; 0 when none are like enough."""
    said = "".join(wanted)
    scored = [(fuzz.ratio(said, "".join(one)), -abs(size - len(wanted)), size) for size, one in tried]
    score, _, size = max(scored, default=(0.0, 0, 0))
    return size if score >= like else 0
