"""The gate of the selections: forms come from our own pages, and what a visitor picked is known to every page."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, request

from search.web.same_origin import refuse_foreign
from search.web.selections.keeping import basket

site = Blueprint("selections", __name__)

_MOST_BYTES = 500_000  # of a form: sixty results with all their texts are less
_MOST_FIELDS = 1000


@site.before_request
def guard() -> None:
    """Refuse forms of others, and forms that no page of ours sends."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    refuse_foreign()
    request.max_form_memory_size = _MOST_BYTES
    request.max_form_parts = _MOST_FIELDS
    if (request.content_length or 0) > _MOST_BYTES:
        abort(413)


def register(app: Flask) -> None:
    """Give the basket to the templates."""
    app.jinja_env.globals.update(basket=basket)
