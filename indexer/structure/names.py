"""What a person's name looks like on the page, and how it is said in reading order and usual case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from indexer.structure.folding import fold, level
from indexer.structure.letters import CAPITAL, SMALL

_CIVILITY = re.compile(
    r"(?:(?:M|Mr|Mrs|Ms|Mme|Mlle|Dr|Pr|Prof|Me|Hon|Sr|Sra)\.?|Monsieur|Madame|Mademoiselle|Docteur|Professeure?|Maître|"
    r"S\.\s?E\.(?:\s?(?:M\.|Mme))?|Son Excellence|Général|Colonel|Commandant|Capitaine|Père|Sœur|Frère|Mgr|"
    r"Sir|Lady|MM\.|MS|MRS|MLLE|MONSIEUR|MADAME|MME|Mrs|Mister)\s+(?=\S)"
)
_TITLE_AFTER = re.compile(r"(?:le |la |l'|les |LE |LA |L')(?=\S)")
_PARTICLES = frozenset(
    (
        *("de", "du", "des", "la", "le", "les", "dit", "y", "e", "van", "von", "der", "den", "ter", "ten", "zu", "st"),
        *("el", "al", "ben", "bin", "bint", "ibn", "abou", "abu", "ould", "mint", "ag", "ait", "aït"),
        *("da", "das", "do", "dos", "di", "del", "della", "san"),
    )
)
_ARTICLES = frozenset(("le", "la", "les"))
_INITIAL = re.compile(rf"[{CAPITAL}](?:[a-z]{{0,2}})?\.(?:-?[{CAPITAL}]\.)*|[A-Z]-[A-Z]\.?|[A-Z]")
_UPPER = re.compile(rf"(?:Mc|Mac|[dl]'|[DL]')?[{CAPITAL}'](?:[{CAPITAL}'-]*[{CAPITAL}])+")
_CAPITAL = re.compile(
    rf"(?:[dDlLNnMO]'|Mc|Mac|Di|Le|La|De|Du)?[{CAPITAL}][{SMALL}]+(?:['-][{CAPITAL}{SMALL}][{SMALL}]*)*"
)
_NOUN_ENDING = re.compile(r"(?:tions?|ments?|ismes?|tes|iques?|ances?|ences?|ages?|tures?|ires?|aux|eurs?|ologie)$")
_SHAPES = re.compile(
    r"(?P<upper>[CI]{1,4}(?:P[CI]{1,2})?P*U(?:P*U){0,3})|(?P<mixed>[CI]{1,3}(?:P*C){1,3})|(?P<first>(?:P*U){1,3}[CI]{1,3})"
    r"|(?P<capitals>[UI]{1,3}(?:P*U){1,3})|(?P<veiled>C{1,2}I)"
)
_ALONE = re.compile(r"P*[CU](?:P*[CU]){0,2}")
_RUN_TOGETHER = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{2}")  # « JL »: no vowel, for « BA » and « SY » are surnames
_LONGEST = 7  # words in a name
_LONG = 5  # letters from which an ending tells a noun from a name


@cache
def _listed(name: str) -> frozenset[str]:
    lines = files("indexer.structure").joinpath(name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_first_name(word: str) -> bool:
    """Say whether the word, or its first half ("Marie-Pierre"), is a common first name."""
    folded = fold(word)
    return folded in _listed("firstnames.txt") or folded.split("-")[0] in _listed("firstnames.txt")


def is_common_word(word: str) -> bool:
    """Say whether the word belongs to headings, institutions or places rather than to people."""
    folded = fold(word)
    if folded in _ARTICLES and len(word) == len(folded) and word.lower() != folded:
        return False  # « Lê » is no article
    return any(part in _listed("notnames.txt") for part in re.split(r"['-]", folded))


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed, taken apart.

    Attributes:
        printed: the words on the page, civility included.
        given, family: in usual case; `given` is empty for « M. Petit », `family` for « Fatou ».
        civility: « M. », « Madame »… or nothing.
        evidence: how sure the form alone makes it a person: 1 perhaps, 2 likely, 3 and more certain.
    """

    printed: str
    given: str
    family: str
    civility: str = ""
    evidence: int = 0

    @property
    def display(self) -> str:
        """The name in reading order and usual case; « M. Petit » keeps its civility, having nothing else."""
        if self.given or not self.civility:
            return " ".join(part for part in (self.given, self.family) if part)
        civility = self.civility.capitalize() if self.civility.isupper() else self.civility
        return f"{civility} {self.family}"


