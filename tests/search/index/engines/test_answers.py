"""What every engine answers."""

from __future__ import annotations

import re

import pytest

from search.index import SORTS, Clause, Engine, Entry, Found, Sought
from search.query.words import parse

WATER = (
    "Le réseau d’eau potable dessert trois quartiers. La commune finance les canalisations et les bornes-fontaines, "
    "et le droit à l'eau est inscrit dans la convention."
)
COLLECTION = [
    Entry(
        "pw",
        "d1",
        0,
        "L’Eau partagée",
        WATER,
        heading="Ouverture",
        speaker="Zoé Armand",
        kind="proceedings",
        language="fr",
        date="2009-12-10",
        added="2024-01-03T08:00:00Z",
        themes=("water",),
        speakers=("s1",),
        territories=("lomé", "togo"),
        page_first=4,
        breaks=((60, 5), (120, 6)),
    ),
    Entry(
        "pf",
        "d1",
        1,
        "L’Eau partagée",
        "Les écoles jumelées échangent des lettres ; la pompe est en panne.",
        heading="Débat",
        speaker="Luc Brévan",
        kind="proceedings",
        language="fr",
        date="2009-12-10",
        added="2024-01-03T08:00:00Z",
        themes=("school", "water"),
        speakers=("s2",),
        territories=("togo",),
    ),
    Entry(
        "ps",
        "d2",
        0,
        "Zones de pêche",
        "Une pompe et un forage pour les élus du littoral. L’O.N.G. locale suit les travaux.",
        speaker="Zoé Armand",
        kind="minutes",
        language="fr",
        date="2011",
        added="2024-01-01T08:00:00Z",
        themes=("sea",),
        speakers=("s1",),
        territories=("dakar", "senegal"),
    ),
    Entry("d3", "d3", 0, "Atelier 10", "", kind="article", added="2024-01-02T08:00:00Z", foreign_id="AX-77/b"),
    Entry(
        "pe", "d4", 0, "Atelier 2", "The mayor spoke of water pumps.", language="en", date="2010-05", themes=("sea",)
    ),
]


@pytest.fixture
def full(engine: Engine) -> Engine:
    with engine.batch():
        for pid in dict.fromkeys(e.document_pid for e in COLLECTION):
            engine.replace(pid, 3, [e for e in COLLECTION if e.document_pid == pid])
    return engine


def pids(found: Found) -> list[str]:
    return [h.pid for h in found.hits]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("eau", {"pw", "pf"}),
        ("l’eau", {"pw", "pf"}),
        ("l'EAUX", {"pw", "pf"}),
        ("reseau", {"pw"}),
        ("pompe", {"pf", "ps"}),
        ("pompe forage", {"ps"}),
        ("pompe -forage", {"pf"}),
        ('pompe -"pompe et un forage"', {"pf"}),
        ("-pompe", {"pw", "d3", "pe"}),
        ("pompe zoé", {"ps"}),  # one word in the text, one in the name
        ("élue", {"ps"}),
        ("ong", {"ps"}),
        ("bornes fontaines", {"pw"}),
        ("borne-fontaine", {"pw"}),
        ('"droit à l’eau"', {"pw"}),
        ('"droit de l’eau"', set()),
        ('"est inscrit dans la"', {"pw"}),
        ('"dans la"', {"pw"}),
        ('"eau partagée"', {"pw", "pf"}),
        ('"partagée eau"', set()),
        ("cana*", {"pw"}),
        ("canalisatio*", {"pw"}),
        ("éch*", {"pf"}),
        ("titre:eau", {"pw", "pf"}),
        ("texte:eau", {"pw"}),
        ("texte:ouverture", {"pw"}),
        ("titre:pompe", set()),
        ("intervenant:zoe", {"pw", "ps"}),
        ('intervenant:"zoe armand"', {"pw", "ps"}),
        ("intervenant:arm*", {"pw", "ps"}),
        ("forage OU lettre", {"ps", "pf"}),
        ("forage OU lettre zoé", {"ps"}),
        ("ax-77/b", {"d3"}),
        ("atelier", {"d3", "pe"}),
        ("pumps", {"pe"}),
        ("introuvable", set()),
        ("pompe introuvable", set()),
        ("de la", {e.pid for e in COLLECTION}),
        ("", {e.pid for e in COLLECTION}),
    ],
)
def test_what_words_find(full: Engine, words: str, expected: set[str]):
    found = full.find(parse(words))
    assert set(pids(found)) == expected
    assert found.total == len(expected)


