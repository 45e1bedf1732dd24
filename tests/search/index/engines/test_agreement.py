"""Random collections and questions: every engine gives the same answer, after any history of changes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from search.index import SORTS, VIEWS, Engine, Entry, Sought
from search.index.engines import open_engine
from search.query.words import parse

WORDS = """
    eau eaux réseau réseaux pompe forêt école écoles digue élu élus élue maire ville l’eau d’école aujourd’hui
    saint-flour port-neuf de la le à et des O.N.G. 2009 jumelée jumelage aqueduc aquifère œuvre
"""
FORMS = [*WORDS.split(), "coopé-\nration"]
QUESTIONS = (
    "eau",
    "réseau pompe",
    "élu",
    '"eau de la"',
    '"de la"',
    "aqu*",
    "é*",
    "-eau",
    "eau -pompe",
    "saint-flour",
    "titre:eau",
    "intervenant:maire",
    "texte:ville OU digue",
    "coopération jumelage eau",
    "",
)


def document(rng: random.Random, pid: str) -> list[Entry]:
    def some(low: int, high: int) -> str:
        return " ".join(rng.choices(FORMS, k=rng.randint(low, high)))

    year = rng.choice(["", "2009", "2010-05", "2011-01-02"])
    kind = rng.choice(["minutes", "article", ""])
    title = some(1, 4)
    return [
        Entry(
            f"{pid}.{n}",
            pid,
            n,
            title,
            some(0, 60),
            heading=some(0, 3),
            speaker=some(0, 2),
            kind=kind,
            date=year,
            added=f"2024-01-{rng.randint(1, 28):02}",
            themes=tuple(rng.sample(["a", "b", "c"], rng.randint(0, 2))),
            speakers=tuple(rng.sample(["x", "y"], rng.randint(0, 1))),
            page_first=rng.choice([None, 3]),
        )
        for n in range(rng.randint(1, 5))
    ]


def history(rng: random.Random, engines: list[Engine]) -> None:
    for revision in range(1, 25):
        pids = [f"d{rng.randint(0, 30)}" for _ in range(rng.randint(1, 4))]
        entries = {pid: document(rng, pid) if rng.random() < 0.8 else [] for pid in pids}
        for engine in engines:
            with engine.batch():
                for pid, of_document in entries.items():
                    engine.replace(pid, revision, of_document)


@pytest.mark.parametrize("seed", range(4))
def test_engines_agree(tmp_path: Path, seed: int):
    rng = random.Random(seed)
    engines = [open_engine("memory:"), open_engine(f"whoosh:{tmp_path / 'index'}")]
    history(rng, engines)
    first, second = engines
    assert first.held() == second.held()
    for question in QUESTIONS:
        sought = parse(question)
        chosen = rng.choice([{}, {"theme": ["a"]}, {"theme": ["a", "b"], "year": ["2009..2010"]}])
        for asked in (sought, Sought(sought.groups, sought.excluded, any_group=True)):
            for view in VIEWS:
                sort = rng.choice(SORTS)
                answers = [e.find(asked, chosen, view=view, sort=sort, limit=30) for e in engines]
                assert answers[0] == answers[1], (question, view, sort)
    for prefix in ("e", "ea", "é", "res", "d’é", "2", "aujourd'h", "saint-f"):
        assert first.suggest(prefix) == second.suggest(prefix)
    for engine in engines:
        engine.close()
