"""Interviews: questions set apart, answers by the person announced above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.structure.announcements import people_in
from indexer.structure.folding import level
from indexer.structure.measures import BOLD, LIKELY, SAME_HEIGHT
from indexer.structure.names import Name, read_name
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import who_and_what
from indexer.structure.roles import has_verb, is_role, names_a_body, split_role

_ANNOUNCED = re.compile(
    r"\b(?:entretien|interview|rencontre|conversation|dialogue|portrait|parole|(?:(?:\d+|deux|trois|quatre|cinq|six|"
    r"sept|huit|dix)\s)?questions)"
    r"\s+(?:crois[ée]e?s? )?(?:avec|à|de|d'|with)\s?|\b(?:entretien|interview|portrait)\s?[:–-]\s?",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?:l'|un |une )?(?:entretien|interview|rencontre|questions?\b)", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:je|j'|nous|moi|notre|nos|mon|ma|mes|I|we|my|our)\b", re.IGNORECASE)
_THIRD_PERSON = re.compile(r"\b(?:il|elle|she|he)\b", re.IGNORECASE)
_INTRODUCTION = 2  # paragraphs
_NEAR = 12  # paragraphs between the announcement of an interview and its first question
_LONGEST = 600  # characters of a question


@dataclass(frozen=True, slots=True)
class _Person:
    """Who is interviewed: read where."""

    name: Name
    role: str | None = None
    organisation: str | None = None


def interviews(context: Context, known: Sequence[Opening]) -> list[Opening]:
    """Find the questions and answers of interviews, where the rules know of no other opening."""
    labelled = {o.at for o in known if o.start >= 0}
    taken = {o.at for o in known} - labelled
    typographic = any(_set_apart(context, k) for k in range(len(context.paragraphs)))
    asked = [k for k in range(len(context.paragraphs)) if _asks(context, k, typographic=typographic)]
    found: list[Opening] = []
    for run in _runs(context, [k for k in asked if k not in taken | labelled], taken):
        person = _announced_above(context, run[0])
        if person is None and len(run) > 1 and (_set_apart(context, run[0]) or _is_in_interview(context, run[0])):
            person = _interviewed(context, run[0], known)
        if person is not None:
            found.extend(_exchange(context, run, _end(context, run, taken), person, labelled))
        elif len(run) > 1 and all(context.after(k) in labelled for k in run):
            found.extend(_question(context, k) for k in run)
    return found


def answering(context: Context, known: Sequence[Opening]) -> list[Opening]:
    """Give « R : » the name of the one person announced above « Q : », as « Questions à X » does."""
    found: list[Opening] = []
    person: _Person | None = None
    for number, opening in enumerate(known):
        if opening.kind == "question" and (number == 0 or known[number - 1].kind not in ("question", "answer")):
            person = _announced_above(context, opening.at)
        nameless = opening.kind == "answer" and opening.name is None and opening.cue == "label"
        found.append(_by(person, opening) if nameless and person is not None else opening)
    return found


def _by(person: _Person, opening: Opening) -> Opening:
    return replace(opening, name=person.name, role=person.role, organisation=person.organisation)


def presents(context: Context, opening: Opening, found: Sequence[Opening]) -> bool:
    """Say whether the words below a name only introduce the person, who speaks from the first question on."""
    first = next((o.at for o in found if o.at >= opening.end), None)
    if opening.start >= 0 or opening.name is None or first is None or not 0 < first - opening.end <= _INTRODUCTION:
        return False
    answer = next((o for o in found if o.at > first), None)
    answers = answer is not None and answer.name is not None and answer.name.display == opening.name.display
    return answers and all(_is_about(context, k) for k in range(opening.end, first))


def _is_about(context: Context, k: int) -> bool:
    """Say whether the paragraph speaks of somebody: nobody says « je », and it is set apart or says « elle »."""
    text = level(context.paragraphs[k].text)
    apart = _set_apart(context, k) or context.is_large(k) or _THIRD_PERSON.search(text) is not None
    return apart and _FIRST_PERSON.search(text) is None


def _set_apart(context: Context, k: int) -> bool:
    paragraph = context.paragraphs[k]
    return paragraph.bold >= BOLD or paragraph.italic >= BOLD or paragraph.level > 0


def _asks(context: Context, k: int, *, typographic: bool) -> bool:
    """A paragraph that ends in a question mark, set apart where anything is, with an answer below."""
    paragraph = context.paragraphs[k]
    if context.zones[k] or paragraph.kind not in ("text", "item") or len(paragraph.text) > _LONGEST:
        return False
    if not paragraph.text.rstrip(' »”"\u00a0').endswith("?") or (typographic and not _set_apart(context, k)):
        return False
    below = context.after(k)
    return below is not None and len(context.paragraphs[below].text) > len("Oui.") and not context.zones[below]


def _runs(context: Context, asked: Sequence[int], taken: set[int]) -> list[list[int]]:
    """Group the questions that no other opening, zone or higher heading separates."""
    runs: list[list[int]] = []
    for k in asked:
        if runs and not _separated(context, runs[-1], k, taken):
            runs[-1].append(k)
        else:
            runs.append([k])
    return runs


def _separated(context: Context, run: Sequence[int], k: int, taken: set[int]) -> bool:
    height = max(context.ranks[j] for j in run)
    return any(
        j in taken
        or context.zones[j]
        or (context.ranks[j] > height + SAME_HEIGHT and not _asks(context, j, typographic=True))
        for j in range(run[-1] + 1, k)
    )


def _end(context: Context, run: Sequence[int], taken: set[int]) -> int:
    """Where the last answer ends: at the next opening, zone or heading as high as the questions."""
    height = max(context.ranks[j] for j in run)
    k = run[-1] + 1
    while k < len(context.paragraphs) and k not in taken and not context.zones[k]:
        if context.ranks[k] and context.ranks[k] >= height - SAME_HEIGHT and k > run[-1] + 1:
            break
        k += 1
    return k


def _announced_above(context: Context, first: int) -> _Person | None:
    """The person of the nearest « Entretien avec X » above the first question."""
    for k in range(first - 1, max(-1, first - _NEAR), -1):
        if (person := _announced(context.paragraphs[k].text)) is not None:
            return person
    return None


def _is_in_interview(context: Context, first: int) -> bool:
    """Say whether a heading above the question calls what follows an interview."""
    above = range(first - 1, max(-1, first - _NEAR), -1)
    return any(context.ranks[k] and _CALLED.match(level(context.paragraphs[k].text)) for k in above)


def _interviewed(context: Context, first: int, known: Sequence[Opening]) -> _Person | None:
    """The name set above the questions, or the one person named in title and introduction who then says « je »."""
    for opening in known:
        if opening.start < 0 and opening.name is not None and opening.end in (first, first - 1):
            return _Person(opening.name, opening.role, opening.organisation)
    answer = context.after(first)
    if answer is None or not _FIRST_PERSON.search(context.paragraphs[answer].text):
        return None
    return _named_above(context, range(first - 1, max(-1, first - _NEAR), -1))


def _announced(text: str) -> _Person | None:
    """« Entretien avec X, maire de Y »: the person, what he does and where."""
    for link in _ANNOUNCED.finditer(level(text[:260])):
        head, _, rest = text[link.end() :].partition(",")
        words = re.split(r"\s[–—:-]\s|\s*\(|\s*:|\.\s", head)[0].split()
        for size in range(min(6, len(words)), 0, -1):
            name = read_name(" ".join(words[:size]))
            if name and (name.evidence >= LIKELY or (size == len(words) and _is_whole(name, rest))):
                role, organisation = split_role(re.split(r"[.:]\s", rest)[0]) if rest.strip() else (None, None)
                return _Person(name, role, organisation)
    return None


def _is_whole(name: Name, rest: str) -> bool:
    """« Entretien avec Zita Mbo, potière »: what stands between the formula and a function can only be a name."""
    what = rest.strip()
    function = what[:1].islower() and not has_verb(what) and not names_a_body(what)
    return bool(name.given and name.family) and (function or is_role(what))


def _named_above(context: Context, above: Sequence[int]) -> _Person | None:
    found: dict[str, _Person] = {}
    for k in above:
        text = context.paragraphs[k].text
        if (line := who_and_what(text)) is not None and line[0].evidence >= LIKELY:
            return _Person(line[0], *split_role(line[1])) if line[1] else _Person(line[0])
        for name in people_in(text):
            found.setdefault(name.display, _Person(name))
        if context.ranks[k] and found:
            break
    return next(iter(found.values())) if len(found) == 1 else None


def _exchange(context: Context, run: Sequence[int], end: int, person: _Person, labelled: set[int]) -> list[Opening]:
    """The questions, and the answers that no label of their own opens."""
    found: list[Opening] = []
    answering = False
    for k in range(run[0], end):
        if k in run:
            found.append(_question(context, k))
            answering = True
        elif k in labelled:
            answering = False
        elif answering and context.paragraphs[k].kind != "note" and not _is_framed(context, k, run[0]):
            start = _after_label(context.paragraphs[k].text)
            found.append(
                Opening(k, "interview", person.name, None, person.role, person.organisation, kind="answer", start=start)
            )
            answering = False
    return found


def _is_framed(context: Context, k: int, first: int) -> bool:
    """Say whether the paragraph is drawn apart from the interview that begins at `first`."""
    return context.paragraphs[k].boxed and not context.paragraphs[first].boxed


def _question(context: Context, k: int) -> Opening:
    return Opening(k, "interview", kind="question", start=_after_label(context.paragraphs[k].text))


def _after_label(text: str) -> int:
    """Where the words begin after « R. C. : », « A. Sow – »."""
    label = re.match(r"(?:[A-Z]\.?[\s-]?){2,4}\s?(?::|–|—)\s*|[–—-]\s+", level(text))
    return label.end() if label else 0
