"""Other people's programs (tesseract, LibreOffice), run under limits: time, memory, size of files, no network.

The kernel's own tools do the confining (`prlimit`, `setpriv`, `unshare`, all of util-linux): what a program starts
in turn inherits the limits, and everything is killed together when the time is over.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PROBE_SECONDS = 10
_GRACE = 5  # seconds after our own deadline at which `timeout` kills an orphan


class TookTooLong(Exception):
    """The program was killed because its time was over."""


class Failed(Exception):
    """The program could not be started, or ended with an error; the text is what it said last."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one run may cost. `megabytes` is address space; `written` the size of a file it writes (0: none)."""

    seconds: int = 60
    megabytes: int = 1024
    written: int = 0


def run(
    command: Sequence[str],
    bounds: Bounds,
    content: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Run `command` with `content` at its input and return its output.

    Raises:
        TookTooLong: when it was killed at its limit of time.
        Failed: when it did not end well.

    """
    try:
        child = subprocess.Popen(  # noqa: S603 - a program found on the path, arguments without a shell
            [*_confined(bounds), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", **(environment or {})},
            start_new_session=True,
        )
    except OSError as error:
        raise Failed(str(error)) from error
    try:
        output, said = child.communicate(content, timeout=bounds.seconds)
    except subprocess.TimeoutExpired:
        raise TookTooLong from None
    finally:
        _end(child)
    if child.returncode:
        last = said.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"code {child.returncode}"]
        raise Failed(last[0][:300])
    return output


def found(*names: str) -> str | None:
    """Where the first of these programs is, None when none is installed."""
    return next((place for name in names if (place := shutil.which(name))), None)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the program and all it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    if child.returncode is None:
        child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout, child.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _confined(bounds: Bounds) -> list[str]:
    """The words before a command that confine it, as far as this machine has them."""
    words = list(_offline())
    mortal = _dies_with_parent()
    if timeout := found("timeout"):  # should this process be killed, nobody else would end what the program started
        words += [*mortal, timeout, "--signal=KILL", str(bounds.seconds + _GRACE)]
    words += mortal
    if prlimit := found("prlimit"):
        space = bounds.megabytes << 20
        words += [prlimit, f"--as={space}", "--core=0", f"--cpu={bounds.seconds + _GRACE}", f"--fsize={bounds.written}"]
        words += ["--"]
    return words


def _dies_with_parent() -> list[str]:
    setpriv = found("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []


@cache
def _offline() -> tuple[str, ...]:
    """The words that take the network away from a command; none where the kernel does not let us."""
    unshare = found("unshare")
    for words in ((unshare, "--net"), (unshare, "--map-root-user", "--net")) if unshare else ():
        trial = subprocess.run([*words, "true"], capture_output=True, timeout=_PROBE_SECONDS, check=False)  # noqa: S603
        if trial.returncode == 0:
            return (*words, "--")
    return ()
