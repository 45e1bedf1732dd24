"""In which language a document is written."""

from __future__ import annotations

from langdetect import DetectorFactory, LangDetectException, detect_langs

from indexer.enrich import Guess

DetectorFactory.seed = 0  # the same text always gets the same answer
ENOUGH_WORDS = 20
ENOUGH_LETTERS = 1000


def language(text: str) -> Guess | None:
    """Guess the language of running text; None for fewer than twenty words, where guesses go wrong."""
    words = text.split()
    if len(words) < ENOUGH_WORDS:
        return None
    try:
        best = detect_langs(text[:ENOUGH_LETTERS])[0]
    except LangDetectException:
        return None
    return Guess("language", str(best.lang), round(float(best.prob), 2))
