"""Formulas that give somebody the floor: « Intervention de X », « La parole est donnée à X », « Conclusions par X »."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.structure.credentials import credentials
from indexer.structure.folding import fold, level
from indexer.structure.measures import LIKELY
from indexer.structure.names import Name, is_common_word, read_name
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import role_of
from indexer.structure.roles import ends_a_sentence, has_verb
from indexer.structure.turns import turn

_LONGEST = 320  # characters of a formula with its title
_HEAD = 200  # characters within which the name must come
_WORDS = 3  # of a name that only the formula makes one
_TITLE = 170  # characters of the title of a talk

_HEADS = (
    r"interventions?|introductions?|conclusions?|ouverture|cl[oô]ture|allocutions?|discours|expos[ée]s?|"
    r"pr[ée]sentations?|communications?|"
    r"t[ée]moignages?|mots?|accueil|bienvenue|propos|synth[eè]se|r[ée]ponses?|questions?|r[ée]actions?|remarques?|"
    r"commentaires?|[ée]clairage|"
    r"points? de vue|regards?|rapport|restitution|retour|suite|reprise|la parole est|parole|prise de parole|"
    r"d[ée]claration|lecture|"
    r"mise en perspective|intervenante?|conf[ée]rence|le[cç]on|message|pr[ée]ambule|avant-propos|[ée]ditorial|"
    r"pr[ée]face|contribution|"
    r"opening|closing|welcome|keynote|speech|statement|presentation|remarks|address|introduction|intervention|par|by"
)
_FORMULA = re.compile(
    rf"(?:(?:\d{{1,2}}|[IVX]{{1,4}})\s?[.)–-]\s*)?(?:(?:le|la|les)\s)?(?P<head>{_HEADS})\b", re.IGNORECASE
)
_LINK = re.compile(r"(?:(?<=\s)|^)(?:par|de|d'|à|by|of|from|avec|[Pp]ar|[Bb]y)(?:\s+|(?<='))|\s*:\s*|\s+[–—-]\s+")
_SPEAKS = re.compile(
    r"(?:intervention|t[ée]moignage|allocution|discours|expos[ée]|communication|la parole|parole|prise de parole|"
    r"r[ée]ponse|question|r[ée]action|"
    r"propos|retour|suite|reprise|speech|statement|keynote|address|remarks)",
    re.IGNORECASE,
)
_TAKES_SPEECH = re.compile(r"(?:r[ée]ponse|question|r[ée]action|remarque|commentaire)", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"\s*(?:\((?P<in>[^()]{1,140})\)|(?P<of>(?:du|de la|de l['’]|des|d['’]|de|"
    r"pour)\s?[^:(,]{2,120}?)(?:\s*\((?P<also>[^()]{1,140})\))?)?"
    r"(?:\s*,\s*(?P<role>[^:]{2,200}?)|\s+(?P<on>(?:sur|au sujet|à propos|concernant|"
    r"lors)\s[^:]{2,200}?))?\s*(?P<colon>:|$|\.$|\.\s?[–—-]|\s[–—-]\s)\s*(?P<rest>.*)$",
    re.DOTALL,
)


def formula(context: Context, k: int) -> Opening | None:
    """« Intervention de X (organisme) : titre », « La parole est donnée à X », « Conclusions par X, président »."""
    paragraph = context.paragraphs[k]
    plain = level(paragraph.text)
    head = _FORMULA.match(plain)
    if head is None or (len(plain) > _LONGEST and ":" not in plain[:_HEAD]):
        return None
    for link in _LINK.finditer(plain, head.end() - 1, min(len(plain), _HEAD)):
        found = _leading_name(paragraph.text[link.end() :])
        if found is None:
            continue
        name, size = found
        after = paragraph.text[link.end() + size :]
        if name.evidence < LIKELY and not (_SPEAKS.match(head["head"]) or after.lstrip().startswith(("(", ","))):
            continue
        return _formula_opening(context, k, head["head"], name, after)
    return None


def _leading_name(text: str) -> tuple[Name, int] | None:
    """Find the longest name at the start of the text: the name and its length."""
    ends = [m.end() for m in re.finditer(r"[^\s,(:]+(?=[\s,(:.]|$)", text[:80])][:7]
    for end in reversed(ends):
        if "," in text[:end] or ":" in text[:end] or "(" in text[:end]:
            continue
        candidate = text[:end].rstrip(".")
        name = read_name(candidate)
        sure = name is not None and (
            name.evidence >= LIKELY or (name.given and name.family and len(candidate.split()) <= _WORDS)
        )
        if name and sure and not is_common_word(candidate.split()[-1]):
            return name, len(candidate)
    return None


def _formula_opening(context: Context, k: int, head: str, name: Name, after: str) -> Opening | None:
    found = _AFTER_NAME.match(after)
    text = context.paragraphs[k].text
    if found is None or (ends_a_sentence(text) and not found["rest"] and not _gives_the_floor(context, k, head)):
        return None
    if any(part and has_verb(part) for part in (found["of"], found["role"], found["on"])):
        return None
    role, organisation = role_of(found["role"], found["in"] or found["also"] or _without_link(found["of"]))
    rest = found["rest"].strip()
    opening = Opening(k, "formula", name, role=role, organisation=organisation, heading=text.strip(" :"), weight=3)
    if not rest:
        below = credentials(context, k, name)
        opening = replace(opening, used=1 + below.used, role=role or below.role)
        opening = replace(opening, organisation=organisation or below.organisation)
        marked = context.stands_out(k) or found["colon"] == ":"
        return opening if marked or context.prose_follows(k + below.used) else None
    if _TAKES_SPEECH.match(head) or not _is_title(context, k, rest):
        return replace(opening, heading=None, start=len(text) - len(rest), kind=_kind(head))
    return replace(opening, heading=rest)


def _gives_the_floor(context: Context, k: int, head: str) -> bool:
    """« La parole est à X, maire. » is a sentence, and an opening all the same when nothing else opens below."""
    after = context.after(k)
    if context.stands_out(k):
        return True
    short = len(context.paragraphs[k].text) <= _TITLE and "parole" in head.lower()
    return short and after is not None and turn(context, after) is None


def _kind(head: str) -> str:
    """« Question de X : » asks, « Réponse de X : » answers."""
    word = fold(head)
    return "question" if word.startswith("question") else "answer" if word.startswith("reponse") else "intervention"


def _without_link(text: str | None) -> str | None:
    return re.sub(r"^(?:du|de la|de l['’]|des|de|d['’]|pour)\s*", "", text.strip()) if text else None


def _is_title(context: Context, k: int, rest: str) -> bool:
    if context.stands_out(k):
        return True
    after = context.after(k)
    if len(rest) >= _TITLE or after is None or not context.prose_follows(k):
        return False
    return rest.count(". ") == 0 and formula(context, after) is None and turn(context, after) is None
