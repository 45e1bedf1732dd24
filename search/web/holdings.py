"""What the site reads from: the catalogue, the index and the files, each opened when a page first needs it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from threading import RLock
from typing import cast

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue
from corpus.files import FileStore
from corpus.installation import Installation
from corpus.settings import Settings
from search.index import Engine
from search.index.engines import open_engine

#: Makes the picture of a page: (settings, SHA-256 of the file, page number, width in pixels) to the path of a PNG.
Painter = Callable[[Settings, str, int, int], Path]


@dataclass
class Holdings:
    """The opened parts of one installation; what cannot be opened is tried again at the next request."""

    settings: Settings
    _engine: Engine | None = None
    _catalogue: Catalogue | None = None
    _lock: RLock = field(default_factory=RLock)

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
