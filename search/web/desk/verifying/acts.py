"""Undoing what was just recorded, and the names that may be meant while one is typed."""

from __future__ import annotations

from flask import Response, jsonify, redirect, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as BaseResponse

from corpus.catalogue import undoing
from corpus.catalogue.models import Act, Form, Term
from corpus.refusals import UnknownAct
from corpus.vocabularies.folding import fold
from search.web.desk.door import account, needs, site
from search.web.desk.verifying.waiting import Narrowing
from search.web.holdings import catalogue, holdings

NAMES = 12
LEAST = 2  # letters from which names are looked for
VOCABULARIES = {"intervenants": "speaker", "themes": "theme", "territoires": "territory"}


@site.post("/a-verifier/annuler/<int(max=2147483647):number>")
@needs("verify")
def verify_undo(number: int) -> BaseResponse:
    """Undo what she recorded and lead back to its notice; what others did is undone in the journal."""
    with holdings().catalogue.writing() as session:
        done = session.get(Act, number)
        if done is None or done.who != account().name:
            raise UnknownAct(number)
        pid = undoing.undo(session, number, account().name).target_pid
    back = request.form.get("vers", "")
    if back == "passages":
        return redirect(url_for(".verify_passages", pid=request.form.get("pid", pid), **Narrowing.asked().args), 303)
    return redirect(url_for(".verify", pid=pid, **Narrowing.asked().args), 303)


@site.get("/a-verifier/noms/<any(intervenants,themes,territoires):which>")
@needs("verify")
def verify_names(which: str) -> Response:
    """The authorities of which a form of the name begins like `q`, or has a word that does."""
    words = fold(request.args.get("q", "")[:100])
    if len(words) < LEAST:
        return jsonify(names=[])
    like = words.replace("\\", "").replace("%", "").replace("_", "")
    query = (
        select(Term)
        .join(Form)
        .where(
            Term.vocabulary == VOCABULARIES[which],
            Term.merged_into.is_(None),
            Term.withdrawn_at.is_(None),
            Form.folded.like(f"{like}%") | Form.folded.like(f"% {like}%"),
        )
    )
    found = catalogue().scalars(query.order_by(Term.sort_key, Term.pid).distinct().limit(NAMES)).all()
    return jsonify(names=[{"pid": one.pid, "label": one.label, "code": one.code} for one in found])