def _kind(token: str) -> str:
    for kind, form in (("I", _INITIAL), ("U", _UPPER), ("C", _CAPITAL)):
        if form.fullmatch(level(token)):
            return kind
    return "P" if token.lower() in _PARTICLES else "?"


def _kinds(tokens: list[str]) -> str:
    """One letter a word: Initial, Upper case, Capitalised, Particle. The last word is never a particle."""
    kinds = [_kind(t) for t in tokens]
    for k, token in enumerate(tokens[:-1]):
        follows = kinds[k + 1] in "UCP"
        if (follows and token.lower() in _PARTICLES and (token.islower() or k) and kinds[k] != "?") or (
            follows and token in ("LE", "LA", "DE", "DU", "EL", "AL", "BEN", "AIT", "AÏT", "VAN", "VON", "OULD")
        ):
            kinds[k] = "P"
    if kinds[1:] and kinds[1] in "CUP" and _RUN_TOGETHER.fullmatch(tokens[0]) and not is_first_name(tokens[1]):
        kinds[0] = "I"
    return "".join(kinds)


def usual(token: str) -> str:
    """Give one word of a name in usual case.

    >>> usual("DHENIN-VERBRUGGHE"), usual("D'ALMEIDA"), usual("Facquez"), usual("DE")
    ('Dhenin-Verbrugghe', "D'Almeida", 'Facquez', 'De')
    """
    if not _UPPER.fullmatch(level(token)):
        return token
    return re.sub(r"[^\W\d_]+", lambda m: m[0][0].upper() + m[0][1:].lower(), token)


def _evidence(given: list[str], family: list[str], kinds: str, shape: str) -> int:
    """Weigh what the words say: known first names for, institutions' and places' words against."""
    known = any(is_first_name(t) for t in (given if shape == "upper" else (*given, *family)))
    linked = "P" in kinds and kinds[0] == "I"
    common = [t for t in (*given, *family) if is_common_word(t) and not (linked and t.lower() in _PARTICLES)]
    score = {"upper": 2, "mixed": 0, "first": 0, "capitals": 0, "veiled": 0}[shape] + (2 if known else 0)
    if "I" in kinds and not known:
        score = max(score, 1) if len(kinds) > 1 else 0
        if re.match(r"[A-Z]\.? (?:des?|du|las?|les?) ", " ".join((*given, *family)) + " ", re.IGNORECASE):
            return 0 if common else min(score, 1)  # « A. DES BROSSES » may be a person or the heading of a part
    if given and is_common_word(given[0]) and not is_first_name(given[0]):
        return 0
    if common and not known:
        return 0
    if not known and any(_NOUN_ENDING.search(fold(t)) for t in (*given, *family) if len(t) > _LONG):
        score -= 2
    return max(score, 0)


def _parts(tokens: list[str]) -> tuple[list[str], list[str], str, str] | None:
    """Tell given names from family names: (given, family, kinds, shape)."""
    kinds = _kinds(tokens)
    shape = _SHAPES.fullmatch(kinds)
    if shape is None or shape.lastgroup is None:
        return None
    if shape.lastgroup == "first":
        cut = max(k for k, c in enumerate(kinds) if c == "U") + 1
        given, family = tokens[cut:], tokens[:cut]
    else:
        cut = _first_of_family(tokens, kinds, shape.lastgroup)
        given, family = tokens[:cut], tokens[cut:]
    if (
        shape.lastgroup == "capitals"
        and not is_first_name(given[0])
        and is_first_name(given[-1] if cut > 1 else family[-1])
    ):
        given, family = family[-1:], [*given, *family[:-1]]
    return given, family, kinds, shape.lastgroup


