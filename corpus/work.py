"""The worker: does whatever the installed sides offer as work, again and again, until it is told to stop.

Both sides join here through entry points (`mediatheque.work`): callables (catalogue, settings) → things done.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from importlib.metadata import entry_points
from types import FrameType

from corpus.catalogue import Catalogue, leases
from corpus.errors import MediathequeError
from corpus.heartbeat import Heartbeat
from corpus.settings import Settings

ORDER = {"read": 0, "recognise": 2}
PAUSE = 2.0  # seconds between two looks at an empty queue
log = logging.getLogger("mediatheque.work")

Work = Callable[[Catalogue, Settings], int]


def offered() -> list[tuple[str, Work]]:
    """The kinds of work that are installed: reading first, the slow recognition of pages last."""
    points = sorted(entry_points(group="mediatheque.work"), key=lambda one: ORDER.get(one.name, 1))
    return [(one.name, one.load()) for one in points]


def run(catalogue: Catalogue, settings: Settings, stop: threading.Event) -> None:
    """Work until `stop` is set; an error in one kind of work is logged and does not end the others."""
    kinds, heart = offered(), Heartbeat(settings.home_path)
    while not stop.is_set():
        _attempt("bail", lambda catalogue, _: leases.free_dead(catalogue), catalogue, settings)
        done = 0
        for name, work in kinds:
            heart.beat()
            begun = time.monotonic()
            pieces = _attempt(name, work, catalogue, settings)
            heart.timed(name, time.monotonic() - begun, pieces)
            done += pieces
        if not done:
            stop.wait(PAUSE)


def stop_on_signals(stop: threading.Event) -> None:
    """Let SIGTERM and SIGINT set `stop`, so that the work at hand is finished or given back."""

    def told(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        stop.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)


def _attempt(name: str, work: Work, catalogue: Catalogue, settings: Settings) -> int:
    try:
        return work(catalogue, settings)
    except MediathequeError as error:
        log.warning("%s : %s", name, error)
    except Exception:
        log.exception("%s : erreur inattendue, nouvel essai dans un instant", name)
    return 0
