"""All that the machine proposes for one document, from what was extracted and how it was cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.enrich import Guess, PartnershipFound, TerritoryFound, ThemeFound
from indexer.enrich.alternatives import alternatives
from indexer.enrich.dates import date
from indexer.enrich.headline import name_of_file, title
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

TIES = {"cooperation-decentralisee", "jumelage"}  # what a partnership is, not what it is about
MOST = 3  # themes of one partnership
KNOWN_BY = 60  # characters by which a sentence is found again


@dataclass(frozen=True, slots=True)
class Description:
    """What is proposed for a document; `guesses` holds one Guess a field, several for `organiser`, and others."""

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
        title(extraction, cuts, filename) or name_of_file(filename),
        kind(extraction, cuts, filename),
        place(extraction, cuts),
        language(body),
    ]
    text = Text.of(cuts, extraction.paragraphs)
    places = located(text, persons)
    ties = partnerships(text, places)
    subjects = themes(cuts, ties)
    best = (*(g for g in single if g), *dated.guesses, *organisers(extraction, cuts))
    return Description(
        guesses=(*best, *alternatives(extraction, cuts, best)),
        territories=tuple(found for found, _ in places),
        themes=tuple(subjects),
        partnerships=tuple(_with_themes(tie, cuts, subjects) for tie in ties),
        remarks=dated.remarks,
    )


def _with_themes(tie: PartnershipFound, cuts: Sequence[Cut], subjects: Sequence[ThemeFound]) -> PartnershipFound:
    """Say of a partnership what the passage that tells of it speaks of."""
    position = next((k for k, c in enumerate(cuts) if tie.evidence[:KNOWN_BY] in " ".join(c.text.split())), None)
    here = [(score, t.id) for t in subjects for place, score in t.passages if place == position and t.id not in TIES]
    return replace(tie, themes=tuple(identifier for _, identifier in sorted(here, reverse=True)[:MOST]))
