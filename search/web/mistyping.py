"""Addresses typed from paper or cut by a mail program: mended when only one can be meant, else told as such."""

from __future__ import annotations

import re

from corpus.permalinks import LENGTH, is_pid

ROOMS = ("d", "p", "c", "s", "r", "intervenants", "territoires")
_COPIED = re.compile(
    rf"(?P<pid>[0-9A-Za-z]{{{LENGTH + 1}}})(?P<form>(?:\.[a-z]+)*)(?P<stop>[^0-9A-Za-z]*)"
)  # what stood behind the address in a sentence is often taken for a part of it
_DASHES = re.compile("[-\u00ad\u2010-\u2015\u200b]")  # where a line was broken
_LOOK_ALIKE = str.maketrans("oil", "011")  # no pid has these letters


def mended(path: str) -> str | None:
    """The address that was meant by one that leads nowhere; None when it is well written, or nobody can tell.

    The check character makes it sure: capitals, o for 0, l or i for 1, hyphens and closing punctuation.

    >>> mended("/p/L3O3OXF93GM."), mended("/p/22222-22222S)/citer"), mended("/d/13030xf93gm.json"), mended("/p/1")
    ('/p/13030xf93gm', '/p/2222222222s/citer', None, None)
    """
    _, *parts = path.split("/")
    if len(parts) < 2 or parts[0].lower() not in ROOMS:  # noqa: PLR2004 (room and pid)
        return None
    found = _COPIED.fullmatch(_DASHES.sub("", parts[1]))
    pid = found["pid"].lower().translate(_LOOK_ALIKE) if found else ""
    if found is None or not is_pid(pid):
        return None
    made = "/".join(("", parts[0].lower(), pid + found["form"], *parts[2:]))
    return made if made != path else None


def mistyped(path: str) -> bool:
    """Whether the address has an identifier that was copied badly: its check character is wrong."""
    _, *parts = path.split("/")
    return len(parts) > 1 and parts[0] in ROOMS and not is_pid(parts[1].split(".")[0])
