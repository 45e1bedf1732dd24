"""Turns in the running line: « M. X : … », « Mme X (organisme). – … », a name in bold at the head of a paragraph."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.structure.announcements import are_named
from indexer.structure.folding import level
from indexer.structure.letters import CAPITAL
from indexer.structure.measures import BELIEVED, LIKELY, PLAIN_HEADING, PROSE, SAID
from indexer.structure.names import Name, read_initials, read_name
from indexer.structure.opening import Context, Opening
from indexer.structure.person_lines import BOOK, could_be_said, role_of, weigh, who_and_what
from indexer.structure.roles import ANONYMOUS, begins_with_role, ends_a_sentence, has_verb, is_role, split_role

_FIRST_PERSON = re.compile(r"\b(?:je|j'|nous|notre|nos|mon|ma|mes|moi|I|we|our|my)\b", re.IGNORECASE)
_HEAD = 260  # characters within which name, role and colon must come
_SURE = 3
_SHORTEST = 3  # characters of a name in bold

_TURN = re.compile(
    r"(?P<who>[^:()–—|]{1,80}?)(?:\s*\((?P<in>[^()]{1,140})\))?(?:\s*,\s*(?P<role>[^:]{2,180}?))?\s*"
    r"(?P<mark>:|\.\s?[–—-](?=\s)|\s[–—-](?=\s)|–(?=\s)|—)\s*(?P<rest>\S.*|)$",
    re.DOTALL,
)
_FULL_STOP = re.compile(
    r"(?P<who>(?:M\.|Mme|Mlle|Mr\.?|Mrs|Ms|Dr|Monsieur|Madame)\s[^.:,()]{2,50}?)(?:,\s(?P<role>[^.:]{3,90}))?\.\s+"
    rf"(?:[–—-]\s)?(?=[{CAPITAL}«(])"
)
_SAYS = re.compile(
    r"(?:,[^.:]{3,120},)?\s*(?:a\s)?(?:rappel|soulign|indiqu|pr[ée]cis|expliqu|d[ée]clar|remerci|pr[ée]sent|ouvr|"
    r"cl[oô]t|conclu|insist|[ée]voqu|demand|r[ée]pond|"
    r"ajout|estim|constat|propos|not|inform|annonc|s'interrog|interv|accueill|montr|regrett|salu|souhait|"
    r"s'est f[ée]licit|se f[ée]licit|revient|t[ée]moign|d[ée]cri|consid|"
    r"said|asked|thanked|noted|reported|opened|welcomed|explained|suggested|agreed|replied|stressed|introduced|"
    r"presented|informed)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    rf"(?P<who>(?:(?:M|Mr|Dr|Pr)\.\s)?[^,.:()]{{3,50}}?)(?:\s\([^()]{{2,80}}\)|,[^.:,]{{3,90}},)?\s(?={_SAYS.pattern})"
)


def turn(context: Context, k: int) -> Opening | None:
    """« M. X : … », « Mme X (organisme). – … », « X, maire de Y : … », in the running line, or alone on the line."""
    paragraph = context.paragraphs[k]
    found = _TURN.match(paragraph.text) if ":" in paragraph.text[:_HEAD] or _dash(paragraph.text) else None
    if found is None:
        return None
    if found["role"] and is_role(found["who"]) and (person := read_name(found["role"])) and person.evidence >= LIKELY:
        return _titled(context, k, person, found)  # « Le maire de X, M. Y : … »
    name = _speaker(context, found)
    if name is None:
        return None
    bold = context.stands_out(k) or paragraph.lead >= len(found["who"])
    cue = "bullet" if paragraph.kind == "item" else "turn"
    role, organisation = role_of(found["role"], found["in"])
    weight = weigh(name, bold=bold)
    if found["rest"][:1].islower() and not bold:
        weight = 1
    opening = Opening(k, cue, name, role=role, organisation=organisation, weight=weight, bold=bold)
    if not found["rest"].strip():
        return opening if ":" in found["mark"] or "." in found["mark"] else None
    return _with_words(context, opening, found)


def _speaker(context: Context, found: re.Match[str]) -> Name | None:
    """The name before the mark; None when what follows it is said of him, or when it is a title."""
    name, initials = read_name(found["who"]), read_initials(found["who"])
    if initials and (name is None or (not name.given and are_named(context.paragraphs, initials))):
        name = initials
    if name is None or (found["role"] and (has_verb(found["role"]) or BOOK.search(found["role"]))):
        return None
    title = not name.given and not name.civility and ANONYMOUS.fullmatch(level(found["who"]))
    return None if title else name


def _with_words(context: Context, opening: Opening, found: re.Match[str]) -> Opening | None:
    """See whether what stands after the mark is said, is the title of the speech, or neither."""
    k, rest, name = opening.at, found["rest"].strip(), opening.name
    paragraph = context.paragraphs[k]
    below = context.prose_follows(k)
    dash = found["mark"].strip() in "–—-"
    if k == 0 and context.is_large(k) and rest.endswith("?"):
        return None  # the title of the document: « Kandi : une ville sans puits ? »
    if not could_be_said(rest) or (below and paragraph.kind != "item" and is_role(rest)):
        return None
    if dash and ((below and begins_with_role(rest)) or not _said_after_dash(opening, rest)):
        return None
    title = paragraph.kind == "text" and name and name.evidence >= LIKELY and _reads_as_title(context, k, rest)
    if context.stands_out(k) or title:
        titled = replace(opening, heading=rest, cue="name and title", weight=min(opening.weight, BELIEVED))
        return titled if below and in_first_person(context, k) else None
    return replace(opening, start=len(paragraph.text) - len(found["rest"]))


def in_first_person(context: Context, k: int) -> bool:
    """Say whether one of the next paragraphs says « je » or « nous »: a portrait does not."""
    following = [p.text for p in context.paragraphs[k + 1 : k + 5] if p.kind in ("text", "item")]
    return any(_FIRST_PERSON.search(level(text)) for text in following)


def _said_after_dash(opening: Opening, rest: str) -> bool:
    """After a mere dash, only bold, a civility or a sure name before a whole sentence make a turn."""
    name = opening.name
    civil = name is not None and bool(name.civility)
    return opening.bold or (ends_a_sentence(rest) and (civil or (opening.weight == _SURE and len(rest) > SAID)))


def _titled(context: Context, k: int, person: Name, found: re.Match[str]) -> Opening | None:
    rest = found["rest"]
    if rest and not could_be_said(rest):
        return None
    role, organisation = split_role(re.sub(r"^(?:le|la|l['’])\s?", "", found["who"], flags=re.IGNORECASE))
    start = len(context.paragraphs[k].text) - len(rest) if rest else -1
    return Opening(k, "turn", person, role=role, organisation=organisation, start=start, weight=2)


def full_stop(context: Context, k: int) -> Opening | None:
    """« M. Garnier. Je vous remercie. », « Mme la présidente. La séance est ouverte. »: the manner of assemblies."""
    text = context.paragraphs[k].text
    found = _FULL_STOP.match(text)
    if found is None:
        return None
    name = read_name(found["who"])
    role, organisation = split_role(found["role"]) if found["role"] else (None, None)
    opening = Opening(k, "full stop", name, role=role, organisation=organisation, start=found.end(), weight=1)
    if name is not None:
        return opening
    return replace(opening, label=found["who"]) if ANONYMOUS.fullmatch(level(found["who"])) else None


def reported(context: Context, k: int) -> Opening | None:
    """« M. Garnier rappelle que … »: minutes in reported speech, when the whole document does so."""
    paragraph = context.paragraphs[k]
    found = _REPORTED.match(paragraph.text) if paragraph.kind == "text" and not context.stands_out(k) else None
    if found is None or (name := read_name(found["who"])) is None or name.evidence < LIKELY:
        return None
    return Opening(k, "reported in prose", name, start=0, weight=1)


def _dash(text: str) -> bool:
    return re.search(r"\.\s?[–—-]\s|\s[–—-]\s", text[:_HEAD]) is not None


def _reads_as_title(context: Context, k: int, rest: str) -> bool:
    """A short piece without full stop before long prose of no known speaker is the title of what follows."""
    after = context.after(k)
    if len(rest) > PLAIN_HEADING or ends_a_sentence(rest) or rest.endswith((":", ",")) or after is None:
        return False
    following = context.paragraphs[after]
    return len(following.text) > PROSE and turn(context, after) is None


def bold_name(context: Context, k: int) -> Opening | None:
    """A name, with or without role, in bold at the head of a paragraph that goes on in plain letters."""
    paragraph = context.paragraphs[k]
    if not _SHORTEST < paragraph.lead < len(paragraph.text) - 1:
        return None
    found = who_and_what(paragraph.text[: paragraph.lead].strip(" :.–—-"))
    if found is None or found[0].evidence < 1 or (found[1] and has_verb(found[1])):
        return None
    name, what = found
    rest = paragraph.text[paragraph.lead :]
    if aside := re.match(r"\s*(?:\((?P<in>[^()]{1,140})\)|,\s*(?P<role>[^:.]{2,160}?)(?=\s*:))\s*", rest):
        what = what or (aside["in"] or aside["role"] or "")
        rest = rest[aside.end() :]
    role, organisation = split_role(what) if what else (None, None)
    opening = Opening(k, "bold name", name, role=role, organisation=organisation, weight=weigh(name, bold=False))
    start = _shown(paragraph.text, len(paragraph.text) - len(rest))
    marked = rest.lstrip().startswith((":", "–", "—")) or paragraph.text[: paragraph.lead].rstrip().endswith(":")
    if not marked and is_role(rest.strip(" ,")):
        return None
    if not marked and _SAYS.match(level(rest)):
        return replace(opening, cue="reported", start=0, weight=1)
    said = could_be_said(paragraph.text[start:]) and (marked or re.match(rf"\s*[{CAPITAL}«]", rest))
    return replace(opening, start=start) if said else None


def _shown(text: str, start: int) -> int:
    """Give the offset of the first character that is neither blank nor the mark after a name."""
    rest = re.match(r"[\s:.–—-]*", text[start:])
    return start + (rest.end() if rest else 0)
