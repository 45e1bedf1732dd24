"""The figures that `measure` gives of one file."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.measuring import score

_GOLD: dict[str, Any] = {
    "interventions": [
        {
            "speaker": "Paul Garnier",
            "first_words": "Nous avons commencé par écouter les habitants du canton",
            "page": 1,
        },
        {"speaker": "Aminata Sow", "first_words": "La deuxième étape fut plus difficile car il fallait", "page": 2},
    ],
    "speakers": [{"name": "Paul Garnier"}, {"name": "Aminata Sow"}],
    "people_mentioned": ["Odile Perrin"],
    "territories": [{"name": "Vernoy", "aliases": ["Ville de Vernoy"]}, {"name": "Kandi"}],
    "partnerships": [{"a": "Vernoy", "b": "Kandi"}, {"a": "Vernoy", "b": "Bla", "optional": True}],
}


def _seen(**more: Any) -> dict[str, Any]:
    said = {"kind": "intervention", "continues": False, "page_first": 1, "page_last": 1}
    return {
        "passages": [
            said | {"speaker": "Paul Garnier", "text": "Nous avons commencé par écouter les habitants du canton."},
            said | {"speaker": "Odile Perrin", "text": "Je ne suis pas venue et je n'ai rien dit."},
        ],
        "speakers": [{"name": "Paul Garnier"}, {"name": "Odile Perrin"}],
        "territories": [],
        "themes": [],
        "partnerships": [],
        "title": None,
        "kind": "other",
        "date": None,
        "place": None,
        "language": None,
    } | more


def test_starts_and_people() -> None:
    figures = score(_GOLD, _seen()).figures
    names = ("start_P", "start_R", "start_F1", "speakers_P", "speakers_R", "extra_speakers")
    assert [figures[name] for name in names] == [0.5, 0.5, 0.5, 0.5, 0.5, 1]


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [
        ([{"a": "Kandi", "b": "ville de Vernoy"}], 1.0, 1.0),
        ([{"a": "Kandi", "b": "Vernoy"}, {"a": "Vernoy", "b": "Bla"}], 1.0, 1.0),
        ([{"a": "Kandi", "b": "Bla"}], 0.0, 0.0),
        ([], None, 0.0),
    ],
)
def test_partnerships(found: list[dict[str, str]], precision: float | None, recall: float) -> None:
    figures = score(_GOLD, _seen(partnerships=found)).figures
    assert (figures["partnerships_P"], figures["partnerships_R"]) == (precision, recall)
