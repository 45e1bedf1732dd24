"""The line under which something is cited: ISO 690, APA, and the library's own form.

ISO 690 after NF ISO 690 (2021), numbered references: contribution, host, imprint, pages, date of access, address.
APA after the Publication Manual (7th edition, 2020) in its French usage: « et », « Dans », « s. d. », « (dir.) ».
What is not known is said as French notices say it: « s. l. », « s. d. ».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import PartialDate
from search.query.reference import Reference, surname_first
from search.query.wording import PASSAGE_KINDS, kind_label, language_label

_MANY = 3  # authors that ISO 690 names before « et al. »
_ENDS = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Line:
    """A reference in one style, as runs of words: (words, whether they stand in italics)."""

    runs: Sequence[tuple[str, bool]]

    @property
    def text(self) -> str:
        """The reference without italics, as it is copied."""
        return "".join(words for words, _ in self.runs)


def iso690(reference: Reference, today: date) -> Line:
    """The reference after ISO 690; `today` is when it was consulted."""
    opening = []
    if creators := _iso_creators(reference):
        opening.append(_stopped(creators))
    if reference.is_part:
        opening += [_stopped(_part_title(reference)), "In : "]
    imprint = _joined(_imprint(reference, "[s. l.]"), _day(reference.date) or "[s. d.]", pages_of(reference))
    online = " [en ligne]" if reference.online else ""
    seen = f" [consulté le {_day(today.isoformat())}]" if reference.online else ""
    series = f" {reference.series}." if reference.series else ""
    title = _title(reference)
    stop = "" if not online and title.endswith(_ENDS) else "."
    runs = [
        (" ".join(opening).removesuffix(" ") + (" " if opening else ""), False),
        (title, True),
        (f"{online}{stop} {imprint}{seen}.{series} Disponible à l’adresse : {reference.url}", False),
    ]
    return _line(runs)


def apa(reference: Reference) -> Line:
    """The reference after the APA manual, in its French usage."""
    when = f"({_apa_day(reference.date)})."
    names = [_initials_after(one) for one in _people(reference)]
    makers = [*reference.organisers]
    title = _title(reference)
    kind = f" [{kind_label(reference.kind).lower()}]"
    if reference.is_part:
        part = _part_title(reference)
        lead = f"{_and(names)} {when} {_stopped(part)} Dans " if names else f"{_stopped(part)} {when} Dans "
        directed = f"{_and(makers)} (dir.), " if makers else ""
        pages = f" ({pages_of(reference, nested=True)})" if reference.page else ""
        runs = [(lead + directed, False), (title, True), (f"{pages}.", False)]
    elif lead := _and(names or makers):
        runs = [(f"{_stopped(lead)} {when} ", False), (title, True), (f"{kind}.", False)]
    else:
        runs = [(title, True), (f"{kind}. {when}", False)]
    published = _and(makers) if names and not reference.is_part else ""
    series = reference.series or ""
    tail = " ".join(_stopped(one) for one in (series, published) if one)
    runs.append((f" {tail} {reference.url}" if tail else f" {reference.url}", False))
    return _line(runs)


def house_form(reference: Reference, house: str) -> Line:
    """The library's own form: who, as what, what, where it is, and the name of the library, which is `house`."""
    said = [one for one in (_voice(reference), _said_under(reference)) if one]
    runs: list[tuple[str, bool]] = []
    if said:
        runs.append((", ".join(said) + ", ", False))
    if reference.is_part and said:
        runs.append(("dans ", False))
    runs.append((_title(reference), True))
    tongue = f", en {language_label(reference.language).lower()}" if reference.language not in (None, "fr") else ""
    imprint = (reference.place or "s. l.") if reference.is_part else _imprint(reference, "s. l.")
    facts = _joined(
        reference.series or "",
        imprint,
        _day(reference.date) or "s. d.",
        pages_of(reference),
    )
    runs.append((f" ({kind_label(reference.kind).lower()}{tongue}), {_stopped(facts)} {house}, {reference.url}", False))
    return _line(runs)


