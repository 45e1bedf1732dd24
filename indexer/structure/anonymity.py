"""People without name: « Un participant : », « Le président : », « Question : »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.extract import Paragraph
from indexer.structure.credentials import where_from
from indexer.structure.folding import level
from indexer.structure.headings import names_a_debate
from indexer.structure.measures import BELIEVED, LABEL, LIKELY, SAID
from indexer.structure.names import Name, read_name
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import could_be_said, without_hour
from indexer.structure.roles import ANONYMOUS, ANSWER, QUESTION, SAME, begins_with_role, ends_a_sentence, has_verb

_FLOOR = re.compile(
    r"(?:une?|d'autres|plusieurs|a)\s|(?:voix|voices?|homme|femme|woman|man|inconnue?|passante?|question)\b|another\s|audit(?:eur|rice)|internaute|"
    r"(?:les?|la) mêmes?\b|the same\b|"
    r"(?:dans|de|from)\s.*(?:salle|public|assistance|floor)|(?:la )?salle|"
    r"(?:le )?public|audience|participant",
    re.IGNORECASE,
)
_SHORT_LABEL = re.compile(r"(?P<who>[QRA]\s?\d{0,2})\s?(?:[.)]|[–—-](?=\s)|:)\s*(?P<rest>\S.*)$", re.DOTALL)
_SHORT = 3  # characters: « Q », « R. » and the like open nothing alone on their line


def anonymous(context: Context, k: int) -> Opening | None:
    """« Un participant : … », « Le président : … », « Question : … », alone on the line or before the words."""
    paragraph = context.paragraphs[k]
    found = _SHORT_LABEL.match(level(paragraph.text)) or re.match(
        r"(?P<who>[^:]{1,150}?)\s*(?P<mark>:|\.\s?[–—-](?=\s)|\s[–—](?=\s))\s*(?P<rest>.*)$",
        level(paragraph.text),
        re.DOTALL,
    )
    if found is None:
        return _anonymous_alone(context, k)
    who, rest = found["who"].strip(), found["rest"]
    kind, weight = kind_of(who)
    if not kind and (alone := _anonymous_alone(context, k)) is not None:
        return alone
    person = read_name(re.split(r",|\(| [–-] ", rest)[0])
    if not kind or (person is not None and person.evidence >= LIKELY):  # « Animatrice : Odile Perrin, journaliste »
        return None
    title = kind == "intervention" and context.is_large(k)  # « Jeunes d'ici : que deviennent-ils ? »
    if rest and (title or not (could_be_said(rest) and (ends_a_sentence(rest) or len(rest) > SAID))):
        return None
    start = len(paragraph.text) - len(rest) if rest else -1
    if (named := _named_within(paragraph.text[: len(who)])) is not None:
        name, role = named
        return Opening(k, "label", name, role=role, start=start, kind=kind, weight=weight)
    return Opening(k, "label", label=paragraph.text[: len(who)].strip(), start=start, kind=kind, weight=weight)


def _named_within(who: str) -> tuple[Name, str] | None:
    """« Chair (Jane Cooper) », « Le président (M. Garnier) »: the label says the function, the aside who it is."""
    aside = re.search(r"\(([^()]+)\)$", who)
    name = read_name(aside[1]) if aside else None
    return (name, who[: aside.start()].strip()) if aside and name and name.evidence >= LIKELY else None


def is_of_the_floor(label: str | None) -> bool:
    """Say whether the label stands for somebody of the public: « Une auditrice », « Inconnu », « Dans la salle »."""
    return label is not None and _FLOOR.match(level(label)) is not None


def asks_from_the_floor(label: str | None, paragraphs: Sequence[Paragraph]) -> bool:
    """Say whether somebody of the public asks something."""
    return is_of_the_floor(label) and any(p.text.rstrip(" »").endswith("?") for p in paragraphs)


def kind_of(who: str) -> tuple[str, int]:
    """Say what the words of somebody called so are, and how sure that is; ("", 0) when it calls nobody."""
    if QUESTION.fullmatch(who):
        return "question", 2 if len(who) > _SHORT else 1
    if SAME.fullmatch(who):
        return "intervention", 2
    if ANSWER.fullmatch(who):
        return "answer", 2 if len(who) > _SHORT else 1
    if ANONYMOUS.fullmatch(who) and not has_verb(re.sub(r"^[aA] ", "", who)):
        article = re.match(
            r"(?:une?|le|la|l'|des|d'autres|dans|de|m\.|mme|monsieur|madame|the|a)(?=\s)|l'|salle|chair|moderator",
            who,
            re.IGNORECASE,
        )
        return "intervention", 2 if article else 1
    if re.match(r"une?\s", who, re.IGNORECASE) and begins_with_role(who) and len(who) <= LABEL and not has_verb(who):
        return "intervention", 1
    return "", 0


def _anonymous_alone(context: Context, k: int) -> Opening | None:
    """« Un participant », alone on its line: in bold, or where people with names have lines of their own too."""
    text = without_hour(context.paragraphs[k].text)
    stamped = len(text) < len(context.paragraphs[k].text.strip(" :"))
    kind, weight = kind_of(level(text)) if _SHORT < len(text) <= LABEL else ("", 0)
    more = where_from(context, k)
    if kind and kind == "question" and names_a_debate(text) and text.lower().startswith("questions"):
        return None
    if not kind or not context.prose_follows(k + more):
        return None
    weight = BELIEVED if stamped else weight if context.stands_out(k) else weight - 1
    return Opening(k, "label alone", label=text.strip(" :"), kind=kind, weight=weight, used=1 + more)
