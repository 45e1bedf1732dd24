"""How things are written on a page: dates, numbers, pages and names, after the reader's language."""

from __future__ import annotations

import re
from datetime import date, datetime

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale, gettext, ngettext

from corpus.catalogue.models import Passage
from corpus.dates import PartialDate
from search.query import wording
from search.query.facets import FACETS
from search.query.naming import opening, passage_name
from search.web.holdings import holdings

UNSPOKEN = ("front", "contents", "notes", "annex")  # these are named by what they are
NO_BREAK = "\u00a0"
_BEFORE = re.compile(r" (?=[:;?!»%€])")
_AFTER = re.compile(r"(?<=«) ")


def in_words(iso: str | None) -> str:
    """Say a partial date: « 10 décembre 2009 », « décembre 2009 », « 2009 »; what is no date stays as it is."""
    try:
        known = PartialDate.parse(iso or "")
    except ValueError:
        return iso or ""
    language = str(get_locale() or "fr")
    if language == "fr":
        return known.in_french().replace(" ", NO_BREAK)
    if known.month is None:
        return str(known.year)
    moment = date(known.year, known.month, known.day or 1)
    if known.day is None:
        return str(format_skeleton("yMMMM", moment, locale=language))
    return str(format_date(moment, "long", locale=language))


def tied(text: str) -> str:
    """Tie French punctuation to its word, so that no line begins with « : »; for titles, never for quoted text."""
    return _BEFORE.sub(NO_BREAK, _AFTER.sub(NO_BREAK, text))


def day(moment: datetime) -> str:
    """Say the day of an instant."""
    return in_words(moment.date().isoformat())


def number(value: int) -> str:
    """Write a number with the spaces or commas of the reader's language."""
    return str(format_decimal(value, locale=str(get_locale() or "fr")))


def pages(first: int | None, last: int | None = None) -> str:
    """Say on which pages something stands: « page 9 », « pages 9-11 », or nothing."""
    if first is None:
        return ""
    if last is None or last == first:
        return str(gettext("page\u00a0%(number)s", number=first))
    return str(gettext("pages\u00a0%(first)s–%(last)s", first=first, last=last))


def name_of(passage: Passage) -> str:
    """How a passage is called."""
    speaker = passage.speaker.label if passage.speaker else None
    if passage.kind in UNSPOKEN and not passage.heading:
        return str(gettext(wording.PASSAGE_KINDS[passage.kind]))
    return passage_name(speaker, passage.speaker_as_printed, passage.heading, passage.session, passage.text)


def share(size: int) -> str:
    """Say the size of a file: « 1,4 Mo »."""
    for unit, bytes_of in ((gettext("Go"), 10**9), (gettext("Mo"), 10**6), (gettext("ko"), 10**3)):
        if size >= bytes_of:
            written = format_decimal(size / bytes_of, format="#,##0.#", locale=str(get_locale() or "fr"))
            return f"{written}{NO_BREAK}{unit}"
    return str(ngettext("%(num)s octet", "%(num)s octets", size))


def register(app: Flask) -> None:
    """Give these to the templates."""
    app.jinja_env.filters.update(in_words=in_words, tied=tied, day=day, number=number, share=share)
    app.jinja_env.globals.update(
        pages=pages,
        name_of=name_of,
        UNSPOKEN=UNSPOKEN,
        opening=opening,
        house=holdings(app).settings.name,
        contact=holdings(app).settings.contact,
        FACETS=FACETS,
        KINDS=wording.KINDS,
        PASSAGE_KINDS=wording.PASSAGE_KINDS,
        LANGUAGES=wording.LANGUAGES,
        TERRITORY_KINDS=wording.TERRITORY_KINDS,
        SORTS=wording.SORTS,
        VIEWS=wording.VIEWS,
    )
