"""One notice as the screen of verification shows it: every field with what was read, where, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from corpus.catalogue import describing
from corpus.catalogue.doubt import PROBABLE, SURE
from corpus.catalogue.models import Assignment, Decision, Document, Partnership, Passage, Proposal, Term
from corpus.catalogue.verifying import NONE
from corpus.refusals import Difference
from search.index.snippets import page_at
from search.query import notices
from search.query.notices import Notice, Voice

UNTITLED = "Sans titre"
SINGLE = ("title", "kind", "date", "place", "language", "organisers")
FIRST = 14  # terms of a group that are shown without being asked for
OTHERS = 3  # alternatives of one field


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something was read: the words, and the physical page when there are pages."""

    words: str = ""
    page: int | None = None

    def __bool__(self) -> bool:
        """Whether anything can be shown."""
        return bool(self.words or self.page)


@dataclass(frozen=True, slots=True)
class Other:
    """Another value that was read for a field."""

    value: str
    score: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Field:
    """A field with one value. `seen` is what the catalogue holds, `typed` what stands in the form."""

    name: str
    seen: str
    typed: str
    sureness: str  # sure, probable, doubtful, nothing, decided
    score: float | None
    evidence: Evidence
    others: tuple[Other, ...] = ()
    who: str = ""  # who decided it
    verdict: str = ""  # oui, non, or nothing said
    clash: Difference | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One of several values: a speaker, a theme, a territory, a partnership."""

    key: str  # pid of a term, number of a partnership
    label: str
    status: str  # none, proposed, accepted, rejected
    kept: bool
    score: float = 1.0
    detail: str = ""
    evidence: Evidence = field(default_factory=Evidence)
    warnings: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()  # the name of a speaker; the two names of a partnership
    count: int = 0  # passages
    clash: Difference | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A field with several values."""

    name: str  # speakers, themes, territories, partnerships
    items: tuple[Item, ...]
    verdict: str = ""
    added: str = ""  # what is being added, as it was typed

    @property
    def first(self) -> tuple[Item, ...]:
        """Those that are shown at once."""
        return self.items if len(self.items) <= FIRST + 2 else self.items[:FIRST]

    @property
    def more(self) -> tuple[Item, ...]:
        """The others."""
        return self.items[len(self.first) :]

    @property
    def left(self) -> int:
        """How many nobody has decided."""
        return sum(one.status in {NONE, "proposed"} for one in self.items)


@dataclass(frozen=True)
class Screen:
    """All that the screen shows of a notice."""

    shown: Notice
    fields: tuple[Field, ...]
    groups: tuple[Group, ...]

    def evidence(self, key: str) -> Evidence:
        """Where what is called `key` was read: a field, `t.<pid>`, `n.<pid>` or `p.<number>`."""
        for one in self.fields:
            if one.name == key:
                return one.evidence
        for group in self.groups:
            for item in group.items:
                if key == f"{PREFIXES[group.name]}.{item.key}":
                    return item.evidence
        return Evidence()


PREFIXES = {"speakers": "n", "themes": "t", "territories": "t", "partnerships": "p"}


def screen(session: Session, document: Document, warnings: Mapping[str, Sequence[str]]) -> Screen:
    """Read everything that the screen of `document` shows."""
    shown = notices.notice(session, document)
    held = _assignments(session, document)
    groups = (
        Group("speakers", tuple(_voice(one, shown, held, warnings) for one in shown.voices)),
        Group("themes", tuple(_terms(held, "theme", shown.passages))),
        Group("territories", tuple(_terms(held, "territory", shown.passages))),
        Group("partnerships", tuple(_ties(session, document))),
    )
    return Screen(shown, tuple(_fields(session, document)), groups)


def sureness(score: float) -> str:
    """How sure a score is, in a word."""
    return "sure" if score >= SURE else "probable" if score >= PROBABLE else "doubtful"


def _fields(session: Session, document: Document) -> Iterable[Field]:
    values = describing.values_of(document)
    query = select(Proposal).filter_by(target_pid=document.pid).order_by(Proposal.score.desc(), Proposal.id)
    read = session.scalars(query).all()
    decided = {one.field: one for one in describing.history(session, document.pid)}
    for name in SINGLE:
        own = [one for one in read if one.field in {name, name.removesuffix("s")}]
        others = [one for one in read if one.field == f"other-{name}"]
        yield _field(name, values[name], own, [*own[1:], *others], decided)


def _field(
    name: str, seen: str, read: Sequence[Proposal], less: Sequence[Proposal], decided: Mapping[str, Decision]
) -> Field:
    typed = "" if name == "title" and seen == UNTITLED else seen
    best = read[0] if read else None
    evidence = Evidence(best.quotation, best.page) if best and not _of_the_file(best) else Evidence()
    said = decided.get(name)
    score = None if said or best is None else best.score
    word = "decided" if said else "nothing" if score is None or not typed else sureness(score)
    current = set(describing.several(seen)) if name == "organisers" else {seen}
    candidates = [*read, *less] if said else less
    found = [Other(one.value, one.score, Evidence(one.quotation, one.page)) for one in candidates]
    distinct = {one.value: one for one in reversed(found) if one.value not in current}
    return Field(
        name, seen, typed, word, score, evidence, tuple(distinct.values())[::-1][:OTHERS], said.who if said else ""
    )


