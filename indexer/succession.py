"""When a document is cut anew: which new passage an old address goes on as, and where the words of all others are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.catalogue.whereabouts import Address
from corpus.tracing import Old, Span, trace

SAME = 0.5  # share of the letters of both that a passage and what was given out have in common when they are the same
CRUMB = 24  # characters: less than that at the edge of what is found already is no part of its own
GLUE = 3  # characters between two parts that are one
LEADS = 0.25  # of the longest part: a shorter one is not where a reader is led first


@dataclass(slots=True)
class Fate:
    """What becomes of the addresses of a document. Places count the new passages, from 0.

    Attributes:
        kept: place → pid that goes on there.
        parts: pid → where its words are, in the order in which a reader is led to them. Empty: they are gone.
    """

    kept: dict[int, str] = field(default_factory=dict)
    parts: dict[str, list[Span]] = field(default_factory=dict)


def fate(addresses: Sequence[Address], new: Sequence[str], headings: Sequence[str] = ()) -> Fate:
    """Find for every address where the words are, all that were ever given out with it, in the `new` texts.

    The register is asked, not the last reading: an address that led elsewhere for a while comes back to its own words.
    Words may have become the heading of a text: `headings` has those of the new texts, one by one, "" for none; the
    part that says so has no length.

    >>> old = [Address("a", ("Un deux trois quatre cinq",), 0, standing=True)]
    >>> fate(old, ["zéro", "Un, deux, trois, quatre, cinq, six !"]).kept
    {1: 'a'}
    """
    olds = [Old(text, address.near) for address in addresses for text in address.texts]
    owners = [number for number, address in enumerate(addresses) for _ in address.texts]
    lines = _lines(new, headings)
    traced = trace(olds, [line.text for line in lines])
    claims = [
        _Claim(old.text, owner, [_spanned(lines, span) for span in found.spans], found.far)
        for old, owner, found in zip(olds, owners, traced, strict=True)
    ]
    found = Fate(kept=_kept(addresses, new, headings, claims))
    places = {pid: place for place, pid in found.kept.items()}
    generations: list[list[Sequence[Span]]] = [[] for _ in addresses]
    for claim in claims:
        generations[claim.owner].append([_as_part(one) for one in claim.spans])
    for address, given in zip(addresses, generations, strict=True):
        own = places.get(address.pid)
        found.parts[address.pid] = _parts(given, None if own is None else Span(own, 0, len(new[own])))
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """A new text, or the heading that stands above it."""

    place: int
    text: str
    is_heading: bool


@dataclass(frozen=True, slots=True)
class _Spanned:
    """Letters of a new text, or of its heading."""

    span: Span
    is_heading: bool


def _lines(new: Sequence[str], headings: Sequence[str]) -> list[_Line]:
    """Texts and headings in reading order; a heading that holds for several texts stands above the first."""
    lines: list[_Line] = []
    before = ""
    for place, text in enumerate(new):
        heading = headings[place].strip() if place < len(headings) else ""
        if heading and heading != before:
            lines.append(_Line(place, heading, is_heading=True))
        before = heading
        lines.append(_Line(place, text, is_heading=False))
    return lines


def _spanned(lines: Sequence[_Line], span: Span) -> _Spanned:
    line = lines[span.place]
    return _Spanned(Span(line.place, span.start, span.end), line.is_heading)


def _as_part(one: _Spanned) -> Span:
    return Span(one.span.place, 0, 0) if one.is_heading else one.span


@dataclass(frozen=True, slots=True)
class _Claim:
    """Words of the address number `owner`, and where they were found, `far` from where they were expected."""

    text: str
    owner: int
    spans: Sequence[_Spanned]
    far: int


def _kept(
    addresses: Sequence[Address], new: Sequence[str], headings: Sequence[str], claims: Sequence[_Claim]
) -> dict[int, str]:
    """Which new passage is the same as which was given out: the most alike first, each once."""
    ranked = []
    for claim in claims:
        for place, alike in _likeness(claim, new, headings):
            if alike >= SAME:
                standing = addresses[claim.owner].standing
                ranked.append((-round(alike, 2), not standing, claim.far, claim.owner, place))
    kept: dict[int, str] = {}
    gone: set[int] = set()
    for *_, owner, place in sorted(ranked):
        if place not in kept and owner not in gone:
            kept[place] = addresses[owner].pid
            gone.add(owner)
    return kept


def _likeness(claim: _Claim, new: Sequence[str], headings: Sequence[str]) -> Iterator[tuple[int, float]]:
    """The share of letters that the words and each new text with some of them have in common.

    A heading counts where the words have become it.
    """
    shared: dict[int, int] = {}
    headed: set[int] = set()
    for one in claim.spans:
        place = one.span.place
        shared[place] = shared.get(place, 0) + one.span.end - one.span.start
        if one.is_heading:
            headed.add(place)
    for place, letters in shared.items():
        long = len(new[place]) + (len(headings[place]) if place in headed else 0)
        common = min(letters, len(claim.text))
        yield place, 1.0 if claim.text == new[place] else common / (len(claim.text) + long - common)


def _parts(generations: Sequence[Sequence[Span]], own: Span | None) -> list[Span]:
    """All parts that hold words of an address: those first given out in their order, then what came later.

    `own` is the whole of the passage that the address goes on as.
    """
    found: list[Span] = []
    for spans in generations:
        for span in spans:
            if span.start == span.end:
                found += [span] if span not in found else []
            elif own is not None and span.place == own.place:
                found += [own] if own not in found else []
            else:
                found += _left(span, found)
        found = _glued(found)
    if own is not None:
        return found if own in found else [own, *found]
    return _led(found)


def _left(span: Span, found: Sequence[Span]) -> list[Span]:
    """What of `span` is in none of those found."""
    left = [span]
    for one in found:
        if one.place == span.place:
            left = [
                piece
                for part in left
                for piece in (
                    Span(part.place, part.start, min(part.end, one.start)),
                    Span(part.place, max(part.start, one.end), part.end),
                )
                if piece.start < piece.end
            ]
    return [one for one in left if one == span or one.end - one.start > CRUMB]


def _glued(found: Sequence[Span]) -> list[Span]:
    """Parts that follow each other are one."""
    made: list[Span] = []
    for one in found:
        empty = one.start == one.end or (made and made[-1].start == made[-1].end)
        if made and not empty and made[-1].place == one.place and 0 <= one.start - made[-1].end <= GLUE:
            made[-1] = Span(one.place, made[-1].start, one.end)
        else:
            made.append(one)
    return made


def _led(found: list[Span]) -> list[Span]:
    """The parts so that the first is worth being led to: a few words that stand elsewhere come last."""
    longest = max((one.end - one.start for one in found), default=0)
    first = next((n for n, one in enumerate(found) if one.end - one.start >= LEADS * longest), 0)
    if first and found[first - 1] == Span(found[first].place, 0, 0):
        first -= 1  # with the heading above it
    return found[first:] + found[:first]
