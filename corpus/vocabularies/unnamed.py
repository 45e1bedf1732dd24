"""Persons who are not to be named: known by digests of their names only."""

from __future__ import annotations

import hashlib

from corpus.catalogue.models import Term
from corpus.vocabularies.folding import fold

UNNAMED = "Intervenant non nommé"


def digest(name: str) -> str:
    """What is kept of the name of somebody who is not to be named; the same for names that fold to the same.

    >>> digest("Jean PETIT") == digest("Jean Petit") != digest("Jeanne Petit")
    True
    """
    return "~" + hashlib.sha256(f"intervenant {fold(name)}".encode()).hexdigest()[:32]


def is_unnamed(term: Term | None) -> bool:
    """Whether `term` is a person who is not to be named."""
    return term is not None and term.withdrawn_at is not None and term.label == UNNAMED
