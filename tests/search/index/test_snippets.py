from __future__ import annotations

import re
from html import unescape

import pytest

from search.index.snippets import mark, matches, page_at, snippet
from search.query.words import parse

LONG = (
    "Le premier paragraphe parle de la pluie et du beau temps sans rien dire. " * 6
    + "Ici commence le réseau d'eau potable des deux communes jumelées. "
    + "Le reste du texte revient à d'autres affaires courantes de la mairie. " * 6
)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("L’eau et les EAUX", "eau", ["eau", "EAUX"]),
        ("L'eau", "l’eau", ["eau"]),
        ("Les réseaux, reseau.", "réseau", ["réseaux", "reseau"]),
        ("le droit à l’eau, le droit de l’eau", '"droit à l\'eau"', ["droit à l’eau"]),
        ("Saint-Flour, Saint Flour, Flour", "saint-flour", ["Saint-Flour", "Saint Flour"]),
        ("assainis-\nsement", "assainissement", ["assainis-\nsement"]),
        ("aqueduc, aquifère, eau", "aqu*", ["aqueduc", "aquifère"]),
        ("O.N.G. et ONG", "ong", ["O.N.G.", "ONG"]),
        ("pompe et puits", "pompe -puits", ["pompe"]),
        ("pompe et puits", "titre:pompe", []),
        ("pompe et puits", "pompe OU puits", ["pompe", "puits"]),
        ("le la les", "le", []),
    ],
)
def test_exactly_what_matches_is_marked(text: str, words: str, marked: list[str]):
    assert [text[a:b] for a, b in matches(text, parse(words))] == marked


def test_marks_do_not_overlap():
    text = "eau potable eau potable"
    spans = matches(text, parse('eau "eau potable" potable eau*'))
    assert spans == [(0, 11), (12, 23)]


def test_a_marked_text_is_escaped_html_of_the_whole_text():
    text = "<script>l'eau & l’huile</script>"
    html = mark(text, parse("eau script"))
    assert unescape(html.replace("<mark>", "").replace("</mark>", "")) == text
    assert re.findall("<mark>(.*?)</mark>", html) == ["script", "eau", "script"]
    assert "<script" not in html


def test_a_snippet_shows_the_richest_place_cut_at_whole_words():
    found = snippet(LONG, parse("communes eau temps"))
    bare = re.sub("</?mark>", "", found.html)
    assert bare.startswith("… ")
    assert bare.endswith(" …")
    assert 150 < len(bare) < 300
    assert {"eau", "communes"} <= set(re.findall("<mark>(.*?)</mark>", found.html))
    inside = unescape(bare.strip("… "))
    assert set(inside.split()) <= set(LONG.split())


def test_without_words_the_snippet_is_the_first_sentences():
    found = snippet(LONG, parse(""))
    assert found.best is None
    assert found.html.startswith("Le premier paragraphe")
    assert found.html.endswith("dire. …")


@pytest.mark.parametrize("text", ["", " ", "mot", "mot " * 400, "m" * 1_000])
def test_a_snippet_of_any_text_is_short(text: str):
    assert len(snippet(text, parse("mot")).html) < 1_100
    assert len(snippet(text, parse("")).html) <= 245


@pytest.mark.parametrize(("offset", "page"), [(0, 4), (9, 4), (10, 5), (29, 5), (30, 6), (99, 6), (None, 4)])
def test_the_page_is_that_of_the_character(offset: int | None, page: int):
    assert page_at(offset, 4, ((10, 5), (30, 6))) == page


def test_a_text_without_pages_has_none():
    assert page_at(3, None, ()) is None
