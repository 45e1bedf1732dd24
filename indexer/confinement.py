"""What the child that opens files may no longer do: call a network, write, start a program, read what is not its own.

Three locks of the Linux kernel, none of which needs an administrator; each holds for good, also for whatever takes the
process over. Where the kernel has no such lock, or refuses it, the others hold and reading goes on: limits of time and
memory (`indexer.limits`) never depend on them.

- a filter of system calls (seccomp-bpf, Documentation/userspace-api/seccomp_filter.rst): no socket, no program, no
  process, no look into another process, no change to a file;
- walls around files (`indexer.walls`): reading below the folders given, nothing else;
- an own, empty network (`unshare`), where an administrator runs us.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.walls import wall_in

NETWORK, CALLS, FILES = "network", "calls", "files"  # the locks, as `lock` names those that hold

_CLONE_NEWNET, _CLONE_THREAD = 0x40000000, 0x10000
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_LOAD, _EQUAL, _AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06  # instructions of BPF
_ALLOWED, _REFUSED, _UNKNOWN = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_CALL, _KIND, _FIRST, _SECOND, _THIRD = 0, 4, 16, 24, 32  # places in struct seccomp_data: nr, arch, args
_OLD_CALLS = 0x40000000  # from here on, calls of the x32 kind
_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o20000000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_TMPFILE
_CLONE3 = 435  # "unknown" rather than refused: the C library then starts its threads with clone

_Step = tuple[int, int, int, int]  # of a filter: what, value, steps to skip when so, when not


class _Processor:
    """What differs between kinds of processors: the number that names them, and those of calls."""

    def __init__(self, kind: int, calls: tuple[int, ...], refused: str) -> None:
        self.kind = kind
        self.clone, self.kill, self.tgkill, self.openat, *self.open = calls
        self.refused = tuple(int(one) for one in refused.split())


# socket socketpair connect accept bind listen sendto sendmsg sendmmsg accept4 · fork vfork execve execveat · ptrace
# process_vm_readv process_vm_writev · creat truncate ftruncate rename* mkdir* rmdir link* unlink* symlink* chmod*
# chown* mknod* mount umount2 chroot pivot_root openat2 · io_uring_setup bpf perf_event_open userfaultfd tkill
_PROCESSORS = {
    "x86_64": _Processor(
        0xC000003E,
        (56, 62, 234, 257, 2),
        "41 53 42 43 49 50 44 46 307 288 57 58 59 322 101 310 311 85 76 77 82 264 316 83 258 84 86 265 87 263 88 266 "
        "90 91 268 452 92 93 94 260 133 259 165 166 161 155 437 425 321 298 323 200",
    ),
    "aarch64": _Processor(
        0xC00000B7,
        (220, 129, 131, 56),
        "198 199 203 202 200 201 206 211 269 242 221 281 117 270 271 45 46 38 276 34 37 35 36 52 53 452 54 55 33 40 39 "
        "51 41 437 425 280 241 282 130",
    ),
}


def lock(readable: Sequence[Path]) -> frozenset[str]:
    """Lock this process up for good, reading only below `readable`; return the locks that hold."""
    if sys.platform != "linux":
        return frozenset()
    libc = ctypes.CDLL(None, use_errno=True)
    held = set()
    if libc.unshare(_CLONE_NEWNET) == 0:
        held.add(NETWORK)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        if wall_in(readable):
            held.add(FILES)
        if _lock_calls(libc):
            held.add(CALLS)
    return frozenset(held)


def own_places() -> list[Path]:
    """What the interpreter may need to read while it works: itself, its libraries, the system's, our packages."""
    ours = Path(__file__).resolve().parent.parent
    places = {Path(place).resolve() for place in (*sys.path, sys.prefix, sys.base_prefix) if place}
    if (ours / "pyproject.toml").is_file():  # a checkout, which may hold the catalogue too
        places = places - {ours} | {ours / "corpus", ours / "indexer"}
    system = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom")
    return [*(places - {Path("/")}), *map(Path, system)]


def _lock_calls(libc: ctypes.CDLL) -> bool:
    machine = _PROCESSORS.get(platform.machine())
    if machine is None or sys.maxsize < 1 << 32 or sys.byteorder != "little":
        return False
    steps = [struct.pack("=HBBI", code, yes, no, value) for code, value, yes, no in _filter(machine)]
    program = ctypes.create_string_buffer(b"".join(steps))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(program)))
    return bool(libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(header), 0, 0) == 0)


def _filter(machine: _Processor) -> Iterator[_Step]:
    """Refuse strange kinds of calls and those of the list; threads yes, processes no; files are opened to be read."""
    yield from ((_LOAD, _KIND, 0, 0), (_EQUAL, machine.kind, 1, 0), (_RETURN, _REFUSED, 0, 0))
    yield from ((_LOAD, _CALL, 0, 0), (_AT_LEAST, _OLD_CALLS, 0, 1), (_RETURN, _REFUSED, 0, 0))
    yield from ((_EQUAL, _CLONE3, 0, 1), (_RETURN, _UNKNOWN, 0, 0))
    for call in machine.refused:
        yield from ((_EQUAL, call, 0, 1), (_RETURN, _REFUSED, 0, 0))
    for call in (machine.kill, machine.tgkill):  # itself it may kill
        yield from ((_EQUAL, call, 0, 4), (_LOAD, _FIRST, 0, 0), (_EQUAL, os.getpid(), 0, 1))
        yield from ((_RETURN, _ALLOWED, 0, 0), (_RETURN, _REFUSED, 0, 0))
    yield from _asked(machine.clone, _FIRST, _CLONE_THREAD, if_any=_ALLOWED, if_none=_REFUSED)
    yield from _asked(machine.openat, _THIRD, _WRITING, if_any=_REFUSED, if_none=_ALLOWED)
    for old_open in machine.open:
        yield from _asked(old_open, _SECOND, _WRITING, if_any=_REFUSED, if_none=_ALLOWED)
    yield (_RETURN, _ALLOWED, 0, 0)


def _asked(call: int, place: int, bits: int, *, if_any: int, if_none: int) -> Iterator[_Step]:
    """What `call` gets, by whether any of `bits` is in its argument at `place`."""
    yield from ((_EQUAL, call, 0, 5), (_LOAD, place, 0, 0), (_AND, bits, 0, 0))
    yield from ((_EQUAL, 0, 0, 1), (_RETURN, if_none, 0, 0), (_RETURN, if_any, 0, 0))
