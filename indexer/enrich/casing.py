"""Words printed in capitals, said in usual case as the document itself writes them elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from corpus.vocabularies.gazetteer import gazetteer

SHORT = 3  # letters: « Les » has its capital from a sentence, « Sur » from a village
TOWN = 20_000  # inhabitants: « de Vannes » is the town, sluices are rarer
_GOVERNED = re.compile(r"(?:\b(?:DE|À) |\bD['’])$")
_QUOTED = re.compile(r"(?<=[«“\"])\s?\w")
_WORD = re.compile(r"[^\W\d_]+")


def in_usual_case(title: str, texts: Iterable[str]) -> str:
    """Say a title of capitals as a notice would: small letters, but for names and acronyms.

    A word takes the case it has in `texts`; one that is not there takes small letters unless it is a place.

    >>> in_usual_case("LES ONG ET MALI DURABLE", ["Une ONG et les autres."])
    'Les ONG et Mali durable'
    """
    words = _WORD.findall(title)
    if len(words) < 3 or not title.isupper():  # noqa: PLR2004 (a name or an acronym may be in capitals)
        return title
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        if not text.isupper():
            for word in _WORD.findall(text):
                forms.setdefault(word.lower(), Counter())[word] += 1

    def usual(match: re.Match[str]) -> str:
        governed = bool(_GOVERNED.search(title, 0, match.start()))
        return _usual(match[0], forms.get(match[0].lower(), Counter()), governed=governed)

    said = _QUOTED.sub(lambda match: match[0].upper(), _WORD.sub(usual, title))
    return said[0].upper() + said[1:]


def continued(subtitle: str, texts: Iterable[str]) -> str:
    """Begin a subtitle with a small letter, when its first word is written so in `texts`.

    >>> continued("Communes d'ici", ["Deux communes parlent."]), continued("Bamako parle", ["Bamako est loin."])
    ("communes d'ici", 'Bamako parle')
    """
    word = _WORD.match(subtitle)
    if word is None or word[0].isupper():
        return subtitle
    small = re.compile(rf"\b{re.escape(word[0].lower())}\b")
    return subtitle[0].lower() + subtitle[1:] if any(small.search(text) for text in texts) else subtitle


def _usual(word: str, forms: Counter[str], *, governed: bool) -> str:
    low = word.lower()
    if forms[low]:
        return low
    if forms[word]:
        return word
    if len(word) <= SHORT:
        return low
    if forms:
        return forms.most_common(1)[0][0]
    places = gazetteer().named(word)
    proper = any(p.kind == "country" or not (p.ordinary or p.kind == "intercommunality") for p in places)
    proper = proper or (governed and any(p.country == "FR" and p.population >= TOWN for p in places))
    return word.capitalize() if proper else low
