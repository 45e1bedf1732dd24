"""The first page of the desk: what waits for somebody, in numbers, each with the way there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from corpus.catalogue import chronicle, deposits, doubt, reports, twins, unknown_places
from search.web.desk.authority_lists import pairs_of
from search.web.desk.door import needs, site
from search.web.desk.journal import addresses
from search.web.desk.navigation import rooms
from search.web.holdings import catalogue, holdings

RECENT = 6  # acts
MOST_NAMES = 1000  # that are counted


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: how many, what it is, where to deal with it."""

    count: int
    name: str
    what: str
    address: str


@site.get("/")
@needs("look")
def home() -> str:
    """What waits, what was done last."""
    session = catalogue()
    acts = chronicle.page(session, per_page=RECENT)
    return render_template(
        "desk/home.html",
        waiting=_waiting(session),
        acts=acts.entries,
        addresses=addresses(session, [one.target_pid for one in acts.entries]),
    )


def _waiting(session: Session) -> list[Waiting]:
    """What whoever sits here may deal with."""
    here = {one.endpoint for one in rooms()}
    counts: dict[str, tuple[Callable[[], int], str, str, str]] = {
        "desk.verify_queue": (
            lambda: _unverified(session),
            gettext("À vérifier"), gettext("notices, la plus douteuse d’abord"), "",
        ),
        "desk.doubles": (
            lambda: twins.waiting(session), gettext("Doublons"), gettext("textes qui se ressemblent fort"), "",
        ),
        "desk.pairs": (
            lambda: len(pairs_of(session, "speaker")),
            gettext("Homonymes"), gettext("noms d’intervenants qui sont peut-être les mêmes"), "desk.authorities",
        ),
        "desk.unknown": (
            lambda: len(unknown_places.candidates(session, limit=MOST_NAMES)),
            gettext("Territoires inconnus"), gettext("lus dans les textes, absents de nos listes"), "desk.authorities",
        ),
        "desk.reports": (
            lambda: reports.waiting(session), gettext("Signalements"), gettext("erreurs dites par des lecteurs"), "",
        ),
        "desk.listing": (
            lambda: deposits.counts(session).failed,
            gettext("Fichiers en échec"), gettext("à faire relire, ou à remplacer"), "",
        ),
    }  # fmt: skip
    return [
        Waiting(count(), name, what, _address(endpoint))
        for endpoint, (count, name, what, room) in counts.items()
        if (room or endpoint) in here
    ]


def _address(endpoint: str) -> str:
    return url_for(endpoint, plural="intervenants") if endpoint == "desk.pairs" else url_for(endpoint)


def _unverified(session: Session) -> int:
    """Counted again only when a document has changed: it takes long on a large collection."""
    return holdings().counted(("desk", "verify"), session, lambda: len(doubt.queue(session)))
