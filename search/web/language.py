"""The language of the pages: asked for in the address, remembered in a cookie, else what the browser prefers."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, has_request_context, request
from flask_babel import Babel, get_locale, get_translations

from search.web.typography import tied

LOCALES = {"fr": "Français", "en": "English"}
_COOKIE = "lang"
_YEAR = 365 * 24 * 3600


def choose() -> str:
    """The language of this answer: French when nothing else is said."""
    if not has_request_context():
        return "fr"
    for asked in (request.args.get("lang"), request.cookies.get(_COOKIE)):
        if asked in LOCALES:
            return str(asked)
    return request.accept_languages.best_match(list(LOCALES)) or "fr"


def remember(response: Response) -> Response:
    """Keep the language that was asked for; caches learn that pages differ by language."""
    asked = request.args.get("lang")
    if asked in LOCALES and response.mimetype == "text/html":
        response.set_cookie(_COOKIE, str(asked), max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    if response.mimetype == "text/html":
        response.vary.update(("Accept-Language", "Cookie"))
    return response


def _counted(number: int) -> int:
    """In French nothing is said as one is: « 0 document »."""
    return 1 if number == 0 and str(get_locale() or "fr") == "fr" else number


def register(app: Flask) -> None:
    """Have pages translated."""
    Babel(
        app,
        default_locale="fr",
        default_translation_directories=str(Path(__file__).resolve().parent / "translations"),
        locale_selector=choose,
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: tied(get_translations().ugettext(text)),
        ngettext=lambda one, many, number: tied(get_translations().ungettext(one, many, _counted(number))),
        newstyle=True,
    )
    app.after_request(remember)
    app.jinja_env.globals.update(LOCALES=LOCALES, language=lambda: str(get_locale() or "fr"))
