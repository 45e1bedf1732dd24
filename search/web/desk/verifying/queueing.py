"""The queue of notices to verify, the most doubtful first."""

from __future__ import annotations

from flask import render_template, request

from corpus.catalogue import batches
from search.web.desk.deposit_rows import moment
from search.web.desk.door import needs, site
from search.web.desk.verifying.waiting import Narrowing, waiting
from search.web.desk.verifying.wording import DOUBTS
from search.web.holdings import catalogue
from search.web.pages import numbered

PAGE = 40
BATCHES = 8  # that may be chosen from


@site.get("/a-verifier")
@needs("verify")
def verify_queue() -> str:
    """The notices that wait, with their doubts."""
    session, asked = catalogue(), Narrowing.asked()
    found = waiting(session, asked)
    last = max(1, -(-len(found.cases) // PAGE))
    page = min(max(request.args.get("page", 1, int), 1), last)
    lots = batches.newest(session, BATCHES)
    if asked.batch and all(one.key != asked.batch for one in lots):
        lots += batches.named(session, [asked.batch])
    return render_template(
        "desk/verify_queue.html",
        asked=asked,
        total=len(found.of_batch),
        count=len(found.cases),
        cases=found.cases[(page - 1) * PAGE : page * PAGE],
        counts=found.counts(),
        first=found.cases[0].pid if found.cases else None,
        lots=[(one.key, moment(one.at), one.who, one.total) for one in lots if one.key],
        page=page,
        last=last,
        numbers=numbered(page, last),
        done="fini" in request.args,
        DOUBTS=DOUBTS,
    )
