"""What a page shows of an address that words were given out with, when they are not (all) where they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from corpus.catalogue.models import Passage
from corpus.catalogue.whereabouts import Whereabouts, last_words, whereabouts
from search.web.holdings import catalogue
from search.web.running_text import running_text

FROM = "de"  # the argument that names the address a visitor came from
ANCHOR = "mots"  # where its words begin


@dataclass(frozen=True, slots=True)
class GivenOut:
    """The words of the address `pid` on the page of a passage.

    Attributes:
        here: which characters of the passage they are; empty when they are the whole of it.
        further: the other passages that hold some of them, each with those words.
        moved: whether the visitor came from another address.
    """

    pid: str
    here: Sequence[tuple[int, int]]
    further: Sequence[tuple[Passage, Markup]]
    moved: bool


def given_out(passage: Passage) -> GivenOut:
    """What the page of `passage` shows for the address that the visitor came from, else for its own."""
    words = _asked(passage)
    here = words.within(passage.pid)
    whole = here == [(0, len(passage.text))]
    others = [one for one in words.parts if one.pid != passage.pid]
    standing = {one.pid: one for one in _passages({one.pid for one in others})}
    further = [
        (standing[one.pid], running_text(standing[one.pid].text[one.start : one.end]))  # a heading stands above it
        for one in others
        if one.pid in standing
    ]
    return GivenOut(words.pid, [] if whole else here, further, moved=words.pid != passage.pid)


def given_json(passage: Passage) -> dict[str, Any]:
    """The same to programs: the words as they stand today, and which characters of which passages they are."""
    words = _asked(passage)
    parts = [{"pid": one.pid, "start": one.start, "end": one.end} for one in words.parts]
    return {"pid": words.pid, "text": words.text, "parts": parts}


def came_from(pid: str) -> dict[str, str]:
    """The arguments of the address that a former address leads to."""
    return {FROM: pid}


def lost_here(document_pid: str) -> bool:
    """Whether the visitor came from a passage's address whose words are in the document no more."""
    former = request.args.get(FROM, "")
    line = last_words(catalogue(), former) if former else None
    return line is not None and line.kind == "passage" and line.document_pid == document_pid


def _asked(passage: Passage) -> Whereabouts:
    former = request.args.get(FROM, "")
    if former and former != passage.pid:
        words = whereabouts(catalogue(), former)
        if words.touches(passage.pid):
            return words
    return whereabouts(catalogue(), passage.pid)


def _passages(pids: set[str]) -> Sequence[Passage]:
    if not pids:
        return ()
    wanted = select(Passage).where(Passage.pid.in_(sorted(pids))).options(joinedload(Passage.speaker))
    return catalogue().scalars(wanted).all()
