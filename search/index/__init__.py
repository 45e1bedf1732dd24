"""What an engine is told and asked: entries in, hits out. It knows words, not URLs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

FACETS = ("theme", "speaker", "territory", "kind", "year", "language")  # in display order
SORTS = ("relevance", "date", "oldest", "title", "added")
VIEWS = ("passages", "documents")


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as an index sees it; everything in it can be rebuilt from the catalogue.

    A document without any passage (a reference without text) is one entry whose `text` is empty and whose
    `pid` is the document's own.
    """

    pid: str
    document_pid: str
    position: int  # of the passage in its document, from 0
    title: str  # of the document
    text: str
    heading: str = ""
    speaker: str = ""  # preferred name and forms of the speaker, for words typed as text
    passage_kind: str = "section"
    kind: str = "other"  # of the document
    language: str = ""
    date: str = ""  # longest known ISO prefix
    added: str = ""  # ISO instant, UTC
    foreign_id: str = ""
    themes: tuple[str, ...] = ()  # theme ids
    speakers: tuple[str, ...] = ()  # pids
    territories: tuple[str, ...] = ()  # pids, those above included
    page_first: int | None = None
    breaks: tuple[tuple[int, int], ...] = ()  # (offset in text, page)


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that is searched: a word, a prefix or a phrase.

    `text` is as typed; the engine analyses it. `field` is "" for all fields, else title, speaker or text.
    """

    text: str
    kind: str = "word"  # word, prefix, phrase
    field: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """The words of a query as a structure: every group must match, by any of its clauses; no excluded clause may.

    With `any_group`, one group is enough and more rank higher (used when all together find nothing).
    """

    groups: tuple[tuple[Clause, ...], ...] = ()
    excluded: tuple[Clause, ...] = ()
    any_group: bool = False


#: Chosen facet values: several of one facet widen, several facets narrow. For `year`: "2009" or "2005..2010".
Chosen = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. `page` is the physical page of the best match, `snippet` escaped HTML with <mark>."""

    pid: str  # of the passage (view passages) or of its best passage (view documents)
    document_pid: str
    score: float
    page: int | None
    snippet: str
    passages: int = 1  # view documents: how many passages match


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one search. `facets[f]` counts what the view lists, ignoring the facet's own selection."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


class Engine(Protocol):
    """The same tests run on every engine. Built from its URL: `Engine.open("whoosh:/path")`."""

    def replace(self, document_pid: str, revision: int, entries: Iterable[Entry]) -> None:
        """Make the document's entries exactly these; none removes it. Twice changes nothing."""
        ...

    def batch(self) -> AbstractContextManager[None]:
        """Commit everything replaced inside at once, or nothing when an error leaves the block.

        Raises `IndexBusy` when somebody else writes; `replace` outside a batch is a batch of its own.
        """
        ...

    def find(
        self,
        sought: Sought,
        chosen: Chosen | None = None,
        *,
        view: str = "passages",
        sort: str = "relevance",
        limit: int = 20,
        offset: int = 0,
    ) -> Found:
        """Search. No words and no facets lists everything."""
        ...

    def suggest(self, prefix: str, limit: int = 8) -> list[str]:
        """Words of the collection that begin so, commonest first, accents ignored."""
        ...

    def held(self) -> dict[str, int]:
        """Which revision of which document the index holds."""
        ...

    def rebuild(self, documents: Iterable[tuple[str, int, list[Entry]]]) -> None:
        """Make everything anew beside the old index and swap in one step (`swap` of DECISIONS)."""
        ...

    def close(self) -> None:
        """Let go of files and locks."""
        ...
