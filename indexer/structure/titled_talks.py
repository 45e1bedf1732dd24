"""Headings that hold the title of a talk and who gives it: « Atelier 1 – par X, rapporteure », « L'eau : X, maire »."""

from __future__ import annotations

import re

from indexer.structure.folding import level
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import CERTAIN, LIKELY, PERSON
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import who_and_what
from indexer.structure.roles import LABEL_BEFORE, ends_a_sentence, has_verb, is_role, split_role
from indexer.structure.turns import in_first_person

_BY = re.compile(rf"(?P<title>.{{3,150}}?)[\s,–—:-]+(?:par|by)\s+(?=[{CAPITAL}])", re.IGNORECASE)
_THEN = re.compile(rf"(?P<title>.{{3,150}})\s?(?::|\s[–—|])\s+(?=[{CAPITAL}])")
_DONE_BY = re.compile(
    r"(?:[ée]e?s?|i[es]?s?|u[es]?s?|its?|ait|led|made|written|edited|organi[sz]ed|moderated)$", re.IGNORECASE
)
_CREDIT = re.compile(
    r"(?:contact|photos?|cr[ée]dits?|r[ée]daction|r[ée]dacteur|auteur|source|texte|traduction|transcription|"
    r"publication|"
    r"direction|responsable|coordination|maquette|mise en page|illustration|organisation|interview|entretien|portrait)",
    re.IGNORECASE,
)


def title_and_name(context: Context, k: int) -> Opening | None:
    """A heading, set apart by typography, that ends with a person; below it, somebody says « je » or « nous »."""
    paragraph = context.paragraphs[k]
    plain = level(paragraph.text).rstrip(" :")
    if not context.stands_out(k) or paragraph.kind != "text" or len(plain) > PERSON or ends_a_sentence(plain):
        return None
    if _CREDIT.match(plain) or LABEL_BEFORE.match(plain) or not context.prose_follows(k):
        return None
    for pattern, least in ((_BY, LIKELY), (_THEN, CERTAIN)):
        found = pattern.match(plain)
        if found is None or (pattern is _BY and _DONE_BY.search(found["title"].rstrip())):
            continue
        person = who_and_what(paragraph.text[found.end() :])
        if person is None or has_verb(person[1]) or person[0].evidence + is_role(person[1]) < least:
            continue
        if pattern is _THEN and not in_first_person(context, k):
            continue
        role, organisation = split_role(person[1]) if person[1] else (None, None)
        title = paragraph.text[: len(found["title"])].strip()
        return Opening(k, "title and name", person[0], None, role, organisation, heading=title, weight=2)
    return None
