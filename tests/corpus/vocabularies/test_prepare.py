import json
from pathlib import Path
from typing import Any

import pytest

from corpus.vocabularies.gazetteer import Gazetteer
from corpus.vocabularies.prepare import Row, gather, usual


def put(folder: Path, name: str, data: Any) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    put(tmp_path, "decoupage/regions.json", [{"code": "32", "nom": "Hauts-de-France"}])
    put(tmp_path, "decoupage/departements.json", [{"code": "59", "nom": "Nord", "region": "32"}])
    commune = {"departement": "59", "region": "32", "type": "commune-actuelle"}
    communes = [
        commune | {"code": "59001", "nom": "Rivière-Haute", "population": 9000},
        commune | {"code": "59002", "nom": "Fleurs", "population": 300},
        commune | {"code": "59003", "nom": "Petit-Rivière-Haute", "type": "commune-associee", "chefLieu": "59001"},
    ]
    put(tmp_path, "decoupage/communes.json", communes)
    body = {"code": "200000001", "nom": "CC des Deux Rives [C2R]", "type": "CC", "populationTotale": 12000}
    put(tmp_path, "decoupage/epci.json", [body | {"membres": [{"code": "59001"}, {"code": "59002"}]}])
    put(tmp_path, "decoupage/ept.json", [])
    parts = {
        "001": ["002", "150", "142", "009", "019"],
        "002": ["011"],
        "150": ["155"],
        "142": [],
        "009": [],
        "019": [],
    }
    parts |= {"011": ["ML"], "155": ["FR"]}
    contained = {part: {"_contains": inside} for part, inside in parts.items()}
    put(
        tmp_path,
        "cldr-core/supplemental/territoryContainment.json",
        {"supplemental": {"territoryContainment": contained}},
    )
    nested = {"supplemental": {"subdivisionContainment": {"ML": {"_contains": ["ml1"]}}}}
    put(tmp_path, "cldr-core/supplemental/subdivisionContainment.json", nested)
    names = {"subdivisions": {"localeDisplayNames": {"subdivisions": {"ml1": "Kayes"}}}}
    put(tmp_path, "cldr-subdivisions-full/subdivisions/en/en.json", names)
    town = {"countrycode": "ML", "alternatenames": ["Kaes", "кайес"]}
    towns = {
        "1": town | {"geonameid": 1, "name": "Kayes", "population": 90000},
        "2": town | {"geonameid": 2, "name": "Petitou", "population": 300},
        "3": {"geonameid": 3, "name": "London", "countrycode": "GB", "population": 9, "alternatenames": []},
        "4": {"geonameid": 4, "name": "Paris", "countrycode": "FR", "population": 9, "alternatenames": []},
    }
    put(tmp_path, "cities1000.json", towns)
    (tmp_path / "french").write_text("fleurs\nville\nParis\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def made(sources: Path) -> Gazetteer:
    rows, ordinary = gather(sources)
    return Gazetteer([row.line(ordinary) for row in rows])


def test_a_commune_climbs_to_its_part_of_the_world(made: Gazetteer) -> None:
    assert [p.code for p in made.above("59001")] == ["FR-59", "FR-HDF", "FR", "155", "150"]


def test_only_names_that_are_ordinary_words_are_flagged(made: Gazetteer) -> None:
    assert [p.ordinary for p in made.named("Fleurs")] == [True]
    assert [p.ordinary for p in made.named("Rivière-Haute")] == [False]


def test_an_associated_commune_is_known_by_its_own_name(made: Gazetteer) -> None:
    assert [p.code for p in made.named("Petit")] == ["59003"]


def test_a_body_of_communes_has_its_full_name_and_lies_in_a_departement(made: Gazetteer) -> None:
    (body,) = made.named("Deux Rives")
    assert (body.name, body.kind, body.above) == ("Communauté de communes des Deux Rives", "intercommunality", "FR-59")
    assert made.named("communauté de communes Deux Rives") == (body,)


def test_towns_abroad_are_large_enough_or_known_in_french(made: Gazetteer) -> None:
    assert {p.kind for p in made.named("Kayes")} == {"commune", "region"}
    assert made.named("Petitou") == ()
    assert [p.name for p in made.named("London")] == ["Londres"]
    assert not [p for p in made.named("Paris") if p.code == "geonames:4"]


def test_a_commune_has_the_short_name_everybody_says_where_only_one_is_meant() -> None:
    def row(name: str, population: int) -> Row:
        return Row("0", "commune", name, "FR", "FR-00", population)

    alone, small, rival, other, word = (
        row("Grelle-sur-Mer", 9000),
        row("Tivon-les-Bains", 800),
        row("Marnon-la-Forêt", 9000),
        row("Marnon-en-Plaine", 8000),
        row("Fontaine-le-Roi", 9000),
    )
    usual([alone, small, rival, other, word], {"fontaine"})
    assert [one.forms for one in (alone, small, rival, other, word)] == [["grelle"], [], [], [], []]
