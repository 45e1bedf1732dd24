"""The same text in another file: told as a probable duplicate, never thrown away."""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Document, Version
from corpus.vocabularies.folding import fold

SHINGLE = 4  # words that follow each other
SKETCH = 128  # how many of the smallest hashes are kept
ALIKE = 0.5  # share of common shingles from which two texts are probably the same
LEAST = 24  # hashes below which a text is too short to tell


def fingerprint(text: str) -> list[int]:
    """Sketch a text by the smallest hashes of its runs of words (bottom-k sketch, A. Broder 1997).

    >>> fingerprint("un deux trois quatre") == fingerprint("Un, deux ; TROIS quatre !")
    True
    """
    words = fold(text).split()
    shingles = {zlib.crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)}
    return heapq.nsmallest(SKETCH, shingles)


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate from two sketches which share of their runs of words two texts have in common, 0 to 1.

    >>> likeness([1, 2, 3, 4], [1, 2, 3, 5])
    0.75
    """
    size = min(len(one), len(other))
    if size == 0:
        return 0.0
    smallest = set(heapq.nsmallest(size, set(one) | set(other)))
    return len(smallest & set(one) & set(other)) / size


def probable_original(session: Session, document: Document, sketch: Sequence[int]) -> Document | None:
    """The earliest document whose text is probably the same, or None."""
    if len(sketch) < LEAST:
        return None
    rows = session.execute(
        select(Version.document_pid, Version.fingerprint)
        .join(Document)
        .where(Version.document_pid != document.pid, Document.withdrawn_at.is_(None))
        .order_by(Document.added_at, Version.id)
    )
    for pid, other in rows:
        if len(other) >= LEAST and likeness(sketch, other) >= ALIKE:
            original = session.get_one(Document, pid)
            return session.get_one(Document, original.duplicate_of) if original.duplicate_of else original
    return None
