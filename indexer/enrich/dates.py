"""When what a document reports took place: read on its front, its headings or its last lines, never invented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as day_of

from corpus.dates import MONTHS, PartialDate
from corpus.vocabularies.spelling import letters, plain
from indexer.enrich import Guess
from indexer.enrich.front import closing, front, opening
from indexer.extract import Extraction, Paragraph, Remark
from indexer.structure import Cut

_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SHORT = {"janv": 1, "fevr": 2, "fev": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "dec": 12, "aout": 8}
_MONTH_NUMBER = (
    {plain(name): n for n, name in enumerate(MONTHS, 1)} | {name: n for n, name in enumerate(_ENGLISH, 1)} | _SHORT
)
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?P<weekday>" + "|".join(_WEEKDAYS) + r"),? +(?:le )?)?"
_FIRST = r"(?P<day>[0-3]?\d)(?:er|e|eme|st|nd|rd|th)?\.?"
_OTHER_DAYS = (
    r"(?:(?: ?(?:[-–/,]|et|au|&|and|to) ?(?:(?:" + "|".join(_WEEKDAYS) + r") +)?(?:le )?[0-3]?\d(?:er|th|st|nd|rd)?)*"
)
_OTHER_MONTH = r"(?: +(?:[a-z]+\.?))?"
#: « 10 décembre 2009 », « 10-12 juin 2004 », « les 3 et 4 mai 2011 », « du 30 septembre au 2 octobre 2010 »
_DAY = re.compile(rf"\b{_WEEKDAY}{_FIRST}{_OTHER_DAYS}) (?:de )?{_MONTH},?(?: (?:de )?{_YEAR}\b)?")
_SPAN = re.compile(
    rf"\b{_WEEKDAY}{_FIRST} {_MONTH} ?(?:[-–/,]|et|au|&|and|to) ?(?:(?:{'|'.join(_WEEKDAYS)}) +)?(?:le )?"
    rf"[0-3]?\d(?:er|th|st|nd|rd)? (?:{'|'.join(sorted(_MONTH_NUMBER, key=len, reverse=True))})\b\.?,? {_YEAR}\b"
)
_ENGLISH_DAY = re.compile(rf"\b{_MONTH} {_FIRST}{_OTHER_DAYS}),? {_YEAR}\b")
_NUMERIC = re.compile(r"\b(?P<day>[0-3]?\d)[/.](?P<m>[01]?\d)[/.](?P<year>(?:19|20)\d\d|\d\d)\b")
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<day>[0-3]\d)\b")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}(?: ?[-–/&] ?[a-z]+\.?| et [a-z]+)? {_YEAR}\b")
_SEASON = re.compile(rf"\b(?:printemps|ete|automne|hiver|spring|summer|autumn|winter) {_YEAR}\b")
_EVENT = (
    r"actes|colloque|seminaire|journees?|rencontres?|forum|assises|atelier|reunion|conference|congres|convention|"
    r"universite d'ete|table ronde|table-ronde|rapport|bilan|compte[- ]rendu|synthese|edition|bulletin|lettre|numero|n°"
)
_EVENT_YEAR = re.compile(rf"\b(?:{_EVENT})\b[^.;]{{0,60}}?\b{_YEAR}\b(?! ?[-–/] ?(?:19|20)?\d\d)")
_ALONE = re.compile(rf"^\W*{_YEAR}\W*$")
_ANY_YEAR = re.compile(r"\b(?:19[6-9]|20[0-4])\d\b")
_HELD = re.compile(
    rf"\b(?:{_EVENT})\b[^.]{{0,120}}\b(?:du|le|les|tenue?s?|organisee?s?|reunis?|reunies?)\b[^.]{{0,30}}$"
    r"|\b(?:reunie?s?|tenue?s?|organisee?s?|accueillie?s?|rassemblee?s?|deroulee?s?|eu lieu)\b[^.]{0,60}$|^\W*(?:le|"
    r"ce|en ce|du|les|on) $"
)
FRONT_LINE = 30  # words
ALONE = 4  # further words on a line that only says when and where
BEFORE = 25  # characters before the date on such a line: a town
EDGE = 12  # paragraphs at the beginning and the end where an imprint stands
SIGNATURE = 12  # words of the line that dates a letter
SHORT_LINE = 8  # words
_MEETING = re.compile(
    r"\b(?:seance|reunion|colloque|table[- ]ronde|atelier|tenue?|journees?|rencontres?|seminaire|assises|forum)\b"
)
_PRINTED_BY = re.compile(
    r"\bdepot legal\b|\bacheve d'imprimer\b|\b(?:imprime|publie|edite|paru|parution|edition)\b|©|\(c\)|\bcopyright\b"
)
_LAW = re.compile(
    r"\b(?:lois?|decrets?|circulaires?|arretes?|ordonnances?|depuis|convention|resolution|directive|charte)\b.{0,30}$"
)
_DAY_LONG = len("2014-05-03")
_FURTHEST = 3  # years between the last year mentioned and a deduced one


@dataclass(frozen=True, slots=True)
class DateRead:
    """What was read of the date: guesses for `date` and `date_as_printed`, and remarks for the librarian."""

    guesses: tuple[Guess, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """One date as it is printed; `year` 0 where only day and month are."""

    text: str
    start: int
    end: int
    year: int
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def iso(self) -> str | None:
        """Say it as the longest ISO prefix, None when no such day exists or the year is missing."""
        try:
            return str(PartialDate(self.year, self.month, self.day)) if self.year else None
        except ValueError:
            return None


def printed_dates(text: str) -> Iterator[Printed]:
    """Give the dates of a line of text, in order, the fullest reading of each.

    >>> [d.iso for d in printed_dates("les 3 et 4 mai 2011, puis décembre 2009")]
    ['2011-05-03', '2009-12']
    """
    folded = letters(text)
    taken: list[tuple[int, int]] = []
    found: list[Printed] = []
    for pattern in (_SPAN, _ENGLISH_DAY, _DAY, _NUMERIC, _ISO, _MONTH_YEAR, _SEASON):
        for match in pattern.finditer(folded):
            a, b = match.span()
            if any(a < y and x < b for x, y in taken):
                continue
            one = _printed(text, match)
            if one:
                taken.append((a, b))
                found.append(one)
    return iter(sorted(found, key=lambda one: one.start))


def _printed(text: str, match: re.Match[str]) -> Printed | None:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else 0
    if 0 < year < 100:  # noqa: PLR2004 (12/03/04)
        year += 2000 if year < 50 else 1900  # noqa: PLR2004
    month = _MONTH_NUMBER[parts["month"]] if parts.get("month") else int(parts["m"]) if parts.get("m") else None
    day = int(parts["day"]) if parts.get("day") else None
    weekday = _WEEKDAYS.index(parts["weekday"]) if parts.get("weekday") else None
    try:
        PartialDate(year or 2000, month, day)
    except ValueError:
        return None
    a, b = match.span()
    return Printed(text[a:b], a, b, year, month, day, weekday)


def date(extraction: Extraction, cuts: Sequence[Cut] = ()) -> DateRead:
    """Read the date of the event or of the document."""
    lines = front(extraction, cuts)
    for reading in (_on_lines(lines), _beside_event_words(lines), _in_furniture(extraction), _signed(extraction)):
        if reading:
            return _fuller(reading, extraction)
    dayless = _without_year(lines)
    if dayless:
        return _deduced(extraction, *dayless)
    return _held(extraction) or _in_short_line(lines) or _imprint(extraction) or DateRead()


def _fuller(reading: DateRead, extraction: Extraction) -> DateRead:
    """« 2014 » on the front is made whole by « Le 3 mai 2014, la ville réunissait … » in the first sentences."""
    held = _held(extraction)
    known = reading.guesses[0].value
    return held if held and len(known) < _DAY_LONG and held.guesses[0].value.startswith(f"{known}-") else reading


def _read(one: Printed, iso: str, score: float, page: int | None, line: str) -> DateRead:
    return DateRead(
        (
            Guess("date", iso, score, page, line.strip()[:200]),
            Guess("date_as_printed", one.text, score, page, line.strip()[:200]),
        )
    )


def _on_lines(lines: Sequence[Paragraph]) -> DateRead | None:
    """Prefer a day to a month, the date of a meeting to one that a title tells of, and what stands first."""
    found = [
        (_weight(one, line, k), one, line)
        for k, line in enumerate(lines)
        for one in printed_dates(line.text)
        if one.iso and len(line.text.split()) <= FRONT_LINE and not _LAW.search(letters(line.text[: one.start]))
    ]
    if not found:
        return None
    _, one, line = max(found, key=lambda entry: entry[0])
    return _read(one, one.iso or "", 0.95 if one.day else 0.85, line.page, line.text)


def _weight(one: Printed, line: Paragraph, k: int) -> float:
    weight = (4.0 if one.day else 0.0) + (2.0 if one.month else 0.0) - 0.02 * k - 0.001 * one.start
    weight += 1.0 if one.weekday is not None else 0.0
    weight += 1.5 if _MEETING.search(letters(line.text[: one.start])) else 0.0
    alone = len(line.text.split()) - len(one.text.split()) <= ALONE
    return weight + (1.5 if alone and one.start <= BEFORE else 0.0)


def _beside_event_words(lines: Sequence[Paragraph]) -> DateRead | None:
    """Read « Actes du colloque 2009 », or a year alone on its line; not where a day without year is printed too."""
    for line in lines:
        match = _ALONE.search(line.text) or _EVENT_YEAR.search(letters(line.text))
        if match and not _without_year(lines):
            a, b = match.span("year")
            return _read(Printed(line.text[a:b], a, b, int(match["year"])), match["year"], 0.7, line.page, line.text)
    return None


def _in_furniture(extraction: Extraction) -> DateRead | None:
    for page in extraction.pages[:3]:
        for line in page.furniture:
            for one in printed_dates(line.text):
                if one.iso:
                    return _read(one, one.iso, 0.7, page.number, line.text)
    return None


def _signed(extraction: Extraction) -> DateRead | None:
    """Read « Bobigny, le 31 mars 2008 » among the last lines, or the first."""
    for line in closing(extraction):
        for one in printed_dates(line.text):
            before = line.text[: one.start]
            if (
                one.iso
                and one.day
                and len(line.text.split()) <= SIGNATURE
                and re.search(r"(?:^|, |fait à .*)(?:le |du )?$", before, re.IGNORECASE)
            ):
                return _read(one, one.iso, 0.75, line.page, line.text)
    return None


def _without_year(lines: Sequence[Paragraph]) -> tuple[Printed, Paragraph] | None:
    for line in lines:
        for one in printed_dates(line.text):
            if one.day and not one.year:
                return one, line
    return None


def _deduced(extraction: Extraction, one: Printed, line: Paragraph) -> DateRead:
    """Deduce the year from the weekday and the years the text mentions, when only one year fits."""
    as_printed = Guess("date_as_printed", one.text, 0.9, line.page, line.text.strip()[:200])
    text = " ".join(p.text for p in extraction.paragraphs)
    on_front = {int(m[0]) for m in _ANY_YEAR.finditer(line.text)}
    years = [int(m[0]) for m in _ANY_YEAR.finditer(text)]
    fitting: list[int] = []
    if years and one.weekday is not None and one.month and one.day:
        latest = max(years)
        wanted = on_front or set(range(latest, latest + _FURTHEST + 1))
        fitting = [y for y in sorted(wanted) if _weekday(y, one.month, one.day) == one.weekday]
    if len(fitting) != 1:
        message = f"La date imprimée « {one.text} » est sans année ; rien dans le texte ne permet de la compléter."
        return DateRead((as_printed,), (Remark("date-incomplete", message, line.page),))
    iso = str(PartialDate(fitting[0], one.month, one.day))
    message = (
        f"L'année {fitting[0]} est déduite : « {one.text} » ne tombe ce jour-là qu'en {fitting[0]} "
        f"parmi les années possibles. À vérifier."
    )
    return DateRead(
        (Guess("date", iso, 0.6, line.page, line.text.strip()[:200]), as_printed),
        (Remark("date-deduced", message, line.page),),
    )


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return day_of(year, month, day).weekday()
    except ValueError:
        return None


def _held(extraction: Extraction) -> DateRead | None:
    """Read « La réunion du 4 juillet 2016 a permis … » in the first sentences."""
    text = opening(extraction)
    folded = letters(text)
    for one in printed_dates(text):
        start = max(folded.rfind("\n", 0, one.start), folded.rfind(". ", 0, one.start)) + 1
        if one.iso and one.day and _HELD.search(folded[start : one.start]):
            return _read(one, one.iso, 0.6, 1 if extraction.pages else None, text[start : one.end + 40])
    return None


def _in_short_line(lines: Sequence[Paragraph]) -> DateRead | None:
    """Read a year in a short line of the front."""
    for line in lines[:12]:
        match = _ANY_YEAR.search(line.text)
        if match and len(line.text.split()) <= SHORT_LINE and len(_ANY_YEAR.findall(line.text)) == 1:
            a, b = match.span()
            return _read(Printed(match[0], a, b, int(match[0])), match[0], 0.5, line.page, line.text)
    return None


def _imprint(extraction: Extraction) -> DateRead | None:
    """Read « Dépôt légal : mars 2004 », « Achevé d'imprimer en juin 2010 » or « © 2011 » at either end."""
    edges = [*extraction.paragraphs[:EDGE], *extraction.paragraphs[-EDGE:]]
    for line in edges:
        cue = _PRINTED_BY.search(letters(line.text))
        if not cue:
            continue
        after = line.text[cue.end() :]
        for one in printed_dates(after):
            if one.iso:
                return _read(one, one.iso, 0.5, line.page, line.text)
        year = _ANY_YEAR.search(after)
        if year:
            a, b = year.span()
            return _read(Printed(year[0], a, b, int(year[0])), year[0], 0.45, line.page, line.text)
    return None
