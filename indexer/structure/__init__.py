"""From paragraphs to passages: who speaks where. Pure functions on text and typography."""

from __future__ import annotations

from dataclasses import dataclass

#: What a passage can be; the first four are what CONTRACT counts as speech or its surroundings.
PASSAGE_KINDS = ("intervention", "question", "answer", "section", "front", "contents", "notes", "annex")


@dataclass(frozen=True, slots=True)
class Cut:
    r"""One passage as the machine cut it, before the catalogue gives it a pid.

    Attributes:
        kind: one of PASSAGE_KINDS.
        speaker: the person's name in reading order and usual case ("Luc De Ronne"), None when nobody or anonymous.
        speaker_as_printed: the words on the page ("Luc DE RONNE", "élu(e)", "salle"); None when nobody speaks.
        text: paragraphs joined by "\n"; without the heading and the name and role lines that opened it.
        page_first, page_last: physical pages of its text, from 1; None where the format has no pages.
        breaks: (offset in `text`, page) for each page after the first.
        cue: which rule opened the passage, for `inspect --explain`.
        continues: True for the next part of an over-long passage.
    """

    kind: str
    text: str
    heading: str | None = None
    session: str | None = None  # the round table or part it belongs to
    speaker: str | None = None
    speaker_as_printed: str | None = None
    role: str | None = None
    organisation: str | None = None
    page_first: int | None = None
    page_last: int | None = None
    breaks: tuple[tuple[int, int], ...] = ()
    cue: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks in the document: one person, all forms of the name that were printed."""

    name: str
    forms: tuple[str, ...]
    role: str | None = None
    organisation: str | None = None
