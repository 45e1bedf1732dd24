"""What the worker tidies up now and then: files whose sending was given up, words of old searches."""

from __future__ import annotations

import time

from corpus.catalogue import Catalogue, tallies
from corpus.catalogue.uploads import Reception, sweep
from corpus.settings import Settings

PAUSE = 3600.0  # seconds between two rounds
_last: dict[str, float] = {}


def work_once(catalogue: Catalogue, settings: Settings) -> int:
    """Make a round when the last one was long ago; return how many things were tidied up. The worker calls this."""
    moment = time.monotonic()
    if moment - _last.get(settings.home, -PAUSE) < PAUSE:
        return 0
    _last[settings.home] = moment
    with catalogue.writing() as session:
        tallies.forget_words(session)
    return sweep(catalogue, Reception(settings.reception_path))
