"""Lines of their own that name who speaks below: the name, the name with its function, a role label above or before."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.structure.credentials import credentials, run_into_words
from indexer.structure.folding import level
from indexer.structure.headings import in_capitals, is_numbered, names_a_session
from indexer.structure.measures import CERTAIN, LIKELY, NAME, PERSON
from indexer.structure.names import Name
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import BOOK, CONTACT, weigh, who_and_what, without_hour
from indexer.structure.roles import LABEL_ALONE, LABEL_BEFORE, ends_a_sentence, has_verb, is_role, split_role
from indexer.structure.turns import turn

_HOLDS = re.compile(
    r"(?:co-?\s?)?(?:pr[ée]sid|anim|mod[ée]r|rapport|facilit|pilot|chair|ma[iî]tre|secr[ée]t)", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:(?:le|du|les|on)\s)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s)?"
    r"(?:\d{1,2}(?:er)?\s(?:et\s\d{1,2}\s)?)?[a-zà-ÿ]{3,9}\.?\s(?:1[89]|20)\d\d\b",
    re.IGNORECASE,
)


def name_and_role(context: Context, k: int) -> Opening | None:
    """« NAME, fonction, organisme » alone on its line, prose below."""
    paragraph = context.paragraphs[k]
    text = paragraph.text
    if len(text) > PERSON or paragraph.kind == "cell" or CONTACT.search(level(text)):
        return None
    found = who_and_what(text)
    if found is None or not found[1] or (ends_a_sentence(text) and text.endswith(".")) or has_verb(found[1]):
        return None
    name, what = found
    if _DATE.match(level(what)):  # « Vernoy, 4 mai 2012 »
        return None
    if BOOK.search(text) and not is_role(what) and not context.stands_out(k):
        return None
    role, organisation = split_role(what)
    sure = is_role(what) or context.stands_out(k) or bool(role)
    below = credentials(context, k, name)
    if not context.prose_follows(k + below.used) or name.evidence + sure < 1:
        return None
    weight = max(1, min(3, weigh(name, bold=context.stands_out(k)) - (0 if sure else 1)))
    if is_role(what) and name.given and name.family and not is_numbered(text):
        weight = max(weight, 2)  # a function after two capitalised words makes them a person, known or not
    title = not sure and re.match(r"(?:les?|la|l'|une?|des|de|du|à|en|dans)\b", level(what), re.IGNORECASE)
    if title or paragraph.kind == "item":
        weight = 1
    opening = Opening(k, "name and role", name, role=role, organisation=organisation, heading=below.heading)
    return replace(opening, used=1 + below.used, weight=weight, bold=context.stands_out(k))


def name_alone(context: Context, k: int) -> Opening | None:
    """A name alone on its line, the role on the next."""
    paragraph = context.paragraphs[k]
    text = without_hour(paragraph.text)
    if len(text) > NAME or paragraph.kind not in ("text", "item") or ends_a_sentence(text.rstrip(".")):
        return None
    found = who_and_what(text)
    name = found[0] if found is not None and not found[1] else None
    if name is None or not (name.given or name.civility or context.stands_out(k)):
        return None
    below = credentials(context, k, name)
    if not below.used and name.given and name.family and (glued := run_into_words(context, k)) is not None:
        role, organisation = split_role(glued[0])
        bold = context.stands_out(k) or in_capitals(text)
        weight = _weight(name, bold=bold, more=True, item=paragraph.kind == "item")
        return Opening(
            k, "name alone", name, None, role, organisation, start=glued[1], used=2, weight=weight, bold=bold
        )
    if not context.prose_follows(k + below.used):
        return None
    bold = context.stands_out(k) or paragraph.lead >= len(name.printed) or in_capitals(text)
    opening = Opening(k, "name alone", name, role=below.role, organisation=below.organisation, heading=below.heading)
    weight = _weight(name, bold=bold, more=bool(below.role or below.organisation), item=paragraph.kind == "item")
    return replace(opening, used=1 + below.used, weight=weight, bold=bold)


def _weight(name: Name, *, bold: bool, more: bool, item: bool) -> int:
    """A function below makes a person of two capitalised words, known or not."""
    if not (name.given or name.civility) or (item and not (bold or more)):
        return 1
    if name.evidence >= LIKELY and (name.evidence >= CERTAIN or more or name.civility):
        return 3 if bold or more else 2
    return 2 if more and (bold or (name.given and name.family)) else 1


def labelled(context: Context, k: int) -> Opening | None:
    """A role label above or before the name: « Modératrice », « Intervenants », « Animateur : X, journaliste »."""
    paragraph = context.paragraphs[k]
    plain = level(paragraph.text)
    if LABEL_ALONE.fullmatch(plain.strip(" :.")) and not (context.ranks[k] and names_a_session(plain)):
        j = context.after(k)
        inner = _person_line(context, j) if j is not None and not context.zones[j] else None
        if inner is None:
            return None
        return replace(
            inner, at=k, used=inner.used + inner.at - k, cue="label above", weight=3, role=inner.role or _as_role(plain)
        )
    before = LABEL_BEFORE.match(plain)
    if before is None or len(plain) > PERSON:
        return None
    found = who_and_what(paragraph.text[before.end() :])
    if found is None or found[0].evidence < LIKELY or has_verb(found[1]) or ends_a_sentence(plain):
        return None
    below = credentials(context, k, found[0])
    if not context.prose_follows(k + below.used):
        return None
    role, organisation = split_role(found[1]) if found[1] else (below.role, below.organisation)
    opening = Opening(k, "label before", found[0], None, role or _as_role(before["label"]), organisation)
    return replace(opening, used=1 + below.used, weight=1 if _HOLDS.match(plain) else 2)


def _as_role(label: str) -> str | None:
    """« Modératrice » says what she does; « Intervenants » says nothing."""
    plain = label.strip(" :")
    generic = re.match(
        r"(?:les? |la )?(?:interven|orat|speaker|avec|par\b|introduc|ouvert|conclu|cl[oô]t|invit|t[ée]moin|synth|"
        r"panel|exp)",
        level(plain),
        re.IGNORECASE,
    )
    return None if generic else plain[:1].upper() + plain[1:]


def _person_line(context: Context, k: int) -> Opening | None:
    return turn(context, k) or name_and_role(context, k) or name_alone(context, k)
