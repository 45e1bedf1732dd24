"""The parent's side of reading: asks a limited child process, watches the clock, tells what happened in French."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from corpus.errors import LimitExceeded, ReaderCrashed, UnreadableFile
from corpus.files import UNFINISHED, digest_of
from indexer import conversion
from indexer.child import CRASH, MEMORY, NESTING
from indexer.extract.office import media_type_of
from indexer.limits import Limits
from indexer.reading import WHOLE, Reading
from indexer.structure.lengths import Cutting

FILES_A_CHILD = 200  # after which a fresh one is started: a library's leaks do not add up
STARTING_SECONDS = 60  # granted to a new child, to start and load the vocabularies
CHUNK = 1 << 20
MOST_OF_MEMORY = 0.6  # share of it resident in a process that died of having no more
LONGEST_ANSWER = 256 << 20  # bytes: what a child answers of three thousand pages is a tenth of it
HEAD = 4096  # bytes that tell what kind of file it is
_ALLOW = "Le fichier est conservé ; découpez-le, ou relevez cette limite (MEDIATHEQUE_READ_{})."
_COPY = "Le fichier est conservé ; ouvrez-le dans votre logiciel, enregistrez-en une copie et déposez-la."


class Child:
    """The child process and the two pipes to it."""

    def __init__(self, work: str, limits: Limits, folder: Path) -> None:
        self.asked, self.folder, self.megabytes = 0, folder, limits.megabytes
        self._forked = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # the kernel counts the fork of us as its own
        self._process = subprocess.Popen(  # noqa: S603 - our own module, our own interpreter
            # -P: a module that lies in the folder we were started in must not be taken for one of ours
            [sys.executable, "-P", "-m", "indexer.child", work, str(limits.megabytes), str(limits.pages), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )

    def can_read(self, path: Path) -> bool:
        """Whether it lives, is not worn out, and may open the file at `path`."""
        lives = self._process.poll() is None and self.asked < FILES_A_CHILD
        return lives and path.is_relative_to(self.folder)

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """Send a request and hear the answer; None when the child died.

        Raises:
            TimeoutError: when there is no answer within `seconds`.
        """
        self.asked += 1
        if self._process.stdin is None:
            return None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            return None
        return self.listen(seconds)

    def listen(self, seconds: float) -> dict[str, Any] | None:
        """Hear the next answer; None when the child died.

        Raises:
            TimeoutError: when there is none within `seconds`.
        """
        if self._process.stdout is None:
            return None
        line = _line(self._process.stdout.fileno(), time.monotonic() + seconds)
        return dict(json.loads(line)) if line else None

    def end(self) -> None:
        """Kill the process and close the pipes."""
        self._process.kill()
        with contextlib.suppress(OSError):
            self._process.communicate()

    def ate_its_memory(self) -> bool:
        """Whether the process, which gave no answer, used most of its memory: libraries without more just stop."""
        try:
            os.kill(self._process.pid, signal.SIGKILL)  # not Popen.kill, which would forget what it used
            _, status, usage = os.wait4(self._process.pid, 0)
        except (ChildProcessError, ProcessLookupError):
            return False
        self._process.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_maxrss > max(self._forked, MOST_OF_MEMORY * self.megabytes * 1024)


class Reader:
    """Has files read (`work` is "read") or drawn ("picture", "scan") in a child process; a context manager.

    Passages are cut as `cutting` says. The child can read in one folder alone: `folder` where it is given and holds the
    file, else the file's own. What is made on the way lies in `folder` too, else in the system's folder for that.
    """

    def __init__(
        self, limits: Limits, work: str = "read", folder: Path | None = None, cutting: Cutting = WHOLE
    ) -> None:
        self.limits = limits
        self.cutting = cutting
        self.work = work
        self.folder = folder.resolve() if folder else None
        self._child: Child | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, path: Path, filename: str, recognised: Mapping[int, dict[str, Any]] | None = None) -> Reading:
        """Read the file at `path`, known to people as `filename`, with what was recognised of its pages, if any.

        What only LibreOffice can open (DOC, RTF) is converted first; the reading is that of the file all the same.

        Raises:
            UnreadableFile: (or a subclass) when it cannot be read within the limits.
        """
        with path.open("rb") as file:
            media_type = media_type_of(file.read(HEAD))
        if media_type is None:
            return self._read(path, filename, recognised)
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=self.folder) as folder:
            try:
                made = conversion.convert(path, Path(folder), max(self.limits.seconds, conversion.SECONDS))
            except UnreadableFile as error:
                raise self._told({"code": error.code, "reason": error.reason}, filename) from error
            reading = self._read(made, filename, recognised)
        return replace(reading, sha256=digest_of(path), media_type=media_type)

    def _read(self, path: Path, filename: str, recognised: Mapping[int, dict[str, Any]] | None) -> Reading:
        request = {"path": str(path.resolve()), "filename": filename, "recognised": dict(recognised or {})}
        request["cutting"] = asdict(self.cutting)
        return Reading.from_json(self._ask(request, filename)["reading"])

    def picture(self, path: Path, filename: str, page: int, width: int) -> bytes:
        """Draw a page (from 1) as PNG, `width` pixels wide.

        Raises:
            UnreadableFile: when the file has no such page or cannot be drawn within the limits.

        """
        request = {"path": str(path.resolve()), "filename": filename, "page": page, "width": width}
        return base64.b64decode(self._ask(request, filename)["png"])

    def scan(self, path: Path, filename: str, page: int) -> tuple[bytes, float]:
        """Draw a page (from 1) for recognition; return the PNG and its dots per inch.

        Raises:
            UnreadableFile: when the file has no such page or cannot be drawn within the limits.
        """
        answer = self._ask({"path": str(path.resolve()), "page": page}, filename)
        return base64.b64decode(answer["png"]), answer["dpi"]

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _ask(self, request: dict[str, Any], filename: str) -> dict[str, Any]:
        child = self._ready_child(Path(request["path"]), filename)
        try:
            answer = child.ask(request, self.limits.seconds)
        except TimeoutError:
            self.close()
            why = f"sa lecture a dépassé {self.limits.seconds} secondes et a été arrêtée. {_ALLOW.format('SECONDS')}"
            raise LimitExceeded(filename, why) from None
        if answer is None:
            hungry = child.ate_its_memory()
            self.close()
            if hungry:
                raise self._told({"code": LimitExceeded.code, "reason": MEMORY}, filename)
            raise ReaderCrashed(filename)
        if "error" in answer:
            raise self._told(answer["error"], filename)
        return answer

    def _ready_child(self, path: Path, filename: str) -> Child:
        if self._child is not None and not self._child.can_read(path):
            self.close()
        if self._child is None:
            within = self.folder is not None and path.is_relative_to(self.folder)
            self._child = Child(self.work, self.limits, self.folder if within and self.folder else path.parent)
            try:
                ready = self._child.listen(STARTING_SECONDS)
            except TimeoutError:
                ready = None
            if ready is None:
                self.close()
                raise ReaderCrashed(filename)
        return self._child

    def _told(self, error: dict[str, str], filename: str) -> UnreadableFile:
        """The child's error as one of ours, with the name that people know the file by."""
        code, reason = error["code"], error.get("reason", "")
        if code == LimitExceeded.code and reason == MEMORY:
            self.close()  # a child short of memory is of no further use
            reason = f"sa lecture demande plus de {self.limits.megabytes} Mo de mémoire. {_ALLOW.format('MEGABYTES')}"
        elif code == LimitExceeded.code and reason == NESTING:
            reason = f"ses éléments sont emboîtés trop profondément. {_COPY}"
        elif code == CRASH:
            code = UnreadableFile.code
            reason = f"il semble endommagé. {_COPY} (Détail technique : {reason})"
        told = UnreadableFile(filename, reason)
        told.code = code
        return told


def _line(descriptor: int, deadline: float) -> bytes:
    """Read one line from `descriptor` until `deadline`; b"" when the other side closed it, or never ends.

    Raises:
        TimeoutError: when the line is not there in time.

    """
    parts: list[bytes] = []
    length = 0
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
            length += len(chunk)
            if length > LONGEST_ANSWER:
                return b""
            if chunk.endswith(b"\n"):
                return b"".join(parts)
