"""In which language a document is written."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY

from indexer.enrich import Guess

DetectorFactory.seed = 0  # the same text always gets the same answer
#: what such collections hold; fewer profiles load faster and are confused less
LANGUAGES = (
    "fr en es pt it ca ro de nl da sv no fi pl cs sk sl hr hu bg mk sq el ru uk tr ar he fa vi so sw id zh-cn ja"
)
ENOUGH_WORDS = 20
ENOUGH_LETTERS = 1000


def language(text: str) -> Guess | None:
    """Guess the language of running text; None for fewer than twenty words, where guesses go wrong."""
    if len(text.split(maxsplit=ENOUGH_WORDS)) < ENOUGH_WORDS:
        return None
    try:
        detector = _factory().create()
        detector.append(text[:ENOUGH_LETTERS])
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None
    return Guess("language", str(best.lang), round(float(best.prob), 2))


@cache
def _factory() -> DetectorFactory:
    factory = DetectorFactory()
    folder = Path(PROFILES_DIRECTORY)
    factory.load_json_profile([(folder / name).read_text(encoding="utf-8") for name in LANGUAGES.split()])
    return factory
