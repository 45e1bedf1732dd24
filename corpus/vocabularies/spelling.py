"""How the words of a text are met with the names of the vocabularies: letter by letter, and name by name."""

from __future__ import annotations

import re
import unicodedata

ACRONYM = 3  # letters: shorter capitals stay as they are
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


def spelled(form: str) -> str:
    """Say a printed name without shouting.

    >>> spelled("COMMUNAUTÉ URBAINE DE LILLE"), spelled("PORTE DU HAINAUT")
    ('Communauté Urbaine de Lille', 'Porte du Hainaut')
    """
    if not form.isupper() and not any(len(w) > ACRONYM and w.isupper() for w in form.split()):
        return form
    small = {"de", "du", "des", "la", "le", "les", "et", "en", "sur", "sous", "aux", "au", "d", "l"}
    words = re.split(r"([\s’'-])", form)
    said = [
        w if not w.isupper() or len(w) == 1 else w.lower() if plain(w) in small and k else w.capitalize()
        for k, w in enumerate(words)
    ]
    return "".join(said)
