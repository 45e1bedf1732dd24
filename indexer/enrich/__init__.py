"""From passages to proposals: title, kind, date, place, organisers, territories, themes. Each says where it stood."""

from __future__ import annotations

from dataclasses import dataclass

DOCUMENT_KINDS = (
    "proceedings", "minutes", "brochure", "note", "summary", "article",
    "study", "report", "letter", "presentation", "other",
)  # fmt: skip
TERRITORY_KINDS = ("country", "region", "department", "intercommunality", "commune", "area")


@dataclass(frozen=True, slots=True)
class Guess:
    """What the machine read for one field of the notice, and where.

    Attributes:
        field: title, kind, date, date_as_printed, place, language, organiser (one Guess each).
        score: how sure, 0 to 1.
        page: physical page it was read on, None where the format has no pages or it was not read on a page.
        quotation: the words it was read from, as printed.
    """

    field: str
    value: str
    score: float
    page: int | None = None
    quotation: str = ""


@dataclass(frozen=True, slots=True)
class TerritoryFound:
    """One territory recognised in the document; `forms` counts the printed forms."""

    name: str
    kind: str
    country: str | None
    code: str | None
    forms: dict[str, int]
    passages: tuple[int, ...] = ()  # positions of the cuts that mention it
    quotation: str = ""
    page: int | None = None
    candidate: bool = False  # no gazetteer has it: for a librarian to accept


@dataclass(frozen=True, slots=True)
class ThemeFound:
    """One theme of the vocabulary, with the expressions that reveal it."""

    id: str
    score: float  # 0 to 1
    evidence: tuple[str, ...] = ()
    passages: tuple[tuple[int, float], ...] = ()  # (position of the cut, score there)


@dataclass(frozen=True, slots=True)
class PartnershipFound:
    """Two territories that cooperate, with the sentence that says so."""

    a: str
    b: str
    evidence: str
    page: int | None = None
    since: str | None = None
    themes: tuple[str, ...] = ()