def _of_the_file(one: Proposal) -> bool:
    """Whether it was not read on a page but is the name of the file."""
    return one.field == "title" and one.page is None and one.score <= 0.1  # noqa: PLR2004 (headline.FROM_NAME)


def _assignments(session: Session, document: Document) -> list[Assignment]:
    query = select(Assignment).where(Assignment.document_pid == document.pid, Assignment.passage_pid.is_(None))
    return list(session.scalars(query.options(joinedload(Assignment.term)).order_by(Assignment.id)))


def _voice(voice: Voice, shown: Notice, held: Sequence[Assignment], warnings: Mapping[str, Sequence[str]]) -> Item:
    status = next((one.status for one in held if one.term_pid == voice.pid), NONE)
    spoken = [one for one in shown.passages if one.speaker_pid == voice.pid]
    first = spoken[0] if spoken else None
    words = (first.speaker_as_printed or voice.label) if first else ""
    detail = ", ".join(one for one in (voice.role, voice.organisation) if one)
    return Item(
        key=voice.pid,
        label=voice.label,
        status=status,
        kept=status != "rejected" or bool(spoken),
        detail=detail,
        evidence=Evidence(words, first.page_first if first else None),
        warnings=tuple(warnings.get(voice.pid, ())),
        typed=(voice.label,),
        count=len(spoken),
    )


def _terms(held: Sequence[Assignment], vocabulary: str, passages: Sequence[Passage]) -> Iterable[Item]:
    ranked = [one for one in held if one.term.vocabulary == vocabulary and one.term.withdrawn_at is None]
    for one in sorted(ranked, key=lambda one: (one.status == "rejected", -one.score)):
        words = one.evidence.split(", ")[0] if vocabulary == "theme" else one.evidence
        yield Item(
            key=one.term_pid,
            label=one.term.label,
            status=one.status,
            kept=one.status != "rejected",
            score=one.score,
            detail=one.evidence if vocabulary == "theme" else _where(one.term),
            evidence=located(words if vocabulary == "theme" else one.term.label, words, passages),
        )


def _where(term: Term) -> str:
    return term.code or ""


def located(words: str, around: str, passages: Sequence[Passage]) -> Evidence:
    """Where `words` stand in the passages: where `around` stands, else where they first stand themselves."""
    wanted = " ".join(around.split()).casefold()
    for text in (wanted[10:-10] if len(wanted) > 40 else wanted, words.casefold()):  # noqa: PLR2004 (ends may be cut)
        for passage in passages if text else ():
            at = " ".join(passage.text.split()).casefold().find(text)
            if at >= 0:
                exact = passage.text.casefold().find(words.casefold())
                breaks = [(int(offset), int(page)) for offset, page in passage.breaks]
                return Evidence(words, page_at(exact if exact >= 0 else at, passage.page_first, breaks))
    return Evidence(words)


def _ties(session: Session, document: Document) -> Iterable[Item]:
    query = select(Partnership).filter_by(document_pid=document.pid)
    order = (Partnership.page.nulls_last(), Partnership.evidence, Partnership.id)
    for one in sorted(session.scalars(query.order_by(*order)), key=lambda one: one.status == "rejected"):
        yield Item(
            key=str(one.id),
            label=f"{one.a} – {one.b}",
            status=one.status,
            kept=one.status != "rejected",
            detail=one.since or "",
            evidence=Evidence(one.evidence, one.page),
            typed=(one.a, one.b),
        )


def overlaid(found: Screen, given: Mapping[str, str], clashes: Sequence[Difference] = ()) -> Screen:
    """The screen with what somebody typed in its form, and what somebody else changed meanwhile."""
    by_name = {one.field: one for one in clashes}
    fields = tuple(
        replace(
            one,
            typed=_typed(one, given, told=one.name in by_name),
            verdict=given.get(f"avis.{one.name}", ""),
            clash=by_name.get(one.name),
        )
        for one in found.fields
    )
    groups = tuple(
        replace(
            group,
            verdict=given.get(f"avis.{group.name}", ""),
            added=given.get(f"plus.{group.name}", ""),
            items=tuple(_retyped(PREFIXES[group.name], one, given, by_name) for one in group.items),
        )
        for group in found.groups
    )
    return Screen(found.shown, fields, groups)


def _typed(one: Field, given: Mapping[str, str], *, told: bool) -> str:
    """What stands in a field: what she typed; what nobody touched is what it is by now."""
    typed, seen = given.get(f"v.{one.name}"), given.get(f"vu.{one.name}", "")
    if typed is None or (not told and typed.strip() == ("" if seen == UNTITLED else seen.strip())):
        return one.typed
    return typed


def _retyped(prefix: str, item: Item, given: Mapping[str, str], clashes: Mapping[str, Difference]) -> Item:
    key = f"{prefix}.{item.key}"
    if f"vu.{key}" not in given:
        return item
    changed = (key in given) != (given[f"vu.{key}"] != "rejected")
    typed = tuple(given.get(f"{name}.{item.key}", was) for name, was in zip(("nom", "autre"), item.typed, strict=False))
    clash = clashes.get(key) or clashes.get(f"t.{item.key}")
    return replace(item, kept=key in given if changed else item.kept, typed=typed, clash=clash)