def test_any_group_finds_more_and_puts_what_has_more_words_first(full: Engine):
    sought = parse("forage pompe introuvable")
    found = full.find(Sought(sought.groups, any_group=True))
    assert pids(found) == ["ps", "pf"]
    assert found.hits[0].score > found.hits[1].score > 0


def test_a_word_that_is_said_counts_more_than_one_in_the_title_of_the_whole_document(engine: Engine):
    engine.replace("a", 1, [Entry("pa", "a", 0, "Divers", "Une digue et des arbres près de la mer.")])
    engine.replace("b", 1, [Entry("pb", "b", 0, "La digue", "Des pierres et des arbres près de la mer.")])
    assert pids(engine.find(parse("digue"))) == ["pa", "pb"]


def test_a_reference_is_found_by_its_title_before_a_passing_mention(engine: Engine):
    engine.replace("a", 1, [Entry("pa", "a", 0, "Divers", "Une digue et des arbres près de la mer.")])
    engine.replace("b", 1, [Entry("b", "b", 0, "La digue", "")])
    assert pids(engine.find(parse("digue"))) == ["b", "pa"]


def test_words_that_stand_together_count_more(engine: Engine):
    far = "Le moulin est vieux. La route, le pont, le lac, la ferme et le bois sont vieux. Le vent souffle."
    near = "Le moulin à vent est vieux. La route, le pont, le lac, la ferme et le bois sont vieux. Il souffle."
    engine.replace("a", 1, [Entry("pa", "a", 0, "A", far)])
    engine.replace("b", 1, [Entry("pb", "b", 0, "B", near)])
    assert pids(engine.find(parse("moulin vent"))) == ["pb", "pa"]


def test_facets_count_what_is_listed(full: Engine):
    found = full.find(parse("eau"))
    assert found.facets["theme"] == {"water": 2, "school": 1}
    assert found.facets["territory"] == {"togo": 2, "lomé": 1}
    assert found.facets["speaker"] == {"s1": 1, "s2": 1}
    assert found.facets["year"] == {"2009": 2}
    assert found.facets["kind"] == {"proceedings": 2}
    assert found.facets["language"] == {"fr": 2}


def test_in_the_view_of_documents_facets_count_documents(full: Engine):
    found = full.find(parse("eau"), view="documents")
    assert found.total == 1
    assert found.facets["theme"] == {"school": 1, "water": 1}
    assert found.facets["territory"] == {"lomé": 1, "togo": 1}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"theme": ["water"]}, {"pw", "pf"}),
        ({"theme": ["school", "sea"]}, {"pf", "ps", "pe"}),
        ({"theme": ["sea"], "language": ["en"]}, {"pe"}),
        ({"speaker": ["s1"], "territory": ["senegal"]}, {"ps"}),
        ({"kind": ["article"]}, {"d3"}),
        ({"year": ["2011"]}, {"ps"}),
        ({"year": ["2010..2011"]}, {"ps", "pe"}),
        ({"year": ["2010.."]}, {"ps", "pe"}),
        ({"year": ["..2010"]}, {"pw", "pf", "pe"}),
        ({"year": ["2009", "2011"]}, {"pw", "pf", "ps"}),
        ({"year": ["hier"]}, set()),
        ({"theme": []}, {e.pid for e in COLLECTION}),
        ({"colour": ["red"]}, {e.pid for e in COLLECTION}),
        ({"theme": ["nothing"]}, set()),
    ],
)
def test_values_of_one_facet_widen_and_several_facets_narrow(full: Engine, chosen: dict[str, list[str]], expected: set):
    assert set(pids(full.find(Sought(), chosen))) == expected


