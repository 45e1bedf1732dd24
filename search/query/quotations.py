"""What programs get of a cited sentence."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from corpus.catalogue.models import Document, Quotation
from corpus.catalogue.quoting import Part, Standing
from search.index.snippets import page_at


def quotation_json(session: Session, quoted: Quotation, today: Standing) -> dict[str, Any]:
    """A quotation as it was kept, and where its words are today: `state` is same, changed or gone."""
    document = session.get_one(Document, quoted.document_pid)
    return {
        "pid": quoted.pid,
        "url": f"/c/{quoted.pid}",
        "words": quoted.words,
        "quoted": quoted.at.isoformat(timespec="seconds"),
        "state": "same" if today.same else "changed" if today.parts else "gone",
        "likeness": round(today.likeness, 3),
        "parts": [_part_json(one) for one in today.parts],
        "document": {
            "pid": document.pid,
            "url": f"/d/{document.pid}",
            "id": document.foreign_id,
            "title": document.title,
            "kind": document.kind,
            "date": document.date,
        },
    }


def page_of(part: Part, at: int | None = None) -> int | None:
    """The physical page of the character `at` of a part's passage (by default of its first); None without pages."""
    return page_at(
        part.start if at is None else at, part.passage.page_first, [tuple(one) for one in part.passage.breaks]
    )


def _part_json(part: Part) -> dict[str, Any]:
    passage = part.passage
    return {
        "passage": passage.pid,
        "url": f"/p/{passage.pid}",
        "speaker": passage.speaker.label if passage.speaker else None,
        "speaker_as_printed": passage.speaker_as_printed,
        "page": page_of(part),
        "start": part.start,
        "end": part.end,
        "words": passage.text[part.start : part.end],
    }
