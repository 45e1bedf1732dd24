"""Lines of their own that name who speaks below: the name, the name with its function, a role label above or before."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.structure.folding import level
from indexer.structure.headings import names_a_session
from indexer.structure.measures import BOLD, CERTAIN, FUNCTION, LABEL, LIKELY, NAME, PERSON
from indexer.structure.names import Name, read_name
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import BOOK, CONTACT, weigh, who_and_what, without_hour
from indexer.structure.roles import LABEL_ALONE, LABEL_BEFORE, ends_a_sentence, has_verb, is_role, split_role
from indexer.structure.turns import turn

_ROLE_LINES = 4
_CAPITALS = 2.0  # rank of a line in capitals, without typography
_HOLDS = re.compile(
    r"(?:co-?\s?)?(?:pr[ée]sid|anim|mod[ée]r|rapport|facilit|pilot|chair|ma[iî]tre|secr[ée]t)", re.IGNORECASE
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
    if BOOK.search(text) and not is_role(what) and not context.stands_out(k):
        return None
    role, organisation = split_role(what)
    sure = is_role(what) or context.stands_out(k) or bool(role)
    used = 1 + more_roles(context, k)
    if not context.prose_follows(k + used - 1) or name.evidence + sure < 1:
        return None
    title = not sure and re.match(r"(?:les?|la|l'|une?|des|de|du|à|en|dans)\b", level(what), re.IGNORECASE)
    weight = (
        1 if title or paragraph.kind == "item" else min(3, weigh(name, bold=context.stands_out(k)) - (0 if sure else 1))
    )
    return Opening(k, "name and role", name, role=role, organisation=organisation, used=used, weight=max(1, weight))


def more_roles(context: Context, k: int) -> int:
    """Count the lines below position `k` that only say what the person does."""
    used, j = 0, k
    while used < _ROLE_LINES and (j := context.after(j) or 0) and not context.zones[j]:
        paragraph = context.paragraphs[j]
        short = len(paragraph.text) <= FUNCTION and paragraph.kind == "text" and read_name(paragraph.text) is None
        goes_on = used > 0 and paragraph.text[0].islower()
        italic = paragraph.italic >= BOLD and len(paragraph.text) <= FUNCTION and not ends_a_sentence(paragraph.text)
        between = paragraph.text.startswith("(") and paragraph.text.endswith(")") and not has_verb(paragraph.text)
        if not (
            short
            and (is_role(paragraph.text) or italic or between or (goes_on and not ends_a_sentence(paragraph.text)))
        ):
            break
        used += j - k - used
    return used


def name_alone(context: Context, k: int) -> Opening | None:
    """A name alone on its line, the role on the next."""
    paragraph = context.paragraphs[k]
    if (
        len(paragraph.text) > NAME
        or paragraph.kind not in ("text", "item")
        or ends_a_sentence(paragraph.text.rstrip("."))
    ):
        return None
    name = read_name(without_hour(paragraph.text))
    if name is None or not (name.given or name.civility or context.stands_out(k)):
        return None
    more = more_roles(context, k)
    what = " ".join(
        context.paragraphs[j].text for j in range(k + 1, k + 1 + more) if context.paragraphs[j].kind != "note"
    )
    role, organisation = split_role(what) if what else (None, None)
    if not more:
        more, organisation = _organisation_line(context, k, name)
    if not context.prose_follows(k + more):
        return None
    bold = context.stands_out(k) or paragraph.lead >= len(name.printed)
    sure = name.evidence >= CERTAIN or bool(more) or bool(name.civility)
    weight = 1
    if name.evidence >= LIKELY and sure:
        weight = 3 if bold or more else 2
    elif bold and more:
        weight = 2
    if paragraph.kind == "item" and not (bold or more):
        weight = 1
    if not name.given and not name.civility:
        weight = 1
    return Opening(k, "name alone", name, role=role, organisation=organisation, used=1 + more, weight=weight, bold=bold)


def _organisation_line(context: Context, k: int, name: Name) -> tuple[int, str | None]:
    """A short line between a sure name and the prose that can only be where the person comes from."""
    j = context.after(k)
    if j is None or name.evidence < CERTAIN or context.zones[j]:
        return 0, None
    line = context.paragraphs[j]
    fits = (
        line.kind == "text"
        and len(line.text) <= FUNCTION
        and not ends_a_sentence(line.text)
        and not line.text.endswith((":", ","))
    )
    if not fits or context.ranks[j] > context.ranks[k] or not context.prose_follows(j) or has_verb(line.text):
        return 0, None
    role, organisation = split_role(line.text)
    looks = (
        organisation is not None
        and re.match(r"[A-ZÀ-ÖØ-Þ]", organisation)
        and len(line.text) <= LABEL
        and context.ranks[j] < _CAPITALS
    )
    return (j - k, organisation) if looks and role is None else (0, None)


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
    if (
        found is None
        or found[0].evidence < LIKELY
        or has_verb(found[1])
        or ends_a_sentence(plain)
        or not context.prose_follows(k)
    ):
        return None
    role, organisation = split_role(found[1]) if found[1] else (None, None)
    return Opening(
        k,
        "label before",
        found[0],
        role=role or _as_role(before["label"]),
        organisation=organisation,
        weight=1 if _HOLDS.match(plain) else 2,
    )


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
