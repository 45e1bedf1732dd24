"""Lines that announce people under a session title, without giving them the floor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.extract import Paragraph
from indexer.structure.folding import fold, level
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import ANNOUNCEMENT, LIKELY, PROSE
from indexer.structure.names import Name, is_common_word, is_first_name, read_name
from indexer.structure.roles import LABEL_ALONE, LABEL_BEFORE, ends_a_sentence

_PERSON = re.compile(
    rf"(?:\b(?:M\.|Mme|Mlle|Dr|Pr)\s)?\b[{CAPITAL}][\w'-]+(?:\s[{CAPITAL}][\w'.-]*)?(?:\s(?:d[eu]|DE|DU|LE|EL|van|von|"
    rf"ben|Ben))*\s[{CAPITAL}][\w'-]+"
)
_LED = re.compile(r"\b(?:anim|mod[ée]r|pr[ée]sid|introdui|conclu)[ée]\w* par\b|\bavec\s?:$", re.IGNORECASE)


def announces(paragraph: Paragraph) -> bool:
    """Say whether the paragraph only tells who will speak: a label, a name with its function, a programme item."""
    plain = level(paragraph.text)
    if ends_a_sentence(plain) and len(plain) > PROSE:
        return False
    if len(plain) <= ANNOUNCEMENT and _LED.search(plain):
        return True
    if LABEL_ALONE.fullmatch(plain.strip(" :.")) or (LABEL_BEFORE.match(plain) and names_people(plain)):
        return True
    if paragraph.kind in ("item", "cell"):
        return names_people(plain) and not plain.endswith(".")
    return len(plain) <= ANNOUNCEMENT and not ends_a_sentence(plain) and names_people(plain)


def names_people(text: str) -> bool:
    """Say whether a person is named somewhere in the text.

    >>> names_people("Ville de Roubaix - Mustapha MAIMOUNI, conseiller"), names_people("Ville de Roubaix")
    (True, False)
    """
    return bool(people_in(text))


def people_in(text: str) -> list[Name]:
    """Read the full names that stand in a text."""
    names: list[Name] = []
    plain, start = level(text), 0
    while (found := _PERSON.search(plain, start)) is not None:
        name = read_name(found[0])
        if name is not None and name.evidence >= LIKELY and name.family:
            names.append(name)
        first, _, second = found[0].partition(" ")
        start = found.end()
        if is_common_word(first) and is_first_name(second.split(" ")[0]):  # « Council Jane Cooper »
            start = found.start() + len(first)
    return names


def are_named(paragraphs: Sequence[Paragraph], initials: Name) -> bool:
    """Say whether the document names somebody with these initials: « JR : » after « Jeanne Roux (JR) »."""
    letters = fold(initials.given + initials.family).replace(".", "")
    named = (name for p in paragraphs if p.kind != "note" for name in people_in(p.text[:ANNOUNCEMENT]))
    return any(fold(name.given[:1] + name.family[:1]) == letters for name in named)
