"""A reading, its passages cut as people decided on an earlier one."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from corpus.catalogue import passages
from corpus.catalogue.cutting_decisions import Piece, apply
from indexer.reading import Reading


def as_decided(session: Session, document_pid: str, reading: Reading) -> Reading:
    """The `reading` of a document with every passage beginning and ending where a person said that it does."""
    decisions = passages.cuttings(session, document_pid)
    if not decisions:
        return reading
    cuts = [Piece(one.text, one.breaks, one.page_first, one.page_last) for one in reading.cuts]
    made = apply(cuts, decisions)
    places: dict[int, list[int]] = {}
    for place, piece in enumerate(made):
        for origin in piece.origins:
            places.setdefault(origin, []).append(place)
    return replace(
        reading,
        cuts=tuple(
            replace(
                reading.cuts[one.origins[0]],
                text=one.text,
                breaks=one.breaks,
                page_first=one.page_first,
                page_last=one.page_last,
            )
            for one in made
        ),
        themes=tuple(replace(one, passages=_scored(one.passages, places)) for one in reading.themes),
        territories=tuple(
            replace(one, passages=tuple(dict.fromkeys(new for old in one.passages for new in places.get(old, ()))))
            for one in reading.territories
        ),
    )


def _scored(passages: tuple[tuple[int, float], ...], places: dict[int, list[int]]) -> tuple[tuple[int, float], ...]:
    """The best score that any part of a passage has."""
    found: dict[int, float] = {}
    for old, score in passages:
        for new in places.get(old, ()):
            found[new] = max(score, found.get(new, 0.0))
    return tuple(found.items())
