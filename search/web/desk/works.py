"""Long works: an act on many notices is done aside, and its page tells how far it is."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread

from flask import current_app
from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue
from corpus.catalogue.models import Act
from corpus.errors import MediathequeError

log = logging.getLogger("mediatheque.desk")
KEPT = 50  # works that are remembered

Tell = Callable[[int, int], None]


@dataclass
class Work:
    """One of them: how many of how many are done; then the number of the act, or why it was not done."""

    done: int = 0
    total: int = 0
    act: int | None = None
    failure: str = ""

    def tell(self, done: int, total: int) -> None:
        """Note how far it is."""
        self.done, self.total = done, total


@dataclass
class Works:
    """Those of this process, by key; who asks for one that is forgotten is told so."""

    lock: Lock = field(default_factory=Lock)
    known: dict[str, Work] = field(default_factory=dict)

    def begin(self, catalogue: Catalogue, act: Callable[[Session, Tell], Act]) -> str:
        """Begin `act` in a transaction of its own; return its key."""
        work, key = Work(), secrets.token_hex(8)
        with self.lock:
            while len(self.known) >= KEPT:
                del self.known[next(iter(self.known))]
            self.known[key] = work
        Thread(target=_do, args=(catalogue, act, work)).start()
        return key


def works() -> Works:
    """The works of the site that answers."""
    found: Works = current_app.extensions.setdefault("mediatheque-works", Works())
    return found


def _do(catalogue: Catalogue, act: Callable[[Session, Tell], Act], work: Work) -> None:
    try:
        with catalogue.writing() as session:
            number = act(session, work.tell).id
        work.act = number
    except MediathequeError as error:
        work.failure = str(error)
    except Exception:
        log.exception("a long work failed")
        work.failure = "Cette modification n'a pas abouti. Rien n'a été changé ; réessayez."
