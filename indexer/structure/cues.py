"""The rules that see somebody begin to speak; the first that answers is believed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from indexer.structure.anonymity import anonymous
from indexer.structure.formulas import formula
from indexer.structure.name_lines import labelled, name_alone, name_and_role
from indexer.structure.opening import Context, Opening
from indexer.structure.table_rows import row
from indexer.structure.titled_talks import title_and_name
from indexer.structure.turns import bold_name, full_stop, reported, turn

Rule = Callable[[Context, int], Opening | None]

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_STAMP = re.compile(
    rf"(?:[\[(]?{_CLOCK}[\])]?\s?(?:-->|[–—à-])\s?)?"
    r"[\[(]?(?:\d{1,2}\s?['′]\s?\d{2}|\d{1,2}\s?[:hH]\s?\d{2}(?:\s?[:mM'′]\s?\d{2})?(?:[.,]\d{1,3})?)\s?s?[\])]?"
    r"(?![\w%])\s*(?:[–—-](?=\s)|:(?=\s)|\|)?\s*"
)

RULES: tuple[Rule, ...] = (
    formula,
    labelled,
    bold_name,
    turn,
    name_and_role,
    name_alone,
    title_and_name,
    anonymous,
    full_stop,
    reported,
)


def opening_at(context: Context, k: int) -> Opening | None:
    """Ask every rule, in order, whether somebody begins to speak at position `k`."""
    paragraph = context.paragraphs[k]
    if context.zones[k] or paragraph.kind in ("note", "toc"):
        return None
    if paragraph.kind == "cell":
        return row(context, k)
    for rule in RULES:
        if (opening := rule(context, k)) is not None:
            return opening
    return _timed(context, k)


def _timed(context: Context, k: int) -> Opening | None:
    """« [00:12:30] Animateur : … »: the same rules behind a time stamp."""
    paragraph = context.paragraphs[k]
    stamp = _STAMP.match(paragraph.text)
    if stamp is None or not paragraph.text[stamp.end() :]:
        return None
    cut = stamp.end()
    bare = replace(paragraph, text=paragraph.text[cut:], lead=max(0, paragraph.lead - cut), breaks=())
    paragraphs = list(context.paragraphs)
    paragraphs[k] = bare
    inner = replace(context, paragraphs=paragraphs)
    for rule in (bold_name, turn, anonymous):
        if (opening := rule(inner, k)) is not None:
            start = opening.start + cut if opening.start >= 0 else -1
            return replace(opening, cue="time stamp", start=start, weight=min(3, opening.weight + 1))
    return None
