"""How two names are compared: without case, accents, ligatures, hyphens and apostrophes."""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """Reduce a name to what makes it the same name.

    >>> fold("Œuvre d’Évry-sur-Seine")
    'oeuvre d evry sur seine'
    """
    flat = text.lower().replace("œ", "oe").replace("æ", "ae")
    flat = "".join(one for one in unicodedata.normalize("NFKD", flat) if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", flat))


def surname_first(name: str) -> str:
    """The key under which a person stands in a list: the surname, then the rest.

    >>> surname_first("Marie-Pierre De La Tour")
    'de la tour marie pierre'
    """
    given, _, rest = name.partition(" ")
    return fold(f"{rest} {given}")


def title_key(title: str) -> str:
    """The key under which a title stands in a list: the article at its beginning does not count.

    >>> title_key("L'eau des villes"), title_key("Les eaux"), title_key("Lesage")
    ('eau des villes', 'eaux', 'lesage')
    """
    return re.sub(r"^(?:l|le|la|les|un|une|des|the|a|an) (?=\w)", "", fold(title))
