"""Exchanges whose people have no names: questions from the floor, answers from the panel."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure.folding import level
from indexer.structure.headings import names_a_debate
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import LIKELY, TWICE
from indexer.structure.names import Name
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import who_and_what
from indexer.structure.roles import ANONYMOUS, split_role

_TAIL = re.compile(r"\((?P<who>[^()]{2,50}(?:\([es]\)[^()]{0,40})?)\)\s*\.?\s*$")
_SUBJECT = re.compile(
    r"(?:dans la salle,\s)?(?P<who>(?:une?|d'autres|plusieurs|des|quelques|certaine?s|"
    r"la)\s(?:autre\s)?(?:participant|intervenant|[ée]lu|personne|auditeur|auditrice|"
    r"repr[ée]sentant|membre|association|[ée]tudiant|salle|responsable|jeune|habitant|"
    rf"b[ée]n[ée]vole)[\w()]*(?:\s(?:d[eu]s?|de la|de l'|dans|d'|en)\s?[\w'-]+(?:\s[{CAPITAL}][\w'-]+)*)?)",
    re.IGNORECASE,
)


def exchanges(context: Context, known: Sequence[Opening]) -> list[Opening]:
    """Find the questions and answers in the parts of the document where no opening is known."""
    found: list[Opening] = []
    taken = {o.at for o in known}
    for start, end in _stretches(context, taken):
        found.extend(_debate(context, start, end))
    return found


def _stretches(context: Context, taken: set[int]) -> list[tuple[int, int]]:
    """The debates: from their heading to the next heading as high, if nobody named speaks in between."""
    stretches = []
    for k, paragraph in enumerate(context.paragraphs):
        if (
            not context.ranks[k]
            or context.zones[k]
            or not names_a_debate(paragraph.text)
            or paragraph.text.endswith(".")
        ):
            continue
        end = k + 1
        while end < len(context.paragraphs) and not _ends_debate(context, k, end):
            end += 1
        if not any(j in taken for j in range(k, end)):
            stretches.append((k + 1, end))
    return stretches


def _ends_debate(context: Context, head: int, k: int) -> bool:
    paragraph = context.paragraphs[k]
    if context.zones[k]:
        return True
    questions = paragraph.kind == "item" or paragraph.text.rstrip(" »").endswith(("?", ")"))
    return context.ranks[k] >= context.ranks[head] and not questions


def _debate(context: Context, start: int, end: int) -> list[Opening]:
    positions = [k for k in range(start, end) if context.paragraphs[k].kind != "note"]
    marker = next((context.paragraphs[k].marker for k in positions if context.paragraphs[k].kind == "item"), None)
    asked = {k for k in positions if _is_asked(context, k, marker)} - _enumerated(context, positions)
    reported = {k for k in positions if k not in asked and _SUBJECT.match(level(context.paragraphs[k].text))}
    if len(asked) + len(reported) < TWICE:
        return []
    found: list[Opening] = []
    answering = False
    for k in positions:
        if k in asked or k in reported:
            found.append(_said(context, k, asked=k in asked))
            answering = k in asked
        elif answering:
            found.append(Opening(k, "answer", kind="answer", start=0))
            answering = False
    return found


def _enumerated(context: Context, positions: Sequence[int]) -> set[int]:
    """The items of a list inside an answer: they follow a colon, and ask nothing."""
    inside: set[int] = set()
    listing = False
    for k in positions:
        paragraph = context.paragraphs[k]
        if paragraph.kind != "item":
            listing = paragraph.text.rstrip().endswith(":")
        elif listing and not context.stands_out(k) and "?" not in paragraph.text and _tail(paragraph.text) is None:
            inside.add(k)
        else:
            listing = False
    return inside


def _is_asked(context: Context, k: int, marker: str | None) -> bool:
    """A bullet of the first kind, a line in bold, or a paragraph that ends in a question mark or says who asked."""
    paragraph = context.paragraphs[k]
    if _named_tail(paragraph.text) is not None:
        return True
    if marker is not None:
        return paragraph.kind == "item" and paragraph.marker == marker
    if context.stands_out(k):
        return True
    return paragraph.text.rstrip(" »").endswith("?") or _tail(paragraph.text) is not None


def _tail(text: str) -> str | None:
    """« … ? (élu(e)) » tells who asked."""
    found = _TAIL.search(level(text))
    if found is None:
        return None
    who = found["who"]
    plain = re.sub(r"\([es]\)", "", who)
    return text[found.start("who") : found.end("who")] if ANONYMOUS.fullmatch(plain) else None


def _named_tail(text: str) -> tuple[Name, str] | None:
    """« … ? (Paul Garnier, Vernoy) » says who asked by name."""
    found = re.search(r"[.?!]\s*\((?P<who>[^()]{5,90})\)\s*\.?$", text)
    person = who_and_what(found["who"]) if found else None
    return person if person and person[0].evidence >= LIKELY and person[0].family else None


def _said(context: Context, k: int, *, asked: bool) -> Opening:
    text = context.paragraphs[k].text
    subject = _SUBJECT.match(level(text))
    label = _tail(text) or (text[subject.start("who") : subject.end("who")] if subject and not asked else None)
    kind = "question" if asked and "?" in text else "intervention"
    if asked and (person := _named_tail(text)) is not None:
        role, organisation = split_role(person[1]) if person[1] else (None, None)
        return Opening(k, "question from the floor", person[0], None, role, organisation, start=0, kind=kind)
    return Opening(k, "question from the floor" if asked else "reported", label=label, kind=kind, start=0)
