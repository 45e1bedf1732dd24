"""When two printed names are one person's: case, accents, slips of the pen, initials, civilities."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.structure.folding import fold, level
from indexer.structure.names import Name, is_first_name

FULL = 3
_LONG_SURNAME = 6  # letters from which two slips of the pen leave a surname recognisable
_LONG_GIVEN = 5
_SLIPS = 2
_HERS = re.compile(r"(?:mme|mlle|madame|mademoiselle|mrs|ms)\b", re.IGNORECASE)
_HIS = re.compile(r"(?:m|mr|monsieur)\b", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z][a-z]{0,2}\.[ -]?|[A-Z](?:[ -]|$))+")


def distance(one: str, other: str, most: int) -> int:
    """Count the letters to insert, delete or replace to make `other` of `one` (Levenshtein 1965); stop above `most`.

    >>> distance("dubusquois", "dusbuquois", 2), distance("petit", "grand", 2)
    (2, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def fullness(name: Name) -> int:
    """Say how much of the name there is: FULL, 2 with initials, 1 for one half."""
    if not (name.given and name.family):
        return 1
    return 2 if are_initials(name.given) or are_initials(name.family) else FULL


@lru_cache(maxsize=1 << 16)  # every name is compared with every other
def letters(text: str) -> str:
    """Give the bare letters of a name, to compare."""
    return re.sub(r"[^a-z]", "", fold(text))


def accents(name: Name) -> int:
    """Count the accents of a spelling: the one that has them is the better."""
    return sum(ord(c) > 127 for c in level(name.display))  # noqa: PLR2004


def are_initials(part: str) -> bool:
    """Say whether a part of a name is only « J.-P. »."""
    return _INITIALS.fullmatch(part.strip()) is not None


def same_person(one: Name, other: Name) -> bool:
    """Say whether two spellings can be one person's; `one` is at least as full as `other`."""
    if letters(one.display) == letters(other.display) or _same_words(one, other) or _shortened(one, other):
        return True
    if _called(one, other):
        return True
    if not other.family:
        return bool(one.given) and letters(one.given) == letters(other.given)
    if are_initials(other.family):
        given = letters(one.given) == letters(other.given) or _initials_agree(one, other)
        return given and _initials(one.family)[:1] == _initials(other.family)[:1]
    return _alike(one.family, other.family) and _given_agree(one, other)


def _shortened(one: Name, other: Name) -> bool:
    """« Sidi Moktar » is short for « Sidi Moktar Diop »."""
    shorter, longer = sorted((fold(one.display).split(), fold(other.display).split()), key=len)
    whole = one.given and other.given and one.family and other.family
    return bool(whole) and 1 < len(shorter) < len(longer) and longer[: len(shorter)] == shorter


def _called(one: Name, other: Name) -> bool:
    """« Mme Lan Anh » is Nguyen Thi Lan Anh, « M. Mbarga » M. Mbarga Essomba: a civility and the end or the beginning.

    A beginning must be that of a surname of two words, or of a name whose first words nothing tells from the last.
    """
    if not other.civility or not _civilities_agree(one, other):
        return False
    whole, part, family = (fold(text).split() for text in (_words_of(one), _words_of(other), one.family))
    if len(part) >= len(whole):
        return False
    own = is_first_name(part[0]) and len(whole) - len(part) == 1  # « M. Pierre Petit » has a first name of his own
    ends = len(part) > 1 and whole[-len(part) :] == part and not own
    return (
        ends or (len(family) > 1 and family[: len(part)] == part) or (bool(one.civility) and whole[: len(part)] == part)
    )


def _words_of(name: Name) -> str:
    return f"{name.given} {name.family}"


def _same_words(one: Name, other: Name) -> bool:
    return _words(one.display) == _words(other.display)


@lru_cache(maxsize=1 << 16)
def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(fold(text).split()))


def _given_agree(one: Name, other: Name) -> bool:
    if not other.given:
        return _civilities_agree(one, other)
    if are_initials(other.given) or are_initials(one.given):
        return _initials_agree(one, other)
    return _same_given(letters(one.given), letters(other.given))


def _same_given(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) > _LONG_GIVEN and distance(a, b, 1) <= 1)


def _initials_agree(one: Name, other: Name) -> bool:
    a, b = _initials(one.given), _initials(other.given)
    short = are_initials(one.given) or are_initials(other.given)
    return short and a[: len(b)] == b[: len(a)]


def _initials(part: str) -> str:
    return "".join(word[0] for word in re.split(r"[^\w]+", fold(part)) if word)


def _alike(one: str, other: str) -> bool:
    """Say whether two surnames are one, particles apart, up to two slips in a long one."""
    a, b = letters(one), letters(other)
    if a == b or letters(_bare(one)) == letters(_bare(other)):
        return True
    return min(len(a), len(b)) >= _LONG_SURNAME and distance(a, b, _SLIPS) <= _SLIPS


@lru_cache(maxsize=1 << 16)
def _bare(family: str) -> str:
    return re.sub(r"^(?:(?:de|du|des|la|le|van|von|der|den|el|al|ben)\s|d'|l')+", "", fold(family))


def _civilities_agree(one: Name, other: Name) -> bool:
    """« Mme Petit » is not M. Jean Petit where the document says so itself."""
    a, b = one.civility, other.civility
    return not ((_HERS.match(a) and _HIS.match(b)) or (_HIS.match(a) and _HERS.match(b)))
