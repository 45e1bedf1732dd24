"""Who may see a document: everybody, those who come to the centre, or the staff; and from which day on everybody.

A document that is not shown to everybody stays out of search, lists, feeds and the sitemap; its address says when it
opens. On that day it appears by itself: `visible` is asked of the catalogue, never noted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Session

from corpus.catalogue.journal import acting
from corpus.catalogue.models import Act, Document
from corpus.errors import BadValue, NotPublic

DIFFUSIONS = ("public", "on-site", "staff")


def today() -> str:
    """The present day, UTC, as the catalogue writes days."""
    return datetime.now(UTC).date().isoformat()


def visible(day: str | None = None) -> ColumnElement[bool]:
    """The condition that a document is shown to everybody on `day` (today): not withdrawn, public, no embargo."""
    day = day or today()
    public = and_(Document.embargo_until.is_(None), Document.diffusion == "public")
    return and_(Document.withdrawn_at.is_(None), or_(public, Document.embargo_until <= day))


def is_visible(document: Document, day: str | None = None) -> bool:
    """Whether `document` is shown to everybody on `day` (today)."""
    return document.withdrawn_at is None and is_open(document, day)


def is_open(document: Document, day: str | None = None) -> bool:
    """Whether nothing but a withdrawal would keep `document` from everybody on `day` (today)."""
    if document.embargo_until is not None:
        return document.embargo_until <= (day or today())
    return document.diffusion == "public"


def shown_since(added: datetime, embargo_until: str | None) -> datetime:
    """When a document was first shown to everybody: the day on which it opened, else when it was added."""
    opened = datetime.fromisoformat(embargo_until).replace(tzinfo=UTC) if embargo_until else added
    return max(added, opened)


def refuse_closed(document: Document, pid: str) -> None:
    """Raise NotPublic, with the title and the day on which it opens, when `document` is not for everybody."""
    if not is_open(document):
        raise NotPublic(pid, document.title, document.diffusion, document.embargo_until or "")


def diffuse(session: Session, documents: Sequence[Document], diffusion: str, until: str | None, who: str) -> Act:
    """Show `documents` to whom `diffusion` says; from the day `until` (ISO) on, to everybody.

    Raises:
        BadValue: when there is no such diffusion, or `until` is no day; nothing is recorded then.
    """
    verify(diffusion, until)
    target = documents[0].pid if len(documents) == 1 else None
    told = {"diffusion": diffusion, "embargo_until": until}
    with acting(session, who, "diffusion", target, details=told) as act:
        for document in documents:
            document.diffusion, document.embargo_until = diffusion, until or None
    return act


def verify(diffusion: str, until: str | None) -> None:
    """Refuse what is no diffusion, and what is no day.

    Raises:
        BadValue: naming which.
    """
    if diffusion not in DIFFUSIONS:
        raise BadValue("diffusion", diffusion, f"valeurs connues : {', '.join(DIFFUSIONS)}.")
    if until:
        try:
            written = date.fromisoformat(until).isoformat()
        except ValueError as error:
            raise BadValue("embargo_until", until, "écrivez un jour, par exemple 2030-01-31.") from error
        if written != until:
            raise BadValue("embargo_until", until, "écrivez un jour, par exemple 2030-01-31.")