def pages_of(reference: Reference, *, nested: bool = False) -> str:
    """The pages as a librarian writes them: the printed ones, with those of the file where these differ.

    >>> pages_of(Reference.bare_of("x", page=14, folio="12"))
    'p. 12 (p. 14 du fichier)'
    """
    if reference.page is None:
        return ""
    physical = _span(str(reference.page), str(reference.page_last or reference.page))
    if not reference.folio or (reference.page_last not in (None, reference.page) and not reference.folio_last):
        return physical
    printed = _span(reference.folio, reference.folio_last or reference.folio)
    if printed == physical:
        return physical
    return f"{printed} [{physical} du fichier]" if nested else f"{printed} ({physical} du fichier)"


def _span(first: str, last: str) -> str:
    return f"p. {first}" if first == last else f"p. {first}-{last}"


def _people(reference: Reference) -> Sequence[str]:
    return (reference.author,) if reference.author else reference.authors


def _iso_creators(reference: Reference) -> str:
    names = [surname_first(one, capitals=True) for one in _people(reference)]
    if len(names) > _MANY:
        return f"{names[0]} et al."
    return _and(names)


def _title(reference: Reference) -> str:
    return reference.title.strip().removesuffix(".")


def _part_title(reference: Reference) -> str:
    """What the part is called; what the library supplies stands in square brackets."""
    if reference.part:
        return reference.part
    kind = PASSAGE_KINDS.get(reference.part_kind, PASSAGE_KINDS["intervention"])
    label = f", {reference.label}" if reference.label and not reference.author else ""
    within = f", {_quoted(reference.session)}" if reference.session else ""
    return f"[{kind}{label}{within}]"


def _voice(reference: Reference) -> str:
    names = _and(_people(reference)) or (reference.label or "")
    as_what = ", ".join(one for one in (reference.role, reference.organisation) if one)
    return f"{names} ({as_what})" if names and as_what else names


def _said_under(reference: Reference) -> str:
    """The heading and session of a part, as quotations."""
    if not reference.is_part:
        return ""
    several = [one for one in (reference.part, reference.session) if one]
    return ", ".join(dict.fromkeys(_quoted(one) for one in several)) or _part_title(reference).strip("[]").lower()


def _imprint(reference: Reference, unknown_place: str) -> str:
    return " : ".join(one for one in (reference.place or unknown_place, ", ".join(reference.organisers)) if one)


def _quoted(text: str) -> str:
    """Between guillemets; quotation marks within become the inner ones.

    >>> _quoted("L’eau « bleue »")
    '« L’eau “bleue” »'
    """
    inner = re.sub(r"«\s*", "“", re.sub(r"\s*»", "”", text))
    return f"« {inner} »"


def _day(iso: str | None) -> str:
    try:
        return PartialDate.parse(iso or "").in_french()
    except ValueError:
        return ""


def _apa_day(iso: str | None) -> str:
    """« 2009, 10 décembre »: the year stands first."""
    said = _day(iso)
    if not said:
        return "s. d."
    rest, _, year = said.rpartition(" ")
    return f"{year}, {rest}" if rest else year


def _initials_after(name: str) -> str:
    """« Vasseur, A. », « Martin, J.-P. ».

    >>> _initials_after("Jean-Pierre Martin"), _initials_after("Luc De Ronne"), _initials_after("Bono")
    ('Martin, J.-P.', 'De Ronne, L.', 'Bono')
    """
    surname, _, given = surname_first(name).partition(", ")
    initials = "-".join(f"{one[0].upper()}." for one in given.split("-") if one)
    return f"{surname}, {initials}" if initials else surname


def _and(names: Sequence[str]) -> str:
    """« A », « A et B », « A, B et C »."""
    return " et ".join(one for one in (", ".join(names[:-1]), *names[-1:]) if one)


def _joined(*parts: str) -> str:
    return ", ".join(one for one in parts if one)


def _stopped(text: str) -> str:
    return text if text.endswith(_ENDS) else f"{text}."


def _line(runs: Iterable[tuple[str, bool]]) -> Line:
    """The runs with their white space in order."""
    return Line(tuple((re.sub(r"\s+", " ", words), italic) for words, italic in runs if words))
