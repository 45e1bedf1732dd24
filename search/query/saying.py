"""A query said in words: what titles of feeds and kept searches call it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from search.query.facets import FACETS, labels
from search.query.request import Query


def said(session: Session, query: Query, translate: Callable[[str], str] = str) -> str:
    """Say what `query` looks for; nothing when it lists the whole collection. The source language is French.

    Raises:
        CatalogueUnavailable: when the catalogue does not answer.
    """
    names = labels(session, {facet.name: query.values(facet.name) for facet in FACETS})
    parts = [query.words] if query.words else []
    for facet in FACETS:
        values = [names[facet.name, value] for value in query.values(facet.name)]
        if facet.name in ("kind", "language"):
            values = [translate(value) for value in values]
        if values:
            parts.append(f"{translate(facet.label)} : {', '.join(values)}")
    return " · ".join(parts)
