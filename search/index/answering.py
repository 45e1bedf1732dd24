"""From what an engine keeps to the answer: choose, count, order, cut out the page of hits and show them."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.index import FACETS, Chosen, Found, Hit, Sought
from search.index.analysis import tokens
from search.index.ledger import Ledger
from search.index.needles import needles_of
from search.index.ranking import Ranking
from search.index.refining import refine
from search.index.shelf import Shelf
from search.index.snippets import page_at, snippet
from search.index.stopwords import STOP_WORDS

_BY_FIELD = frozenset({"date", "oldest", "title", "added"})
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
    if not ranking.has_words and sort not in _BY_FIELD:
        sort = "date"
    offset, limit = max(0, offset), max(0, limit)
    shown = _first(ledger, lines, sort, offset + limit)[offset:]
    return Found(len(lines), tuple(_hit(shelf, sought, line) for line in shown), facets)


def _by_document(ledger: Ledger, lines: Iterable[_Line]) -> list[_Line]:
    """One line for each document, by its best passage; the earliest of equals."""
    best: dict[str, _Line] = {}
    passages: Counter[str] = Counter()
    for line in lines:
        pid = ledger.row(line.number).document_pid
        passages[pid] += 1
        if pid not in best or _is_better(ledger, line, best[pid]):
            best[pid] = line
    return [_Line(line.number, line.score, passages[pid]) for pid, line in best.items()]


def _is_better(ledger: Ledger, one: _Line, other: _Line) -> bool:
    ours, theirs = round(one.score, _SCORE_DIGITS), round(other.score, _SCORE_DIGITS)
    if ours != theirs:
        return ours > theirs
    row, best = ledger.row(one.number), ledger.row(other.number)
    return (row.position, row.pid) < (best.position, best.pid)


def _first(ledger: Ledger, lines: Sequence[_Line], sort: str, count: int) -> list[_Line]:
    """The first `count` lines in the order wanted."""
    if sort in _BY_FIELD:
        rank = ledger.ranks(sort)
        return heapq.nsmallest(count, lines, key=lambda line: rank[line.number])
    scores = heapq.nlargest(count, (round(line.score, _SCORE_DIGITS) for line in lines))
    candidates = [x for x in lines if scores and round(x.score, _SCORE_DIGITS) >= scores[-1]]
    place = {n: i for i, n in enumerate(ledger.ordered((x.number for x in candidates), "date"))}
    return sorted(candidates, key=lambda x: (-round(x.score, _SCORE_DIGITS), place[x.number]))[:count]


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
    before, begun = prefix[: typed[-1].start], typed[-1].form
    counts: dict[str, int] = {}
    words: dict[str, tuple[int, str]] = {}
    for form, word, count in shelf.words(begun):
        if form in STOP_WORDS:
            continue
        counts[form] = counts.get(form, 0) + count
        words[form] = max(words.get(form, (0, "")), (count, word))
    commonest = sorted(counts, key=lambda f: (-counts[f], f))[: max(0, limit)]
    return [before + words[form][1] for form in commonest]
