"""« Le même » is the one who spoke before the answer."""

from __future__ import annotations

import pytest

from .speeches import LONG, MORE, Document, as_spoken, spoken


@pytest.mark.parametrize(
    ("asker", "label", "who"),
    [
        ("Un pêcheur", "Le même", "(Le même)"),
        ("Odile Perrin", "La même", "Odile Perrin"),
        ("Mme Perrin", "Le même", "(Le même)"),
        ("M. Perrin", "Le même participant", "M. Perrin"),
    ],
)
def test_the_same_speaks_again(asker: str, label: str, who: str, document: Document) -> None:
    text = f"""
        Paul Garnier : {LONG}
        {asker} : Qui paie la pompe de Kandi ?
        Aminata Sow : {MORE}
        {label} : Et le gardien ?
        Paul Garnier : Le canton.
        """
    said = spoken(document(text))
    first = f"({asker})" if asker.startswith("Un ") else asker
    assert as_spoken(
        said,
        [
            f"Paul Garnier | {LONG}",
            f"{first} | Qui paie",
            f"Aminata Sow | {MORE}",
            f"{who} | Et le gardien",
            "Paul Garnier | Le canton.",
        ],
    )


def test_the_same_thing_is_nobody(document: Document) -> None:
    text = f"Paul Garnier : {LONG}\nAminata Sow : {MORE}\nLes mêmes erreurs : trop vite.\nPaul Garnier : Oui, trop."
    assert [line.split(" | ")[0] for line in spoken(document(text))] == ["Paul Garnier", "Aminata Sow", "Paul Garnier"]
