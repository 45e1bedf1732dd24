"""« Le même : », « La même participante : »: who spoke before the one who has just answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.structure.folding import level
from indexer.structure.names import Name
from indexer.structure.opening import Opening
from indexer.structure.roles import SAME

_HERS = re.compile(r"(?:mme|mlle|madame|mademoiselle|mrs|ms)\b", re.IGNORECASE)
_HIS = re.compile(r"(?:m|mr|monsieur)\b", re.IGNORECASE)


def again(openings: Sequence[Opening]) -> list[Opening]:
    """Give « Le même » the name of the last but one who spoke; the label stays where that one has no name."""
    found: list[Opening] = []
    for opening in openings:
        before = found[-2] if len(found) > 1 else None
        same = SAME.fullmatch(level(opening.label or ""))
        known = same and before is not None and before.name is not None and _may_be(before.name, same)
        found.append(_said_by(before, opening) if known and before is not None else opening)
    return found


def _said_by(before: Opening, opening: Opening) -> Opening:
    return replace(opening, name=before.name, label=None, role=before.role, organisation=before.organisation)


def _may_be(name: Name, same: re.Match[str]) -> bool:
    """« La même » is no « M. Garnier »."""
    return not ((same["hers"] and _HIS.match(name.civility)) or (same["his"] and _HERS.match(name.civility)))
