"""People of whom only brackets tell what they are, and brackets that tell of nobody."""

from __future__ import annotations

import pytest

from .speeches import LONG, MORE, Document, as_spoken, spoken

_AROUND = f"""
    Paul Garnier : {LONG}
    {{inside}}
    Aminata Sow : {MORE}
    """


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("(élu) Qui entretient les pompes ?", "(élu) | Qui entretient les pompes ?"),
        ("(habitante de Kandi) : Et les enfants ?", "(habitante de Kandi) | Et les enfants ?"),
        ("(bénévole associatif) – Le puits est à sec.", "(bénévole associatif) | Le puits est à sec."),
        ("(élu(e)) Pourquoi si tard ?", "(élu(e)) | Pourquoi si tard ?"),
        ("(le président) Je vous en prie.", "(le président) | Je vous en prie."),
        ("Question reçue par écrit : Qui paiera demain ?", "(Question reçue par écrit) | Qui paiera demain ?"),
    ],
)
def test_brackets_before_the_words(line: str, said: str, document: Document) -> None:
    found = spoken(document(_AROUND.replace("{inside}", line)))
    assert as_spoken(found, [f"Paul Garnier | {LONG}", said, f"Aminata Sow | {MORE}"])


def test_brackets_alone_on_their_line(document: Document) -> None:
    text = f"""
        **Paul GARNIER**
        {LONG}
        **(conseillère de Bla)**
        Qui garde les clés de la pompe pendant la nuit ?
        **Aminata SOW**
        {MORE}
        """
    asked = "(conseillère de Bla) | Qui garde les clés"
    assert as_spoken(spoken(document(text)), [f"Paul Garnier | {LONG}", asked, f"Aminata Sow | {MORE}"])


@pytest.mark.parametrize(
    "line",
    [
        "(Rires.) Je plaisante.",
        "(Une participante quitte la salle.)",
        "(personne ne répond) Alors je continue.",
        "(Mali) Un pays que nous aimons.",
        "(1) Une remarque, pour commencer.",
        "(suite) Nous avons donc attendu la pluie.",
    ],
)
def test_brackets_that_tell_of_nobody(line: str, document: Document) -> None:
    found = spoken(document(_AROUND.replace("{inside}", line)))
    assert [one.split(" | ")[0] for one in found] == ["Paul Garnier", "Aminata Sow"]


def test_one_word_of_somebody_who_is_present(document: Document) -> None:
    text = f"""
        Présents : Awa Dembélé, Awa Sidibé, Moussa Keïta, Paul Garnier
        Awa D. : {LONG}
        Moussa : Moi.
        Awa S. : {MORE}
        Awa D. : Alors demain.
        """
    who = [line.split(" | ")[0] for line in spoken(document(text))]
    assert who == ["Awa Dembélé", "Moussa Keïta", "Awa Sidibé", "Awa Dembélé"]


@pytest.mark.parametrize("label", ["Woman in the audience", "Another voice", "Inconnu", "Une passante"])
def test_voices_without_name(label: str, document: Document) -> None:
    found = spoken(document(_AROUND.replace("{inside}", f"{label} : Who pays ?")))
    assert [line.split(" | ")[0] for line in found] == ["Paul Garnier", f"({label})", "Aminata Sow"]
