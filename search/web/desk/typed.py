"""Words that somebody typed into a form which is refused because her session ended: she is shown them again."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from corpus.errors import ForeignForm
from corpus.permalinks import is_pid
from search.web.same_origin import refuse_foreign

MOST = 60  # values that are shown again
_NEVER = {"jeton", "mot_de_passe", "encore", "actuel", "cle", "lien"}  # tokens and passwords
_NO_WORDS = {"vers", "retour", "acte", "lot", "vu", "revision", "etat"}  # what the page itself put into its form


def typed() -> list[str]:
    """What stands in the form of this request and not already in the catalogue; nothing when another site sent it."""
    if request.method != "POST":
        return []
    try:
        refuse_foreign()
        return list(dict.fromkeys(_words()))[:MOST]
    except (ForeignForm, BadRequest, RequestEntityTooLarge, OSError):
        return []


def _words() -> Iterator[str]:
    form = request.form
    for name, value in form.items(multi=True):
        words = value.strip()
        if name in _NEVER or name in _NO_WORDS or name.startswith(("vu.", "avis.")) or len(words) < 2:  # noqa: PLR2004
            continue
        if (
            not is_pid(words)
            and not words.isdecimal()
            and words != form.get(f"vu.{name.removeprefix('v.')}", "").strip()
        ):
            yield words
