"""From what an engine keeps to the answer: choose, count, order, cut out the page of hits and show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.index import FACETS, Chosen, Found, Hit, Sought
from search.index.analysis import fold, tokens
from search.index.ledger import Ledger
from search.index.needles import needles_of
from search.index.ranking import Ranking
from search.index.refining import refine
from search.index.shelf import Shelf
from search.index.snippets import page_at, snippet
from search.index.stopwords import STOP_WORDS

_SCORE_DIGITS = 6  # sums in another order must not order differently


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of an answer: an entry, alone or for its document."""

    number: int
    score: float
    passages: int = 1


def answer(
    shelf: Shelf,
    sought: Sought,
    chosen: Chosen | None,
    *,
    view: str,
    sort: str,
    limit: int,
    offset: int,
) -> Found:
    """Answer one search."""
    ledger = shelf.ledger
    ranking = Ranking(shelf, needles_of(sought))
    scores = ranking.scores()
    documents = view == "documents"
    passed, but = ledger.chosen(scores, chosen or {})
    facets = {f: ledger.count(f, but.get(f, passed), documents=documents) for f in FACETS}
    kept = {n: scores[n] for n in passed}
    refine(shelf, ranking.words(), kept)
    lines = [_Line(n, s) for n, s in kept.items()]
    if documents:
        lines = _by_document(ledger, lines)
    ordered = _ordered(ledger, lines, sort)
    shown = ordered[max(0, offset) : max(0, offset) + max(0, limit)]
    return Found(len(lines), tuple(_hit(shelf, sought, line) for line in shown), facets)


def _by_document(ledger: Ledger, lines: Iterable[_Line]) -> list[_Line]:
    best: dict[str, _Line] = {}
    for line in lines:
        row = ledger.row(line.number)
        other = best.get(row.document_pid)
        if other is None:
            best[row.document_pid] = line
            continue
        better = _rank(ledger, line) < _rank(ledger, other)
        kept = line if better else other
        best[row.document_pid] = _Line(kept.number, kept.score, other.passages + 1)
    return list(best.values())


def _rank(ledger: Ledger, line: _Line) -> tuple[float, int, str]:
    row = ledger.row(line.number)
    return (-round(line.score, _SCORE_DIGITS), row.position, row.pid)


def _ordered(ledger: Ledger, lines: Sequence[_Line], sort: str) -> list[_Line]:
    """Sort stably: the last sort decides, those before it break ties. Without date comes last."""
    rows = ledger.row
    ordered = sorted(lines, key=lambda x: (rows(x.number).title_key, rows(x.number).document_pid, *_place(ledger, x)))
    if sort == "title":
        return ordered
    if sort == "oldest":
        return sorted(ordered, key=lambda x: (not rows(x.number).date, rows(x.number).date))
    ordered.sort(key=lambda x: rows(x.number).date, reverse=True)
    if sort == "date":
        return ordered
    if sort == "added":
        return sorted(ordered, key=lambda x: rows(x.number).added, reverse=True)
    return sorted(ordered, key=lambda x: -round(x.score, _SCORE_DIGITS))


def _place(ledger: Ledger, line: _Line) -> tuple[int, str]:
    row = ledger.row(line.number)
    return (row.position, row.pid)


def _hit(shelf: Shelf, sought: Sought, line: _Line) -> Hit:
    row = shelf.ledger.row(line.number)
    stored = shelf.stored(line.number)
    excerpt = snippet(stored.text, sought)
    page = page_at(excerpt.best, stored.page_first, stored.breaks)
    return Hit(row.pid, row.document_pid, round(line.score, _SCORE_DIGITS), page, excerpt.html, line.passages)


def suggested(shelf: Shelf, prefix: str, limit: int) -> list[str]:
    """Complete the last word of `prefix`, the words before it kept as typed."""
    typed = list(tokens(prefix))
    if not typed or typed[-1].end != len(prefix):
        return []
    before, begun = prefix[: typed[-1].start], fold(typed[-1].form)
    counts: dict[str, int] = {}
    words: dict[str, tuple[int, str]] = {}
    for form, word, count in shelf.words(begun):
        if form in STOP_WORDS:
            continue
        counts[form] = counts.get(form, 0) + count
        words[form] = max(words.get(form, (0, "")), (count, word))
    commonest = sorted(counts, key=lambda f: (-counts[f], f))[: max(0, limit)]
    return [before + words[form][1] for form in commonest]
