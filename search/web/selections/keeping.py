"""The basket in the browser: read from its cookies, kept in them; nothing of it is known to the site."""

from __future__ import annotations

from dataclasses import replace
from typing import cast
from urllib.parse import urlsplit

from flask import g, request
from werkzeug.wrappers import Response

from search.web.holdings import holdings
from search.web.selections.basket import Basket, Unreadable

PARTS = ("selection", "selection-2")  # more would not pass through common web servers: 8 kB of header in all
PART = 3600  # characters of one cookie: browsers keep 4096, name and attributes included
ROOM = PART * len(PARTS)
_SECONDS = 60 * 24 * 3600


def basket() -> Basket:
    """The basket of this visitor; an empty one when there is none, or when it cannot be read (see `damaged`)."""
    if "basket" not in g:
        packed = "".join(request.cookies.get(name, "") for name in PARTS)
        g.basket_damaged = False
        try:
            g.basket = Basket.unpack(packed) if packed else Basket()
        except Unreadable:
            g.basket, g.basket_damaged = Basket(), True
    return cast("Basket", g.basket)


def damaged() -> bool:
    """Whether the browser brought a basket that could not be read."""
    basket()
    return bool(g.basket_damaged)


def fits(made: Basket) -> bool:
    """Whether a browser can keep this basket; what was removed last may be let go."""
    return len(replace(made, gone=()).pack()) <= ROOM


def keep(response: Response, made: Basket) -> Response:
    """Have the browser keep `made` for two months, or forget it when it holds nothing.

    What was removed last is let go when there is no room for it. The caller has looked whether it `fits`.
    """
    packed = made.pack() if made != Basket() else ""
    if len(packed) > ROOM:
        packed = replace(made, gone=()).pack()
    for number, name in enumerate(PARTS):
        part = packed[number * PART : (number + 1) * PART]
        if part:
            response.set_cookie(
                name,
                part,
                max_age=_SECONDS,
                path=_path(),
                secure=request.is_secure or urlsplit(holdings().settings.url).scheme == "https",
                httponly=True,
                samesite="Lax",
            )
        elif name in request.cookies:
            response.delete_cookie(name, path=_path(), httponly=True, samesite="Lax")
    return response


def _path() -> str:
    return f"{request.script_root}/"
