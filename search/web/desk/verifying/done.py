"""What was just recorded, so that the page tells it and it can be undone."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from corpus.catalogue import telling
from corpus.catalogue.models import Act
from search.web.desk.door import account
from search.web.holdings import catalogue

MOST = 2**31  # databases count no further


@dataclass(frozen=True, slots=True)
class Done:
    """An act of whoever sits here."""

    number: int
    label: str  # what it was about
    said: str  # what was done, in French
    pid: str  # the notice, so that the page forgets what was half typed of it


def done() -> Done | None:
    """The act that the address names, when it is hers and still stands."""
    number = request.args.get("fait", None, int)
    act = catalogue().get(Act, number) if number is not None and 0 < number < MOST else None
    if act is None or act.who != account().name or act.undone_by is not None:
        return None
    return Done(act.id, act.label, telling.verb(act.verb), request.args.get("de", ""))
