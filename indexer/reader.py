"""The parent's side of reading: asks a limited child process, watches the clock, tells what happened in French."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import selectors
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from corpus.errors import LimitExceeded, ReaderCrashed, UnreadableFile
from indexer.limits import Limits
from indexer.reading import Reading

FILES_A_CHILD = 200  # after which a fresh one is started: a library's leaks do not add up
STARTING_SECONDS = 30  # granted once, to start the interpreter and load the vocabularies
CHUNK = 1 << 20


class Reader:
    """Reads files in a child process of its own; use it as a context manager."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._asked = 0

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path, filename: str) -> Reading:
        """Read the file at `path`, known to people as `filename`.

        Raises:
            UnreadableFile: (or a subclass) when it cannot be read within the limits.

        """
        answer = self._ask({"do": "read", "path": str(path.resolve()), "filename": filename}, filename)
        return Reading.from_json(answer["reading"])

    def picture(self, path: Path, filename: str, page: int, width: int) -> bytes:
        """Draw a page (from 1) as PNG, `width` pixels wide.

        Raises:
            UnreadableFile: when the file has no such page or cannot be drawn within the limits.

        """
        request = {"do": "picture", "path": str(path.resolve()), "filename": filename, "page": page, "width": width}
        return base64.b64decode(self._ask(request, filename)["png"])

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _ask(self, request: dict[str, Any], filename: str) -> dict[str, Any]:
        fresh = self._child is None or self._child.poll() is not None or self._asked >= FILES_A_CHILD
        if fresh:
            self._start()
        self._asked += 1
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise ReaderCrashed(filename)
        deadline = time.monotonic() + self.limits.seconds + (STARTING_SECONDS if fresh else 0)
        try:
            child.stdin.write(json.dumps(request).encode() + b"\n")
            child.stdin.flush()
            line = _line(child.stdout.fileno(), deadline)
        except TimeoutError:
            self.close()
            why = f"sa lecture a dépassé {self.limits.seconds} secondes et a été arrêtée. Le fichier est conservé."
            raise LimitExceeded(filename, why) from None
        except OSError:
            line = b""
        if not line:
            self.close()
            raise ReaderCrashed(filename)
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise self._told(answer["error"], filename)
        return answer

    def _told(self, error: dict[str, str], filename: str) -> UnreadableFile:
        """The child's error as one of ours, with the name that people know the file by."""
        code, reason = error["code"], error.get("reason", "")
        if code == "limit-exceeded" and reason == "memory":
            self.close()  # a child short of memory is of no further use
            reason = f"sa lecture demande plus de {self.limits.megabytes} Mo de mémoire. Le fichier est conservé."
        elif code == "limit-exceeded" and reason == "nesting":
            reason = "ses éléments sont emboîtés trop profondément. Le fichier est conservé."
        elif code == UnreadableFile.code and "message" not in error:
            reason = f"il semble endommagé. Le fichier est conservé. (Détail technique : {reason})"
        told = UnreadableFile(filename, reason)
        told.code = code
        return told

    def _start(self) -> None:
        self.close()
        numbers = [str(one) for one in (self.limits.seconds, self.limits.megabytes, self.limits.pages)]
        self._child = subprocess.Popen(  # noqa: S603 - our own module, our own interpreter
            [sys.executable, "-m", "indexer.child", *numbers],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )
        self._asked = 0


def _line(descriptor: int, deadline: float) -> bytes:
    """Read one line from `descriptor` until `deadline`; b"" when the other side closed it.

    Raises:
        TimeoutError: when the line is not there in time.

    """
    parts: list[bytes] = []
    with contextlib.closing(selectors.DefaultSelector()) as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise TimeoutError
            chunk = os.read(descriptor, CHUNK)
            if not chunk:
                return b""
            parts.append(chunk)
            if chunk.endswith(b"\n"):
                return b"".join(parts)