def _first_of_family(tokens: list[str], kinds: str, shape: str) -> int:
    if shape == "veiled":
        return len(tokens) - 1
    if shape == "upper":
        cut = kinds.index("U")
    elif "P" in kinds[1:]:
        return kinds.index("P", 1)
    else:
        cut = 1
        while cut < len(tokens) - 1 and (kinds[cut] == "I" or is_first_name(tokens[cut])):
            cut += 1
        return cut
    while cut > 1 and kinds[cut - 1] == "P":
        cut -= 1
    return cut


@lru_cache(4096)
def read_name(text: str) -> Name | None:
    """Read the whole text as one person's name; None when it has not the form of one.

    >>> read_name("Luc DE RONNE").display, read_name("TRAORÉ Aminata").display
    ('Luc De Ronne', 'Aminata Traoré')
    >>> read_name("Mme Petit").display, read_name("Ville de LILLE") is None
    ('Mme Petit', True)
    """
    printed = text.strip(" \t:,;").strip()
    plain = level(printed)
    civility = ""
    while found := _CIVILITY.match(plain):
        civility = civility or found[0].strip()
        plain = plain[found.end() :]
    tokens = printed[len(printed) - len(plain) :].split()
    if not tokens or len(tokens) > _LONGEST or (civility and _is_title(plain)) or any(t.endswith(",") for t in tokens):
        return None
    parts = _parts(tokens)
    headless = tokens[0].lower() in _PARTICLES and (civility != "" or not any(map(is_first_name, tokens)))
    if parts is None or headless:
        return _surname(printed, civility, tokens)
    given, family, kinds, shape = parts
    evidence = _evidence(given, family, kinds, shape) + (2 if civility else 0)
    if not evidence and (is_common_word(given[0]) or any(is_common_word(t) for t in family)):
        return None
    return Name(printed, " ".join(map(_usual_given, given)), " ".join(map(usual, family)), civility, evidence)


def _usual_given(token: str) -> str:
    return ". ".join(token) + "." if _RUN_TOGETHER.fullmatch(token) else usual(token)


def _is_title(plain: str) -> bool:
    """« Mme la Présidente », « M. LE MAIRE » are no names; « Mme LE GUEN » is."""
    article = _TITLE_AFTER.match(plain)
    return article is not None and (article[0].islower() or is_common_word(plain[article.end() :].split(maxsplit=1)[0]))


def _surname(printed: str, civility: str, tokens: list[str]) -> Name | None:
    """Read « M. Petit », « Fatou », « Fatou D. » or « DUPONT »: one half of a name."""
    kinds = _kinds(tokens)
    if civility and _ALONE.fullmatch(kinds) and not (is_common_word(tokens[-1]) and tokens[-1].islower()):
        return Name(printed, "", " ".join(map(usual, tokens)), civility, 2)
    if tokens[0].lower() in _PARTICLES and 1 < len(tokens) <= 3 and _ALONE.fullmatch(kinds):  # noqa: PLR2004
        return None if any(map(is_common_word, tokens[1:])) else Name(printed, "", " ".join(map(usual, tokens)), "", 0)
    if len(tokens) != 1 or kinds not in ("C", "U"):
        return None
    if is_first_name(tokens[0]):
        return Name(printed, usual(tokens[0]), "", "", 1)
    return None if is_common_word(tokens[0]) else Name(printed, "", usual(tokens[0]), "", 0)


def read_initials(who: str) -> Name | None:
    """« R. C. », « J.-P. M. », « JR »: a person known from elsewhere in the document."""
    plain = who.strip()
    found = re.fullmatch(r"(?P<given>[A-Z]\.(?:\s?-?\s?[A-Z]\.)??)\s?(?P<family>[A-Z]\.?)", plain)
    found = found or re.fullmatch(r"(?P<given>[A-Z](?:-?[A-Z])??)(?P<family>[A-Z])", plain)
    return Name(plain, found["given"].rstrip(".") + ".", found["family"].rstrip(".") + ".") if found else None
