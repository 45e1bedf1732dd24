"""Walls around a process: which folders it may still read and write, for good (Landlock, Linux 5.13 and later).

Run as `python -m indexer.walls FOLDER COMMAND…`, it builds walls around a command that may write in FOLDER alone and
read, beside it, only what programs need to run.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

#: Where programs, libraries, fonts and their settings are; nobody's documents.
PROGRAMS = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib64", "/opt", "/etc", "/proc", "/sys", "/dev"),
    *("/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice"),
)
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, the same on every machine
_VERSION = 1
_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
_EXECUTE, _WRITE, _READ, _LIST = 1, 2, 4, 8
_REMOVE, _MAKE_SOCKET = 1 << 5, 1 << 9
_TRUNCATE, _IOCTL = 1 << 14, 1 << 15
_ON_FILES = _EXECUTE | _WRITE | _READ | _TRUNCATE | _IOCTL
_KNOWN = ((1, 13), (2, 14), (3, 15), (5, 16))  # (version, how many rights it knows)


class _Rights(ctypes.Structure):
    _fields_ = (("handled", ctypes.c_uint64),)


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def wall_in(
    readable: Iterable[str | Path], writable: Iterable[str | Path] = (), sockets: Iterable[str | Path] = ()
) -> bool:
    """Take from this process, and all it starts, every file but those below `readable` and `writable`.

    In the folders `sockets` it may make sockets and remove them, as LibreOffice insists on doing in /tmp; not read.

    False, and nothing happened, where the kernel knows no walls.
    """
    kernel = ctypes.CDLL(None, use_errno=True)
    version = kernel.syscall(_CREATE, None, 0, _VERSION)
    known = max((rights for least, rights in _KNOWN if version >= least), default=0)
    if not known:
        return False
    every = (1 << known) - 1
    rules = kernel.syscall(_CREATE, ctypes.byref(_Rights(every)), ctypes.sizeof(_Rights), 0)
    if rules < 0:
        return False
    try:
        for path in readable:
            _allow(kernel, rules, path, _EXECUTE | _READ | _LIST)
        for path in (*writable, "/dev/null", "/dev/urandom"):
            _allow(kernel, rules, path, every)
        for path in sockets:
            _allow(kernel, rules, path, _MAKE_SOCKET | _REMOVE)
        kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(kernel.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _allow(kernel: ctypes.CDLL, rules: int, path: str | Path, rights: int) -> None:
    """Leave a door open; what does not exist needs none."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not Path(path).is_dir():
            rights &= _ON_FILES
        kernel.syscall(_ADD, rules, _BENEATH, ctypes.byref(_Beneath(rights, place)), 0)
    finally:
        os.close(place)


def main() -> None:
    """Become the command, walled in."""
    folder, *command = sys.argv[1:]
    wall_in(PROGRAMS, [folder], ["/tmp"])  # noqa: S108 - not a file of ours
    os.execvp(command[0], command)  # noqa: S606 - the command our own parent asked for


if __name__ == "__main__":
    main()
