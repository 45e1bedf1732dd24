"""Lists and pages of speakers, territories and themes."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.catalogue.addresses import term_at
from corpus.vocabularies import terms
from search.query import authorities
from search.query.authorities import Node
from search.query.request import Query, clean
from search.web.holdings import catalogue

site = Blueprint("authorities", __name__)

#: The word in the address, and the vocabulary it stands for.
VOCABULARIES = {"intervenants": "speaker", "territoires": "territory", "themes": "theme"}
MOST_PARTS = 50  # documents on the page of a term; the search has them all
_RELATED = {
    "speaker": ("theme", "territory"),
    "territory": ("theme", "speaker", "territory"),
    "theme": ("speaker", "territory", "theme"),
}


@site.get("/<any(intervenants, territoires, themes):plural>")
def listing(plural: str) -> str:
    """All the terms of a vocabulary that lead somewhere; `q` looks among their names."""
    vocabulary = VOCABULARIES[plural]
    session = catalogue()
    found = authorities.nodes(session, vocabulary)
    words = clean(request.args.get("q", ""))[:200]
    roots = authorities.roots(found, used=vocabulary != "theme")
    used = [node for node in found.values() if node.documents]
    matches = authorities.matching(used, words, authorities.forms(session, vocabulary)) if words else None
    return render_template(
        f"pages/{plural}.html",
        query=Query(),
        plural=plural,
        vocabulary=vocabulary,
        roots=roots,
        letters=_letters(used) if vocabulary == "speaker" else (),
        words=words,
        matches=matches,
        total=len(used),
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
    pids = authorities.below(session, shown)
    parts, total = authorities.parts(session, vocabulary, pids, limit=MOST_PARTS)
    others = {form.text.casefold(): form.text for form in shown.forms if form.text.casefold() != shown.label.casefold()}
    names = sorted(others.values())
    narrower = authorities.nodes(session, vocabulary)[shown.pid].narrower if vocabulary != "speaker" else []
    return render_template(
        "pages/term.html",
        query=Query(),
        plural=plural,
        vocabulary=vocabulary,
        term=shown,
        facet_value=facet_value,
        above=list(terms.above(shown))[:0:-1],
        narrower=narrower,
        names=names,
        parts=parts,
        total=total,
        partnerships=authorities.partnerships(session, [shown.label, *names]) if vocabulary == "territory" else (),
        related={name: authorities.related(session, pids, name) for name in _RELATED[vocabulary]},
        search=Query().narrowed(vocabulary, facet_value),
    )


def _letters(used: list[Node]) -> list[tuple[str, list[Node]]]:
    ordered = sorted(used, key=lambda node: (node.initial, node.sort_key))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda node: node.initial)]
