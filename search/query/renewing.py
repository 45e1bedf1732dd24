"""A query in the names of today: filters by authorities that were merged since mean what those became."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Term
from corpus.vocabularies import terms
from search.query.request import Query

_VOCABULARIES = ("theme", "speaker", "territory")  # the filters whose values are authorities


@dataclass(frozen=True, slots=True)
class Renewed:
    """The query to ask today. `withdrawn`: the names of its filters that find nothing, because they were withdrawn."""

    query: Query
    withdrawn: tuple[str, ...] = ()


def renewed(session: Session, query: Query) -> Renewed:
    """Put today's authorities in the place of those that `query` names; unknown values stay as they are.

    Raises:
        CatalogueUnavailable: when the catalogue does not answer.
    """
    chosen = {facet: values for facet in _VOCABULARIES if (values := query.values(facet))}
    if not chosen:
        return Renewed(query)
    keys = {key for values in chosen.values() for key in values}
    known: dict[tuple[str, str], Term] = {}
    for term in session.scalars(select(Term).where(Term.pid.in_(keys) | Term.code.in_(keys)).order_by(Term.pid)):
        for key in (term.pid, term.code if term.vocabulary == "theme" else None):
            if key:
                known.setdefault((term.vocabulary, key), terms.today(session, term))
    now: dict[str, Any] = {
        facet: tuple(dict.fromkeys(key_of(known[facet, key]) if (facet, key) in known else key for key in values))
        for facet, values in chosen.items()
    }
    withdrawn = (
        known[facet, key].label
        for facet, values in chosen.items()
        for key in values
        if (facet, key) in known and known[facet, key].withdrawn_at is not None
    )
    return Renewed(replace(query, **now), tuple(dict.fromkeys(withdrawn)))


def key_of(term: Term) -> str:
    """What stands for `term` in addresses: a theme's id, else the pid."""
    return term.code or term.pid if term.vocabulary == "theme" else term.pid
