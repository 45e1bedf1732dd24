"""Where the sentences of a French text begin and end: what can be quoted by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_OPENING, _CLOSING = "«“‘(['\"", "»”’)]'\""
#: A full stop (or several), what closes after it, perhaps the call of a note, then white space.
_STOP = re.compile(
    r"(?P<stop>[.!?…]+(?:[\u00a0\u202f ]?[!?…]+)*)(?P<close>(?:[\u00a0\u202f ]?[»”’)\]\"'])*)"
    r"(?P<call>[¹²³⁰-⁹]+|\[\d{1,3}\]|(?<=[a-zà-ÿ][.!?…])\d{1,2})?(?P<gap>\s+|$)"
)
#: What a sentence may begin with, after what opens it.
_BEGINS = re.compile(r"[\s«“‘(\[\"'–—•·*-]*(?P<first>\S)")
_WORD_BEFORE = re.compile(r"[^\s«“(\[\"]+$")
_WORD_AFTER = re.compile(r"[^\W\d_]+['’]?")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Never the end of a sentence: a name or a number follows.
_TITLES = _words("m mm mme mmes mlle mlles mgr dr drs pr prs me mes st ste sts stes mrs mr ms messrs")
#: The end of a sentence only when one of _STARTERS follows.
_SHORT = _words(
    "adr al ann apr appt arr art av bd bât bull ca cant cf chap chron circ civ coll comm comp conf cons cté dép dépt "
    "dir doc éd ed env etc ex exempl fac fasc fig fol hab hist ib ibid id ill inéd inf introd jr lib lic litt loc ms "
    "mss nb no not obs op ouvr p pp par parag paragr pl préf prés prof pt réf ref rem resp rev rééd s sc sept oct nov "
    "déc janv févr juil sq sqq ss suiv suppl sup supra t tab tél tel trad univ v var vol vs zone n° nᵒ cit"
)
#: Words that begin sentences and are not names: after an abbreviation they tell that a new sentence has begun.
_STARTERS = _words(
    "ainsi alors après au aujourd'hui aussi autant aux avant avec beaucoup bien bref c' car ce cela celle celui ces "
    "cet cette ceux chacun chaque comme comment d' dans de depuis des deux donc du elle elles en enfin ensuite entre "
    "est et il ils j' je l' la le les leur leurs lors lorsque lui là ma mais malgré merci mes mon même n' ne ni non "
    "nos notre nous on or ou oui où par parce parfois pas pendant personne peut plus plusieurs pour pourquoi pourtant "
    "puis qu' quand quant que quel quelle quelles quelques quels qui quoi rien s' sa sans se selon ses si son sous "
    "souvent sur surtout tandis tous tout toute toutes trop très un une vers voici voilà vos votre vous y à ça "
    "également étant être the this that these those we it in he she they there but and"
)
_ROMAN = re.compile(r"[IVXLC]+")
_LONGEST_ASIDE = 400  # characters: a longer quotation holds sentences of its own


def sentences(text: str) -> list[Span]:
    """Find the sentences of `text` as (start, end), in order; only white space lies between them.

    A line end that breaks a sentence off (no full stop before, a small letter after) is no end of a sentence.

    >>> text = "M. Petit a parlé. « Qui ? » dit-il. Le 1er. mars, p. 3."
    >>> [text[start:end] for start, end in sentences(text)]
    ['M. Petit a parlé.', '« Qui ? » dit-il.', 'Le 1er. mars, p. 3.']
    """
    found: list[Span] = []
    for start, end in _paragraphs(text):
        begun = start
        for stop in _stops(text, start, end):
            found.append((begun, stop))
            begun = stop + _white(text, stop, end)
        if begun < end:
            found.append((begun, end))
    return found


def sentences_around(text: str, start: int, end: int) -> Span:
    """Widen the span from `start` to `end` to whole sentences; both are places in `text`.

    Raises:
        ValueError: when there is no sentence at all.
    """
    every = sentences(text)
    if not every:
        raise ValueError("no sentence in an empty text")
    touched = [one for one in every if one[1] > start and one[0] < max(end, start + 1)]
    touched = touched or [min(every, key=lambda one: min(abs(one[0] - start), abs(one[1] - start)))]
    return touched[0][0], touched[-1][1]


def _paragraphs(text: str) -> Iterator[Span]:
    """The lines of `text` without white space around, those joined that one sentence runs through."""
    begun: int | None = None
    reached = 0
    for line in re.finditer(r"[^\n]+", text):
        start, end = _trimmed(text, *line.span())
        if start == end:
            continue
        if begun is None:
            begun = start
        elif text[reached - 1] in ".!?…:;»" or not text[start].islower():
            yield begun, reached
            begun = start
        reached = end
    if begun is not None:
        yield begun, reached


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """The places in a paragraph where a sentence ends and another begins."""
    asides = _asides(text, start, end)
    begun = start
    for stop in _STOP.finditer(text, start, end):
        place = stop.end("call") if stop["call"] else stop.end("close")
        if place >= end or any(first < place < last for first, last in asides):
            continue
        if _ends(text, begun, stop):
            yield place
            begun = stop.end()


def _ends(text: str, begun: int, stop: re.Match[str]) -> bool:
    after = _BEGINS.match(text, stop.end())
    if after is None or after["first"].islower():
        return False
    if text[max(0, stop.start() - 1)] in "([" and stop["close"][:1] in (")", "]"):
        return False  # « […] » leaves words out, nothing ends
    if stop["stop"].endswith(("…", "..")):
        return not after["first"].isdigit()  # dots that lead to a page number
    if stop["stop"] != "." or stop["close"]:
        return True
    before = _WORD_BEFORE.search(text, begun, stop.start())
    word = before[0] if before else ""
    return not _abbreviated(word, text[after.start("first") :][:40], at_start=before is None or before.start() <= begun)


def _abbreviated(word: str, after: str, *, at_start: bool) -> bool:
    """Whether the full stop after `word` only shortens it; `after` is what follows."""
    plain = word.lower().rpartition("’")[2].rpartition("'")[2]
    if plain in _TITLES:
        return True
    if at_start and (plain.isdigit() or _ROMAN.fullmatch(word) or len(plain) == 1):
        return True  # the number of what follows: « 1. Le cadre », « II. Les acteurs », « a. Objet »
    next_word = _WORD_AFTER.match(after)
    starts = next_word is not None and next_word[0].lower().replace("’", "'") in _STARTERS
    if plain in _SHORT or _initials(word):
        return not starts and plain != "etc"
    return False


def _initials(word: str) -> bool:
    """Letters that stand for names: « J », « J.-P », « O.N.U »."""
    return all(len(one) == 1 and one.isupper() for one in re.split(r"\.-?|-", word.rpartition("’")[2]) if one)


def _asides(text: str, start: int, end: int) -> list[Span]:
    """What stands in brackets, or in guillemets when it is short: it is quoted with what is around it."""
    found, opened = [], []
    closes = {"(": ")", "[": "]", "«": "»", "“": "”"}
    for place in range(start, end):
        sign = text[place]
        if sign in closes:
            opened.append((sign, place))
        elif opened and sign in closes.values():
            while opened:
                opening, first = opened.pop()
                if closes[opening] == sign:
                    if place - first <= _LONGEST_ASIDE:
                        found.append((first, place))
                    break
    return found


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _white(text: str, start: int, end: int) -> int:
    return _trimmed(text, start, end)[0] - start
