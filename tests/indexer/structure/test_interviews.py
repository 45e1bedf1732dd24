"""Interviews: who answers, when several are interviewed in one brochure and frames stand between the words."""

from __future__ import annotations

import pytest

from .speeches import LONG, MORE, Document, as_spoken, spoken

_BROCHURE = f"""
    # Le mot de la présidente
    Nous avons voulu cette brochure courte, et nous avons voulu que vous la lisiez. {LONG}
    Odile Perrin, présidente d'Eau vive
    # L'eau du soir
    {{announced}}
    **Comment a commencé la pompe ?**
    {{frame}}
    {LONG}
    **Et aujourd'hui ?**
    {MORE}
    """


@pytest.mark.parametrize(
    ("announced", "who"),
    [
        ("_Entretien avec Paul Garnier, fontainier à Vernoy_", "Paul Garnier"),
        ("_Entretien avec Zoumbala Kéré, fontainier à Kandi (Bénin)_", "Zoumbala Kéré"),
    ],
)
@pytest.mark.parametrize("frame", ["", "[] **Repères**\n[] Le canton compte douze pompes, dont neuf marchent encore."])
def test_the_one_who_is_announced_answers(announced: str, who: str, frame: str, document: Document) -> None:
    found = spoken(document(_BROCHURE.replace("{announced}", announced).replace("{frame}", frame)))
    expected = ["- | Comment a commencé", f"{who} | {LONG}", "- | Et aujourd'hui", f"{who} | {MORE}"]
    assert as_spoken(found[-4:], expected)


@pytest.mark.parametrize("met", ["Terre Nouvelle", "Terre Nouvelle, association de Kandi"])
def test_an_association_that_is_met_answers_nothing(met: str, document: Document) -> None:
    found = spoken(document(_BROCHURE.replace("{announced}", f"_Rencontre avec {met}_").replace("{frame}", "")))
    assert not [line for line in found if line.startswith("Terre")]


def test_whoever_only_asks_between_answers_is_the_interviewer(document: Document) -> None:
    text = f"""
        # Rencontre avec Odile Perrin
        Le Fleuve : Comment a commencé la pompe ?
        O. P. : {LONG}
        Le Fleuve : Et aujourd'hui ?
        O. P. : {MORE} Un mot : patience.
        """
    expected = [
        "(Le Fleuve) | Comment",
        f"Odile Perrin | {LONG}",
        "(Le Fleuve) | Et aujourd'hui",
        f"Odile Perrin | {MORE}",
    ]
    assert as_spoken(spoken(document(text)), expected)


def test_a_word_that_comes_back_before_statements_asks_nothing(document: Document) -> None:
    text = f"""
        Paul Garnier : {LONG}
        Premier constat : l'eau manque.
        Aminata Sow : {MORE}
        Premier constat : l'eau manque encore ?
        Paul Garnier : Oui.
        """
    assert "(Premier constat)" not in {line.split(" | ")[0] for line in spoken(document(text))}


def test_the_one_who_is_questioned_answers(document: Document) -> None:
    text = f"""
        # Questions à Odile Perrin, fontainière
        Q : Comment a commencé la pompe ?
        R : {LONG}
        Q : Et aujourd'hui ?
        R : {MORE}
        """
    expected = ["(Q) | Comment", f"Odile Perrin | {LONG}", "(Q) | Et aujourd'hui", f"Odile Perrin | {MORE}"]
    assert as_spoken(spoken(document(text)), expected)
