"""How the words of a text are met with the names of the vocabularies: letter by letter, and name by name."""

from __future__ import annotations

import re
import unicodedata

ACRONYM = 3  # letters: shorter capitals stay as they are
_ACCENTED = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]  # Latin letters that are not plain ASCII
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u2007"), " ")


def _bare(code: int) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c)).lower()


_PLAIN = {code: _bare(code) for code in _ACCENTED} | dict.fromkeys(range(0x300, 0x370), "")
_PLAIN |= {ord("œ"): "oe", ord("Œ"): "oe", ord("æ"): "ae", ord("Æ"): "ae", ord("’"): "'", ord("ø"): "o", ord("Ø"): "o"}
_LETTERS = {code: text[:1] for code, text in _PLAIN.items() if text} | _SPACES
_JOINTS = re.compile(r"[\s\-‐‑–'ʼ.·/]+")


def plain(text: str) -> str:
    """Take away case and accents, nothing else.

    >>> plain("Cœur d’Ostrevent")
    "coeur d'ostrevent"
    """
    return text.lower() if text.isascii() else text.translate(_PLAIN).lower()


def letters(text: str) -> str:
    """Take away case and accents letter by letter, so that offsets still fit the text.

    >>> letters("Cœur d’Ostrevent")
    "cour d'ostrevent"
    """
    folded = text.translate(_LETTERS).lower()
    return folded if len(folded) == len(text) else "".join((plain(c) or " ")[0] for c in text)


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
