"""How many letters two words are apart."""

from __future__ import annotations


def distance(one: str, other: str, most: int) -> int:
    """Count the letters to insert, delete or replace to make `other` of `one` (Levenshtein); stop above `most`.

    >>> distance("debusquois", "desbuquois", 2), distance("petit", "grand", 2)
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
