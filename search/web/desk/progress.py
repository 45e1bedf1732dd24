"""Progress as server-sent events: what became of deposits, told to an open page as it happens.

A thread that waits for news answers nobody else, and there are few threads. So a stream is short (the browser comes
back by itself), only one thread in four may be held by streams, and whoever finds no place is told the present state at
once and asked to come back a little later. Without JavaScript the page reloads itself instead.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from threading import BoundedSemaphore

from flask import Flask, Response, current_app, request, stream_with_context

from corpus.catalogue import batches, deposits
from search.web.desk.deposit_rows import shown
from search.web.desk.door import needs, site
from search.web.holdings import close_catalogue, holdings

HELD = 15.0  # seconds that a stream lasts at most
LOOK, LONGEST_LOOK = 0.7, 3.0  # seconds between two looks at the catalogue: more and more while nothing happens
BACK, BACK_LATER = 800, 4000  # milliseconds after which a browser comes back
MOST = 12  # batches that a page may ask for


def _places(app: Flask) -> BoundedSemaphore:
    """Streams that may be held open at once."""
    most = max(1, holdings(app).settings.threads // 4)
    places: BoundedSemaphore = app.extensions.setdefault("mediatheque-streams", BoundedSemaphore(most))
    return places


@site.get("/versements/flux")
@needs("look")
def stream() -> Response:
    """News of the batches `lot`, each sent anew when something changed in it."""
    keys, alone = request.args.getlist("lot")[:MOST], "seul" in request.args
    before = dict(part.split(":", 1) for part in request.args.get("vu", "").split(",") if ":" in part)
    places = _places(current_app)
    held = places.acquire(blocking=False)
    close_catalogue()  # what this request has read so far is not to be kept open for as long as the stream
    events = stream_with_context(_events(keys, before, HELD if held else 0.0, alone=alone))
    response = Response(events, mimetype="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"  # a proxy in front passes each event on at once
    if held:
        response.call_on_close(places.release)
    return response


def _events(keys: list[str], before: dict[str, str], seconds: float, *, alone: bool) -> Iterator[str]:
    """What changed since `before` (digests of what the page shows), until `seconds` have passed or nothing is left."""
    yield f"retry: {BACK if seconds else BACK_LATER}\n\n"
    until, pause = time.monotonic() + seconds, LOOK
    while True:
        pause = min(1.5 * pause, LONGEST_LOOK)
        with holdings().catalogue.session() as session:
            views = shown(session, batches.named(session, keys), alone=alone)
            counted = asdict(deposits.counts(session))
        for one in views:
            if before.get(one.batch.key) != one.digest:
                before[one.batch.key], pause = one.digest, LOOK
                told = json.dumps({"lot": one.batch.key, "vu": one.digest, "html": one.html}, ensure_ascii=False)
                yield f"event: lot\ndata: {told}\n\n"
        if before.get("comptes") != str(counted):
            before["comptes"] = str(counted)
            yield f"event: comptes\ndata: {json.dumps(counted)}\n\n"
        if not any(one.moves for one in views):
            yield "event: fini\ndata: {}\n\n"
            return
        if time.monotonic() + pause > until:
            return
        time.sleep(pause)
        yield ":\n\n"  # a browser that has gone is noticed
