"""Forms are taken from our own pages only; a way back leads to our own pages only."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import request

from corpus.errors import ForeignForm
from search.web.holdings import holdings

_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
_LONGEST = 8000  # characters of a way back


def refuse_foreign() -> None:
    """Refuse what another site had the browser send: for forms that act without a token.

    Browsers say where a form comes from and let no page change it (`Sec-Fetch-Site`, `Origin`, else `Referer`);
    one that says nothing is refused.

    Raises:
        ForeignForm: when it does not come from a page of this site.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        ours = _origin(request.headers.get("Origin") or request.headers.get("Referer", "")) in _own()
    if not ours:
        raise ForeignForm


def way_back(asked: str) -> str | None:
    """The path that a form asks to go back to, or None when it is not one of this site.

    >>> way_back("/recherche?q=eau"), way_back("//ailleurs.example/"), way_back("https://ailleurs.example/")
    ('/recherche?q=eau', None, None)
    """
    return asked if len(asked) <= _LONGEST and _PATH.fullmatch(asked) else None


def _own() -> set[tuple[str, str]]:
    given = holdings().settings.url
    return {_origin(request.host_url), *([_origin(given)] if given else [])} - {("", "")}


def _origin(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.netloc.lower()
    except ValueError:
        return "", ""
