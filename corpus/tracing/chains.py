"""From runs of words that two texts share to the chains that lead through both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.tracing.texts import RUN, runs_of

COMMON = 24  # a run that stands in more places than this tells nothing
BACK = 24  # how many blocks before one are tried as the block that it follows
GAP = 240  # words that may lie between two blocks of a chain
SHIFT = 80  # words that may have come in or gone out between two blocks of a chain
SLACK = 0.05  # what each word that came in or went out costs


@dataclass(frozen=True, slots=True)
class Block:
    """`length` words that follow each other in both texts, from `old` in the one and from `new` in the other."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Blocks that follow each other in both texts."""

    blocks: tuple[Block, ...]
    weight: float

    @property
    def start(self) -> int:
        """Where the old text would begin in the new one, in words."""
        return self.blocks[0].new - self.blocks[0].old

    @property
    def covered(self) -> int:
        """How many words of the old text it holds."""
        return sum(one.length for one in self.blocks)


def blocks(old: Sequence[str], runs: Mapping[str, Sequence[int]], common: int = COMMON) -> list[Block]:
    """The longest runs of words of `old` that stand in the text whose `runs` are given, in the order of that text."""
    begun: dict[int, int] = {}  # by how far the new text is ahead: where the block began in the old one
    found: list[Block] = []
    for place, run in enumerate(runs_of(old)):
        where = runs.get(run, ())
        ahead = {position - place for position in where} if len(where) <= common else set()
        ended = [one for one in begun if one not in ahead]
        found += [_block(begun.pop(shift), place, shift, len(old)) for shift in ended]
        for shift in ahead:
            begun.setdefault(shift, place)
    last = max(len(old) - RUN + 1, 1)
    found += [_block(start, last, shift, len(old)) for shift, start in begun.items()]
    return sorted(found, key=lambda one: (one.new, one.old))


def _block(start: int, stop: int, shift: int, words: int) -> Block:
    """A block whose runs begin at `start` to before `stop`."""
    return Block(start, start + shift, min(stop - start + RUN - 1, words - start))


def chains(found: Sequence[Block]) -> list[Chain]:
    """Chain the blocks, which stand in the order of the new text; the heaviest first, no block in two chains."""
    score = [float(one.length) for one in found]
    after = [-1] * len(found)
    for here, block in enumerate(found):
        for back in range(here - 1, max(-1, here - 1 - BACK), -1):
            gained = _gained(found[back], block)
            if gained is not None and score[back] + gained > score[here]:
                score[here], after[here] = score[back] + gained, back
    taken = [False] * len(found)
    made: list[Chain] = []
    for end in sorted(range(len(found)), key=lambda one: -score[one]):
        links: list[Block] = []
        here = end
        while here >= 0 and not taken[here]:
            taken[here] = True
            links.append(found[here])
            here = after[here]
        if links:
            weight = score[end] - (score[here] if here >= 0 else 0)
            made.append(Chain(_apart(links[::-1]), weight))
    return sorted(made, key=lambda one: -one.weight)


def _gained(before: Block, block: Block) -> float | None:
    """What `block` adds to a chain that ends with `before`; None when it cannot follow it."""
    over = max(before.old + before.length - block.old, before.new + before.length - block.new, 0)
    if over >= block.length or block.old <= before.old:
        return None
    apart = min(block.new - before.new - before.length, block.old - before.old - before.length)
    shift = abs((block.new - block.old) - (before.new - before.old))
    if apart > GAP or shift > SHIFT:
        return None
    return block.length - over - SLACK * shift


def _apart(links: list[Block]) -> tuple[Block, ...]:
    """The blocks of a chain without what they have in common."""
    made = links[:1]
    for block in links[1:]:
        before = made[-1]
        over = max(before.old + before.length - block.old, before.new + before.length - block.new, 0)
        made.append(Block(block.old + over, block.new + over, block.length - over))
    return tuple(made)
