"""The filters, declared once in display order: their names in the address and the labels of their values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.models import Term
from corpus.permalinks import is_pid
from search.query import wording

EARLIEST, LATEST = "1000", "9999"  # the open ends of a span of years
_YEARS = re.compile(r"[0-9]{4}(?:\.\.[0-9]{4})?")
_THEME = re.compile(r"[\w.:-]{1,64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


def _(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: its code word, its argument in the address, its French label and how its rest is called."""

    name: str
    argument: str
    label: str
    plural: str


FACETS = (
    Facet("theme", "theme", _("Thème"), _("Tous les thèmes")),
    Facet("speaker", "intervenant", _("Intervenant"), _("Tous les intervenants")),
    Facet("territory", "territoire", _("Territoire"), _("Tous les territoires")),
    Facet("kind", "type", _("Type de document"), _("Tous les types")),
    Facet("year", "annee", _("Année"), _("Toutes les années")),
    Facet("language", "langue", _("Langue"), _("Toutes les langues")),
)
BY_NAME = {facet.name: facet for facet in FACETS}


def is_value(facet: str, value: str) -> bool:
    """Tell whether `value` can be one of `facet`; others are ignored rather than refused.

    >>> is_value("year", "2005..2010"), is_value("year", "2010..2005"), is_value("kind", "minutes")
    (True, False, True)
    """
    if facet in ("speaker", "territory"):
        return is_pid(value)
    if facet == "kind":
        return value in wording.KINDS
    if facet == "year":
        first, _, last = value.partition("..")
        return _YEARS.fullmatch(value) is not None and first <= (last or first)
    return (_THEME if facet == "theme" else _LANGUAGE).fullmatch(value) is not None


def years_label(value: str) -> str:
    """Say a span of years in French.

    >>> years_label("2009"), years_label("2005..2010"), years_label("2005..9999"), years_label("1000..1999")
    ('2009', '2005 – 2010', 'depuis 2005', 'jusqu’en 1999')
    """
    first, _, last = value.partition("..")
    if not last or first == last:
        return first
    if last == LATEST:
        return f"depuis {first}"
    return f"jusqu’en {last}" if first == EARLIEST else f"{first} – {last}"


def labels(session: Session, values: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], str]:
    """The labels of (facet, value): terms from the catalogue, in one question; an unknown value is its own label."""
    known = {"kind": wording.kind_label, "language": wording.language_label, "year": years_label}
    found: dict[tuple[str, str], str] = {}
    keys: set[str] = set()
    for facet, wanted in values.items():
        for value in wanted:
            name = known.get(facet)
            found[facet, value] = name(value) if name else value
            if name is None:
                keys.add(value)
    for part in _portions(sorted(keys)):
        query = select(Term.pid, Term.code, Term.vocabulary, Term.label)
        for pid, code, vocabulary, label in session.execute(query.where(Term.pid.in_(part) | Term.code.in_(part))):
            for key in (pid, code if vocabulary == "theme" else None):
                if key and (vocabulary, key) in found:
                    found[vocabulary, key] = label
    return found


def _portions(keys: list[str], size: int = 400) -> Iterable[list[str]]:
    """Cut a long list, since databases limit the variables of one question."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
