"""Turns behind a time stamp: « [00:12:30] Animatrice : … », « 00:01:02 – Volontaire 1 » on a line above the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from indexer.structure.anonymity import anonymous, kind_of
from indexer.structure.folding import level
from indexer.structure.headings import names_a_session
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import BELIEVED, LIKELY
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import who_and_what
from indexer.structure.roles import ends_a_sentence, is_role, split_role
from indexer.structure.turns import bold_name, turn

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_STAMP = re.compile(
    rf"(?:[\[(]?{_CLOCK}[\])]?\s?(?:-->|[–—à-])\s?)?"
    r"[\[(]?(?:\d{1,2}\s?['′]\s?\d{2}|\d{1,2}\s?[:hH]\s?\d{2}(?:\s?[:mM'′]\s?\d{2})?(?:[.,]\d{1,3})?)\s?s?[\])]?"
    r"(?![\w%])\s*(?:[–—-](?=\s)|:(?=\s)|\|)?\s*"
)
_WORD = re.compile(rf"(?:le |la |l')?[{CAPITAL}a-zà-ÿ][\w'-]+(?: [\w'-]+){{0,3}}")
_LABEL = 40  # characters of what stands for a person behind a time stamp


def timed(context: Context, k: int) -> Opening | None:
    """« [00:12:30] Animateur : … », « 10 h 05 — Le tuteur »: the same rules behind a time stamp."""
    paragraph = context.paragraphs[k]
    stamp = _STAMP.match(paragraph.text)
    if stamp is None or not paragraph.text[stamp.end() :]:
        return None
    cut = stamp.end()
    if (alone := _alone(context, k, paragraph.text[cut:].strip(" :"))) is not None:
        return alone
    bare = replace(paragraph, text=paragraph.text[cut:], lead=max(0, paragraph.lead - cut), breaks=())
    paragraphs = list(context.paragraphs)
    paragraphs[k] = bare
    inner = replace(context, paragraphs=paragraphs)
    rules: tuple[Callable[[Context, int], Opening | None], ...] = (bold_name, turn, anonymous)
    for rule in rules:
        if (opening := rule(inner, k)) is not None:
            start = opening.start + cut if opening.start >= 0 else -1
            return replace(opening, cue="time stamp", start=start, weight=min(3, opening.weight + 1))
    return None


def _alone(context: Context, k: int, who: str) -> Opening | None:
    """Who speaks below, named on the line of the time stamp: a person, or a role that stands for one."""
    if not who or ends_a_sentence(who) or names_a_session(who) or not context.prose_follows(k):
        return None
    cue, kind = "time stamp alone", kind_of(level(who))[0]
    if kind:
        return Opening(k, cue, label=who, kind=kind, weight=BELIEVED if kind == "intervention" else 1)
    found = who_and_what(who)
    if found is not None and found[0].evidence >= LIKELY and (not found[1] or is_role(found[1])):
        role, organisation = split_role(found[1]) if found[1] else (None, None)
        return Opening(k, cue, found[0], role=role, organisation=organisation, weight=BELIEVED)
    if len(who) > _LABEL or _WORD.fullmatch(level(who)) is None:
        return None
    first_name = found is not None and found[0].evidence > 0 and not found[1]
    return Opening(k, cue, found[0] if found and first_name else None, None if first_name else who, weight=1)
