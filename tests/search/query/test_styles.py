"""References are written as librarians write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from search.query.reference import Reference
from search.query.styles import apa, house_form, iso690

TODAY = date(2026, 11, 1)
BOOK = Reference(
    pid="x",
    title="Les rives : actes de Tours.",
    kind="proceedings",
    date="2014-10-02",
    place="Tours",
    organisers=("Union des rives", "Ville de Tours"),
    language="fr",
    url="https://m.example/d/x",
)
TALK = replace(
    BOOK,
    url="https://m.example/p/y",
    author="Anne-Marie Le Goff",
    part="Ce que le fleuve « dit »",
    session="Table ronde 2",
    role="maire adjointe",
    organisation="Ville de Tours",
    page=14,
    page_last=16,
    folio="12",
    folio_last="14",
)
MINUTES = Reference("z", "Compte rendu", "minutes", None, None, (), "fr", "https://m.example/p/z", part="", page=3)
NOTE = replace(BOOK, title="Où va l’eau ?", kind="note", date="2011-03", place=None, authors=("Paul Ferry", "Awa Sy"))
MANY = replace(NOTE, authors=("Paul Ferry", "Awa Sy", "Ion Pop", "Ali Ba"), organisers=(), date="2011")
SEEN = " [consulté le 1er novembre 2026]. Disponible à l’adresse : "

CASES = {
    "a talk, its role, session and pages, printed otherwise": (
        TALK,
        "LE GOFF, Anne-Marie. Ce que le fleuve « dit ». In : _Les rives : actes de Tours_ [en "
        "ligne]. Tours : Union des rives, Ville de Tours, 2 octobre 2014, p. 12-14 (p. 14-16 du fichier)"
        + SEEN
        + TALK.url,
        "Le Goff, A.-M. (2014, 2 octobre). Ce que le fleuve « dit ». Dans Union des rives et Ville de Tours (dir.), "
        "_Les rives : actes de Tours_ (p. 12-14 [p. 14-16 du fichier]). " + TALK.url,
        "Anne-Marie Le Goff (maire adjointe, Ville de Tours), « Ce que le fleuve “dit” », « Table ronde 2 », dans "
        "_Les rives : actes de Tours_ (actes de colloque), Tours, 2 octobre 2014, p. 12-14 (p. "
        "14-16 du fichier). Maison, " + TALK.url,
    ),
    "proceedings of many speakers, whole": (
        BOOK,
        "_Les rives : actes de Tours_ [en ligne]. Tours : Union des rives, Ville de Tours, 2 octobre "
        "2014" + SEEN + BOOK.url,
        "Union des rives et Ville de Tours. (2014, 2 octobre). _Les rives : actes de Tours_ [actes "
        "de colloque]. " + BOOK.url,
        "_Les rives : actes de Tours_ (actes de colloque), Tours : Union des rives, Ville de Tours, 2 "
        "octobre 2014. Maison, " + BOOK.url,
    ),
    "no speaker, no heading, no date, no place, one page": (
        replace(MINUTES, part_kind="section"),
        "[Section]. In : _Compte rendu_ [en ligne]. [s. l.], [s. d.], p. 3" + SEEN + MINUTES.url,
        "[Section]. (s. d.). Dans _Compte rendu_ (p. 3). " + MINUTES.url,
        "section, dans _Compte rendu_ (compte rendu), s. l., s. d., p. 3. Maison, " + MINUTES.url,
    ),
    "somebody without a name, in a session": (
        replace(MINUTES, part_kind="question", label="Un participant", session="Atelier 2", date="2009", page=None),
        "[Question, Un participant, « Atelier 2 »]. In : _Compte rendu_ [en ligne]. [s. l.], 2009" + SEEN + MINUTES.url,
        "[Question, Un participant, « Atelier 2 »]. (2009). Dans _Compte rendu_. " + MINUTES.url,
        "Un participant, « Atelier 2 », dans _Compte rendu_ (compte rendu), s. l., 2009. Maison, " + MINUTES.url,
    ),
    "a speaker without a heading": (
        replace(MINUTES, author="Awa Sy", page=4, page_last=4, folio="4"),
        "SY, Awa. [Intervention]. In : _Compte rendu_ [en ligne]. [s. l.], [s. d.], p. 4" + SEEN + MINUTES.url,
        "Sy, A. (s. d.). [Intervention]. Dans _Compte rendu_ (p. 4). " + MINUTES.url,
        "Awa Sy, intervention, dans _Compte rendu_ (compte rendu), s. l., s. d., p. 4. Maison, " + MINUTES.url,
    ),
    "a note signed by two, a title that asks, no place": (
        NOTE,
        "FERRY, Paul et SY, Awa. _Où va l’eau ?_ [en ligne]. [s. l.] : Union des rives, Ville de Tours, mars 2011"
        + SEEN
        + NOTE.url,
        "Ferry, P. et Sy, A. (2011, mars). _Où va l’eau ?_ [note]. Union des rives et Ville de Tours. " + NOTE.url,
        "Paul Ferry et Awa Sy, _Où va l’eau ?_ (note), s. l. : Union des rives, Ville de Tours, mars 2011. Maison, "
        + NOTE.url,
    ),
    "signed by many": (
        MANY,
        "FERRY, Paul et al. _Où va l’eau ?_ [en ligne]. [s. l.], 2011" + SEEN + MANY.url,
        "Ferry, P., Sy, A., Pop, I. et Ba, A. (2011). _Où va l’eau ?_ [note]. " + MANY.url,
        "Paul Ferry, Awa Sy, Ion Pop et Ali Ba, _Où va l’eau ?_ (note), s. l., 2011. Maison, " + MANY.url,
    ),
    "a series, no file here": (
        replace(MANY, title="Puits", authors=(), series="Cahiers du fleuve, 7", online=False),
        "_Puits_. [s. l.], 2011. Cahiers du fleuve, 7. Disponible à l’adresse : " + MANY.url,
        "_Puits_ [note]. (2011). Cahiers du fleuve, 7. " + MANY.url,
        "_Puits_ (note), Cahiers du fleuve, 7, s. l., 2011. Maison, " + MANY.url,
    ),
    "in English": (
        replace(BOOK, title="The river speaks", language="en", kind="report", organisers=("River Union",), date=None),
        "_The river speaks_ [en ligne]. Tours : River Union, [s. d.]" + SEEN + BOOK.url,
        "River Union. (s. d.). _The river speaks_ [rapport]. " + BOOK.url,
        "_The river speaks_ (rapport, en anglais), Tours : River Union, s. d. Maison, " + BOOK.url,
    ),
}  # fmt: skip


def written(line) -> str:
    return "".join(f"_{words}_" if italic else words for words, italic in line.runs)


@pytest.mark.parametrize("case", CASES)
def test_a_reference_in_each_style(case: str) -> None:
    reference, iso, american, house = CASES[case]
    assert written(iso690(reference, TODAY)) == iso
    assert written(apa(reference)) == american
    assert written(house_form(reference, "Maison")) == house


def test_what_is_copied_has_no_marks_of_italics() -> None:
    assert iso690(MANY, TODAY).text.startswith("FERRY, Paul et al. Où va l’eau ? [en ligne].")


@pytest.mark.parametrize("case", CASES)
def test_no_doubled_stop_space_or_comma(case: str) -> None:
    reference = CASES[case][0]
    for line in (iso690(reference, TODAY), apa(reference), house_form(reference, "Maison")):
        assert not {"..", "  ", " ,", " .", "?."} & {line.text[place : place + 2] for place in range(len(line.text))}
        assert line.text == line.text.strip()
