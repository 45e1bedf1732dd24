"""A search that was kept is read for ever: what today's software writes, and what was written on the first day."""

from __future__ import annotations

from typing import Any

import pytest

from search.query.request import Query
from search.query.structure import digest, read, structure, typed
from search.query.words import parse

TYPED = (
    "",
    "eau",
    "l’eau potable",
    "eau OU assainissement -barrage",
    '« coton équitable » "eau potable"',
    "titre:eau intervenant:« Aline Vasseur » texte:assain*",
    "assain* -titre:barrage -« un mot »",
    "OU ET -",
    "de la",
    'il dit "bonjour',
    "“anglais” „allemand”",
    "a:b titre: x",
    "C++ 1°/2 n° 5 - 6",
    "eau OU titre:« eau de pluie » OU assain*",
)

#: As the first version wrote it, in the autumn of 2026. Never to be changed.
FIRST: dict[str, Any] = {
    "version": 1,
    "words": "« eau potable » assain* -barrage",
    "sought": {
        "groups": [
            [{"text": "eau potable", "kind": "phrase", "field": ""}],
            [{"text": "assain", "kind": "prefix", "field": ""}],
        ],
        "excluded": [{"text": "barrage", "kind": "word", "field": ""}],
        "any_group": False,
    },
    "filters": {"kind": ["minutes", "proceedings"], "year": ["2005..2010"]},
    "sort": "date",
    "view": "documents",
}


def test_what_was_kept_on_the_first_day_is_read():
    kept = read(FIRST)
    assert kept.unknown == ()
    assert kept.query == Query(
        words="« eau potable » assain* -barrage",
        kind=("minutes", "proceedings"),
        year=("2005..2010",),
        sort="date",
        view="documents",
    )
    assert structure(kept.query) == FIRST
    assert digest(FIRST) == "3ca8b12f53054490c0c459b6fd84231b"  # the address of everybody who keeps it again


@pytest.mark.parametrize("words", TYPED)
def test_words_are_kept_as_they_were_understood(words: str):
    query = Query(words=words, theme=("eau",))
    kept = read(structure(query))
    assert kept.unknown == ()
    assert parse(kept.query.words) == parse(words)
    assert structure(kept.query) == structure(query)


@pytest.mark.parametrize("words", TYPED)
def test_words_can_be_written_anew_from_what_was_understood(words: str):
    assert parse(typed(parse(words))) == parse(words)


def test_words_that_mean_something_else_today_are_written_anew():
    kept = read({**FIRST, "words": "eau~potable & assain% !barrage"})  # another syntax
    assert parse(kept.query.words) == parse(FIRST["words"])


def test_the_order_of_filter_values_and_the_page_are_no_part_of_a_search():
    one = Query(words="eau", kind=("minutes", "note"), page=7)
    other = Query(words="eau", kind=("note", "minutes"))
    assert digest(structure(one)) == digest(structure(other))
    assert digest(structure(one)) != digest(structure(other.sorted("title")))
    assert digest(structure(one)) != digest(structure(other.viewed("documents")))
    assert digest(structure(Query())) == digest(structure(Query(sort="date")))  # without words that is the usual order


@pytest.mark.parametrize(
    ("kept", "unknown"),
    [
        ({}, ("version",)),
        ({"version": 2}, ("version",)),
        ({"version": "1"}, ("version",)),
        ({"version": 1, "near": {"lat": 1}}, ("near",)),
        ({"version": 1, "words": 5, "sought": "eau"}, ("words", "sought")),
        ({"version": 1, "filters": {"kind": ["minutes", "song"]}}, ("filters.kind",)),
        ({"version": 1, "filters": {"mood": ["gay"]}}, ("filters.mood",)),
        ({"version": 1, "filters": {"kind": "minutes"}}, ("filters.kind",)),
        ({"version": 1, "filters": ["minutes"]}, ("filters",)),
        ({"version": 1, "sort": "mood", "view": ["documents"]}, ("sort", "view")),
        ({"version": 1, "sought": {"groups": [[{"text": "eau", "kind": "sound", "field": ""}]]}}, ("sought",)),
        ({"version": 1, "sought": {"groups": [5], "excluded": [None], "any_group": 3}}, ("sought",)),
    ],
)
def test_what_is_not_understood_is_told_and_never_an_error(kept: dict[str, Any], unknown: tuple[str, ...]):
    found = read(kept)
    assert found.unknown == unknown
    assert isinstance(found.query, Query)
