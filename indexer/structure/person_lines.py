"""Lines that give a person: the name, what he does, for whom; and what cannot be one."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.structure.folding import level
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import CERTAIN, LIKELY
from indexer.structure.names import Name, read_name
from indexer.structure.roles import is_role, split_role

CONTACT = re.compile(
    r"[\w.+-]+@|\+?\d[\d .]{6,}|https?:|www\.|\d{1,4}\s?(?:bis\s)?,?\s(?:rue|avenue|boulevard|place|bd)\b",
    re.IGNORECASE,
)
BOOK = re.compile(r"\b(?:1[89]|20)\d\d\b|[ée]ditions?\b|\b[ée]d\.|\bpp?\.\s?\d|\bISBN\b|«|\bin :", re.IGNORECASE)
_MARK = re.compile(r"\s*,\s*|\s*\(|\s+[–—-]\s+|\s*\|\s*|\s*[–—]\s+")
_HOUR_AFTER = re.compile(r"\s*[(\[]\s?\d{1,2}\s?[:hH]\s?\d{2}(?:\s?[:mM]\s?\d{2})?\s?[)\]]$")
_SPEECH_START = re.compile(rf"[{CAPITAL}0-9«\"“'(\[…–-]|\.\.\.|[a-zà-ÿ]'|[a-zà-ÿ]")
_STAGE = re.compile(
    r"\b(?:micro|de sa place|reprenant|inaudible|debout|interrompant|riant|lisant|en anglais|traduction)\b",
    re.IGNORECASE,
)
PAIR = re.compile(r"\s+(?:et|and|&)\s+")
_AGE = re.compile(r"^\d{1,3} (?:ans|mois|years old)\s*,?\s*")
_ENUMERATOR = re.compile(r"[A-DIVX]\.?")
_NAME_LENGTH = 90


def who_and_what(text: str) -> tuple[Name, str] | None:
    """Read « NAME, role », « NAME (organisation) », « NAME – role » or the bare name; the role comes as printed.

    >>> name, what = who_and_what("Aminata SOW, Cabinet Baobab")
    >>> name.display, what
    ('Aminata Sow', 'Cabinet Baobab')
    """
    text = without_hour(text)
    if bare := read_name(text) or _first_of_two(text):
        return bare, ""
    mark = _MARK.search(level(text)[:_NAME_LENGTH])
    if mark is None:
        return _name_run_into_role(text)
    name = read_name(text[: mark.start()]) or _first_of_two(text[: mark.start()])
    if name is None:
        return None
    rest = text[mark.end() :].strip()
    return name, rest[:-1] if "(" in mark[0] and rest.endswith(")") and rest.count("(") < rest.count(")") else rest


def _first_of_two(text: str) -> Name | None:
    """« Paul GARNIER et Aminata SOW » speak together: the first stands for both, the printed words keep the two."""
    names = [read_name(part) for part in PAIR.split(text)] if PAIR.search(text) else []
    sure = all(name is not None and name.evidence >= LIKELY and name.family for name in names)
    if len(names) <= 1 or not sure or names[0] is None:
        return None
    return replace(names[0], printed=text.strip())


def without_hour(text: str) -> str:
    """Drop « (00:12:30) » after a name."""
    return _HOUR_AFTER.sub("", text.strip(" :"))


def _name_run_into_role(text: str) -> tuple[Name, str] | None:
    """Read « Luc DE RONNE Président de … », where a line end was lost between name and role."""
    tokens = text.split()
    for size in range(min(6, len(tokens) - 1), 1, -1):
        name, rest = read_name(" ".join(tokens[:size])), " ".join(tokens[size:])
        if name and name.evidence >= CERTAIN and tokens[size - 1].isupper() and is_role(rest):
            return name, rest
    return None


def role_of(role: str | None, inside: str | None) -> tuple[str | None, str | None]:
    """Put together what stands after the comma and what stands between parentheses."""
    role, inside = (None if part and _STAGE.search(part) else part for part in (role, inside))
    role, inside = (_AGE.sub("", part) or None if part else None for part in (role, inside))
    what, where = split_role(role) if role else (None, None)
    if not inside or re.fullmatch(r"[\d\s:.hHmM'′″-]+", inside):
        return what, where
    second_role, second = split_role(inside)
    return what or second_role, second or where


def could_be_said(rest: str) -> bool:
    """Say whether what follows a name can be his words, rather than his telephone number."""
    letters = re.search(r"[^\W\d_]", rest) is not None
    return letters and bool(_SPEECH_START.match(rest)) and not CONTACT.match(level(rest))


def weigh(name: Name, *, bold: bool) -> int:
    """Weigh a name before a colon; « A. Contexte : » may be a numbered heading."""
    if _ENUMERATOR.fullmatch(name.given) and not name.civility:
        return 1
    if not name.given and not name.evidence:
        return 1  # « DUPONT : » may be anything: « Solidaire : »
    weight = 3 if name.evidence >= LIKELY else 1 + name.evidence
    return min(3, weight + (1 if bold else 0))