def test_a_facet_ignores_its_own_selection_and_obeys_the_others(full: Engine):
    found = full.find(Sought(), {"theme": ["water"], "speaker": ["s1"]})
    assert pids(found) == ["pw"]
    assert found.facets["theme"] == {"sea": 1, "water": 1}  # of speaker s1
    assert found.facets["speaker"] == {"s1": 1, "s2": 1}  # of theme water
    assert found.facets["kind"] == {"proceedings": 1}


def test_documents_are_listed_once_by_their_best_passage(full: Engine):
    found = full.find(parse("eau"), view="documents")
    assert [(h.pid, h.document_pid, h.passages) for h in found.hits] == [("pw", "d1", 2)]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", ["d2", "d4", "d1", "d3"]),
        ("oldest", ["d1", "d4", "d2", "d3"]),
        ("title", ["d4", "d3", "d1", "d2"]),
        ("added", ["d1", "d3", "d2", "d4"]),
        ("relevance", ["d2", "d4", "d1", "d3"]),
    ],
)
def test_orders(full: Engine, sort: str, expected: list[str]):
    assert [h.document_pid for h in full.find(Sought(), view="documents", sort=sort).hits] == expected


@pytest.mark.parametrize("view", ["passages", "documents"])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_an_answer_make_the_whole_answer(full: Engine, sort: str, view: str):
    whole = full.find(Sought(), sort=sort, view=view, limit=100)
    parts = [full.find(Sought(), sort=sort, view=view, limit=2, offset=o) for o in range(0, 6, 2)]
    assert [h for p in parts for h in p.hits] == list(whole.hits)
    assert {p.total for p in parts} == {whole.total}


def test_an_answer_without_hits_still_counts(full: Engine):
    found = full.find(parse("pompe"), limit=0)
    assert (found.total, found.hits) == (2, ())
    assert found.facets["kind"] == {"minutes": 1, "proceedings": 1}


@pytest.mark.parametrize(("words", "page"), [("réseau", 4), ("canalisations", 5), ("convention", 6), ("armand", 4)])
def test_the_page_of_a_hit_is_that_of_its_best_match(full: Engine, words: str, page: int):
    hit = next(h for h in full.find(parse(words)).hits if h.pid == "pw")
    assert hit.page == page


def test_a_hit_shows_its_words(full: Engine):
    hit = full.find(parse('bornes-fontaines "droit à l’eau"')).hits[0]
    assert re.findall("<mark>(.*?)</mark>", hit.snippet) == ["bornes-fontaines", "droit à l&#x27;eau"]


def test_a_reference_without_text_is_found_without_snippet(full: Engine):
    hit = full.find(parse("atelier 10")).hits[0]
    assert (hit.pid, hit.document_pid, hit.page, hit.snippet) == ("d3", "d3", None, "")


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("pom", ["pompe"]),
        ("RES", ["réseau"]),
        ("rés", ["réseau"]),
        ("l’ea", ["l’eau"]),
        ("droit à l'ea", ["droit à l'eau"]),
        ("ate", ["atelier"]),
        ("zo", ["zoé", "zones"]),
        ("xyz", []),
        ("", []),
        (" ", []),
        ("eau ", []),
        ("z", ["zoé", "zones"]),
        ("dan", []),  # a stop word completes nothing
    ],
)
def test_suggestions(full: Engine, prefix: str, expected: list[str]):
    assert full.suggest(prefix) == expected


def test_the_commonest_word_is_suggested_first_in_its_commonest_spelling(engine: Engine):
    texts = ["forêts", "forêt forage", "foret", "forêt", "forge"]
    engine.replace("d", 1, [Entry(f"p{i}", "d", i, "T", t) for i, t in enumerate(texts)])
    assert engine.suggest("fo") == ["forêt", "forage", "forêts", "forge"]
    assert engine.suggest("fo", limit=1) == ["forêt"]
    engine.replace("d", 2, [Entry("p", "d", 0, "T", "forge")])
    assert engine.suggest("fo") == ["forge"]


