import pytest

from corpus.vocabularies.gazetteer import Gazetteer, gazetteer


def test_a_commune_has_its_departement_region_country_and_continent_above() -> None:
    assert [p.name for p in gazetteer().above("59350")][:3] == ["Nord", "Hauts-de-France", "France"]
    assert "Europe" in [p.name for p in gazetteer().above("59350")]


def test_a_town_abroad_has_its_country_above() -> None:
    (naplouse,) = [p for p in gazetteer().named("Naplouse") if p.kind == "commune"]
    assert next(p.name for p in gazetteer().above(naplouse.code)) == "Palestine"


def test_a_former_region_lies_in_the_present_one() -> None:
    (former,) = [p for p in gazetteer().named("Nord - Pas de Calais") if p.kind == "region"]
    assert (former.name, former.above) == ("Nord-Pas-de-Calais", "FR-HDF")


@pytest.mark.parametrize("name", ["Saint-Étienne", "saint etienne", "St-Etienne", "SAINT ÉTIENNE"])
def test_spelling_does_not_matter(name: str) -> None:
    assert "42218" in {p.code for p in gazetteer().named(name)}


def test_names_that_are_ordinary_words_are_flagged() -> None:
    assert all(p.ordinary for p in gazetteer().named("Grasse") if p.kind == "commune")
    assert not any(p.ordinary for p in gazetteer().named("Villeurbanne"))


def test_every_code_above_exists_and_no_chain_runs_in_a_circle() -> None:
    names = gazetteer()
    for code in ("59350", "97411", "FR-59", "FR-O", "200093201", "ML", "155", "FR-2A", "2A004"):
        chain = names.above(code)
        assert len(chain) == len({p.code for p in chain})
        assert chain, code
        assert chain[-1].above is None


def test_unknown_names_and_codes_find_nothing() -> None:
    assert gazetteer().named("Zzyzx-le-Vieux") == ()
    assert gazetteer().coded("00000") is None
    assert gazetteer().above("00000") == ()


def test_a_code_that_lies_in_itself_ends() -> None:
    loop = Gazetteer(["A\tarea\tAlpha\t\tB\t0\t\talpha", "B\tarea\tBeta\t\tA\t0\t\tbeta"])
    assert [p.code for p in loop.above("A")] == ["B", "A"][:1]
