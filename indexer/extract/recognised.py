"""What recognition found, in the place of what the file said: pages, furniture and paragraphs are made anew."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from indexer.extract import Extraction, Line, Page, Paragraph, Remark, Word
from indexer.extract.assembly import Assembly, assembled
from indexer.extract.characters import Token
from indexer.extract.doubt import CODE, doubtful
from indexer.extract.ocr import Recognised

_ANSWERED = frozenset(("needs-ocr", "no-text", CODE, "doubtful-text"))
_ALL = "Le texte de ce document a été reconnu automatiquement (OCR) ; il peut contenir des erreurs."
_SOME = "Le texte de la page {number} a été reconnu automatiquement (OCR) ; il peut contenir des erreurs."
_LEAST_CONFIDENCE = 0.6
_LEAST_LENGTH = 0.6
_STEEP = 2.0
_ROUNDING = 0.5


def is_better(before: str, found: Recognised) -> bool:
    """Whether what was recognised on a page should take the place of its text layer `before`."""
    if not before.strip():
        return bool(found.lines)
    enough = len(found.text.split()) >= _LEAST_LENGTH * len(before.split())
    return enough and found.confidence >= _LEAST_CONFIDENCE and doubtful(found.text) is None


def with_recognised(extraction: Extraction, pages: Mapping[int, tuple[Line, ...]]) -> Extraction:
    """The extraction with the lines of `pages` (by number) in the place of those it had there.

    What lies on other pages stays as it was read, but for sentences that run on to a recognised page.
    """
    replaced = {page.number for page in extraction.pages if page.number in pages}
    if not replaced:
        return extraction
    lines = [pages.get(page.number, (*page.lines, *page.furniture)) for page in extraction.pages]
    made = assembled([tokens_of(found) for found in lines], [(page.width, page.height) for page in extraction.pages])
    anew = _spread(replaced, (*extraction.paragraphs, *made.paragraphs))
    whole = all(not page.lines for page in extraction.pages if page.number not in replaced)
    if whole:
        anew = {page.number for page in extraction.pages}
    return replace(
        extraction,
        paragraphs=_merged(extraction.paragraphs, made.paragraphs, anew),
        pages=_pages(extraction.pages, made, anew),
        body=made.body if whole else extraction.body or made.body,
        remarks=_remarks(extraction.remarks, sorted(replaced), whole=whole, empty=made.empty),
    )


def tokens_of(lines: Iterable[Line]) -> list[Token]:
    """The words of lines as they were before they became lines."""
    lines = list(lines)
    turns = [_turn(line.words) for line in lines]
    usual = Counter(turn for turn in turns if turn is not None).most_common(1)
    return [
        Token(
            word.text,
            word.x0,
            word.y0,
            word.x1,
            word.y1,
            word.size or line.size,
            bold,
            italic,
            word.raised,
            turn if turn is not None else usual[0][0] if usual else 0,
        )
        for line, turn in zip(lines, turns, strict=True)
        for word, bold, italic in zip(line.words, _bold(line), _italic(line), strict=True)
    ]


def _bold(line: Line) -> list[bool]:
    """Which words are bold; where only their share of the line is known, those at its start, as in a run-in name."""
    known = [word.bold for word in line.words]
    if any(known) or not line.bold:
        return known
    letters = list(itertools.accumulate(len(word.text) for word in line.words))
    return [before <= line.bold * letters[-1] + _ROUNDING for before in letters]


def _italic(line: Line) -> list[bool]:
    known = [word.italic for word in line.words]
    return known if any(known) else [line.italic > 0.5] * len(known)  # noqa: PLR2004 - most of it


def _turn(words: Sequence[Word]) -> int | None:
    """In which quarter turn a line runs, seen from the places of its words; None for a single one."""
    if len(words) < 2:  # noqa: PLR2004 - a direction needs two
        return None
    across = statistics.mean(b.x0 + b.x1 - a.x0 - a.x1 for a, b in itertools.pairwise(words))
    down = statistics.mean(b.y0 + b.y1 - a.y0 - a.y1 for a, b in itertools.pairwise(words))
    if abs(down) > _STEEP * abs(across):
        return 3 if down > 0 else 1
    return 0 if across >= 0 else 2


def _spread(replaced: set[int], paragraphs: Iterable[Paragraph]) -> set[int]:
    """The replaced pages and those tied to them by a paragraph that runs on."""
    tied = [{p.page or 0, *(page for _, page in p.breaks)} for p in paragraphs if p.breaks]
    anew = set(replaced)
    while more := set().union(*(pages for pages in tied if pages & anew)) - anew:
        anew |= more
    return anew


def _merged(before: Sequence[Paragraph], made: Sequence[Paragraph], anew: set[int]) -> tuple[Paragraph, ...]:
    kept = [p for p in before if p.page not in anew] + [p for p in made if p.page in anew]
    return tuple(sorted(kept, key=lambda paragraph: paragraph.page or 0))  # stable: the order within a page stays


def _pages(before: Sequence[Page], made: Assembly, anew: set[int]) -> tuple[Page, ...]:
    return tuple(
        new if new.number in anew else replace(old, label=old.label or new.label)
        for old, new in zip(before, made.pages, strict=True)
    )


def _remarks(
    before: Sequence[Remark], replaced: Sequence[int], *, whole: bool, empty: Sequence[int]
) -> tuple[Remark, ...]:
    answered = set(replaced)
    kept = [
        remark
        for remark in before
        if remark.code not in _ANSWERED or (remark.page not in answered and not (whole and remark.page is None))
    ]
    if whole:
        return (*kept, Remark("recognised", _ALL))
    return (*kept, *(Remark("recognised", _SOME.format(number=n), n) for n in replaced if n not in empty))
