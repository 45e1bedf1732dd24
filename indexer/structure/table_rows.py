"""Transcripts set as tables: a row with the hour, who speaks, and the words."""

from __future__ import annotations

import re

from indexer.structure.anonymity import kind_of
from indexer.structure.folding import level
from indexer.structure.measures import SAID
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import could_be_said, who_and_what
from indexer.structure.roles import ends_a_sentence, has_verb, split_role

_WHO_AND_WHAT = 2  # columns beside the hour
_HOUR = re.compile(r"[\[(]?\d{1,2}\s?[:hH'′]\s?\d{2}(?:\s?[:m]\s?\d{2})?(?:[.,]\d+)?[\])]?(?:\s?[–-]\s?\d.*)?|\d{1,4}")


def row(context: Context, k: int) -> Opening | None:
    """« 10:15 | Paul Garnier, maire | Nous avons commencé … »: believed when several rows are so."""
    text = context.paragraphs[k].text
    columns = [(m.start(), m[0].strip()) for m in re.finditer(r"[^|]+", text) if m[0].strip()]
    spoken = [c for c in columns if not _HOUR.fullmatch(level(c[1]))]
    if len(spoken) != _WHO_AND_WHAT:
        return None
    who, (_, words) = spoken[0][1], spoken[1]
    if not could_be_said(words) or not (ends_a_sentence(words) or len(words) > SAID):
        return None
    opening = Opening(k, "table", start=text.rindex(words), weight=1)
    return _by_name(opening, who) or _by_label(opening, who)


def _by_name(opening: Opening, who: str) -> Opening | None:
    person = who_and_what(who)
    if person is None or has_verb(person[1]) or not (person[0].evidence or person[0].given):
        return None
    role, organisation = split_role(person[1]) if person[1] else (None, None)
    return Opening(opening.at, opening.cue, person[0], None, role, organisation, start=opening.start, weight=1)


def _by_label(opening: Opening, who: str) -> Opening | None:
    kind, _ = kind_of(level(who))
    return Opening(opening.at, opening.cue, label=who, kind=kind, start=opening.start, weight=1) if kind else None
