"""The site: pages that work without JavaScript, feeds, what programs ask for, and the librarians' desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from corpus.settings import Settings
from search.index import Engine
from search.web import (
    addresses,
    arks,
    authorities,
    citing,
    counting,
    desk,
    errors,
    feeds,
    headers,
    holdings,
    language,
    machine,
    pages,
    records,
    references,
    reporting,
    saved,
    selections,
    sharing,
    typography,
)
from search.web.forms import FormRequest

_HERE = Path(__file__).resolve().parent
#: Inside an installed wheel, and at the top of a checkout.
TEMPLATES = (_HERE / "templates", _HERE.parents[1] / "templates")
BLUEPRINTS = (
    pages.site,
    records.site,
    citing.site,
    references.site,
    sharing.site,
    reporting.site,
    arks.site,
    authorities.site,
    feeds.site,
    machine.site,
    saved.site,
    selections.site,
    desk.site,
)


def create_app(settings: Settings, engine: Engine | None = None) -> Flask:
    """Make the site of one installation; catalogue and index are opened by the first page that needs them.

    `engine` takes the place of the one that the settings name.
    """
    app = Flask("search.web", static_folder=str(_HERE / "static"), static_url_path="/static", template_folder=None)
    app.request_class = FormRequest
    app.extensions["mediatheque"] = holdings.Holdings(settings, engine)
    app.jinja_options = {
        "loader": ChoiceLoader([FileSystemLoader(folder) for folder in TEMPLATES]),
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the contract's order is the order to read in
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    app.teardown_appcontext(holdings.close_catalogue)
    for room in (language, typography, addresses, headers, errors, arks, selections, counting):
        room.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _serve_below(app, urlsplit(settings.url).path.rstrip("/"))
    if settings.proxy:  # otherwise what anybody may write into a header is believed of nobody
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=0, x_proto=settings.proxy, x_host=0, x_port=0, x_prefix=0
        )
    return app


def _serve_below(app: Flask, prefix: str) -> None:
    """When the public address has a path, links carry it, whether the proxy in front removes it or not."""
    if not prefix:
        return
    inner = app.wsgi_app

    def prefixed(environ: dict[str, Any], start_response: Any) -> Any:
        environ["SCRIPT_NAME"] = prefix
        environ["PATH_INFO"] = environ.get("PATH_INFO", "").removeprefix(prefix) or "/"
        return inner(environ, start_response)

    app.wsgi_app = prefixed  # type: ignore[method-assign]
