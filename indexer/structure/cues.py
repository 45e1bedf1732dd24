"""The rules that see somebody begin to speak, each a small function; the first that answers is believed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from indexer.structure.folding import level
from indexer.structure.names import Name, is_common_word, read_name
from indexer.structure.opening import Context, Opening
from indexer.structure.roles import (
    ANONYMOUS,
    ANSWER,
    LABEL_ALONE,
    LABEL_BEFORE,
    QUESTION,
    ends_a_sentence,
    has_verb,
    is_role,
    split_role,
)

_STAMP = re.compile(
    r"[\[(]?\d{1,2}\s?[:hH]\s?\d{2}(?:\s?[:mM'′]\s?\d{2})?(?:[.,]\d{1,3})?\s?s?[\])]?(?![\w%])\s*(?:[–—-](?=\s)|:(?=\s)|\|)?\s*"
)
_TURN = re.compile(
    r"(?P<who>[^:()–—|]{1,80}?)(?:\s*\((?P<in>[^()]{1,140})\))?(?:\s*,\s*(?P<role>[^:]{2,180}?))?\s*"
    r"(?P<mark>:|\.\s?[–—-](?=\s)|\s[–—-](?=\s)|–(?=\s)|—)\s*(?P<rest>\S.*|)$",
    re.DOTALL,
)
_CONTACT = re.compile(
    r"[\w.+-]+@|\+?\d[\d .]{6,}|https?:|www\.|\d{1,4}\s?(?:bis\s)?,?\s(?:rue|avenue|boulevard|place|bd)\b",
    re.IGNORECASE,
)
_SPEECH_START = re.compile(r"[A-ZÀ-ÖØ-ÞŒ0-9«\"“'(\[…–-]|\.\.\.|[a-zà-ÿ]'|[a-zà-ÿ]")
_BOOK = re.compile(r"\b(?:1[89]|20)\d\d\b|[ée]ditions?\b|\b[ée]d\.|\bpp?\.\s?\d|\bISBN\b|«|\bin :", re.IGNORECASE)
_SAYS = re.compile(
    r"(?:,[^.:]{3,120},)?\s*(?:rappel|soulign|indiqu|pr[ée]cis|expliqu|d[ée]clar|remerci|pr[ée]sent|ouvr|cl[oô]t|conclu|insist|[ée]voqu|demand|r[ée]pond|"
    r"ajout|estim|constat|propos|not|inform|annonc|s'interrog|interv|accueill|montr|regrett|salu|souhait|a |se |revient|t[ée]moign|d[ée]cri|consid|"
    r"said|asked|thanked|noted|reported|opened|welcomed|explained|suggested|agreed|replied|stressed|introduced|presented|informed)",
    re.IGNORECASE,
)
_NAME_LENGTH = 90

Rule = Callable[[Context, int], Opening | None]


def who_and_what(text: str) -> tuple[Name, str] | None:
    """Read « NAME, role », « NAME (organisation) », « NAME – role » or the bare name; the role comes as printed."""
    plain = level(text).strip(" :")
    if bare := read_name(text.strip(" :")):
        return bare, ""
    for mark in re.finditer(r"\s*,\s*|\s*\(|\s+[–—-]\s+|\s*\|\s*|\s*[–—]\s+", plain[:_NAME_LENGTH]):
        name = read_name(text[: mark.start()])
        if name is None:
            return None
        rest = text.strip(" :")[mark.end() :].strip()
        return name, rest[:-1] if "(" in mark[0] and rest.endswith(")") and rest.count("(") < rest.count(")") else rest
    return _name_run_into_role(text.strip(" :"))


def _name_run_into_role(text: str) -> tuple[Name, str] | None:
    """Read « Luc DE RONNE Président de … », where a line end was lost between name and role."""
    tokens = text.split()
    for size in range(min(6, len(tokens) - 1), 1, -1):
        name = read_name(" ".join(tokens[:size]))
        rest = " ".join(tokens[size:])
        if (
            name
            and name.evidence >= 3
            and name.family.isupper() is False
            and tokens[size - 1].isupper()
            and is_role(rest)
        ):
            return name, rest
    return None


def _shown(text: str, start: int) -> int:
    """Give the offset of the first character that is neither blank nor the mark after a name."""
    rest = re.match(r"[\s:.–—-]*", text[start:])
    return start + (rest.end() if rest else 0)


def _could_be_said(rest: str) -> bool:
    return (
        bool(_SPEECH_START.match(rest)) and not _CONTACT.match(level(rest)) and re.search(r"[^\W\d_]", rest) is not None
    )


def _weigh(name: Name, *, bold: bool) -> int:
    evidence = name.evidence
    if re.match(r"[A-DIVX]\.?$", name.given) and not name.civility:
        return 1
    return min(3, (3 if evidence >= 2 else 2 if evidence == 1 else 1) + (1 if bold else 0))


def formula(context: Context, k: int) -> Opening | None:
    """« Intervention de X (organisme) : titre », « La parole est donnée à X », « Conclusions par X, président »."""
    paragraph = context.paragraphs[k]
    plain = level(paragraph.text)
    head = _FORMULA.match(plain)
    if head is None or (len(plain) > 320 and ":" not in plain[:200]):
        return None
    for link in _LINK.finditer(plain, head.end() - 1, min(len(plain), 200)):
        found = _leading_name(paragraph.text[link.end() :])
        if found is None:
            continue
        name, size = found
        after = paragraph.text[link.end() + size :]
        if name.evidence < 2 and not (_SPEAKS.match(head["head"]) or after.lstrip().startswith(("(", ","))):
            continue
        return _formula_opening(context, k, head["head"], name, after)
    return None


_HEADS = (
    r"interventions?|introductions?|conclusions?|ouverture|cl[oô]ture|allocutions?|discours|expos[ée]s?|pr[ée]sentations?|communications?|"
    r"t[ée]moignages?|mots?|accueil|bienvenue|propos|synth[eè]se|r[ée]ponses?|questions?|r[ée]actions?|remarques?|commentaires?|[ée]clairage|"
    r"points? de vue|regards?|rapport|restitution|retour|suite|reprise|la parole est|parole|prise de parole|d[ée]claration|lecture|"
    r"mise en perspective|intervenante?|conf[ée]rence|le[cç]on|message|pr[ée]ambule|avant-propos|[ée]ditorial|pr[ée]face|contribution|"
    r"opening|closing|welcome|keynote|speech|statement|presentation|remarks|address|introduction|intervention|par|by"
)
_FORMULA = re.compile(
    rf"(?:(?:\d{{1,2}}|[IVX]{{1,4}})\s?[.)–-]\s*)?(?:(?:le|la|les)\s)?(?P<head>{_HEADS})\b", re.IGNORECASE
)
_LINK = re.compile(r"(?:(?<=\s)|^)(?:par|de|d'|à|by|of|from|avec|[Pp]ar|[Bb]y)(?:\s+|(?<='))|\s*:\s*|\s+[–—-]\s+")
_SPEAKS = re.compile(
    r"(?:intervention|t[ée]moignage|allocution|discours|expos[ée]|communication|la parole|parole|prise de parole|r[ée]ponse|question|r[ée]action|"
    r"propos|retour|suite|reprise|speech|statement|keynote|address|remarks)",
    re.IGNORECASE,
)
_TAKES_SPEECH = re.compile(r"(?:r[ée]ponse|question|r[ée]action|remarque|commentaire)", re.IGNORECASE)


def _leading_name(text: str) -> tuple[Name, int] | None:
    """Find the longest name at the start of the text: the name and its length."""
    ends = [m.end() for m in re.finditer(r"[^\s,(:]+(?=[\s,(:.]|$)", text[:80])][:7]
    for end in reversed(ends):
        if "," in text[:end] or ":" in text[:end] or "(" in text[:end]:
            continue
        candidate = text[:end].rstrip(".")
        name = read_name(candidate)
        sure = name is not None and (name.evidence >= 2 or (name.given and name.family and len(candidate.split()) <= 3))
        if name and sure and not is_common_word(candidate.split()[-1]):
            return name, len(candidate)
    return None


_AFTER_NAME = re.compile(
    r"\s*(?:\((?P<in>[^()]{1,140})\)|(?P<of>(?:du|de la|de l['’]|des|d['’]|de|pour)\s?[^:(,]{2,120}?)(?:\s*\((?P<also>[^()]{1,140})\))?)?"
    r"(?:\s*,\s*(?P<role>[^:]{2,200}?)|\s+(?P<on>(?:sur|au sujet|à propos|concernant|lors)\s[^:]{2,200}?))?\s*(?P<colon>:|$|\.\s?[–—-]|\s[–—-]\s)\s*(?P<rest>.*)$",
    re.DOTALL,
)


def _formula_opening(context: Context, k: int, head: str, name: Name, after: str) -> Opening | None:
    found = _AFTER_NAME.match(after)
    text = context.paragraphs[k].text
    if found is None or (ends_a_sentence(text) and not context.stands_out(k) and not found["rest"]):
        return None
    if any(part and has_verb(part) for part in (found["of"], found["role"], found["on"])):
        return None
    role, organisation = _role_of(found["role"], found["in"] or found["also"] or _without_link(found["of"]))
    rest = found["rest"].strip()
    opening = Opening(k, "formula", name, role=role, organisation=organisation, heading=text.strip(" :"), weight=3)
    if not rest:
        return opening if context.stands_out(k) or found["colon"] == ":" or context.prose_follows(k) else None
    if _TAKES_SPEECH.match(head) or not _is_title(context, k, rest):
        return replace(opening, heading=None, start=len(text) - len(rest))
    return replace(opening, heading=rest)


def _without_link(text: str | None) -> str | None:
    return re.sub(r"^(?:du|de la|de l['’]|des|de|d['’]|pour)\s*", "", text.strip()) if text else None


def _role_of(role: str | None, inside: str | None) -> tuple[str | None, str | None]:
    """Put together what stands after the comma and what stands between parentheses."""
    what, where = split_role(role) if role else (None, None)
    if not inside:
        return what, where
    second_role, second = split_role(inside)
    return what or second_role, second or where


def _is_title(context: Context, k: int, rest: str) -> bool:
    if context.stands_out(k):
        return True
    after = context.after(k)
    if len(rest) >= 170 or after is None or not context.prose_follows(k):
        return False
    return rest.count(". ") == 0 and formula(context, after) is None and turn(context, after) is None


def turn(context: Context, k: int) -> Opening | None:
    """« M. X : … », « Mme X (organisme). – … », « X, maire de Y : … », in the running line, or alone on the line."""
    paragraph = context.paragraphs[k]
    found = _TURN.match(paragraph.text) if ":" in paragraph.text[:260] or _dash(paragraph.text) else None
    if found is None:
        return None
    name, rest = read_name(found["who"]), found["rest"].strip()
    if name is None or (found["role"] and (has_verb(found["role"]) or _BOOK.search(found["role"]))):
        return None
    bold = context.stands_out(k) or paragraph.lead >= len(found["who"])
    cue = "bullet" if paragraph.kind == "item" else "turn"
    weight = _weigh(name, bold=bold)
    role, organisation = _role_of(found["role"], found["in"])
    if found["in"] and not (role or organisation):
        organisation = found["in"]
    opening = Opening(k, cue, name, role=role, organisation=organisation, weight=weight)
    if not rest:
        return opening if ":" in found["mark"] or "." in found["mark"] else None
    if not _could_be_said(rest) or (is_role(rest) and context.prose_follows(k) and not paragraph.kind == "item"):
        return None
    if found["mark"].strip() in "–—-" and not (
        bold or (name.civility and ends_a_sentence(rest)) or (weight == 3 and len(rest) > 60 and ends_a_sentence(rest))
    ):
        return None
    if context.stands_out(k) or (paragraph.kind == "text" and name.evidence >= 2 and _reads_as_title(context, k, rest)):
        return (
            replace(opening, heading=rest, cue="name and title", weight=min(weight, 2))
            if context.prose_follows(k)
            else None
        )
    return replace(opening, start=len(paragraph.text) - len(found["rest"]))


def _dash(text: str) -> bool:
    return re.search(r"\.\s?[–—-]\s|\s[–—-]\s", text[:260]) is not None


def _reads_as_title(context: Context, k: int, rest: str) -> bool:
    """A short piece without full stop before long prose of no known speaker is the title of what follows."""
    after = context.after(k)
    if len(rest) > 130 or ends_a_sentence(rest) or rest.endswith((":", ",")) or after is None:
        return False
    following = context.paragraphs[after]
    return len(following.text) > 200 and turn(context, after) is None


def bold_name(context: Context, k: int) -> Opening | None:
    """A name, with or without role, in bold at the head of a paragraph that goes on in plain letters."""
    paragraph = context.paragraphs[k]
    if not 3 < paragraph.lead < len(paragraph.text) - 1:
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
    start = _shown(paragraph.text, len(paragraph.text) - len(rest))
    if _SAYS.match(level(rest)) and not rest.lstrip().startswith((":", "–", "—")):
        start = 0
    elif not _could_be_said(paragraph.text[start:]) or (what == "" and rest.lstrip().startswith(",")):
        return None
    return Opening(
        k,
        "bold name",
        name,
        role=role,
        organisation=organisation,
        start=start,
        weight=_weigh(name, bold=False),
    )


def name_and_role(context: Context, k: int) -> Opening | None:
    """« NAME, fonction, organisme » alone on its line, prose below."""
    paragraph = context.paragraphs[k]
    text = paragraph.text
    if len(text) > 300 or paragraph.kind == "cell" or _BOOK.search(text) or _CONTACT.search(level(text)):
        return None
    found = who_and_what(text)
    if found is None or not found[1] or (ends_a_sentence(text) and text.endswith(".")) or has_verb(found[1]):
        return None
    name, what = found
    role, organisation = split_role(what)
    sure = is_role(what) or context.stands_out(k) or bool(role)
    used = 1 + _more_roles(context, k)
    if not context.prose_follows(k + used - 1) or name.evidence + sure < 1:
        return None
    title = not sure and re.match(r"(?:les?|la|l'|une?|des|de|du|à|en|dans)\b", level(what), re.IGNORECASE)
    weight = (
        1
        if title or paragraph.kind == "item"
        else min(3, _weigh(name, bold=context.stands_out(k)) - (0 if sure else 1))
    )
    return Opening(k, "name and role", name, role=role, organisation=organisation, used=used, weight=max(1, weight))


def _more_roles(context: Context, k: int) -> int:
    """Count the lines below position `k` that only say what the person does."""
    used, j = 0, k
    while used < 4 and (j := context.after(j) or 0) and not context.zones[j]:
        paragraph = context.paragraphs[j]
        short = len(paragraph.text) <= 200 and paragraph.kind == "text" and read_name(paragraph.text) is None
        goes_on = used > 0 and paragraph.text[0].islower()
        italic = paragraph.italic >= 0.8 and len(paragraph.text) <= 160 and not ends_a_sentence(paragraph.text)
        between = paragraph.text.startswith("(") and paragraph.text.endswith(")") and not has_verb(paragraph.text)
        if not (
            short
            and (is_role(paragraph.text) or italic or between or (goes_on and not ends_a_sentence(paragraph.text)))
        ):
            break
        used += j - k - used
    return used


def name_alone(context: Context, k: int) -> Opening | None:
    """A name alone on its line, the role on the next."""
    paragraph = context.paragraphs[k]
    if (
        len(paragraph.text) > 70
        or paragraph.kind not in ("text", "item")
        or ends_a_sentence(paragraph.text.rstrip("."))
    ):
        return None
    name = read_name(paragraph.text)
    if name is None or not (name.given or name.civility or context.stands_out(k)):
        return None
    more = _more_roles(context, k)
    what = " ".join(
        context.paragraphs[j].text for j in range(k + 1, k + 1 + more) if context.paragraphs[j].kind != "note"
    )
    role, organisation = split_role(what) if what else (None, None)
    if not more:
        more, organisation = _organisation_line(context, k, name)
    if not context.prose_follows(k + more):
        return None
    bold = context.stands_out(k)
    sure = name.evidence >= 3 or bool(more) or bool(name.civility)
    weight = 1
    if name.evidence >= 2 and sure:
        weight = 3 if bold or more else 2
    elif bold and more:
        weight = 2
    if paragraph.kind == "item" and not (bold or more):
        weight = 1
    if not name.given and not name.civility:
        weight = 1
    return Opening(k, "name alone", name, role=role, organisation=organisation, used=1 + more, weight=weight, bold=bold)


def _organisation_line(context: Context, k: int, name: Name) -> tuple[int, str | None]:
    """A short line between a sure name and the prose that can only be where the person comes from."""
    j = context.after(k)
    if j is None or name.evidence < 3 or context.zones[j]:
        return 0, None
    line = context.paragraphs[j]
    fits = (
        line.kind == "text"
        and len(line.text) <= 110
        and not ends_a_sentence(line.text)
        and not line.text.endswith((":", ","))
    )
    if not fits or context.ranks[j] > context.ranks[k] or not context.prose_follows(j) or has_verb(line.text):
        return 0, None
    role, organisation = split_role(line.text)
    looks = (
        organisation is not None
        and re.match(r"[A-ZÀ-ÖØ-Þ]", organisation)
        and len(line.text) <= 80
        and context.ranks[j] < 2
    )
    return (j - k, organisation) if looks and role is None else (0, None)


def labelled(context: Context, k: int) -> Opening | None:
    """A role label above or before the name: « Modératrice », « Intervenants », « Animateur : X, journaliste »."""
    paragraph = context.paragraphs[k]
    plain = level(paragraph.text)
    if LABEL_ALONE.fullmatch(plain.strip(" :.")):
        j = context.after(k)
        inner = _person_line(context, j) if j is not None and not context.zones[j] else None
        if inner is None:
            return None
        return replace(
            inner, at=k, used=inner.used + inner.at - k, cue="label above", weight=3, role=inner.role or _as_role(plain)
        )
    before = LABEL_BEFORE.match(plain)
    if before is None or len(plain) > 300:
        return None
    found = who_and_what(paragraph.text[before.end() :])
    if (
        found is None
        or found[0].evidence < 2
        or has_verb(found[1])
        or ends_a_sentence(plain)
        or not context.prose_follows(k)
    ):
        return None
    role, organisation = split_role(found[1]) if found[1] else (None, None)
    return Opening(
        k, "label before", found[0], role=role or _as_role(before["label"]), organisation=organisation, weight=2
    )


def _as_role(label: str) -> str | None:
    """« Modératrice » says what she does; « Intervenants » says nothing."""
    plain = label.strip(" :")
    generic = re.match(
        r"(?:les? |la )?(?:interven|orat|speaker|avec|par\b|introduc|ouvert|conclu|cl[oô]t|invit|t[ée]moin|synth|panel|exp)",
        level(plain),
        re.IGNORECASE,
    )
    return None if generic else plain[:1].upper() + plain[1:]


def _person_line(context: Context, k: int) -> Opening | None:
    return turn(context, k) or name_and_role(context, k) or name_alone(context, k)


def anonymous(context: Context, k: int) -> Opening | None:
    """« Un participant : … », « Le président : … », « Question : … », alone on the line or before the words."""
    paragraph = context.paragraphs[k]
    found = re.match(
        r"(?P<who>[^:]{1,150}?)\s*(?P<mark>:|\.\s?[–—-](?=\s)|\s[–—](?=\s))\s*(?P<rest>.*)$",
        level(paragraph.text),
        re.DOTALL,
    )
    if found is None:
        return _anonymous_alone(context, k)
    who, rest = found["who"].strip(), found["rest"]
    kind, weight = _kind_of(who)
    if not kind or read_name(re.split(r",|\(| [–-] ", rest)[0]) is not None:
        return None
    if rest and not (_could_be_said(rest) and (ends_a_sentence(rest) or len(rest) > 60)):
        return None
    if kind == "intervention" and ends_a_sentence(rest) and rest.rstrip().endswith("?"):
        kind = (
            "question"
            if re.match(
                r"(?:une?|dans|de|la|le|the|a)\s.*(?:salle|particip|public|audience|floor|[ée]lu|[ée]tudiant|auditeur|auditrice)|salle|public",
                who,
                re.IGNORECASE,
            )
            else kind
        )
    start = len(paragraph.text) - len(rest) if rest else -1
    return Opening(k, "label", label=paragraph.text[: len(who)].strip(), start=start, kind=kind, weight=weight)


def _kind_of(who: str) -> tuple[str, int]:
    if QUESTION.fullmatch(who):
        return "question", 2 if len(who) > 2 else 1
    if ANSWER.fullmatch(who):
        return "answer", 2 if len(who) > 2 else 1
    if ANONYMOUS.fullmatch(who) and not has_verb(who):
        article = re.match(
            r"(?:une?|le|la|l'|des|d'autres|dans|de|m\.|mme|monsieur|madame|the|a)\b|salle|chair|moderator",
            who,
            re.IGNORECASE,
        )
        return "intervention", 2 if article else 1
    return "", 0


def _anonymous_alone(context: Context, k: int) -> Opening | None:
    """« Un participant » in bold, alone on its line."""
    text = context.paragraphs[k].text
    if not context.stands_out(k) or len(text) > 80 or not context.prose_follows(k):
        return None
    kind, weight = _kind_of(level(text).strip(" :"))
    more = _more_roles(context, k)
    if not kind or len(text) <= 3 or not context.prose_follows(k + more):
        return None
    return Opening(k, "label", label=text.strip(" :"), kind=kind, weight=weight, used=1 + more)


RULES: tuple[Rule, ...] = (formula, labelled, bold_name, turn, name_and_role, name_alone, anonymous)


def opening_at(context: Context, k: int) -> Opening | None:
    """Ask every rule, in order, whether somebody begins to speak at position `k`."""
    paragraph = context.paragraphs[k]
    if context.zones[k] or paragraph.kind in ("note", "cell", "toc"):
        return None
    for rule in RULES:
        if (opening := rule(context, k)) is not None:
            return opening
    return _timed(context, k)


def _timed(context: Context, k: int) -> Opening | None:
    """« [00:12:30] Animateur : … »: the same rules behind a time stamp."""
    paragraph = context.paragraphs[k]
    stamp = _STAMP.match(paragraph.text)
    if stamp is None or not paragraph.text[stamp.end() :]:
        return None
    cut = stamp.end()
    bare = replace(paragraph, text=paragraph.text[cut:], lead=max(0, paragraph.lead - cut), breaks=())
    paragraphs = list(context.paragraphs)
    paragraphs[k] = bare
    inner = replace(context, paragraphs=paragraphs)
    for rule in (bold_name, turn, anonymous):
        if (opening := rule(inner, k)) is not None:
            start = opening.start + cut if opening.start >= 0 else -1
            return replace(opening, cue="time stamp", start=start, weight=min(3, opening.weight + 1))
    return None
