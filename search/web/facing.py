"""The page of the original that is shown beside a passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import defer

from corpus.catalogue.models import Leaf, Passage, Version
from search.index.snippets import page_at
from search.web.holdings import catalogue

PICTURE_WIDTH = 1000  # pixels


@dataclass(frozen=True, slots=True)
class Facing:
    """The page beside the text, None without pages; and what is printed on the first and last page as their number."""

    leaf: Leaf | None = None
    folios: Mapping[int, str] = field(default_factory=dict)

    @property
    def number(self) -> int | None:
        """The physical page."""
        return self.leaf.number if self.leaf else None

    @property
    def picture_size(self) -> tuple[int, int]:
        """Width and height that the picture will have, so that the text does not jump when it comes; A4 if unknown."""
        if self.leaf is None or not self.leaf.width:
            return PICTURE_WIDTH, round(PICTURE_WIDTH * 1.414)
        return PICTURE_WIDTH, round(PICTURE_WIDTH * self.leaf.height / self.leaf.width)


def facing(shown: Passage, at: int | None, version: Version, last: int | None = None) -> Facing:
    """The page on which the character `at` of the text stands, else the passage's first; `last`: it ends there."""
    number = page_at(at, shown.page_first, [tuple(one) for one in shown.breaks])
    wanted = {one for one in (number, shown.page_first, shown.page_last, last) if one is not None}
    if number is None:
        return Facing()
    query = select(Leaf).where(Leaf.version_id == version.id, Leaf.number.in_(wanted)).options(defer(Leaf.words))
    leaves = {one.number: one for one in catalogue().scalars(query)}
    return Facing(leaves.get(number), {page: one.label for page, one in leaves.items() if one.label})
