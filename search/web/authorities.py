"""Lists and pages of speakers, territories and themes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.catalogue.addresses import term_at
from corpus.vocabularies import terms
from search.query import authorities, leads
from search.query.authorities import Node
from search.query.request import Query, clean
from search.web.holdings import catalogue, holdings

site = Blueprint("authorities", __name__)

#: The word in the address, and the vocabulary it stands for.
VOCABULARIES = {"intervenants": "speaker", "territoires": "territory", "themes": "theme"}
MOST_PARTS = 50  # documents on the page of a term; the search has them all
MOST_NAMES = 1500  # on one page of a list; with more, each initial has its own
_COMPANIONS = {
    "speaker": ("theme", "territory"),
    "territory": ("theme", "speaker", "territory"),
    "theme": ("speaker", "territory", "theme"),
}


@site.get("/<any(intervenants, territoires, themes):plural>")
def listing(plural: str) -> str:
    """All the terms of a vocabulary that lead somewhere; `q` looks among their names."""
    vocabulary = VOCABULARIES[plural]
    found = nodes(vocabulary, used=vocabulary != "theme")
    words = clean(request.args.get("q", ""))[:200]
    matches = None
    if words:
        session = catalogue()
        forms = holdings().counted(("forms", vocabulary), session, lambda: authorities.forms(session, vocabulary))
        matches = authorities.matching(found.values(), words, forms)
    letters = _letters(found) if vocabulary == "speaker" else []
    apart = len(found) > MOST_NAMES
    chosen = request.args.get("lettre", "") if apart else ""
    if apart and chosen not in dict(letters):
        chosen = letters[0][0] if letters else ""
    return render_template(
        f"pages/{plural}.html",
        query=Query(),
        plural=plural,
        vocabulary=vocabulary,
        roots=authorities.roots(found),
        letters=letters,
        chosen=chosen,
        words=words,
        matches=matches,
        total=len(found),
    )


@site.get("/<any(intervenants, territoires, themes):plural>/<key>")
def term(plural: str, key: str) -> str | Response:
    """One speaker, territory or theme: its names, its documents, what goes with it."""
    vocabulary = VOCABULARIES[plural]
    session = catalogue()
    shown = term_at(session, vocabulary, key)
    facet_value = (shown.code or shown.pid) if vocabulary == "theme" else shown.pid
    if key != facet_value:
        return redirect(url_for(".term", plural=plural, key=facet_value), 301)
    pids = leads.below(session, shown)
    held = leads.held(session, vocabulary, pids, limit=MOST_PARTS)
    others = {form.text.casefold(): form.text for form in shown.forms if form.text.casefold() != shown.label.casefold()}
    names = sorted(others.values())
    companions = leads.companions(session, vocabulary, pids, held.recent)
    node = nodes(vocabulary, used=vocabulary != "theme").get(shown.pid) if vocabulary != "speaker" else None
    return render_template(
        "pages/term.html",
        query=Query(),
        plural=plural,
        vocabulary=vocabulary,
        term=shown,
        facet_value=facet_value,
        above=list(terms.above(shown))[:0:-1],
        narrower=node.narrower if node else (),
        names=names,
        parts=held.parts,
        total=held.total,
        partnerships=leads.partnerships(session, [shown.label, *names]) if vocabulary == "territory" else (),
        companions={name: companions[name] for name in _COMPANIONS[vocabulary] if companions.get(name)},
        search=Query().narrowed(vocabulary, facet_value),
    )


def nodes(vocabulary: str, *, used: bool = True) -> Mapping[str, Node]:
    """The counted terms of a vocabulary."""
    session = catalogue()
    return holdings().counted(
        ("nodes", vocabulary, used), session, lambda: authorities.nodes(session, vocabulary, used=used)
    )


def _letters(found: Mapping[str, Node]) -> list[tuple[str, list[Node]]]:
    ordered = sorted(found.values(), key=lambda node: (node.initial, node.sort_key))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda node: node.initial)]
