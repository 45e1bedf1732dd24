import pytest

from indexer.enrich.territories import territories
from indexer.structure import Cut


def kinds(text: str, name: str) -> set[str]:
    return {found.kind for found in territories([Cut("section", text)]) if found.name == name}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Un nouveau pont sur la Loire relie les deux bourgs.", "Loire", {"area"}),
        ("Les inondations de la Somme ont tout emporté.", "Somme", {"area"}),
        ("La crue fut forte, la Marne coule encore brune.", "Marne", {"area"}),
        ("Les rives du Tarn sont belles. Depuis, le Tarn attire des pêcheurs.", "Tarn", {"area"}),
        ("Dans la Creuse, on élève des vaches.", "Creuse", {"department"}),
        ("Le conseil général de la Loire aide les écoles.", "Loire", {"department"}),
        ("Le département de la Drôme et les eaux de la Drôme.", "Drôme", {"department", "area"}),
    ],
)
def test_a_river_is_no_departement(text: str, name: str, expected: set[str]) -> None:
    assert kinds(text, name) == expected
