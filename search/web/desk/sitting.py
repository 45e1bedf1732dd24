"""A sitting at the desk: a signed cookie that says whose it is; the catalogue says whether it still holds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Response, request
from itsdangerous import BadData, URLSafeTimedSerializer

from search.web.desk.secret import signing_key
from search.web.holdings import holdings

COOKIE = "bureau"
SECONDS = 12 * 3600  # a working day; then the name and password are asked again


@dataclass(frozen=True)
class Sitting:
    """Whose sitting it is (nobody's before the password was given), and the token that its forms carry."""

    account: int | None = None
    turn: int = 0
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


def read() -> Sitting | None:
    """The sitting of this request, or None: no cookie, one that is too old, or not signed by us."""
    try:
        account, turn, token = _signer().loads(request.cookies.get(COOKIE, ""), max_age=SECONDS)
    except (BadData, TypeError, ValueError):
        return None
    return Sitting(account, turn, token)


def keep(response: Response, sitting: Sitting) -> None:
    """Have the browser bring `sitting` along to the desk, and nowhere else."""
    response.set_cookie(
        COOKIE,
        _signer().dumps([sitting.account, sitting.turn, sitting.token]),
        path=_path(),
        secure=request.is_secure or urlsplit(holdings().settings.url).scheme == "https",
        httponly=True,
        samesite="Lax",
    )


def forget(response: Response) -> None:
    """Have the browser throw the cookie away."""
    response.delete_cookie(COOKIE, path=_path(), httponly=True, samesite="Lax")


def _path() -> str:
    return f"{request.script_root}/bureau"


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_key(holdings().settings.home_path), salt="bureau")
