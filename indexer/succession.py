"""When a document is cut anew: which new passage an old address goes on as, and where the words of all others are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.catalogue.whereabouts import Address
from corpus.tracing import Found, Old, Span, trace, words

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

    Words that have become (part of) a heading are looked for in `headings`, those of the new texts one by one; the
    part that tells them has no length.

    The register is asked, not the last reading: an address that led elsewhere for a while comes back to its own words.

    >>> old = [Address("a", ("Un deux trois quatre cinq",), 0, standing=True)]
    >>> fate(old, ["zéro", "Un, deux, trois, quatre, cinq, six !"]).kept
    {1: 'a'}
    """
    olds = [Old(text, address.near) for address in addresses for text in address.texts]
    owners = [number for number, address in enumerate(addresses) for _ in address.texts]
    traced = trace(olds, new)
    claims = [_Claim(one.text, owner, found) for one, owner, found in zip(olds, owners, traced, strict=True)]
    found = Fate(kept=_kept(addresses, new, claims))
    places = {pid: place for place, pid in found.kept.items()}
    above = [f" {' '.join(words(one))} " for one in headings]
    generations: list[list[Sequence[Span]]] = [[] for _ in addresses]
    for claim in claims:
        generations[claim.owner].append(claim.found.spans)
    for address, given in zip(addresses, generations, strict=True):
        own = places.get(address.pid)
        parts = _parts(given, None if own is None else Span(own, 0, len(new[own])))
        found.parts[address.pid] = parts or _headed(address, above)
    return found


@dataclass(frozen=True, slots=True)
class _Claim:
    """Words of the address number `owner`, and where they were found."""

    text: str
    owner: int
    found: Found


def _kept(addresses: Sequence[Address], new: Sequence[str], claims: Sequence[_Claim]) -> dict[int, str]:
    """Which new passage is the same as which was given out: the most alike first, each once."""
    ranked = []
    for claim in claims:
        text, owner = claim.text, claim.owner
        shared: dict[int, int] = {}
        for one in claim.found.spans:
            shared[one.place] = shared.get(one.place, 0) + one.end - one.start
        for place, letters in shared.items():
            common = min(letters, len(text))
            alike = 1.0 if text == new[place] else common / (len(text) + len(new[place]) - common)
            if alike >= SAME:
                ranked.append((-round(alike, 2), not addresses[owner].standing, claim.found.far, owner, place))
    kept: dict[int, str] = {}
    gone: set[int] = set()
    for *_, owner, place in sorted(ranked):
        if place not in kept and owner not in gone:
            kept[place] = addresses[owner].pid
            gone.add(owner)
    return kept


def _parts(generations: Sequence[Sequence[Span]], own: Span | None) -> list[Span]:
    """All parts that hold words of an address: those first given out in their order, then what came later.

    `own` is the whole of the passage that the address goes on as.
    """
    found: list[Span] = []
    for spans in generations:
        for span in spans:
            if own is not None and span.place == own.place:
                if own not in found:
                    found.append(own)
                continue
            found += _left(span, found)
        found = _glued(found)
    if own is not None:
        return found if own in found else [own, *found]
    return _led(found)


def _headed(address: Address, above: Sequence[str]) -> list[Span]:
    """The first text above which the words stand; `above` are the headings, folded."""
    for text in address.texts:
        wanted = " ".join(words(text))
        for place, heading in enumerate(above) if wanted else ():
            if f" {wanted} " in heading:
                return [Span(place, 0, 0)]
    return []


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
        if made and made[-1].place == one.place and 0 <= one.start - made[-1].end <= GLUE:
            made[-1] = Span(one.place, made[-1].start, one.end)
        else:
            made.append(one)
    return made


def _led(found: list[Span]) -> list[Span]:
    """The parts so that the first is worth being led to: a few words that stand elsewhere come last."""
    longest = max((one.end - one.start for one in found), default=0)
    first = next((n for n, one in enumerate(found) if one.end - one.start >= LEADS * longest), 0)
    return found[first:] + found[:first]
