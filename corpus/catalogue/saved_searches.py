"""Searches that have an address: kept once as a structure, never altered, never forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.catalogue import register
from corpus.catalogue.models import SavedSearch, now
from corpus.errors import NotFound, TooManySearches

MOST_AN_HOUR = 300  # new ones, of everybody together: nobody fills the catalogue by asking


def keep(session: Session, query: Mapping[str, Any], digest: str, title: str) -> SavedSearch:
    """Give the search `query` its address, the one it has when it was kept before; `title` says it in words.

    Raises:
        TooManySearches: when MOST_AN_HOUR others were kept within an hour.

    """
    known = with_digest(session, digest)
    if known is not None:
        return known
    recent = select(func.count()).select_from(SavedSearch).where(SavedSearch.at > now() - timedelta(hours=1))
    if (session.scalar(recent) or 0) >= MOST_AN_HOUR:
        raise TooManySearches
    made = SavedSearch(query=dict(query), digest=digest, title=title)
    session.add(made)
    session.flush()
    register.give(session, made.pid, "search", title)
    return made


def search_at(session: Session, pid: str) -> SavedSearch:
    """Find the search that `pid` names.

    Raises:
        NotFound: when no search was ever kept under it.

    """
    found = session.get(SavedSearch, pid)
    if found is None:
        raise NotFound(pid)
    return found


def with_digest(session: Session, digest: str) -> SavedSearch | None:
    """The kept search whose structure has this digest, or None."""
    return session.scalars(select(SavedSearch).filter_by(digest=digest)).first()
