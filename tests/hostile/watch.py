"""What a run of hostile files is watched with: memory from /proc, answers of the site, system calls seen by strace."""

from __future__ import annotations

import contextlib
import re
import socket
import sqlite3
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

BEAT = 0.05  # seconds between two looks
PATIENCE = 10  # seconds within which the site has to answer
OPENED = re.compile(
    r"(?:openat?|open|creat|mkdir(?:at)?|unlink(?:at)?|rename(?:at2?)?|symlink(?:at)?|link(?:at)?|truncate)\("
)
PATHS = re.compile(r'"((?:[^"\\]|\\.)*)"')
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|^(?:creat|mkdir|unlink|rename|symlink|link|truncate)")
CALLS = re.compile(r"(?:connect|sendto)\(.*sa_family=(AF_INET6?)")
STARTS = re.compile(r'execve\("([^"]+)"')


class Watch(threading.Thread):
    """Something looked at again and again until it is over; a context manager."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        """Look once more after the end."""
        while not self._over.wait(BEAT):
            self.look()
        self.look()

    def look(self) -> None:
        """Look once."""
        raise NotImplementedError


class Memory(Watch):
    """The peak of resident memory, in MB, of a process and, by name, of those it started."""

    def __init__(self, pid: int, names: Callable[[str], str | None]) -> None:
        super().__init__()
        self.pid, self.names, self.peaks = pid, names, dict[str, int]()

    def look(self) -> None:
        """Note the peaks of all that live."""
        for pid in family(self.pid):
            with contextlib.suppress(OSError, ValueError):
                command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                status = Path(f"/proc/{pid}/status").read_text()
                name = self.names(command)
                peak = re.search(r"VmHWM:\s+(\d+)", status)
                if name and peak:
                    self.peaks[name] = max(self.peaks.get(name, 0), int(peak[1]) >> 10)


def family(pid: int) -> Iterable[int]:
    """A process and those it started."""
    yield pid
    with contextlib.suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from family(int(child))


class Visits(Watch):
    """The site asked again and again: how long it took, and what went wrong."""

    def __init__(self, addresses: Sequence[str]) -> None:
        super().__init__()
        self.addresses, self.seconds, self.faults = addresses, list[float](), list[str]()

    def look(self) -> None:
        """Ask every address once."""
        for address in self.addresses:
            start = time.monotonic()
            try:
                with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                    answer.read()
            except (OSError, urllib.error.URLError) as error:
                self.faults.append(f"{address} : {error}")
            self.seconds.append(time.monotonic() - start)


class Outcomes(Watch):
    """When each deposit got its outcome, by its name in the catalogue."""

    def __init__(self, catalogue: Path) -> None:
        super().__init__()
        self.catalogue, self.ended = catalogue, dict[str, float]()
        self._last = time.monotonic()
        self.seconds: dict[str, float] = {}

    def look(self) -> None:
        """Note what ended since the last look; deposits are read one after the other."""
        if not self.catalogue.exists():
            return
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(f"file:{self.catalogue}?mode=ro", uri=True, timeout=1)) as database,
        ):
            rows = database.execute("SELECT filename, leased_by, outcome FROM deposit ORDER BY id").fetchall()
            now = time.monotonic()
            for name, leased, outcome in rows:
                if outcome == "waiting" and leased is None and not self.seconds:
                    self._last = now
                if outcome != "waiting" and name not in self.seconds:
                    self.seconds[name] = now - self._last
                    self._last = now


class Listener(Watch):
    """An address that nobody may call; counts who does."""

    def __init__(self) -> None:
        super().__init__()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(BEAT)
        self.calls = 0

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def look(self) -> None:
        """Take a call, if there is one."""
        with contextlib.suppress(OSError):
            caller, _ = self._socket.accept()
            caller.close()
            self.calls += 1


@dataclass
class Trace:
    """What the system calls of a run say."""

    written: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    called: list[str] = field(default_factory=list)
    started: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, log: Path, writable: Sequence[Path], readable: Sequence[Path]) -> Trace:
        """Read the log of strace; what lies within the folders given is as it should be."""
        seen = cls()
        with log.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                seen._take(line, writable, readable)
        return seen

    def _take(self, line: str, writable: Sequence[Path], readable: Sequence[Path]) -> None:
        call = line.partition(" ")[2].strip()
        if CALLS.search(call):
            self.called.append(call[:200])
        elif (started := STARTS.search(call)) and " = 0" in call:
            self.started.add(started[1])
        elif OPENED.match(call) and " = -1" not in call:
            where = self.written if WRITES.search(call) else self.read
            within = writable if WRITES.search(call) else (*writable, *readable)
            for path in PATHS.findall(call):
                if path.startswith("/") and not any(Path(path).is_relative_to(folder) for folder in within):
                    where.add(path)
