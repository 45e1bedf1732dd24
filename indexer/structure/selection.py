"""Which of the openings that the rules propose are believed: what the document does once may be chance, twice is its style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indexer.structure.cues import opening_at
from indexer.structure.folding import fold
from indexer.structure.headings import names_an_editorial
from indexer.structure.opening import Context, Opening


def openings(context: Context) -> list[Opening]:
    """Find, in order, where somebody begins to speak."""
    proposed: list[Opening] = []
    k = 0
    while k < len(context.paragraphs):
        opening = opening_at(context, k)
        if opening is not None:
            proposed.append(opening)
        k = opening.end if opening is not None else k + 1
    kept = [o for o in proposed if o.start >= 0 or context.prose_follows(o.end - 1, context.ranks[o.at])]
    kept = [o for o in kept if o.weight >= 2 or _supported(context, o, kept)]
    kept = [o for o in kept if not _signs(context, o, kept)]
    kept = [o for o in kept if not _is_lone_first_name(o, kept)]
    return [o for o in kept if not _announced(o, kept)]


def _signs(context: Context, opening: Opening, kept: Sequence[Opening]) -> bool:
    """A name below the words of an editorial signs: it does not speak."""
    if opening.start >= 0:
        return False
    before = max((o.end for o in kept if o.at < opening.at), default=0)
    heads = [k for k in range(before, opening.at) if context.ranks[k]]
    return bool(heads) and heads[-1] < opening.at - 1 and names_an_editorial(context.paragraphs[heads[-1]].text)


def _family(opening: Opening) -> str:
    return "running" if opening.cue in ("turn", "bullet", "time stamp", "bold name") else opening.cue


def _supported(context: Context, opening: Opening, proposed: Sequence[Opening]) -> bool:
    """A doubtful opening is believed when the same person, or surer openings of the same form, are there too."""
    if opening.name is not None and (not opening.name.given or opening.name.given.endswith(".")):
        family = fold(opening.name.family)
        if (
            family.endswith(".")
            and sum(o.name is not None and o.name.printed == opening.name.printed for o in proposed) > 1
        ):
            return True
        known = {fold(o.name.family) for o in proposed if o.name and o.weight >= 2}
        if family in known:
            return True
    alike = [o for o in proposed if _family(o) == _family(opening) and (o.start >= 0) is (opening.start >= 0)]
    sure = sum(o.weight >= 2 for o in alike)
    doubtful = len(alike) - sure
    if opening.cue == "label":
        labels = Counter(fold(o.label or "") for o in alike)
        return sure >= 2 or (doubtful >= 3 and max(labels.values()) >= 2)
    if opening.cue == "reported":
        return len({fold(o.name.display) for o in alike if o.name}) >= 2
    if opening.cue == "full stop":
        return len(alike) >= 3
    if opening.cue == "reported in prose":
        return _is_the_manner(context, alike, proposed)
    if opening.cue == "label before":
        return doubtful >= 2 and sure >= 1
    if opening.cue == "name alone" and opening.name and opening.name.evidence >= 2:
        people = {fold(o.name.display) for o in alike if o.name and o.name.evidence >= 2}
        return len(people) >= (2 if opening.bold else 3) or (sure >= 2 and sure >= doubtful)
    if opening.cue in ("name alone", "name and role") and opening.name and opening.name.evidence < 1:
        return sure >= 2 and sure > doubtful
    return sure >= 2 and sure >= doubtful


def _is_the_manner(context: Context, alike: Sequence[Opening], proposed: Sequence[Opening]) -> bool:
    """Reported speech counts when nobody speaks otherwise, several people do, and half of the paragraphs begin so."""
    people = {fold(o.name.family) for o in alike if o.name}
    if len(alike) < 3 or len(people) < 2 or any(o.weight >= 2 for o in proposed):
        return False
    first, last = alike[0].at, alike[-1].at
    prose = [k for k in range(first, last + 1) if not context.ranks[k] and context.paragraphs[k].kind == "text"]
    return 2 * len(alike) >= len(prose)


def _is_lone_first_name(opening: Opening, kept: Sequence[Opening]) -> bool:
    """One « Florence : … » in a document may be a town; people called by first names are several, or come back."""
    name = opening.name
    if name is None or name.family or name.civility:
        return False
    others = [
        o for o in kept if o is not opening and o.name and (not o.name.family or fold(o.name.given) == fold(name.given))
    ]
    return not others


def _announced(opening: Opening, kept: Sequence[Opening]) -> bool:
    """« Animateur : X » above a round table only announces X when X speaks under his own name elsewhere."""
    if opening.cue != "label before" or opening.name is None:
        return False
    own = fold(opening.name.display)
    return any(o.cue != "label before" and o.name and fold(o.name.display) == own for o in kept)
