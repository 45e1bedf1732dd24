"""What an engine has to offer so that answers can be made from it, and nothing more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from search.index.ledger import Ledger
from search.index.needles import Slot


class Stored(NamedTuple):
    """What of an entry is needed to show it."""

    text: str
    page_first: int | None
    breaks: tuple[tuple[int, int], ...]


class Shelf(Protocol):
    """One state of an index, that does not change while it is asked. Entries are numbers into the ledger."""

    ledger: Ledger

    def frequencies(self, field: str, slot: Slot) -> Mapping[int, int]:
        """How often the slot's words stand in the field; deleted entries are absent."""
        ...

    def positions(self, field: str, slot: Slot, within: Collection[int]) -> Mapping[int, Sequence[int]]:
        """At which positions, in order, for those of `within` that have any."""
        ...

    def stored(self, number: int) -> Stored:
        """Text and pages of an entry."""
        ...

    def words(self, prefix: str) -> Iterable[tuple[str, str, int]]:
        """(form, word with accents, number of entries) of the words whose folded form begins so."""
        ...
