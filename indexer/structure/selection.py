"""Which of the proposed openings are believed: what a document does once may be chance, twice is its manner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from indexer.structure.announcements import are_named, people_in
from indexer.structure.anonymity import is_of_the_floor
from indexer.structure.cues import opening_at
from indexer.structure.folding import fold, level
from indexer.structure.headings import names_an_editorial
from indexer.structure.measures import BELIEVED, LIKELY, OFTEN, PERSON, TWICE
from indexer.structure.names import Name
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import who_and_what
from indexer.structure.roles import ends_a_sentence

_PORTRAIT = re.compile(
    r"(?:elle\s|n[ée]e? (?:en|à|le|au)\b|originaire d|dipl[ôo]m[ée]e?\b|titulaire d|agr[ée]g[ée]e?\b|"
    r"il (?:dirige|pr[ée]side|enseigne|travaille|vit|milite|exerce|anime|a fond[ée]|a cr[ée]{2}|a [ée]tudi[ée]|"
    r"a rejoint|"
    r"a publi[ée]|est (?:n[ée]|l'auteur|docteur|membre|dipl[ôo]m[ée]))|she\s|he (?:is|was|has|leads|works|holds)\b|"
    r"born\b)",
    re.IGNORECASE,
)
_NUMBERS_A_PART = re.compile(r"[A-Z]\.? (?:des?|du|las?|les?) ", re.IGNORECASE)  # « A. DES RIVES »
_ROLL = 40  # paragraphs in which those present are looked for
_RUNNING = ("turn", "bullet", "time stamp", "bold name")


def openings(context: Context) -> list[Opening]:
    """Find, in order, where somebody begins to speak."""
    proposed: list[Opening] = []
    k = 0
    while k < len(context.paragraphs):
        opening = opening_at(context, k)
        if opening is not None:
            proposed.append(opening)
        k = opening.end if opening is not None else k + 1
    kept = [o for o in proposed if o.start >= 0 or context.prose_follows(o.end - 1, context.ranks[o.at])]
    kept = [o for o in kept if not _is_a_portrait(context, o, kept)]
    known = {o.at for o in kept if o.weight < BELIEVED and _is_known(context, o, kept)}
    kept = [o for o in kept if o.weight >= BELIEVED or o.at in known or _supported(context, o, kept, known)]
    kept = [o for o in kept if not _signs(context, o, kept)]
    kept = [o for o in kept if not _is_lone_first_name(o, kept) or _is_present(context, o.name)]
    kept = [o for o in kept if not _is_a_subject(o, kept)]
    kept = [o for o in kept if not _announced(o, kept) and not _ends_a_list(context, o)]
    begun = {o.at for o in kept}
    return [o for o in kept if o.start >= 0 or context.after(o.end - 1) not in begun]


def _is_a_portrait(context: Context, opening: Opening, kept: Sequence[Opening]) -> bool:
    """A name above « Elle a fondé … », « Née à … » presents somebody who does not speak elsewhere."""
    below = context.after(opening.end - 1) if opening.start < 0 and opening.name is not None else None
    if below is None or _PORTRAIT.match(level(context.paragraphs[below].text)) is None:
        return False
    family = opening.name.family if opening.name else ""
    return sum(o.name is not None and o.name.family == family for o in kept) == 1


def _signs(context: Context, opening: Opening, kept: Sequence[Opening]) -> bool:
    """A name below the words of an editorial signs: it does not speak."""
    if opening.start >= 0:
        return False
    before = max((o.end for o in kept if o.at < opening.at), default=0)
    heads = [k for k in range(before, opening.at) if context.ranks[k]]
    return bool(heads) and heads[-1] < opening.at - 1 and names_an_editorial(context.paragraphs[heads[-1]].text)


@dataclass(frozen=True, slots=True)
class _Company:
    """A doubtful opening among those of its form."""

    context: Context
    opening: Opening
    alike: Sequence[Opening]
    proposed: Sequence[Opening]
    known: set[int]

    @property
    def sure(self) -> int:
        return sum(o.weight >= BELIEVED for o in self.alike)

    @property
    def doubtful(self) -> int:
        """How many are neither sure nor those of somebody who surely speaks elsewhere."""
        return sum(o.weight < BELIEVED and o.at not in self.known for o in self.alike)

    def people(self, evidence: int = 0) -> int:
        """How many different people the openings of this form name."""
        return len({fold(o.name.display) for o in self.alike if o.name and o.name.evidence >= evidence})


def _supported(context: Context, opening: Opening, proposed: Sequence[Opening], known: set[int]) -> bool:
    """A doubtful opening is believed when surer openings of the same form are there too."""
    alike = [o for o in proposed if _form(o) == _form(opening) and (o.start >= 0) is (opening.start >= 0)]
    company = _Company(context, opening, alike, proposed, known)
    return _MANNERS.get(opening.cue, _like_the_others)(company)


def _form(opening: Opening) -> str:
    return "running" if opening.cue in _RUNNING else opening.cue


def _is_known(context: Context, opening: Opening, proposed: Sequence[Opening]) -> bool:
    """A person who surely speaks elsewhere: the whole name, one half of it, or initials that come back."""
    name = opening.name
    if name is None:
        return False
    if name.given and not name.given.endswith("."):
        return fold(name.display) in {fold(o.name.display) for o in proposed if o.name and o.weight >= BELIEVED}
    if name.family.endswith("."):
        others = [o for o in proposed if o is not opening and o.name is not None and o.name.family.endswith(".")]
        again = any(o.name is not None and o.name.printed == name.printed for o in others)
        return ("." in name.printed and again) or (bool(others) and are_named(context.paragraphs, name))
    return fold(name.family) in {fold(o.name.family) for o in proposed if o.name and o.weight >= BELIEVED}


def _like_the_others(company: _Company) -> bool:
    return company.sure >= TWICE and company.sure >= company.doubtful


def _lone_name(company: _Company) -> bool:
    """A name alone on its line, without function: two such lines in bold, or three, are the document's manner."""
    opening = company.opening
    if opening.name and _NUMBERS_A_PART.match(opening.name.printed):
        return False
    if opening.cue == "name alone" and opening.name and opening.name.evidence >= LIKELY:
        return company.people(LIKELY) >= (TWICE if opening.bold else OFTEN) or _like_the_others(company)
    if opening.name and opening.name.evidence < 1:
        return company.sure >= TWICE and company.sure > company.doubtful
    return _like_the_others(company)


