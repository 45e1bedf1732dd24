"""Texts that somebody signs: the name stands below the words, not above them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.extract import Paragraph
from indexer.structure.announcements import people_in
from indexer.structure.folding import level
from indexer.structure.headings import names_an_editorial
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import FUNCTION, LIKELY
from indexer.structure.names import Name, read_name
from indexer.structure.passages import Draft
from indexer.structure.person_lines import who_and_what
from indexer.structure.roles import ends_a_sentence, is_role, split_role

_FIRST_PERSON = re.compile(r"\b(?:je|j'|nous|notre|nos|mon|ma|mes|I|we|our)\b", re.IGNORECASE)
_AUTHOR = re.compile(
    rf"(?:r[ée]dact(?:eur|rice)|auteure?|r[ée]dig[ée] par|sign[ée]|par)\s?:?\s+(?=[{CAPITAL}])", re.IGNORECASE
)
_SHORT = 120  # characters
_LINES = 4  # a signature stands in the last lines


def names_the_author(text: str) -> bool:
    """Say whether the line credits a text to somebody: « Rédacteur : X, directeur de Y »."""
    author = _AUTHOR.match(level(text))
    return author is not None and bool(people_in(text[author.end() :]))


def closes_an_editorial(draft: Draft) -> bool:
    """Say whether « X, présidente » has just closed an editorial, whatever stands below it on the page."""
    heading = draft.heading or draft.session or ""
    if draft.kind != "section" or len(draft.paragraphs) <= 1 or not names_an_editorial(heading):
        return False
    last = draft.paragraphs[-1].text
    person = who_and_what(last) if len(last) <= FUNCTION else None
    return person is not None and person[0].evidence >= LIKELY and is_role(person[1])


def signed(drafts: Sequence[Draft]) -> list[Draft]:
    """Give the signed sections to those who signed them."""
    given: list[Draft] = []
    for number, draft in enumerate(drafts):
        given.append(draft)
        if draft.kind != "section" or draft.opening is not None:
            continue
        found = _signature(draft.paragraphs)
        if found is None:
            continue
        at, name, what = found
        letter = names_an_editorial(draft.heading or draft.session or "") or _is_letter(draft.paragraphs[:at])
        last = number == len(drafts) - 1
        if at and letter:
            _sign(draft, at, name, what)
        elif last:
            given.extend(_credit(draft, at, name, what))
    return [d for d in given if d.paragraphs]


def _signature(paragraphs: Sequence[Paragraph]) -> tuple[int, Name, str] | None:
    """Find the signature in the last lines: where it begins, who, and what stands after the name."""
    for at in range(max(0, len(paragraphs) - _LINES), len(paragraphs)):
        text = paragraphs[at].text
        author = _AUTHOR.match(level(text))
        found = who_and_what(text[author.end() :] if author else text)
        if found is None or len(text) > FUNCTION or found[0].evidence < LIKELY or ends_a_sentence(text.rstrip(".")):
            continue
        if found[1] and not (is_role(found[1]) or author):
            continue
        below = [p.text for p in paragraphs[at + 1 :]]
        if all(_fits_below(t) for t in below):
            return at, found[0], found[1] or " ".join(below)
    return None


def _fits_below(text: str) -> bool:
    """Under a signature stand a function and an organisation: no address, no other name, no sentence."""
    return (
        len(text) <= _SHORT
        and not ends_a_sentence(text)
        and read_name(text) is None
        and not re.search(r"\d{2}|@", text)
    )


def _is_letter(paragraphs: Sequence[Paragraph]) -> bool:
    text = " ".join(p.text for p in paragraphs)
    return len(_FIRST_PERSON.findall(text)) >= max(2, len(text) / 500)


def _sign(draft: Draft, at: int, name: Name, what: str) -> None:
    draft.kind, draft.cue = "intervention", "signature"
    draft.speaker, draft.printed = name.display, name.printed
    draft.role, draft.organisation = split_role(what) if what else (None, None)
    del draft.paragraphs[at:]


def _credit(draft: Draft, at: int, name: Name, what: str) -> list[Draft]:
    """The author of a note signs the whole; his line stands apart from the last section."""
    role, organisation = split_role(what) if what else (None, None)
    line = Draft("front", "signature", speaker=name.display, printed=name.printed, role=role, organisation=organisation)
    line.paragraphs = draft.paragraphs[at:]
    del draft.paragraphs[at:]
    return [line]
