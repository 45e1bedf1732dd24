"""What the site reads from: the catalogue, the index and the files, each opened when a page first needs it."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from threading import RLock
from typing import TypeVar, cast

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue
from corpus.files import FileStore
from corpus.installation import Installation
from corpus.settings import Settings
from search.index import Engine
from search.index.engines import open_engine
from search.query import authorities

T = TypeVar("T")
GOOD_SECONDS = 300.0  # after which a renamed term is seen in the lists
RESTS = 20  # between two countings, in times of one

#: Makes the picture of a page: (settings, SHA-256 of the file, page number, width in pixels) to the path of a PNG.
Painter = Callable[[Settings, str, int, int], Path]


@dataclass
class Holdings:
    """The opened parts of one installation; what cannot be opened is tried again at the next request."""

    settings: Settings
    _engine: Engine | None = None
    _catalogue: Catalogue | None = None
    _lock: RLock = field(default_factory=RLock)
    _counting: RLock = field(default_factory=RLock)
    _counted: dict[Hashable, _Counted] = field(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue.

        Raises:
            CatalogueUnavailable: when it cannot be opened.
        """
        with self._lock:
            if self._catalogue is None:
                self._catalogue = Installation(self.settings).catalogue
            return self._catalogue

    @property
    def engine(self) -> Engine:
        """The full-text index.

        Raises:
            IndexUnavailable: when it cannot be opened.
        """
        with self._lock:
            if self._engine is None:
                self._engine = open_engine(self.settings.index_url, readonly=True)
            return self._engine

    @property
    def files(self) -> FileStore:
        """The original files."""
        return FileStore(self.settings.files_path)

    @cached_property
    def painter(self) -> Painter | None:
        """Who makes the pictures of pages, or None when nobody is installed."""
        for found in entry_points(group="mediatheque.pictures", name="default"):
            try:
                return cast("Painter", found.load())
            except ImportError:
                return None
        return None

    def counted(self, name: Hashable, session: Session, count: Callable[[], T]) -> T:
        """What `count` gives, counted again when a document has changed.

        What took long to count may be a little old: at most RESTS times as long as the counting took.
        """
        with self._counting:
            known = self._counted.get(name)
            if known is not None and time.monotonic() < known.fresh_until:
                return cast("T", known.value)
            state = authorities.state(session)
            if known is None or known.state != state or time.monotonic() > known.good_until:
                begun = time.monotonic()
                value = count()
                now = time.monotonic()
                known = _Counted(value, state, now + RESTS * (now - begun), now + GOOD_SECONDS)
                self._counted[name] = known
        return cast("T", known.value)


@dataclass(frozen=True, slots=True)
class _Counted:
    value: object
    state: tuple[object, ...]
    fresh_until: float  # until then it is not even asked whether a document changed
    good_until: float


def holdings(app: Flask | None = None) -> Holdings:
    """The holdings of the site that answers."""
    return cast("Holdings", (app or current_app).extensions["mediatheque"])


def catalogue() -> Session:
    """The catalogue as this request sees it: one transaction, opened at the first question, closed with the request."""
    if "session" not in g:
        stack = ExitStack()
        g.session = stack.enter_context(holdings().catalogue.session())
        g.stack = stack
    return cast("Session", g.session)


def close_catalogue(error: BaseException | None = None) -> None:  # noqa: ARG001 (Flask gives it)
    """End the request's transaction."""
    if "stack" in g:
        g.pop("session")
        g.pop("stack").close()
