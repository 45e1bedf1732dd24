"""Deposits as the desk shows them: by drop, what asks for somebody first; one piece of page for list and news alike."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from corpus.catalogue import batches
from corpus.catalogue.batches import Batch, Entry
from search.web.typography import day

ROWS = 100  # deposits of one batch on a page
SETTLED = ("done", "known")
FEW = 6  # settled deposits that are shown without being asked for


@dataclass(frozen=True)
class View:
    """One batch as a piece of page; `digest` tells whether it has changed, `moves` whether it still will."""

    batch: Batch
    html: Markup
    digest: str
    moves: bool


def shown(session: Session, found: Sequence[Batch], page: int = 1, *, alone: bool = False) -> list[View]:
    """Each batch with its deposits of that page; `alone` when the page is about nothing else."""
    return [_view(one, batches.entries(session, one.key, ROWS, (page - 1) * ROWS), alone=alone) for one in found]


def moment(at: datetime) -> str:
    """The day and time of an instant, where the site stands."""
    local = at.astimezone()
    return str(gettext("%(day)s à %(time)s", day=day(local), time=f"{local:%H:%M}"))


def _view(batch: Batch, entries: Sequence[Entry], *, alone: bool) -> View:
    settled = [one for one in entries if one.state in SETTLED]
    html = render_template(
        "desk/_batch.html",
        batch=batch,
        when=moment(batch.at),
        open_rows=[one for one in entries if one.state not in SETTLED],
        settled=settled,
        folded=len(settled) > FEW and not alone and not batch.is_newest,
        alone=alone,
        more=0 if alone else batch.total - len(entries),
    )
    digest = hashlib.sha256(html.encode()).hexdigest()[:12]
    moves = batch.left > 0 or any(one.pages_left for one in entries)
    return View(batch, Markup(html), digest, moves)  # noqa: S704 (our own template, which escapes)
