"""What else a field of the notice may be, for whoever finds that what was read is wrong; never shown by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.vocabularies.gazetteer import gazetteer
from indexer.enrich import Guess
from indexer.enrich.dates import printed_dates
from indexer.enrich.front import front
from indexer.enrich.genres import kind_at_start, kind_inside
from indexer.enrich.whereabouts import only_date, only_place
from indexer.extract import Extraction, Paragraph
from indexer.structure import Cut

OTHER = "other-"  # before the name of the field: « other-date »
MOST = 3  # of one field
SCORE = 0.3
STEP = 0.02  # by which each that comes later is less sure
LONGEST = 30  # words of a line that may be a title
SHORTEST = 2
QUOTED = 200  # characters


def alternatives(extraction: Extraction, cuts: Sequence[Cut], best: Iterable[Guess]) -> list[Guess]:
    """Other titles, dates, kinds and places that stand on the front of a document, besides the `best` reading."""
    lines = [one for one in front(extraction, cuts) if one.text.strip()]
    known = {(one.field, _plain(one.value)) for one in best}
    found: list[Guess] = []
    for field, read in (("title", _titles), ("date", _dates), ("kind", _kinds), ("place", _places)):
        count = 0
        for value, line in read(lines):
            if count < MOST and (field, _plain(value)) not in known:
                known.add((field, _plain(value)))
                score = round(SCORE - STEP * count, 2)
                found.append(Guess(OTHER + field, value, score, line.page, line.text.strip()[:QUOTED]))
                count += 1
    return found


def _plain(value: str) -> str:
    return " ".join(value.casefold().split())


def _titles(lines: Sequence[Paragraph]) -> Iterator[tuple[str, Paragraph]]:
    """Lines that may be a title, the largest first."""
    running = [one for one in lines if one.kind not in {"item", "cell", "toc"}]
    fit = [one for one in running if SHORTEST <= len(one.text.split()) <= LONGEST]
    shown = [one for one in fit if not only_date(one.text) and not only_place(one.text)]
    for line in sorted(shown, key=lambda one: -(one.size or 0.0)):
        yield " ".join(line.text.split()).strip(" «»“”"), line


def _dates(lines: Sequence[Paragraph]) -> Iterator[tuple[str, Paragraph]]:
    for line in lines:
        for one in printed_dates(line.text):
            if one.iso:
                yield one.iso, line


def _kinds(lines: Sequence[Paragraph]) -> Iterator[tuple[str, Paragraph]]:
    for line in lines:
        if len(line.text.split()) <= LONGEST:
            kind = kind_at_start(line.text) or kind_inside(line.text)
            if kind:
                yield kind, line


def _places(lines: Sequence[Paragraph]) -> Iterator[tuple[str, Paragraph]]:
    """Lines that name a place and nothing else."""
    for line in lines:
        if only_place(line.text):
            for part in re.split(r"\s*[,–—()]\s*", line.text.strip(" .")):
                if gazetteer().named(part):
                    yield part, line
