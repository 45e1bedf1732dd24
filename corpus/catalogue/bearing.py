"""Which documents bear a term: spoken in by it, or indexed with it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, select

from corpus.catalogue.models import Assignment, Document, Passage, Version


def documents(terms: Collection[str]) -> Select[Document]:
    """The documents that bear one of the `terms` (pids), withdrawn ones included, in the order of their pids."""
    spoken = select(Version.document_pid).join(Passage, Passage.version_id == Version.id)
    spoken = spoken.where(Passage.speaker_pid.in_(terms))
    assigned = select(Assignment.document_pid).where(Assignment.term_pid.in_(terms))
    return select(Document).where(Document.pid.in_(spoken) | Document.pid.in_(assigned)).order_by(Document.pid)
