"""Where a text names something the gazetteer knows: the longest name that starts at each capital letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.vocabularies.gazetteer import Gazetteer, Place
from corpus.vocabularies.spelling import plain

_TOKEN = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"[ \u00a0\u202f]|[-‐‑–'’/]| ?[-–/] ?|\. |['’] ")
_CONTRACTED = re.compile(r"\b(?:du|au|aux|des)\s$", re.IGNORECASE)
LONGEST = 10
AROUND = 70


@dataclass(frozen=True, slots=True)
class Mention:
    """One name of place in a text.

    Attributes:
        form: as printed. key: as looked up. start, end: where, in the text.
        places: all that bear the name. left, right: the text around.
        position: of the cut; text_page: physical page.

    """

    form: str
    key: str
    start: int
    end: int
    places: tuple[Place, ...]
    left: str
    right: str


def mentions(text: str, names: Gazetteer) -> Iterator[Mention]:
    """Give the mentions of a text, in order, none overlapping."""
    tokens = [(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]
    folded: dict[str, str] = {}
    k = 0
    while k < len(tokens):
        word = tokens[k][0]
        first = folded.get(word)
        if first is None:
            first = folded[word] = _saint(plain(word))
        found = None
        if word[0].isupper() or first in _LOWER_STARTS:
            found = _longest(text, tokens, k, first, names)
        if found is None:
            k += 1
            continue
        count, name, places = found
        a, b = tokens[k][1], tokens[k + count - 1][2]
        yield Mention(text[a:b], name, a, b, places, text[max(0, a - AROUND) : a], text[b : b + AROUND])
        k += count


#: names that start with a small letter: « territoires palestiniens », « bassin méditerranéen », « deux Sèvres »
_LOWER_STARTS = frozenset(
    [
        "territoires",
        "bassin",
        "espace",
        "pourtour",
        "pays",
        "europe",
        "afrique",
        "deux",
        "union",
        "bande",
        "cercle",
        "plateau",
    ]
)


def _saint(word: str) -> str:
    return {"st": "saint", "ste": "sainte"}.get(word, word)


def _longest(
    text: str, tokens: list[tuple[str, int, int]], k: int, first: str, names: Gazetteer
) -> tuple[int, str, tuple[Place, ...]] | None:
    most = min(names.longest.get(first, 0), len(tokens) - k, LONGEST)
    keys = [first]
    for n in range(1, most):
        if not _JOINT.fullmatch(text[tokens[k + n - 1][2] : tokens[k + n][1]]):
            break
        keys.append(plain(tokens[k + n][0]))
    small = not tokens[k][0][0].isupper()
    for n in range(len(keys), 0, -1):
        if small and n == 1:
            return None
        written = any(tokens[k + j][0][0].isupper() for j in range(1, n))
        if n > 1 and not written and not _small_inside(keys[:n]):
            continue
        folded = " ".join(keys[:n])
        places = names.with_key(folded)
        if n == 1 and _CONTRACTED.search(text[max(0, tokens[k][1] - 5) : tokens[k][1]]):
            article = (
                "les " if text[max(0, tokens[k][1] - 4) : tokens[k][1]].lower().strip() in {"aux", "des"} else "le "
            )
            full = names.with_key(article + folded)
            if full:
                return 1, article + folded, full
        if places:
            return n, folded, places
    return None


def _small_inside(keys: list[str]) -> bool:
    """Say whether a name may go on in small letters: « Territoires palestiniens », « Afrique de l'ouest »."""
    return (
        keys[0] in _LOWER_STARTS
        or keys[-1] == "metropole"
        or keys[0]
        in {
            "amerique",
            "asie",
            "cote",
            "proche",
            "moyen",
            "ocean",
            "republique",
            "etats",
            "coree",
            "ile",
            "iles",
        }
    )
