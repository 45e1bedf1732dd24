"""Which territories a document speaks of: those of the gazetteer, bodies of communes, and candidates unknown to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.vocabularies.gazetteer import Place, gazetteer
from indexer.enrich import TerritoryFound
from indexer.enrich.bodies import Body, bodies, candidates
from indexer.enrich.masks import BLANK, masked
from indexer.enrich.mentions import mentions
from indexer.enrich.senses import senses, spelled
from indexer.structure import Cut, Person


@dataclass
class _Gathered:
    name: str
    kind: str
    country: str | None
    code: str | None
    candidate: bool
    forms: Counter[str] = field(default_factory=Counter)
    passages: set[int] = field(default_factory=set)
    quotation: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The text of the whole document with the cuts it came from: mentions are decided on together."""

    whole: str
    starts: tuple[int, ...]
    bodies: tuple[int, ...]  # where, in `whole`, the text proper of each cut starts
    cuts: tuple[Cut, ...]

    @classmethod
    def of(cls, cuts: Sequence[Cut]) -> Text:
        """Put headings, roles and texts one after the other."""
        parts: list[str] = []
        starts, inner, at = [], [], 0
        for cut in cuts:
            head = [h for h in (cut.heading, cut.role) if h and h not in cut.text[:200]]
            if cut.organisation and not any(cut.organisation in h for h in head):
                head.append(cut.organisation)
            lead = "".join(h + "\n\n" for h in head)
            starts.append(at)
            inner.append(at + len(lead))
            parts.append(lead + cut.text + "\n\n")
            at += len(parts[-1])
        return cls("".join(parts), tuple(starts), tuple(inner), tuple(cuts))

    def position(self, offset: int) -> int:
        """Give the number of the cut in which the offset lies."""
        low, high = 0, len(self.starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.starts[middle] <= offset:
                low = middle
            else:
                high = middle - 1
        return low

    def page(self, offset: int) -> int | None:
        """Give the physical page the offset lies on."""
        position = self.position(offset)
        cut = self.cuts[position]
        page = cut.page_first
        for start, number in cut.breaks:
            if self.bodies[position] + start <= offset:
                page = number
        return page

    def around(self, start: int, end: int) -> str:
        """Give the words around, to show a librarian."""
        a, b = max(0, start - 60), min(len(self.whole), end + 60)
        return " ".join(self.whole[a:b].split())


def territories(cuts: Sequence[Cut], persons: Sequence[Person] = ()) -> list[TerritoryFound]:
    """Propose territories, the most often named first."""
    return [found for found, _ in located(cuts, persons)]


def located(
    cuts: Sequence[Cut], persons: Sequence[Person] = ()
) -> list[tuple[TerritoryFound, tuple[tuple[int, int], ...]]]:
    """Propose territories with the places, in `Text.of(cuts)`, where each is named."""
    text = Text.of(cuts)
    names = gazetteer()
    bare = masked(text.whole, persons)
    named = list(bodies(bare, names))
    blotted = _blot(bare, named)
    kept = senses(list(mentions(blotted, names)), names)
    gathered: dict[tuple[str, ...], _Gathered] = {}
    spots: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for body in named:
        _note(gathered, spots, body.identity, text, body.start, body.end, lambda b=body: _of_body(b))
    for sense in kept:
        place = sense.place
        _note(
            gathered,
            spots,
            _identity(place),
            text,
            sense.mention.start,
            sense.mention.end,
            lambda p=place: _of_place(p),
        )
    taken = [(s.mention.start, s.mention.end) for s in kept]
    for one in candidates(_blot_spans(blotted, taken), names):
        _note(gathered, spots, one.identity, text, one.start, one.end, lambda b=one: _of_body(b))
    order = sorted(gathered, key=lambda i: (-sum(gathered[i].forms.values()), gathered[i].name))
    return [(_found(gathered[i]), tuple(sorted(spots[i]))) for i in order]


def _identity(place: Place) -> tuple[str, ...]:
    return (place.code,) if place.code else (place.kind, place.name, place.country or "")


def _of_place(place: Place) -> _Gathered:
    return _Gathered(place.name.replace("’", "'"), place.kind, place.country, place.code or None, candidate=False)


def _of_body(body: Body) -> _Gathered:
    return _Gathered(body.name, body.kind, body.country, body.code, candidate=body.candidate)


def _note(gathered, spots, identity, text, start, end, make) -> None:  # type: ignore[no-untyped-def]
    if identity not in gathered:
        gathered[identity] = make()
        gathered[identity].quotation = text.around(start, end)
        gathered[identity].page = text.page(start)
    one = gathered[identity]
    one.forms[" ".join(text.whole[start:end].split())] += 1
    one.passages.add(text.position(start))
    spots.setdefault(identity, []).append((start, end))


def _found(one: _Gathered) -> TerritoryFound:
    name = one.name
    if one.kind == "intercommunality":
        name = _usual_form(one)
    return TerritoryFound(
        name,
        one.kind,
        one.country,
        one.code,
        dict(one.forms.most_common()),
        tuple(sorted(one.passages)),
        one.quotation,
        one.page,
        one.candidate,
    )


def _usual_form(one: _Gathered) -> str:
    """Name a body of communes as the document does: such bodies change their names and status."""
    forms = Counter[str]()
    for form, count in one.forms.items():
        forms[spelled(form[0].upper() + form[1:])] += count
    full = {f: n for f, n in forms.items() if f.lower().startswith(("communaut", "métropole", "syndicat"))}
    return max(full or forms, key=lambda f: (full or forms)[f])


def _blot(text: str, named: Sequence[Body]) -> str:
    return _blot_spans(text, [(b.start, b.end) for b in named])


def _blot_spans(text: str, spans: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for a, b in sorted(spans):
        if a >= at:
            parts += [text[at:a], BLANK * (b - a)]
            at = b
    return "".join([*parts, text[at:]])
