"""Exchanges whose people have no names: questions from the floor, answers from the panel, interviews."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.structure.folding import level
from indexer.structure.headings import names_a_debate
from indexer.structure.names import Name, read_name
from indexer.structure.opening import Context, Opening
from indexer.structure.roles import ANONYMOUS, split_role

_TAIL = re.compile(r"\((?P<who>[^()]{2,50}(?:\([es]\)[^()]{0,40})?)\)\s*\.?\s*$")
_SUBJECT = re.compile(
    r"(?:dans la salle,\s)?(?P<who>(?:une?|d'autres|plusieurs|des|quelques|certaine?s|la)\s(?:autre\s)?(?:participant|intervenant|[ée]lu|personne|auditeur|auditrice|"
    r"repr[ée]sentant|membre|association|[ée]tudiant|salle|responsable|jeune|habitant|b[ée]n[ée]vole)[\w()]*(?:\s(?:d[eu]s?|de la|de l'|dans|d'|en)\s?[\w'-]+(?:\s[A-ZÀ-ÖØ-Þ][\w'-]+)*)?)",
    re.IGNORECASE,
)
_INTERVIEW = re.compile(
    r"\b(?:entretien|interview|rencontre|conversation|dialogue|(?:\d+|deux|trois|quatre|cinq|six|sept|huit|dix)?\s?questions|la parole)\s+(?:crois[ée]e?s? )?(?:avec|à|de|d'|with)\s?",
    re.IGNORECASE,
)
_COLLECTED = re.compile(
    r"(?:propos|entretien|interview)\s.{0,20}(?:recueillis|r[ée]alis[ée]e?s?|men[ée]|conduit)", re.IGNORECASE
)
_NEAR = 12  # paragraphs between the announcement of an interview and its first question


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
    if len(asked) + len(reported) < 2:
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


def _said(context: Context, k: int, *, asked: bool) -> Opening:
    text = context.paragraphs[k].text
    subject = _SUBJECT.match(level(text))
    label = _tail(text) or (text[subject.start("who") : subject.end("who")] if subject and not asked else None)
    kind = "question" if asked and "?" in text else "intervention"
    return Opening(k, "question from the floor" if asked else "reported", label=label, kind=kind, start=0)


def interviews(context: Context, known: Sequence[Opening]) -> list[Opening]:
    """Find interviews: questions set apart, answers of the person announced above them."""
    found: list[Opening] = []
    ends = [o.at for o in known] + [len(context.paragraphs)]
    announced = False
    for k, paragraph in enumerate(context.paragraphs):
        announced = announced or bool(_COLLECTED.search(paragraph.text))
    for k in range(len(context.paragraphs)):
        person = _interviewed(context, k)
        if person is None or (found and k < found[-1].at):
            continue
        end = min((e for e in ends if e > k), default=len(context.paragraphs))
        found.extend(_answers(context, k + 1, end, person))
    return found


def _interviewed(context: Context, k: int) -> tuple[Name, str | None, str | None] | None:
    """« Entretien avec X, maire de Y »: the person, what he does and where."""
    text = context.paragraphs[k].text
    if context.zones[k] or len(text) > 220:
        return None
    for link in _INTERVIEW.finditer(level(text)):
        head, _, rest = text[link.end() :].partition(",")
        words = re.split(r"\s[–—:-]\s|\s*\(|\s*:", head)[0].split()
        for size in range(min(6, len(words)), 0, -1):
            name = read_name(" ".join(words[:size]))
            if name and name.evidence >= 2:
                role, organisation = split_role(rest) if rest.strip() else (None, None)
                return name, role, organisation
    return None


def _is_question(context: Context, k: int) -> bool:
    paragraph = context.paragraphs[k]
    asks = paragraph.text.rstrip(" »\u00a0").endswith("?")
    typography = any(p.bold >= 0.8 or p.italic >= 0.8 or p.level for p in context.paragraphs)
    if typography and (paragraph.bold < 0.8 and paragraph.italic < 0.8 and not paragraph.level):
        return False
    return asks and len(paragraph.text) <= 600


def _answers(context: Context, start: int, end: int, person: tuple[Name, str | None, str | None]) -> list[Opening]:
    name, role, organisation = person
    found: list[Opening] = []
    answering = False
    for k in range(start, end):
        if context.zones[k] or (not found and k - start > _NEAR):
            break
        if context.paragraphs[k].kind == "note":
            continue
        if _is_question(context, k):
            found.append(Opening(k, "interview", kind="question", start=0))
            answering = True
        elif answering:
            found.append(Opening(k, "interview", name, role=role, organisation=organisation, kind="answer", start=0))
            answering = False
    return found if len(found) >= 2 else []


def within_speech(context: Context, opening: Opening, end: int) -> list[Opening]:
    """See whether a speech is an interview: it begins with a question set apart, and others follow."""
    if opening.name is None or opening.start >= 0:
        return []
    first = opening.end
    questions = [k for k in range(first, end) if _is_question(context, k) and not context.zones[k]]
    if len(questions) < 2 or questions[0] > first + 1 or all(not context.stands_out(k) for k in questions):
        return []
    inner = _answers(context, first, end, (opening.name, opening.role, opening.organisation))
    return [replace(o, cue="interview") for o in inner]