def _label(company: _Company) -> bool:
    labels = Counter(re.sub(r"[\W\d]+", "", fold(o.label or "")) for o in company.alike)
    own = re.sub(r"[\W\d]+", "", fold(company.opening.label or ""))
    named = sum(o.name is not None and o.start >= 0 and o.weight >= BELIEVED for o in company.proposed)
    if own == "q" and named >= TWICE:  # « Q : » between turns of people with names
        return True
    if len(own) == 1:  # « Q » and « R » go together; « A. » alone numbers a heading
        return labels["q"] > 0 and labels["r"] + labels["a"] > 0 and len(company.alike) >= OFTEN
    if is_of_the_floor(company.opening.label):  # « Un patron pêcheur : » between turns of people with names
        return named >= TWICE
    return company.sure >= TWICE or (company.doubtful >= OFTEN and max(labels.values()) >= TWICE)


def _label_alone(company: _Company) -> bool:
    named = [o for o in company.proposed if o.name is not None and o.start < 0 and o.weight >= BELIEVED]
    return company.opening.weight > 0 and len(named) >= TWICE


def _bracketed(company: _Company) -> bool:
    """« (élu) » between turns of people with names, or as the others do."""
    named = sum(o.name is not None and o.weight >= BELIEVED for o in company.proposed)
    return named >= TWICE or _like_the_others(company)


def _reported_in_prose(company: _Company) -> bool:
    """Reported speech counts when nobody speaks otherwise, several people do, and half of the paragraphs begin so."""
    if len(company.alike) < OFTEN or company.people() < TWICE or any(o.weight >= BELIEVED for o in company.proposed):
        return False
    paragraphs, ranks = company.context.paragraphs, company.context.ranks
    span = range(company.alike[0].at, company.alike[-1].at + 1)
    prose = [k for k in span if not ranks[k] and paragraphs[k].kind == "text"]
    return 2 * len(company.alike) >= len(prose)


def _one_word(company: _Company, name: Name) -> bool:
    """« Koudjo : » among « Fatou : » and « Inès : » is a person, « GARNIER : » if it recurs, « Attention : » never."""
    named = [o.name for o in company.alike if o.name is not None]
    firsts = sum(not n.family and n.evidence > 0 for n in named)
    if firsts >= TWICE and firsts >= company.doubtful:
        return True
    if company.opening.cue == "bullet" and _first_names(company):
        return True
    capitals = [n.printed for n in named if n.printed.isupper() and not n.given]
    return name.printed.isupper() and len(capitals) >= OFTEN and len(capitals) > len(set(capitals)) >= TWICE


