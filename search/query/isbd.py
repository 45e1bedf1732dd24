"""The notice line of a library (ISBD): title / responsibility, then place and date, then pages.

Punctuation and order after the International Standard Bibliographic Description (IFLA, consolidated edition 2011),
component parts after IFLA's Guidelines for the application of the ISBDs to the description of component parts (1988):
what the cataloguer supplies stands in square brackets, areas are parted by a full stop, a space and a dash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.dates import PartialDate
from search.query.wording import PASSAGE_KINDS

_DASH = ". – "
_TIED = "\u00a0"  # no line ends within « p. 3 »
NOT_SAID = {"place": f"[S.{_TIED}l.]", "date": f"[s.{_TIED}d.]"}  # sine loco, sine die: as French notices write them


@dataclass(frozen=True, slots=True)
class Described:
    """What a notice line needs to know of a document, or of a passage in it."""

    title: str
    organisers: Sequence[str] = ()
    place: str | None = None
    date: str | None = None  # partial ISO
    pages: int | None = None  # of the document
    is_part: bool = False
    part_kind: str = "intervention"
    heading: str | None = None
    speaker: str | None = None
    role: str | None = None
    organisation: str | None = None
    page_first: int | None = None
    page_last: int | None = None


def line(described: Described) -> str:
    """Write the notice line.

    >>> print(line(Described("Actes du colloque sur l’eau", ("Ville de Lille",), "Lille", "2009-12-10", pages=76)))
    Actes du colloque sur l’eau / Ville de Lille. – Lille, 10 décembre 2009. – 76 p.
    >>> print(line(Described("Compte rendu", date="2011", is_part=True, speaker="Aline Vasseur", page_first=3)))
    [Intervention] / Aline Vasseur. – In : Compte rendu. – [S. l.], 2011. – P. 3.
    """
    imprint = f"{described.place or NOT_SAID['place']}, {_said(described.date)}"
    areas = [_stated(described.title, described.organisers), imprint]
    if described.is_part:
        areas[0] = f"In{_TIED}: {areas[0]}"
        areas.insert(0, _part(described))
        if described.page_first:
            areas.append(_span(described.page_first, described.page_last))
    elif described.pages:
        areas.append(f"{described.pages}{_TIED}p.")
    return _joined(areas)


def _part(described: Described) -> str:
    kind = PASSAGE_KINDS.get(described.part_kind, PASSAGE_KINDS["intervention"])
    said_by = ", ".join(one for one in (described.speaker, described.role, described.organisation) if one)
    return _stated(described.heading or f"[{kind}]", [said_by] if said_by else [])


def _stated(title: str, responsible: Sequence[str]) -> str:
    """Title / first ; second: the statements of responsibility after the title proper."""
    proper = " ".join(title.split())
    return f"{proper} / {' ; '.join(responsible)}" if responsible else proper


def _span(first: int, last: int | None) -> str:
    return f"P.{_TIED}{first}-{last}" if last and last != first else f"P.{_TIED}{first}"


def _said(date: str | None) -> str:
    try:
        return PartialDate.parse(date or "").in_french().replace(" ", _TIED)
    except ValueError:
        return NOT_SAID["date"]


def _joined(areas: Sequence[str]) -> str:
    """Join the areas; one that ends with a full stop of its own gets no second one."""
    return _DASH.join(one.rstrip().removesuffix(".") for one in areas) + ("" if areas[-1].endswith("…") else ".")
