"""Browsers in which somebody has entered before: their wrong passwords are counted apart from those of strangers.

The cookie holds a random secret for each name that entered here, signed by us; nothing of it is kept by the site.
"""

from __future__ import annotations

import hashlib
import secrets

from flask import Response, request
from itsdangerous import BadData, URLSafeSerializer

from corpus.catalogue import accounts
from search.web.desk.secret import signing_key
from search.web.desk.sitting import put
from search.web.holdings import holdings

COOKIE = "bureau-connu"
LASTS = 365 * 24 * 3600  # seconds
MOST = 8  # names in one browser; the one that entered longest ago is forgotten


def known_as(name: str) -> str:
    """The secret of this browser for `name`, "" when that name never entered in it."""
    return _read().get(_short(name), "")


def keep(response: Response, name: str) -> None:
    """Have the browser remember that `name` has entered in it."""
    known = _read()
    known[_short(name)] = known.pop(_short(name), "") or secrets.token_urlsafe(12)
    put(response, COOKIE, _signer().dumps(dict([*known.items()][-MOST:])), LASTS)


def _read() -> dict[str, str]:
    try:
        return {str(name): str(secret) for name, secret in _signer().loads(request.cookies.get(COOKIE, "")).items()}
    except (BadData, AttributeError, ValueError):
        return {}


def _short(name: str) -> str:
    return hashlib.sha256(accounts.folded(name).encode("utf-8", "replace")).hexdigest()[:16]


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(signing_key(holdings().settings.home_path), salt="connu")
