"""Dates as documents have them: a year, a month or a day, never more than is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which only the year, or the year and month, may be known.

    >>> str(PartialDate(2009, 12)), PartialDate.parse("2009-12-10").in_french()
    ('2009-12', '10 décembre 2009')
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:  # noqa: PLR2004 (what ISO 8601 writes with four figures)
            raise ValueError(f"no such year: {self.year}")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the longest known ISO prefix: 2009, 2009-12 or 2009-12-10.

        Raises:
            ValueError: when it is none, or no such day exists.

        """
        found = _ISO.fullmatch(text.strip())
        if not found:
            raise ValueError(f"not an ISO date: {text!r}")
        year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def __str__(self) -> str:
        return self.sort_key.removesuffix("-00").removesuffix("-00")

    def __lt__(self, other: PartialDate) -> bool:
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> str:
        """What a list is sorted by: a year stands before its months, a month before its days."""
        return f"{self.year:04}-{self.month or 0:02}-{self.day or 0:02}"

    def in_french(self) -> str:
        """Say it as a reader does: « 1er mars 1999 », « mars 1999 », « 1999 »."""
        day = "" if self.day is None else "1er" if self.day == 1 else str(self.day)
        month = "" if self.month is None else MONTHS[self.month - 1]
        return " ".join(part for part in (day, month, str(self.year)) if part)
