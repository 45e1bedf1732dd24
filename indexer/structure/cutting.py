"""Cut a document into passages: who speaks where, under which heading; sections where nobody speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.extract import Extraction, Paragraph
from indexer.structure import Cut
from indexer.structure.again import again
from indexer.structure.askers import askers
from indexer.structure.contents import zones
from indexer.structure.debate import exchanges
from indexer.structure.flow import mend
from indexer.structure.headings import ranks
from indexer.structure.interventions import Walk
from indexer.structure.interviews import answering, interviews, presents
from indexer.structure.opening import Context
from indexer.structure.selection import openings


def cut(extraction: Extraction) -> list[Cut]:
    """Give the passages of the document in reading order; every word of its paragraphs is in one, or opens one."""
    paragraphs = mend(_said(extraction), extraction.body)
    if not paragraphs:
        return []
    heights = ranks(paragraphs, extraction.body)
    context = Context(paragraphs, heights, zones(paragraphs, heights), extraction.body)
    known = answering(context, openings(context))
    known = sorted([*known, *askers(context, known)], key=lambda o: o.at)
    asked = interviews(context, known)
    known = [o for o in known if not presents(context, o, asked)]
    known = sorted([*known, *asked], key=lambda o: o.at)
    known = sorted([*known, *exchanges(context, known)], key=lambda o: o.at)
    return Walk(context, again(known)).cuts()


def _said(extraction: Extraction) -> Sequence[Paragraph]:
    """The paragraphs; the notes below a slide are no footnotes, but what its speaker says to it."""
    if "presentation" not in extraction.media_type:
        return extraction.paragraphs
    return [replace(p, kind="text") if p.kind == "note" else p for p in extraction.paragraphs]