def _first_names(company: _Company) -> bool:
    """« Koudjo : … », « Inès : … »: first names, known or of those present; some speak again, or two are present."""
    single = [o.name for o in company.alike if o.name and not (o.name.given and o.name.family)]
    present = set(_present(company.context))
    firsts = [fold(n.display) for n in single if (n.evidence and n.given) or fold(n.display) in present]
    if len(firsts) < TWICE or 2 * len(firsts) < len(single):
        return False
    return len(set(firsts)) < len(firsts) or len(present.intersection(firsts)) >= TWICE


def _present(context: Context) -> Counter[str]:
    """The first names of those whom the lists of the document name, with how many people bear each."""
    listed = (p for p, zone in zip(context.paragraphs, context.zones, strict=True) if zone == "contents")
    names = {fold(n.display): fold(n.given) for p in islice(listed, _ROLL) for n in people_in(p.text)}
    return Counter(names.values())


def _is_present(context: Context, name: Name | None) -> bool:
    """Say whether just one of those present is called so: « Moussa : » where Moussa Traoré is."""
    first = name is not None and not name.family and not name.civility
    return first and name is not None and _present(context)[fold(name.given)] == 1


def _dialogue(company: _Company) -> bool:
    """Turns of people with unknown first names: some of them speak again, which the terms of a list do not."""
    name = company.opening.name
    if name is not None and not name.given and not name.civility:
        return _one_word(company, name)
    if name is not None and not name.family and not name.civility and _first_names(company):
        return True
    if len(company.alike) > OFTEN and _is_present(company.context, name):
        return True
    whole = [o for o in company.alike if o.name and o.name.given and o.name.family]
    again = len(whole) > company.people() >= TWICE
    return _like_the_others(company) or (again and len(whole) == len(company.alike) > OFTEN)


def _stamped(company: _Company) -> bool:
    """Words behind time stamps, a line each: they stand for people when some come back, which no programme's do."""
    who = Counter(fold(o.name.display if o.name else o.label or "") for o in company.alike)
    again = max(who.values()) >= TWICE
    return len(company.alike) >= OFTEN and (again or 2 * company.sure >= len(company.alike))


_MANNERS: dict[str, Callable[[_Company], bool]] = {
    "turn": _dialogue,
    "bullet": _dialogue,
    "bold name": _dialogue,
    "name alone": _lone_name,
    "name and role": _lone_name,
    "label": _label,
    "label alone": _label_alone,
    "bracketed": _bracketed,
    "label before": lambda company: company.doubtful >= TWICE and company.sure >= 1,
    "time stamp alone": _stamped,
    "table": lambda company: len(company.alike) >= OFTEN,
    "full stop": lambda company: len(company.alike) >= OFTEN,
    "reported": lambda company: company.people() >= TWICE,
    "reported in prose": _reported_in_prose,
}


def _is_lone_first_name(opening: Opening, kept: Sequence[Opening]) -> bool:
    """One « Florence : … » in a document may be a town; people called by first names are several, or come back."""
    name = opening.name
    if name is None or name.family or name.civility:
        return False
    return not any(
        o.name and (not o.name.family or fold(o.name.given) == fold(name.given)) for o in kept if o is not opening
    )


def _is_a_subject(opening: Opening, kept: Sequence[Opening]) -> bool:
    """« Le technicien », a line of its own where nobody else speaks, says what the text below is about.

    Where only functions stand on lines of their own, one of them speaks again.
    """
    if opening.cue != "label alone" or opening.kind != "intervention" or any(o.cue != "label alone" for o in kept):
        return False
    labels = [fold(o.label or "") for o in kept]
    return len(set(labels)) == len(labels)


def _ends_a_list(context: Context, opening: Opening) -> bool:
    """The last of several people on lines alike, with prose below, is listed; unless the list names him already."""
    if opening.start >= 0 or opening.name is None or opening.cue == "label above":
        return False
    above: list[str] = []
    for k in range(opening.at - 1, -1, -1):
        text = context.paragraphs[k].text
        alike = len(text) <= PERSON and context.stands_out(k) == context.stands_out(opening.at)
        person = who_and_what(text) if alike and not ends_a_sentence(text) else None
        if person is None or person[0].evidence < LIKELY or not person[0].family:
            break
        above.append(fold(person[0].display))
    return bool(above) and fold(opening.name.display) not in above


def _announced(opening: Opening, kept: Sequence[Opening]) -> bool:
    """« Animateur : X » above a round table only announces X when X speaks under his own name elsewhere."""
    if opening.cue != "label before" or opening.name is None:
        return False
    own = fold(opening.name.display)
    return any(o.cue != "label before" and o.name and fold(o.name.display) == own for o in kept)
