from __future__ import annotations

import pytest

from search.index import Clause, Sought
from search.query.words import describe, from_dict, parse


def said(words: str) -> tuple[list[list[str]], list[str]]:
    def one(c: Clause) -> str:
        shape = {"word": "{}", "prefix": "{}*", "phrase": "“{}”"}[c.kind]
        return (c.field and c.field + ":") + shape.format(c.text)

    sought = parse(words)
    return [[one(c) for c in g] for g in sought.groups], [one(c) for c in sought.excluded]


@pytest.mark.parametrize(
    ("typed", "groups", "excluded"),
    [
        ("eau potable", [["eau"], ["potable"]], []),
        ("l’eau de la ville", [["l’eau"], ["ville"]], []),
        ('"droit à l’eau"', [["“droit à l’eau”"]], []),
        ("« droit à l’eau »", [["“droit à l’eau”"]], []),
        ("“le la les”", [["“le la les”"]], []),
        ("„eau usée“ pompe", [["“eau usée”"], ["pompe"]], []),
        ("eau -usée", [["eau"]], ["usée"]),
        ('eau -"eau usée"', [["eau"]], ["“eau usée”"]),
        ("-eau", [], ["eau"]),
        ("eau - usée", [["eau"], ["usée"]], []),
        ("Saint-Flour", [["Saint-Flour"]], []),
        ("coop*", [["coop*"]], []),
        ("de*", [["de*"]], []),
        ("puits OU pompe OU source eau", [["puits", "pompe", "source"], ["eau"]], []),
        ("puits OR pompe", [["puits", "pompe"]], []),
        ("puits ou pompe", [["puits"], ["pompe"]], []),
        ("puits ET pompe", [["puits"], ["pompe"]], []),
        ("titre:eau intervenant:Dupond texte:pompe", [["title:eau"], ["speaker:Dupond"], ["text:pompe"]], []),
        ('TITRE : "eau usée"', [["title:“eau usée”"]], []),
        ("-titre:eau", [], ["title:eau"]),
        ("note:eau", [["note:eau"]], []),
        ("eau eau eau", [["eau"]], []),
        ("", [], []),
        ("de la", [], []),
        ("OU", [], []),
        ("OU eau OU", [["eau"]], []),
        ("eau OU -pompe source", [["eau"], ["source"]], ["pompe"]),
        ("*", [], []),
        ('"', [], []),
        ('""', [], []),
        ('eau "pompe', [["eau"], ["pompe"]], []),
        ("eau » pompe", [["eau"], ["pompe"]], []),
        ("- -- --- ? ! ( ) [", [], []),
        ("eau\x00pompe\npuits\u2028source", [["eau"], ["pompe"], ["puits"], ["source"]], []),
    ],
)
def test_words_as_people_type_them(typed: str, groups: list[list[str]], excluded: list[str]):
    assert said(typed) == (groups, excluded)


@pytest.mark.parametrize(
    "odd",
    [
        "é" * 10_000,
        "a b " * 5_000,
        '"' * 999,
        "-" * 999,
        "OU " * 999,
        "titre:" * 999,
        "\ud800 \udfff",
        "«»" * 50,
        "*" * 99 + "eau" + "*" * 99,
        "\u202eeau",
        "-titre:-",
        'titre:"',
    ],
)
def test_nothing_typed_is_an_accident(odd: str):
    sought = parse(odd)
    assert len(sought.groups) + len(sought.excluded) <= 60
    assert all(sought.groups)


def test_at_most_sixty_clauses_are_kept():
    assert len(parse(" ".join(f"mot{n}" for n in range(500))).groups) == 60


def test_a_saved_search_is_read_back_as_it_was():
    sought = parse('eau OU pompe "droit à l’eau" titre:coop* -puits')
    assert from_dict(describe(sought)) == sought


@pytest.mark.parametrize(
    "damaged",
    [{}, {"groups": None}, {"groups": [[1, {"text": 3}], "x"], "excluded": 5}, {"groups": [[{}]]}],
)
def test_a_damaged_saved_search_is_still_a_search(damaged: dict[str, object]):
    assert isinstance(from_dict(damaged), Sought)


def test_unknown_kinds_and_fields_of_a_saved_search_are_plain():
    read = from_dict({"groups": [[{"text": "eau", "kind": "regex", "field": "sql"}]], "any_group": True})
    assert read == Sought(((Clause("eau"),),), any_group=True)
