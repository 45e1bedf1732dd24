"""All that the machine proposes for one document, from what was extracted and how it was cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.enrich import Guess, PartnershipFound, TerritoryFound, ThemeFound
from indexer.enrich.dates import date
from indexer.enrich.headline import title
from indexer.enrich.kinds import kind
from indexer.enrich.languages import language
from indexer.enrich.organisers import organisers
from indexer.enrich.partnerships import partnerships
from indexer.enrich.places import place
from indexer.enrich.territories import located
from indexer.enrich.themes import themes
from indexer.enrich.whole import Text
from indexer.extract import Extraction, Remark
from indexer.structure import Cut, Person


@dataclass(frozen=True, slots=True)
class Description:
    """What is proposed for a document; `guesses` holds one Guess a field, several for `organiser`."""

    guesses: tuple[Guess, ...] = ()
    territories: tuple[TerritoryFound, ...] = ()
    themes: tuple[ThemeFound, ...] = ()
    partnerships: tuple[PartnershipFound, ...] = ()
    remarks: tuple[Remark, ...] = ()


def describe(extraction: Extraction, cuts: Sequence[Cut], persons: Sequence[Person], filename: str) -> Description:
    """Propose everything that can be read of a document; what is not said is left out."""
    dated = date(extraction, cuts)
    body = "\n".join(c.text for c in cuts if c.kind not in {"contents", "front"}) or "\n".join(
        p.text for p in extraction.paragraphs
    )
    single = [
        title(extraction, cuts, filename),
        kind(extraction, cuts, filename),
        place(extraction, cuts),
        language(body),
    ]
    text = Text.of(cuts, extraction.paragraphs)
    places = located(text, persons)
    ties = partnerships(text, places)
    return Description(
        guesses=(*(g for g in single if g), *dated.guesses, *organisers(extraction, cuts)),
        territories=tuple(found for found, _ in places),
        themes=tuple(themes(cuts, ties)),
        partnerships=tuple(ties),
        remarks=dated.remarks,
    )
