"""Whoever only asks, between the answers of somebody else: « La revue : Comment avez-vous commencé ? »."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from indexer.structure.folding import fold, level
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import TWICE
from indexer.structure.opening import Context, Opening
from indexer.structure.roles import has_verb

_ASKS = re.compile(rf"(?P<who>[{CAPITAL}][^:.?!,;()]{{1,30}}?)\s?:\s+(?P<rest>.+\?[\s»”]*)$", re.DOTALL)


def askers(context: Context, known: Sequence[Opening]) -> list[Opening]:
    """Find the labels that come back before questions only, each followed by somebody who speaks."""
    taken = {o.at for o in known}
    speaking = {o.at for o in known if o.start >= 0 and o.kind != "question"}
    found: dict[str, list[Opening]] = defaultdict(list)
    spoilt: set[str] = set()
    for k, paragraph in enumerate(context.paragraphs):
        label = re.match(r"[^:]{2,32}(?=\s?:\s)", level(paragraph.text))
        if k in taken or context.zones[k] or label is None:
            continue
        asked = _ASKS.match(level(paragraph.text))
        if asked is None or context.after(k) not in speaking or has_verb(asked["who"]):
            spoilt.add(fold(label[0]).strip())
            continue
        who = paragraph.text[: asked.end("who")]
        start = asked.start("rest")
        found[fold(who)].append(Opening(k, "asker", label=who, start=start, kind="question"))
    return [o for who, several in found.items() if len(several) >= TWICE and who not in spoilt for o in several]
