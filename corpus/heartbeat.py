"""The worker's sign of life, for the desk: that it lives, how long a piece of each work takes, which reader it has."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path

from corpus import notes
from corpus.catalogue import leases

PAUSE = 5.0  # seconds between two signs
MEMORY = 0.8  # share of the old pace in the new one: the last dozen pieces count


@dataclass
class Heartbeat:
    """Notes the sign of life of this process in the home of its installation."""

    home: Path
    pace: dict[str, float] = field(default_factory=dict)  # seconds one piece of a kind of work takes
    noted: float = -PAUSE

    def timed(self, work: str, seconds: float, done: int) -> None:
        """Learn from a round of `work` that did something."""
        if done > 0:
            one = seconds / done
            self.pace[work] = MEMORY * self.pace.get(work, one) + (1 - MEMORY) * one

    def beat(self) -> None:
        """Note the sign, when the last one was a while ago."""
        if time.monotonic() - self.noted < PAUSE:
            return
        self.noted = time.monotonic()
        pace = {name: round(seconds, 2) for name, seconds in self.pace.items()}
        notes.write(self.home, notes.WORKER, {"worker": leases.this_worker(), "pace": pace, "reader": reader()})


def reader() -> str:
    """The version of the reader that is installed, "" when none is."""
    for point in entry_points(group="mediatheque.reader"):
        return str(point.load())
    return ""
