"""How the words of a text are met with the names of the vocabularies: letter by letter, and name by name."""

from __future__ import annotations

import re
import unicodedata

_JOINTS = re.compile(r"[\s\-‐‑–'ʼ.·/]+")


def plain(text: str) -> str:
    """Take away case and accents, nothing else.

    >>> plain("Cœur d’Ostrevent")
    "coeur d'ostrevent"
    """
    low = text.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def key(name: str) -> str:
    """Give the form under which a name of a place is looked up.

    >>> key("St-Étienne-du-Bois"), key("Côte d’Ivoire")
    ('saint etienne du bois', 'cote d ivoire')
    """
    flat = _JOINTS.sub(" ", plain(name)).strip()
    if flat.startswith("st "):
        return "saint" + flat[2:]
    return "sainte" + flat[3:] if flat.startswith("ste ") else flat
