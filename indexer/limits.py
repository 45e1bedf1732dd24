"""The limits under which a file is read: time, memory, pages. The child sets its own; the parent watches the clock."""

from __future__ import annotations

import ctypes
import resource
import signal
from dataclasses import dataclass

from corpus.settings import Settings

PR_SET_PDEATHSIG = 1  # from linux/prctl.h: the signal a child gets when its parent dies
BASE_MEGABYTES = 400  # address space of interpreter and libraries before any file is opened
MOST_CELLS = 200_000  # of tables in one document: more is a data base that was printed, and takes minutes to walk


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may cost."""

    seconds: int = 60
    megabytes: int = 1024
    pages: int = 3000

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits that the settings give."""
        return cls(settings.read_seconds, settings.read_megabytes, settings.read_pages)


def confine(limits: Limits) -> None:
    """Put this process under its limits for good: memory, no core file, no file writes; it dies with its parent."""
    space = (limits.megabytes + BASE_MEGABYTES) << 20
    resource.setrlimit(resource.RLIMIT_AS, (space, space))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
