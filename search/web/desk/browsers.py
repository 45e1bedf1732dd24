"""What a browser is called, so that somebody recognises her own sittings in a list: its name and system, no more."""

from __future__ import annotations

#: The first that is found counts: most browsers also claim to be an older one.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chromium", "Chromium"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def browser_label(told: str) -> str:
    """The name and system that a `User-Agent` tells of, "" when it tells nothing.

    >>> browser_label("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"), browser_label("curl")
    ('Firefox, Linux', '')
    """
    names = [next((name for sign, name in known if sign in told), "") for known in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in names if name)
