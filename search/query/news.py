"""What is new for a query: the documents that were added last, each one entry for ever, however often it is read again.

An entry is a document, not a passage: reading again cuts passages anew, indexing again and renaming change words, but
what was added on one day stays added on that day. Its identifier is made of the document's pid alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue import diffusion
from corpus.catalogue.models import Act, Decision, Document, Version, now
from search.index import Engine
from search.query.answer import Answer, Result, answer
from search.query.request import Query
from search.query.structure import digest, structure

MOST_NEWS = 50
FRESH = timedelta(minutes=1)  # in which an index follows the catalogue
MOST_SHOWN = 3  # passages of one document
_MOST_PASSAGES = 150  # that are looked at to show them
_OURS = UUID(
    "6f1f5a0e-3c52-4d39-9d0f-0b7c2a8f4e61"
)  # drawn once; names of entries and feeds are made from it (RFC 4122)


@dataclass(frozen=True, slots=True)
class Item:
    """One document that was added. `result`: its best passage for the query, or its notice; `shown`: that and more."""

    result: Result
    shown: tuple[Result, ...]
    added: datetime

    @property
    def identifier(self) -> str:
        """What tells the entry from all others, on whatever host and under whatever title."""
        return uuid5(_OURS, f"document/{self.result.document_pid}").urn

    @property
    def others(self) -> int:
        """How many passages of the document match that are not shown."""
        return max(0, self.result.passages - len(self.shown))


@dataclass(frozen=True, slots=True)
class News:
    """The newest documents that a query finds, the last addition first."""

    identifier: str
    found: Answer
    items: tuple[Item, ...]

    @property
    def updated(self) -> datetime | None:
        """When the newest of them was added."""
        return max((one.added for one in self.items), default=None)


def news(session: Session, engine: Engine, query: Query) -> News:
    """The documents that `query` finds, newest additions first; words are never widened to find something.

    Raises:
        IndexUnavailable: when the engine cannot be asked.
        CatalogueUnavailable: when the catalogue does not answer.
    """
    asked = query.viewed("documents").sorted("added")
    found = answer(session, engine, asked, page_size=MOST_NEWS, relax=False)
    more: dict[str, list[Result]] = {}
    if found.results:
        passages = answer(session, engine, asked.viewed("passages"), page_size=_MOST_PASSAGES, relax=False)
        for one in passages.results:
            more.setdefault(one.document_pid, []).append(one)
    items = tuple(_item(one, more.get(one.document_pid, [])) for one in found.results)
    return News(uuid5(_OURS, f"search/{digest(structure(asked))}").urn, found, items)


def _item(best: Result, passages: list[Result]) -> Item:
    """The best passage first, then others in the order of the document."""
    others = [one for one in passages if one.pid != best.pid]
    return Item(best, (best, *others[: MOST_SHOWN - 1]), datetime.fromisoformat(best.added))


def changed_at(session: Session) -> datetime | None:
    """When the collection last changed what a feed may show: an addition, a reading, an act, an embargo's end.

    A change is dated a little earlier while it is fresh: the index may still be behind, and dates in HTTP count whole
    seconds, so whoever looked meanwhile has to be sent the feed again later.

    Raises:
        CatalogueUnavailable: when the catalogue does not answer.
    """
    opened = session.scalar(select(func.max(Document.embargo_until)).where(Document.embargo_until <= diffusion.today()))
    columns = (Document.added_at, Document.withdrawn_at, Version.read_at, Decision.at, Act.at)
    known = [session.scalar(select(func.max(column))) for column in columns]
    known.append(datetime.fromisoformat(opened).replace(tzinfo=UTC) if opened else None)
    last = max((one for one in known if one is not None), default=None)
    return last - FRESH if last is not None and now() - last < FRESH else last
