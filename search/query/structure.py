"""A query as it is kept for ever: a structure with a version, which needs no engine and no address to be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from search.index import SORTS, VIEWS, Clause, Sought
from search.query.facets import FACETS, is_value
from search.query.request import MOST_VALUES, Query, clean
from search.query.words import describe, from_dict, parse

VERSION = 1
_PARTS = frozenset({"version", "words", "sought", "filters", "sort", "view"})
_FIELD_NAMES = {"title": "titre", "speaker": "intervenant", "text": "texte"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A query that was read again; `unknown` names the parts that this version of the software does not understand."""

    query: Query
    unknown: tuple[str, ...] = ()


def structure(query: Query) -> dict[str, Any]:
    """What is kept of `query`: the words as typed and as understood, filters, order, view. Not the page.

    >>> structure(Query(words="eau", year=("2009",), page=3))["filters"]
    {'year': ['2009']}
    """
    sought = parse(query.words)
    if not sought.groups and not sought.excluded:  # words without meaning list everything, as none do
        query = query.reworded("")
    return {
        "version": VERSION,
        "words": query.words,
        "sought": describe(sought),
        "filters": {facet.name: sorted(values) for facet in FACETS if (values := query.values(facet.name))},
        "sort": query.order,
        "view": query.view,
    }


def digest(kept: Mapping[str, Any]) -> str:
    """The same for two structures that ask the same, however they were typed: 32 hexadecimal digits."""
    meaning = {name: kept[name] for name in ("sought", "filters", "sort", "view")}
    text = json.dumps(meaning, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def read(kept: Mapping[str, Any]) -> Kept:
    """Read what `structure` gave, today or years ago; what is not understood is told, never an error."""
    unknown = sorted(set(kept) - _PARTS)
    if not isinstance(version := kept.get("version"), int) or version > VERSION:
        unknown.append("version")
    words, lost = _words(kept)
    filters, odd = _filters(kept.get("filters"))
    sort, view = kept.get("sort", "relevance"), kept.get("view", "passages")
    unknown += [*lost, *odd, *(["sort"] if sort not in SORTS else []), *(["view"] if view not in VIEWS else [])]
    query = Query(
        words=words,
        **filters,
        sort=sort if sort in SORTS and (words or sort != "date") else "relevance",
        view=view if view in VIEWS else "passages",
    )
    return Kept(query, tuple(unknown))


def typed(sought: Sought) -> str:
    """Write words so that they are understood as `sought` again.

    >>> typed(parse("titre:«eau potable» OU assain* -barrage"))
    'titre:« eau potable » OU assain* -barrage'
    """
    groups = [" OU ".join(_typed(clause) for clause in group) for group in sought.groups]
    return " ".join([*groups, *(f"-{_typed(clause)}" for clause in sought.excluded)])


def _typed(clause: Clause) -> str:
    field = f"{_FIELD_NAMES[clause.field]}:" if clause.field else ""
    if clause.kind == "phrase":
        return f'{field}"{clause.text}"' if "»" in clause.text else f"{field}« {clause.text} »"
    return field + clause.text + ("*" if clause.kind == "prefix" else "")


def _words(kept: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The words as they were typed when they still mean what they meant then, else written anew."""
    as_typed, given = kept.get("words", ""), kept.get("sought")
    words, lost = (clean(as_typed), []) if isinstance(as_typed, str) else ("", ["words"])
    if not isinstance(given, Mapping):
        return words, lost if given is None else [*lost, "sought"]
    sought = from_dict(given)
    if describe(sought) != given:
        lost.append("sought")
    return (words if parse(words) == sought else typed(sought)), lost


def _filters(given: object) -> tuple[dict[str, Any], list[str]]:
    """The values of every filter, and the names of filters that have a value which makes no sense today."""
    chosen: dict[str, Any] = {}
    unknown = [] if given is None or isinstance(given, Mapping) else ["filters"]
    known = {facet.name for facet in FACETS}
    for name, values in (given if isinstance(given, Mapping) else {}).items():
        several = [one for one in values if isinstance(one, str)] if isinstance(values, list) else []
        fit = tuple(one for one in several if name in known and is_value(name, one))
        if not fit or len(fit) != len(values):
            unknown.append(f"filters.{name}")
        if fit:
            chosen[name] = fit[:MOST_VALUES]
    return chosen, unknown
