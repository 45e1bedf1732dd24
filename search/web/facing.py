"""The page of the original that is shown beside a passage."""

from __future__ import annotations

from sqlalchemy import select

from corpus.catalogue.models import Leaf, Passage, Version
from search.index.snippets import page_at
from search.web.holdings import catalogue

PICTURE_WIDTH = 1000  # pixels


def leaf_beside(shown: Passage, at: int | None, version: Version) -> Leaf | None:
    """The page on which the character `at` of the text stands, else the passage's first; None without pages."""
    number = page_at(at, shown.page_first, [tuple(one) for one in shown.breaks])
    if number is None:
        return None
    return catalogue().scalars(select(Leaf).filter_by(version_id=version.id, number=number)).first()


def picture_size(leaf: Leaf | None) -> tuple[int, int]:
    """Width and height that the picture will have, so that the page does not jump when it comes; A4 when unknown."""
    if leaf is None or not leaf.width:
        return PICTURE_WIDTH, round(PICTURE_WIDTH * 1.414)
    return PICTURE_WIDTH, round(PICTURE_WIDTH * leaf.height / leaf.width)
