"""ARKs: the same permanent addresses under the number of a naming authority (NAAN), when the setting gives one.

The form is that of the ARK specification (J. Kunze, E. Bermès): `ark:/NAAN/name`, the slash after the colon optional,
hyphens in the name without meaning. The check character of a pid stays its own: no NAAN enters into it.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Flask, redirect, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from corpus.catalogue.models import Document, Given, Passage, Quotation, SavedSearch, Selection, Succession, Term
from corpus.errors import NotFound
from search.web.authorities import VOCABULARIES
from search.web.holdings import catalogue, holdings

site = Blueprint("arks", __name__)

_ROOMS = {"document": "d", "passage": "p", "quotation": "c", "selection": "s", "search": "r"}
_RECORDS = (
    (Document, "document"), (Passage, "passage"), (Quotation, "quotation"), (Selection, "selection"),
    (SavedSearch, "search"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ark:
    """The ARK of a pid: its name, and its address here."""

    name: str
    path: str


def ark_of(pid: str) -> Ark | None:
    """The ARK under which `pid` is known too; None without a NAAN."""
    naan = holdings().settings.naan
    return Ark(f"ark:/{naan}/{pid}", url_for("arks.resolve", naan=naan, name=pid)) if naan else None


@site.get("/ark:/<naan>/<name>")
@site.get("/ark:<naan>/<name>", endpoint="resolve_short")
def resolve(naan: str, name: str) -> Response:
    """Lead to what the ARK names."""
    pid = name.replace("-", "").lower()
    if not naan or naan != holdings().settings.naan:
        raise NotFound(name)
    return redirect(_address(pid), 301)


def _address(pid: str) -> str:
    """The address of what stands, or stood, under `pid`.

    Raises:
        NotFound: when nothing ever did.
    """
    session = catalogue()
    root = url_for("pages.home").rstrip("/")
    term = session.get(Term, pid)
    if term is not None:
        for plural, vocabulary in VOCABULARIES.items():
            if vocabulary == term.vocabulary:
                return url_for("authorities.term", plural=plural, key=pid)
    for record, kind in _RECORDS:
        if session.get(record, pid) is not None:
            return f"{root}/{_ROOMS[kind]}/{pid}"
    if session.scalar(select(Succession.old_pid).filter_by(old_pid=pid).limit(1)):
        return f"{root}/p/{pid}"
    given = session.scalar(select(Given.kind).filter_by(pid=pid).limit(1))
    if given in _ROOMS:
        return f"{root}/{_ROOMS[given]}/{pid}"
    raise NotFound(pid)


def register(app: Flask) -> None:
    """Give `ark_of` to the templates."""
    app.jinja_env.globals.update(ark_of=ark_of)
