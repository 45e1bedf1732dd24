"""Reading one file: from its bytes to everything that would be catalogued, without storing anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.catalogue.duplicates import fingerprint
from corpus.files import digest_of
from indexer.bounds import bounded, first_passages, require_text
from indexer.enrich import Guess, PartnershipFound, TerritoryFound, ThemeFound
from indexer.enrich.describe import describe
from indexer.enrich.speakers import persons
from indexer.extract import Extraction, Page, Remark, doubt, ocr
from indexer.extract.choose import extract
from indexer.extract.recognised import is_better, with_recognised
from indexer.limits import Limits
from indexer.recognised_rows import from_rows
from indexer.structure import Cut, Person
from indexer.structure.cutting import cut
from indexer.structure.lengths import Cutting, fitted

#: Counts up when reading gives other results: the catalogue notes which reader cut a version.
READER = "2"
NO_TEXT = {"needs-ocr", "no-text"}  # remarks of extractors on pages without text
WHOLE = Cutting()
Recognised = Mapping[int, dict[str, Any]]  # page → {"rows", "confidence"}


@dataclass(frozen=True, slots=True)
class LeafRead:
    """One physical page: size in points, printed folio, and the boxes of its words [text, x0, y0, x1, y1]."""

    number: int
    label: str | None
    width: float
    height: float
    words: list[list[Any]]

    @classmethod
    def of(cls, page: Page) -> LeafRead:
        """Keep of an extracted page what page pictures need."""
        lines = (*page.lines, *page.furniture)
        words = [
            [word.text, *(round(side, 1) for side in (word.x0, word.y0, word.x1, word.y1))]
            for line in lines
            for word in line.words
        ]
        return cls(page.number, page.label, page.width, page.height, words)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one file and understood of it."""

    filename: str
    sha256: str
    media_type: str
    leaves: tuple[LeafRead, ...]
    cuts: tuple[Cut, ...]
    persons: tuple[Person, ...]
    guesses: tuple[Guess, ...]
    territories: tuple[TerritoryFound, ...]
    themes: tuple[ThemeFound, ...]
    partnerships: tuple[PartnershipFound, ...]
    remarks: tuple[Remark, ...]
    sketch: tuple[int, ...]
    doubtful: tuple[tuple[int, str], ...] = ()  # pages to be recognised (OCR), and why
    recognised: tuple[int, ...] = ()  # pages on which the recognised words took the place of the file's own

    def to_json(self) -> dict[str, Any]:
        """All of it as plain data, for the pipe between child and parent."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reading:
        """Take back what `to_json` gave."""
        return cls(
            filename=data["filename"],
            sha256=data["sha256"],
            media_type=data["media_type"],
            leaves=tuple(LeafRead(**one) for one in data["leaves"]),
            cuts=tuple(Cut(**one | {"breaks": _pairs(one["breaks"])}) for one in data["cuts"]),
            persons=tuple(Person(**one | {"forms": tuple(one["forms"])}) for one in data["persons"]),
            guesses=tuple(Guess(**one) for one in data["guesses"]),
            territories=tuple(
                TerritoryFound(**one | {"passages": tuple(one["passages"])}) for one in data["territories"]
            ),
            themes=tuple(
                ThemeFound(one["id"], one["score"], tuple(one["evidence"]), _pairs(one["passages"]))
                for one in data["themes"]
            ),
            partnerships=tuple(
                PartnershipFound(**one | {"themes": tuple(one["themes"])}) for one in data["partnerships"]
            ),
            remarks=tuple(Remark(**one) for one in data["remarks"]),
            sketch=tuple(data["sketch"]),
            doubtful=_pairs(data["doubtful"]),
            recognised=tuple(data["recognised"]),
        )

    def best(self, field: str) -> Guess | None:
        """The surest guess for `field`, or None."""
        return max((one for one in self.guesses if one.field == field), key=lambda one: one.score, default=None)

    def value(self, field: str) -> str | None:
        """The value of the surest guess for `field`, or None."""
        guess = self.best(field)
        return guess.value if guess else None


def read(
    path: Path,
    filename: str,
    limits: Limits,
    recognised: Recognised | None = None,
    cutting: Cutting = WHOLE,
) -> Reading:
    """Read the file at `path`, known to people as `filename`, with what was recognised of its pages, if any.

    Raises:
        UnreadableFile: (or a subclass) when nothing can be made of it.

    """
    extraction = bounded(extract(path), filename, limits.pages)
    doubts = _doubts(extraction)
    used = _better(extraction, recognised or {})
    extraction = with_recognised(extraction, {page: from_rows(one["rows"]) for page, one in used.items()})
    passages, left_out = first_passages(fitted(cut(extraction), cutting))
    require_text(passages, extraction.pages, filename)
    cuts, people = persons(passages)
    description = describe(extraction, cuts, people, filename)
    return Reading(
        filename=filename,
        sha256=digest_of(path),
        media_type=extraction.media_type,
        leaves=tuple(LeafRead.of(page) for page in extraction.pages),
        cuts=tuple(cuts),
        persons=tuple(people),
        guesses=tuple(description.guesses),
        territories=tuple(description.territories),
        themes=tuple(description.themes),
        partnerships=tuple(description.partnerships),
        remarks=(*extraction.remarks, *left_out, *_told(doubts, used), *description.remarks),
        doubtful=tuple((page, reason) for page, reason in _unread(extraction, doubts) if page not in used),
        recognised=tuple(sorted(used)),
        sketch=tuple(fingerprint("\n".join(one.text for one in cuts))),
    )


def _pairs(rows: list[list[Any]]) -> tuple[tuple[Any, Any], ...]:
    return tuple((first, second) for first, second in rows)


def _text(page: Page) -> str:
    return "\n".join(line.text for line in page.lines)


def _doubts(extraction: Extraction) -> dict[int, doubt.Doubt]:
    """The pages whose text layer is there but not to be trusted; only files made of page pictures have one."""
    return doubt.doubtful_pages({page.number: _text(page) for page in extraction.pages if page.lines})


def _unread(extraction: Extraction, doubts: Mapping[int, doubt.Doubt]) -> Iterator[tuple[int, str]]:
    """The pages that should be recognised, and why."""
    bare = {remark.page for remark in extraction.remarks if remark.code in NO_TEXT}
    for page in extraction.pages:
        if not page.lines and (None in bare or page.number in bare):
            yield page.number, "no-text"
        elif page.number in doubts:
            yield page.number, doubt.CODE


def _better(extraction: Extraction, recognised: Recognised) -> dict[int, dict[str, Any]]:
    """Of what was recognised, the pages that are better so than as the file has them."""
    before = {page.number: _text(page) for page in extraction.pages}
    return {
        page: one
        for page, one in recognised.items()
        if page in before and is_better(before[page], ocr.Recognised(from_rows(one["rows"]), one["confidence"]))
    }


def _told(doubts: Mapping[int, doubt.Doubt], used: Mapping[int, object]) -> Iterator[Remark]:
    for page, one in doubts.items():
        if page not in used:
            yield Remark(doubt.CODE, doubt.sentence(one, page), page)
