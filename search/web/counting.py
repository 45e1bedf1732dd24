"""Counting without persons: what was opened, which links were followed, what was sought in vain; no address, no cookie.

What is counted stays in memory and is written down together, at most once a minute, beside the requests: what was
counted in the last minute is lost when the site is killed. Robots that say so are left out.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock, Timer
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from corpus.catalogue import tallies
from corpus.errors import MediathequeError
from corpus.vocabularies.folding import fold
from search.web.holdings import Holdings, holdings

EVERY = 60.0  # seconds between two writings
MOST = 20_000  # different things held in memory; what is beyond is not counted
LONGEST_WORDS = 80
OPENED = {"records.document", "records.passage"}
PERMANENT = re.compile(r"/[dprs]/[^/]+")
ROBOT = re.compile(
    r"bot\b|bot[/;]|crawl|spider|slurp|preview|scan|monitor|fetch|archive|curl|wget|python|java/|perl|ruby|go-http|http"
    r"client|feed|headless|^$",
    re.IGNORECASE,
)
PRIVATE = re.compile(r"@|(\d[ .-]?){6}")  # what may be somebody's address or number is not kept
log = logging.getLogger("mediatheque.counting")


@dataclass
class Counts:
    """What was counted since it was written down last."""

    house: Holdings
    held: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)
    timer: Timer | None = None

    def count(self, what: str, key: str) -> None:
        """Count one; the first after a writing asks for the next writing."""
        line = (datetime.now(UTC).date().isoformat(), what, key)
        with self.lock:
            if len(self.held) < MOST or line in self.held:
                self.held[line] += 1
            if self.timer is None:
                self.timer = Timer(EVERY, self.write)
                self.timer.daemon = True
                self.timer.start()

    def write(self) -> None:
        """Write down what was counted; what could not be written is tried again with the next."""
        with self.lock:
            counted, self.held, self.timer = self.held, Counter(), None
        if not counted:
            return
        try:
            with self.house.catalogue.writing() as session:
                tallies.add(session, counted)
        except (MediathequeError, SQLAlchemyError) as error:
            log.warning("les comptes attendent : %s", error)
            with self.lock:
                self.held.update(counted)


def counts() -> Counts:
    """The counts of the site that answers."""
    found: Counts = current_app.extensions["mediatheque-counts"]
    return found


def searched(words: str, total: int) -> None:
    """Tell what was searched and how much was found; only what was found nowhere is counted."""
    g.sought_in_vain = words if total == 0 else ""


def _count(response: Response) -> Response:
    if request.method != "GET" or response.status_code not in (200, 301) or _by_machine():
        return response
    pid = str((request.view_args or {}).get("pid", ""))
    if pid and response.status_code == 200 and request.endpoint in OPENED:  # noqa: PLR2004 (what was shown)
        counts().count(tallies.OPENED, pid)
    if pid and PERMANENT.fullmatch(request.path) and _from_elsewhere():
        counts().count(tallies.FOLLOWED, pid)
    vain = str(g.get("sought_in_vain", "")).strip()
    if vain:
        counts().count(tallies.NOTHING, "" if PRIVATE.search(vain) else fold(vain)[:LONGEST_WORDS].strip())
    return response


def _by_machine() -> bool:
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return "prefetch" in purpose or ROBOT.search(request.user_agent.string) is not None


def _from_elsewhere() -> bool:
    """Whether the page was reached from a letter, a note, another site: not from one of our own pages."""
    return urlsplit(request.referrer or "").netloc != request.host


def register(app: Flask) -> None:
    """Have the pages counted."""
    app.extensions["mediatheque-counts"] = Counts(holdings(app))
    app.after_request(_count)
