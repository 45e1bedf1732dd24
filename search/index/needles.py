"""What a clause comes to after analysis: the words to look for, in which fields."""

from __future__ import annotations

from dataclasses import dataclass

from search.index import Clause, Entry, Sought
from search.index.analysis import Token, tokens

#: Searched fields in storage order, with what a word found there weighs. The title is that of the whole document: all
#: its passages share it, so it says little of each.
FIELDS = {"title": 0.5, "heading": 1.5, "speaker": 2.0, "text": 1.0, "reference": 1.0}
#: What `Clause.field` opens; everything when it is empty or unknown.
_OPENED = {"title": ("title",), "speaker": ("speaker",), "text": ("text", "heading")}


def texts_of(entry: Entry) -> dict[str, str]:
    """What of an entry is searched, by field."""
    return {
        "title": entry.title,
        "heading": entry.heading,
        "speaker": entry.speaker,
        "text": entry.text,
        "reference": entry.foreign_id,
    }


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a needle: a stem, or the beginning of a folded form."""

    text: str
    prefix: bool = False

    def fits(self, token: Token) -> bool:
        """Whether the word may stand here."""
        return token.form.startswith(self.text) if self.prefix else token.stem == self.text


@dataclass(frozen=True, slots=True)
class Needle:
    """A word or words that must follow each other; `forms` are the folded words, "" where they carry no content."""

    slots: tuple[Slot, ...]
    fields: tuple[str, ...]
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Needles:
    """A whole `Sought` after analysis; groups without content are gone."""

    groups: tuple[tuple[Needle, ...], ...]
    excluded: tuple[Needle, ...]
    any_group: bool


def needle_of(clause: Clause) -> Needle | None:
    """Analyse a clause; None when nothing in it can be searched (a stop word alone).

    >>> needle_of(Clause("l’eau")) == needle_of(Clause("Eau"))
    True
    >>> needle_of(Clause("de la")) is None
    True
    """
    words = list(tokens(clause.text))
    while len(words) > 1 and words[0].elided:
        del words[0]
    fields = _OPENED.get(clause.field, tuple(FIELDS))
    if not words:
        return None
    if clause.kind == "prefix":
        last = Slot(words[-1].form, prefix=True)
        return Needle((*(Slot(w.stem) for w in words[:-1]), last), fields)
    if clause.kind == "word" and all(w.stop for w in words):
        return None
    return Needle(tuple(Slot(w.stem) for w in words), fields, tuple("" if w.stop else w.form for w in words))


def needles_of(sought: Sought) -> Needles:
    """Analyse everything that is sought."""
    groups = (tuple(n for c in group if (n := needle_of(c)) is not None) for group in sought.groups)
    excluded = tuple(n for c in sought.excluded if (n := needle_of(c)) is not None)
    return Needles(tuple(g for g in groups if g), excluded, sought.any_group)
