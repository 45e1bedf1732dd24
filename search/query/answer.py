"""The answer to a query: what the engine found, with the names that the catalogue gives to it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue import diffusion
from corpus.catalogue.models import Document, Passage, Term
from search.index import Engine, Found, Hit, Sought
from search.query import spelling
from search.query.facets import FACETS, Facet, labels
from search.query.naming import passage_name
from search.query.renewing import renewed
from search.query.request import Query
from search.query.words import parse

PAGE_SIZE = 20
_OF_DOCUMENT: tuple[Any, ...] = (
    Document.pid, Document.title, Document.foreign_id, Document.kind, Document.date, Document.added_at,
    Document.place, Document.organisers, Document.language, Document.duplicate_of, Document.embargo_until,
)  # fmt: skip
_OF_PASSAGE: tuple[Any, ...] = (
    Passage.pid, Passage.kind, Passage.heading, Passage.session, Passage.speaker_pid, Passage.speaker_as_printed,
    Passage.role, Passage.organisation, Term.label, func.substr(Passage.text, 1, 250).label("opening"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """One hit with its names. `pid` is the passage's, or the document's own when it has no text."""

    pid: str
    document_pid: str
    title: str
    foreign_id: str | None
    kind: str
    date: str | None
    added: str  # to what everybody sees
    place: str | None
    organisers: tuple[str, ...]
    language: str | None
    duplicate_of: str | None  # the pid of the document of which this one is probably a double
    passage_kind: str | None
    name: str  # of the passage: its speaker, else its heading, else its first words
    heading: str | None
    speaker: str | None  # the name under which the catalogue knows the speaker
    speaker_pid: str | None
    role: str | None
    organisation: str | None
    page: int | None
    score: float
    snippet: str  # escaped HTML with <mark>
    passages: int

    @property
    def is_reference(self) -> bool:
        """A document of which the collection has the notice only."""
        return self.pid == self.document_pid

    @property
    def path(self) -> str:
        """The permanent address, from the root of the site."""
        return f"/d/{self.document_pid}" if self.is_reference else f"/p/{self.pid}"

    def to_json(self) -> dict[str, Any]:
        """The hit as programs get it."""
        return {
            "pid": self.pid,
            "url": self.path,
            "document": {
                "pid": self.document_pid,
                "title": self.title,
                "id": self.foreign_id,
                "url": f"/d/{self.document_pid}",
                "kind": self.kind,
                "date": self.date,
                "duplicate_of": self.duplicate_of,
            },
            "passage_kind": self.passage_kind,
            "heading": self.heading,
            "speaker": self.speaker,
            "role": self.role,
            "organisation": self.organisation,
            "page": self.page,
            "score": round(self.score, 4),
            "snippet": self.snippet,
            "passages": self.passages,
        }


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a filter: how many it would list, and whether it is chosen."""

    value: str
    label: str
    count: int
    selected: bool

    def to_json(self) -> dict[str, Any]:
        """The value as programs get it."""
        return {"value": self.value, "label": self.label, "count": self.count, "selected": self.selected}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found, the query as it is asked today (see `renewed`).

    `relaxed` says how the question was widened when all its words together found nothing.
    """

    query: Query
    sought: Sought
    total: int
    results: tuple[Result, ...]
    facets: dict[str, tuple[Value, ...]]
    took_ms: float
    suggestion: str | None = None
    relaxed: dict[str, str] | None = None
    page_size: int = PAGE_SIZE
    without_filters: int = 0  # how many there would be, when there are none and filters are set
    withdrawn: tuple[str, ...] = ()  # the names of filters that find nothing since they were withdrawn

    @property
    def pages(self) -> int:
        """How many pages the answer has, at least one."""
        return max(1, -(-self.total // self.page_size))

    @property
    def meaningless(self) -> bool:
        """Words were typed, but none that can be searched: the whole collection is listed."""
        return bool(self.query.words) and not self.sought.groups and not self.sought.excluded

    @property
    def selected(self) -> list[tuple[Facet, Value]]:
        """The filter values that are set, in display order."""
        return [(facet, value) for facet in FACETS for value in self.facets[facet.name] if value.selected]

    @property
    def folded(self) -> list[tuple[Result, list[Result]]]:
        """The results of this page, each with those that say the same in a probable double of its document."""
        shown: list[tuple[Result, list[Result]]] = []
        for one in self.results:
            at = next((number for number, (first, _) in enumerate(shown) if self._same(first, one)), None)
            if at is None:
                shown.append((one, []))
                continue
            first, doubles = shown[at]
            if one.document_pid == first.duplicate_of:  # the original is what is shown
                shown[at] = (one, [first, *doubles])
            else:
                doubles.append(one)
        return shown

    def _same(self, first: Result, other: Result) -> bool:
        """Whether `other` is the same as `first`, in another document; formats without pages have the same words."""
        family = (first.duplicate_of or first.document_pid) == (other.duplicate_of or other.document_pid)
        if not family or first.document_pid == other.document_pid:
            return False
        if self.query.view == "documents":
            return True
        return first.name == other.name and (first.page == other.page or first.snippet == other.snippet)

    def to_json(self) -> dict[str, Any]:
        """The answer as programs get it, on the command line and from the site alike."""
        query = self.query
        return {
            "query": {
                "words": query.words,
                **{facet.name: list(query.values(facet.name)) for facet in FACETS},
                "sort": query.order,
                "page": query.page,
            },
            "total": self.total,
            "view": query.view,
            "took_ms": round(self.took_ms, 1),
            "suggestion": self.suggestion,
            "relaxed": self.relaxed,
            "hits": [result.to_json() for result in self.results],
            "facets": {name: [value.to_json() for value in values] for name, values in self.facets.items()},
        }


def answer(
    session: Session,
    engine: Engine,
    query: Query,
    page_size: int = PAGE_SIZE,
    offset: int | None = None,
    *,
    relax: bool = True,
) -> Answer:
    """Answer `query`; `offset` counts hits from the beginning and takes the place of its page.

    When no passage has all the words, those that have some are given, and `relaxed` says so; unless `relax` is False.

    Raises:
        IndexUnavailable: when the engine cannot be asked.
        CatalogueUnavailable: when the catalogue does not answer.
    """
    started = time.perf_counter()
    today = renewed(session, query)
    query, sought = today.query, parse(query.words)
    found, without_filters = _find(engine, query, sought, page_size, offset), 0
    if found.total == 0 and query.chosen:
        without_filters = engine.find(sought, {}, view=query.view, limit=0).total
    widen = relax and found.total == 0 and not without_filters
    suggestion = spelling.suggestion(engine, query.words, sought) if widen else None
    if widen and len(sought.groups) > 1:
        found = _find(engine, query, replace(sought, any_group=True), page_size, offset)
    return Answer(
        query=query,
        sought=sought,
        total=found.total,
        results=_results(session, found.hits),
        facets=_facets(session, query, found),
        took_ms=(time.perf_counter() - started) * 1000,
        suggestion=suggestion,
        relaxed={"kind": "any-word"} if widen and found.total else None,
        page_size=page_size,
        without_filters=without_filters,
        withdrawn=today.withdrawn,
    )


def _find(engine: Engine, query: Query, sought: Sought, page_size: int, offset: int | None) -> Found:
    start = (query.page - 1) * page_size if offset is None else offset
    return engine.find(sought, query.chosen, view=query.view, sort=query.order, limit=page_size, offset=start)


def _results(session: Session, hits: tuple[Hit, ...]) -> tuple[Result, ...]:
    """Give each hit its names, with two questions to the catalogue whatever their number.

    A hit whose document the catalogue no longer shows is left out: the index is only a little behind.
    """
    documents = {
        row.pid: row
        for row in session.execute(
            select(*_OF_DOCUMENT).where(Document.pid.in_({hit.document_pid for hit in hits}), diffusion.visible())
        )
    }
    passages = {
        row.pid: row
        for row in session.execute(
            select(*_OF_PASSAGE)
            .outerjoin(Term, Term.pid == Passage.speaker_pid)
            .where(Passage.pid.in_({hit.pid for hit in hits}))
        )
    }
    return tuple(
        _result(hit, documents[hit.document_pid], passages.get(hit.pid))
        for hit in hits
        if hit.document_pid in documents and (hit.pid in passages or hit.pid == hit.document_pid)
    )


def _result(hit: Hit, document: Any, passage: Any | None) -> Result:
    return Result(
        pid=hit.pid,
        document_pid=hit.document_pid,
        title=document.title,
        foreign_id=document.foreign_id,
        kind=document.kind,
        date=document.date,
        added=diffusion.shown_since(document.added_at, document.embargo_until).isoformat(timespec="seconds"),
        place=document.place,
        organisers=tuple(document.organisers),
        language=document.language,
        duplicate_of=document.duplicate_of,
        passage_kind=passage.kind if passage else None,
        name=_name(passage) if passage else document.title,
        heading=passage.heading if passage else None,
        speaker=passage.label if passage else None,
        speaker_pid=passage.speaker_pid if passage else None,
        role=passage.role if passage else None,
        organisation=passage.organisation if passage else None,
        page=hit.page,
        score=hit.score,
        snippet=hit.snippet,
        passages=hit.passages,
    )


def _name(passage: Any) -> str:
    known = (passage.label, passage.speaker_as_printed, passage.heading, passage.session)
    return passage_name(*known, passage.opening)


def _facets(session: Session, query: Query, found: Found) -> dict[str, tuple[Value, ...]]:
    """Every filter with its values: the chosen first, then the commonest; years from the most recent."""
    counts = {facet.name: _counted(query, facet.name, found) for facet in FACETS}
    names = labels(session, counts)
    answer: dict[str, tuple[Value, ...]] = {}
    for facet, values in counts.items():
        chosen = query.values(facet)
        listed = [Value(value, names[facet, value], count, value in chosen) for value, count in values.items()]
        if facet == "year":
            listed.sort(key=lambda one: (not one.selected, [-int(digit) for digit in one.value[:4]]))
        else:
            listed.sort(key=lambda one: (not one.selected, -one.count, one.label.casefold()))
        answer[facet] = tuple(listed)
    return answer


def _counted(query: Query, facet: str, found: Found) -> dict[str, int]:
    """The counts of a filter, with those of its chosen values that list nothing or are spans of years."""
    counts = {value: count for value, count in found.facets.get(facet, {}).items() if value}
    for value in query.values(facet):
        if value not in counts:
            first, _, last = value.partition("..")
            inside = [count for year, count in counts.items() if last and first <= year <= last and ".." not in year]
            counts[value] = sum(inside)
    return counts
