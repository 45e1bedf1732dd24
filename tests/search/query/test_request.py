"""A query is a value: read from an address and written back, narrowed and widened by filters."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from corpus.permalinks import mint
from search.query.request import Query


def _read(*pairs: tuple[str, str]) -> Query:
    return Query.from_args(MultiDict(pairs))


def test_an_address_is_read_and_written_back() -> None:
    speaker, territory = mint(), mint()
    pairs = [
        ("q", "eau « assainissement »"),
        ("theme", "eau-assainissement"),
        ("theme", "dechets"),
        ("intervenant", speaker),
        ("territoire", territory),
        ("type", "minutes"),
        ("annee", "2005..2010"),
        ("langue", "fr"),
        ("tri", "ancien"),
        ("vue", "documents"),
        ("page", "3"),
    ]
    query = _read(*pairs)
    assert query == Query(
        words="eau « assainissement »",
        theme=("eau-assainissement", "dechets"),
        speaker=(speaker,),
        territory=(territory,),
        kind=("minutes",),
        year=("2005..2010",),
        language=("fr",),
        sort="oldest",
        page=3,
        view="documents",
    )
    assert query.to_args() == pairs


@pytest.mark.parametrize(
    "pair",
    [
        ("page", "-1"), ("page", "0"), ("page", "x"), ("page", "٣"), ("tri", "prix"), ("vue", "carte"),
        ("type", "livre"), ("annee", "09"), ("annee", "2010..2005"), ("intervenant", "Luc"),
        ("intervenant", "bcdfghjkmn0"),
        ("langue", "<fr>"), ("theme", "a b"), ("utm_source", "lettre"), ("q", " \x00 "),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_ignored(pair: tuple[str, str]) -> None:
    assert _read(pair) == Query()


def test_the_same_value_twice_is_one() -> None:
    assert _read(("type", "note"), ("type", "note")).kind == ("note",)


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2005", "2010", ("2005..2010",)), ("2010", "2005", ("2005..2010",)), ("2005", "", ("2005..9999",)),
        ("", "1999", ("1000..1999",)), ("", "", ()), ("x", "y", ()),
    ],
)  # fmt: skip
def test_the_two_fields_of_the_years_become_one_value(first: str, last: str, years: tuple[str, ...]) -> None:
    assert _read(("annee_de", first), ("annee_a", last)).year == years


def test_filters_narrow_and_widen_from_the_first_page() -> None:
    query = Query(words="eau", page=4)
    narrowed = query.narrowed("kind", "note").narrowed("kind", "report")
    assert (narrowed.kind, narrowed.page) == (("note", "report"), 1)
    assert narrowed.narrowed("kind", "note").kind == ("note", "report")
    assert narrowed.widened("kind", "note").kind == ("report",)
    assert narrowed.unfiltered() == Query(words="eau")
    assert narrowed.chosen == {"kind": ("note", "report")}


def test_without_words_the_most_recent_come_first() -> None:
    assert Query().order == "date"
    assert Query(words="eau").order == "relevance"
    assert Query(sort="title").order == "title"


def test_a_very_long_query_is_cut_and_kept_printable() -> None:
    query = _read(("q", "é\u00ad\u202e" * 5000))
    assert 0 < len(query.words) <= 2000
    assert query.words.isprintable()