def test_replacing_makes_a_document_exactly_what_is_given(full: Engine):
    full.replace("d1", 4, [Entry("pn", "d1", 0, "L’Eau partagée", "Un château d'eau neuf.")])
    assert pids(full.find(parse("eau"))) == ["pn"]
    assert pids(full.find(parse("canalisations"))) == []
    assert full.held() == {"d1": 4, "d2": 3, "d3": 3, "d4": 3}


def test_replacing_twice_changes_nothing(full: Engine):
    before = full.find(parse("pompe"))
    full.replace("d2", 3, [e for e in COLLECTION if e.document_pid == "d2"])
    assert full.find(parse("pompe")) == before


def test_replacing_by_nothing_removes(full: Engine):
    full.replace("d1", 4, [])
    assert full.held() == {"d2": 3, "d3": 3, "d4": 3}
    assert full.find(parse("eau")).total == 0
    assert "water" not in full.find(Sought()).facets["theme"]


def test_removing_everything_leaves_an_empty_index(full: Engine):
    for pid in ("d1", "d2", "d3", "d4"):
        full.replace(pid, 4, [])
    assert full.held() == {}
    assert full.find(Sought()).total == 0
    assert full.suggest("ea") == []


def test_a_batch_shows_nothing_before_its_end(full: Engine):
    with full.batch():
        full.replace("d5", 1, [Entry("p5", "d5", 0, "Neuf", "Une digue.")])
        full.replace("d2", 4, [])
        assert full.find(parse("digue")).total == 0
    assert pids(full.find(parse("digue"))) == ["p5"]
    assert "d2" not in full.held()


def test_a_batch_that_fails_changes_nothing(full: Engine):
    before = full.held()

    def fail() -> None:
        with full.batch():
            full.replace("d5", 1, [Entry("p5", "d5", 0, "Neuf", "Une digue.")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert full.held() == before
    full.replace("d5", 1, [Entry("p5", "d5", 0, "Neuf", "Une digue.")])
    assert full.find(parse("digue")).total == 1


def test_the_last_of_several_replacements_in_a_batch_counts(full: Engine):
    with full.batch():
        for revision in (7, 8, 9):
            full.replace("d5", revision, [Entry("p5", "d5", 0, "Neuf", f"digue {revision}")])
    assert full.held()["d5"] == 9
    assert full.find(parse("digue")).total == 1
    assert full.find(parse("digue 9")).total == 1


def test_a_rebuild_forgets_the_rest(full: Engine):
    full.rebuild([("d8", 2, [Entry("p8", "d8", 0, "Seul", "Une écluse.")]), ("d9", 1, [])])
    assert full.held() == {"d8": 2}
    assert pids(full.find(parse("écluse"))) == ["p8"]
    full.replace("d2", 1, [Entry("p2", "d2", 0, "Après", "Une écluse.")])
    assert full.find(parse("écluse")).total == 2


def test_a_rebuild_that_fails_leaves_the_old_index(full: Engine):
    def documents():
        yield "d8", 2, [Entry("p8", "d8", 0, "Seul", "Une écluse.")]
        raise ZeroDivisionError

    before = full.held()
    with pytest.raises(ZeroDivisionError):
        full.rebuild(documents())
    assert full.held() == before


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800 eau", "eau" * 5_000, "eau " * 70_000, "'" * 99, "\u202eeau", "🎣 eau"]
)
def test_odd_text_can_be_indexed(engine: Engine, text: str):
    engine.replace("d", 1, [Entry("p", "d", 0, text[:50], text, themes=("\x00", "é"), heading="x")])
    assert engine.find(Sought(((Clause("eau"),),), any_group=True)).total in (0, 1)
    assert engine.held() == {"d": 1}
    assert engine.find(parse("x")).facets["theme"] == {"\x00": 1, "é": 1}
