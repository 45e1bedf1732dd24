"""Permanent identifiers: opaque, minted once, never reused; each has a check character, as in NOID and ARK."""

from __future__ import annotations

import secrets

#: Digits and consonants without l, and without vowels, so that no pid spells a word (NOID's "extended digits").
ALPHABET = "0123456789bcdfghjkmnpqrstvwxz"
LENGTH = 10


def mint() -> str:
    """Make a new pid: ten random characters and a check character.

    >>> pid = mint()
    >>> len(pid), is_pid(pid)
    (11, True)
    """
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return body + check_character(body)


def check_character(body: str) -> str:
    """Compute the check character: the sum of position times value, modulo 29.

    The method is NOID's check digit algorithm (J. Kunze, "The NOID check digit algorithm"): it notices every
    single wrong character and every swap of two neighbours.

    A character outside the alphabet counts as zero, so the same holds when a naming authority stands before.

    >>> check_character("13030/xf93gt2")
    'q'
    """
    total = sum(place * max(0, ALPHABET.find(character)) for place, character in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def is_pid(text: str) -> bool:
    """Tell whether `text` has the form of a pid and its check character is right.

    >>> is_pid("robots.txt")
    False
    """
    if len(text) != LENGTH + 1 or any(character not in ALPHABET for character in text):
        return False
    return check_character(text[:-1]) == text[-1]


def key_in(text: str) -> str:
    """The last part of an address that somebody pasted, or of what they typed: where a pid stands.

    >>> key_in(" https://fonds.example/intervenants/kwq2f64sgr?page=2#haut "), key_in("Anne Durand")
    ('kwq2f64sgr', 'Anne Durand')
    """
    return text.strip().partition("#")[0].partition("?")[0].rstrip("/").rsplit("/", 1)[-1]
