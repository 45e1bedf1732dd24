"""A sitting at the desk: a signed cookie with its key and its form token; the catalogue says whether it still holds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Response, request
from itsdangerous import BadData, URLSafeTimedSerializer

from corpus.catalogue import sittings
from corpus.catalogue.models import Account
from search.web.desk.browsers import browser_label
from search.web.desk.secret import signing_key
from search.web.holdings import holdings

COOKIE = "bureau"
HINT = "bureau-ici"  # opens nothing: public pages show the way to the desk where it is set


@dataclass(frozen=True)
class Sitting:
    """The key of a sitting ("" before the password was given), and the token that its forms carry."""

    key: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


def read() -> Sitting | None:
    """The sitting of this request, or None: no cookie, one that is too old, or not signed by us."""
    lasting = int(sittings.LASTS.total_seconds())
    try:
        key, token = _signer().loads(request.cookies.get(COOKIE, ""), max_age=lasting)
    except (BadData, TypeError, ValueError):
        return None
    return Sitting(key, token)


def begin(response: Response, account: Account) -> None:
    """Begin a sitting of `account` in the browser that gets `response`."""
    with holdings().catalogue.writing() as session:
        key = sittings.begin(session, session.get_one(Account, account.id), browser_label(request.user_agent.string))
    keep(response, Sitting(key))
    put(response, HINT, "1", path=f"{request.script_root}/")


def keep(response: Response, sitting: Sitting) -> None:
    """Have the browser bring `sitting` along to the desk, and nowhere else."""
    put(response, COOKIE, _signer().dumps([sitting.key, sitting.token]))


def put(response: Response, name: str, value: str, seconds: int | None = None, path: str = "") -> None:
    """Set a cookie of the desk: for the desk alone (or `path`), out of reach of scripts and of other sites' forms."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path or _path(),
        secure=request.is_secure or urlsplit(holdings().settings.url).scheme == "https",
        httponly=True,
        samesite="Lax",
    )


def forget(response: Response) -> None:
    """Have the browser throw the cookie away."""
    response.delete_cookie(COOKIE, path=_path(), httponly=True, samesite="Lax")
    response.delete_cookie(HINT, path=f"{request.script_root}/", httponly=True, samesite="Lax")


def _path() -> str:
    return f"{request.script_root}/bureau"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_key(holdings().settings.home_path), salt="bureau")
