"""The rules that see somebody begin to speak; the first that answers is believed."""

from __future__ import annotations

from collections.abc import Callable

from indexer.structure.anonymity import anonymous
from indexer.structure.brackets import bracketed
from indexer.structure.formulas import formula
from indexer.structure.name_lines import labelled, name_alone, name_and_role
from indexer.structure.opening import Context, Opening
from indexer.structure.table_rows import row
from indexer.structure.time_stamps import timed
from indexer.structure.titled_talks import title_and_name
from indexer.structure.turns import bold_name, full_stop, reported, turn

Rule = Callable[[Context, int], Opening | None]

RULES: tuple[Rule, ...] = (
    formula,
    labelled,
    bold_name,
    turn,
    name_and_role,
    name_alone,
    title_and_name,
    anonymous,
    bracketed,
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
    return timed(context, k)
