"""« Vouliez-vous dire… ? »: words of the collection that look like those that found nothing."""

from __future__ import annotations

import difflib
import re
import unicodedata

from search.index import Engine, Sought

SHORTEST = 4  # letters of a word that is worth correcting
CUTOFF = 0.75  # likeness, 0 to 1 (difflib's ratio)
_CANDIDATES = 400


def suggestion(engine: Engine, words: str, sought: Sought) -> str | None:
    """Write `words` anew with each unknown word replaced by the most similar one of the collection, or None."""
    better = words
    for group in sought.groups:
        for clause in group:
            if clause.kind == "word" and (likely := _similar(engine, clause.text)):
                better = re.sub(rf"(?<!\w){re.escape(clause.text)}(?!\w)", likely, better, flags=re.IGNORECASE)
    return better if better != words else None


def _similar(engine: Engine, word: str) -> str | None:
    if len(word) < SHORTEST or engine.suggest(word, limit=1):
        return None
    for length in (3, 2, 1):  # the longest common beginning first: most slips are later in the word
        known = engine.suggest(word[:length], limit=_CANDIDATES)
        bare = {_bare(one): one for one in reversed(known)}  # of equals the commonest, which comes first, stays
        close = difflib.get_close_matches(_bare(word), bare, n=1, cutoff=CUTOFF)
        if close:
            return bare[close[0]]
    return None


def _bare(word: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(one))
