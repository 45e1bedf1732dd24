"""A query as a value: read from an address, written into one, narrowed and widened by filters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from search.index import SORTS, VIEWS
from search.query.facets import BY_NAME, EARLIEST, FACETS, LATEST, is_value

LONGEST = 2000  # characters of a query that are read
MOST_VALUES = 30  # of one filter
LAST_PAGE = 5000
SORT_NAMES = {"relevance": "pertinence", "date": "date", "oldest": "ancien", "title": "titre", "added": "ajout"}
_SORT_CODES = {name: code for code, name in SORT_NAMES.items()}
_YEAR = re.compile(r"[0-9]{4}")
_INSTEAD = {"Cc": " ", "Cs": " ", "Cn": " ", "Cf": ""}  # control characters, invisible ones


class Args(Protocol):
    """The arguments of an address: each name may come several times."""

    def getlist(self, key: str, /) -> list[str]:
        """All values that were given under `key`."""
        ...


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: words, chosen filter values (code words), order, page (from 1) and view."""

    words: str = ""
    theme: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    sort: str = "relevance"
    page: int = 1
    view: str = "passages"

    @classmethod
    def from_args(cls, args: Args) -> Query:
        """Read a query from an address; what is unknown or makes no sense is ignored, never an error."""
        chosen = {facet.name: _values(facet.name, args.getlist(facet.argument)) for facet in FACETS}
        span = _span(args)
        if span and span not in chosen["year"]:
            chosen["year"] = (*chosen["year"], span)
        view = _last(args, "vue")
        return cls(
            words=clean(_last(args, "q")),
            **chosen,
            sort=_SORT_CODES.get(_last(args, "tri"), "relevance"),
            page=_page(_last(args, "page")),
            view=view if view in VIEWS else "passages",
        )

    def to_args(self) -> list[tuple[str, str]]:
        """Write the query as the arguments of an address, the usual values left out.

        >>> Query(words="eau", kind=("minutes",), page=2).to_args()
        [('q', 'eau'), ('type', 'minutes'), ('page', '2')]
        """
        pairs = [("q", self.words)] if self.words else []
        pairs += [(facet.argument, value) for facet in FACETS for value in self.values(facet.name)]
        if self.sort != "relevance":
            pairs.append(("tri", SORT_NAMES[self.sort]))
        if self.view != "passages":
            pairs.append(("vue", self.view))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def values(self, facet: str) -> tuple[str, ...]:
        """The chosen values of one filter."""
        chosen: tuple[str, ...] = getattr(self, BY_NAME[facet].name)
        return chosen

    @property
    def chosen(self) -> Mapping[str, Sequence[str]]:
        """The filters that are set, as an engine wants them."""
        return {facet.name: values for facet in FACETS if (values := self.values(facet.name))}

    @property
    def order(self) -> str:
        """The order that is meant: without words nothing is more relevant, so the most recent come first."""
        return "date" if self.sort == "relevance" and not self.words else self.sort

    def narrowed(self, facet: str, value: str) -> Query:
        """The same query with one more filter value.

        >>> Query(words="eau", page=3).narrowed("year", "2009").to_args()
        [('q', 'eau'), ('annee', '2009')]
        """
        if value in self.values(facet):
            return replace(self, page=1)
        return self._with(facet, (*self.values(facet), value))

    def widened(self, facet: str, value: str) -> Query:
        """The same query without that filter value."""
        return self._with(facet, tuple(one for one in self.values(facet) if one != value))

    def unfiltered(self) -> Query:
        """The words alone, in the same order and view."""
        return Query(words=self.words, sort=self.sort, view=self.view)

    def turned(self, page: int) -> Query:
        """Another page of the same answer."""
        return replace(self, page=page)

    def sorted(self, sort: str) -> Query:
        """The same in another order, from its beginning."""
        return replace(self, sort=sort if sort in SORTS else "relevance", page=1)

    def viewed(self, view: str) -> Query:
        """The same as passages or as documents, from its beginning."""
        return replace(self, view=view if view in VIEWS else "passages", page=1)

    def reworded(self, words: str) -> Query:
        """Other words under the same filters."""
        return replace(self, words=clean(words), page=1)

    def _with(self, facet: str, values: tuple[str, ...]) -> Query:
        return replace(self, **{BY_NAME[facet].name: values, "page": 1})  # type: ignore[arg-type]


def clean(text: str) -> str:
    r"""Make what was typed one line of ordinary characters.

    >>> clean("eau\x00 et\n  assainissement ")
    'eau et assainissement'
    """
    plain = unicodedata.normalize("NFC", text[:LONGEST])
    return " ".join("".join(_INSTEAD.get(unicodedata.category(one), one) for one in plain).split())


def _last(args: Args, name: str) -> str:
    given = args.getlist(name)
    return given[-1] if given else ""


def _values(facet: str, given: list[str]) -> tuple[str, ...]:
    kept = dict.fromkeys(value for one in given if is_value(facet, value := one.strip()))
    return tuple(kept)[:MOST_VALUES]


def _page(text: str) -> int:
    return min(max(1, int(text)), LAST_PAGE) if re.fullmatch(r"[0-9]{1,6}", text) else 1


def _span(args: Args) -> str:
    """Join the two fields « de … à … » of the years' form into one value."""
    first, last = _last(args, "annee_de").strip(), _last(args, "annee_a").strip()
    if not any(_YEAR.fullmatch(one) for one in (first, last)):
        return ""
    first = first if _YEAR.fullmatch(first) else EARLIEST
    last = last if _YEAR.fullmatch(last) else LATEST
    return f"{first}..{last}" if is_value("year", f"{first}..{last}") else f"{last}..{first}"
