"""The demo collection is rich, complete, and what its gold says of it is true."""

import json
from pathlib import Path

import pytest

from corpus import demo
from corpus.demo.sources import verify
from corpus.demo.sources.page_text import pages
from corpus.vocabularies.gazetteer import gazetteer
from corpus.vocabularies.themes import themes

DOCUMENTS = demo.documents()


def test_the_collection_is_large_enough_to_show_a_search():
    assert len(DOCUMENTS) >= 11
    assert sum(len(pages(document)) for document in DOCUMENTS if document.suffix == ".pdf") >= 60


def test_every_gold_has_its_document():
    golds = {path.stem for path in demo.gold(DOCUMENTS[0]).parent.glob("*.json")}
    assert golds == {document.stem for document in DOCUMENTS}


def test_the_collection_is_small_enough_to_ship():
    assert sum(document.stat().st_size for document in DOCUMENTS) <= 4_000_000


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_the_gold_is_true_of_the_file(document: Path):
    assert verify.faults(document, demo.gold(document)) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_speakers_of_the_gold_speak_and_others_do_not(document: Path):
    gold = json.loads(demo.gold(document).read_text(encoding="utf-8"))
    speaking = {passage["speaker"] for passage in gold["interventions"]} - {None}
    assert speaking == {speaker["name"] for speaker in gold["speakers"]}
    assert not speaking & {person["name"] for person in gold["people_mentioned"]}
    assert len(gold["searches"]) >= 3


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_codes_and_themes_of_the_gold_are_those_of_the_authorities(document: Path):
    gold = json.loads(demo.gold(document).read_text(encoding="utf-8"))
    unknown = [theme["id"] for theme in gold["themes"] if themes().theme(theme["id"]) is None]
    for place in gold["territories"]:
        held = gazetteer().coded(place["code"]) if place["code"] else None
        if place["code"] and (held is None or held.country != place["country_code"]):
            unknown.append(place["name"])
    assert unknown == []


def test_the_held_out_are_documents_of_the_collection():
    lines = (demo.gold(DOCUMENTS[0]).parent / "HELD_OUT.txt").read_text(encoding="utf-8").splitlines()
    assert {line.split(" – ")[0] for line in lines} < {document.stem for document in DOCUMENTS}


def test_a_false_gold_is_noticed(tmp_path: Path):
    gold = json.loads(demo.gold(DOCUMENTS[0]).read_text(encoding="utf-8"))
    gold["interventions"][0]["first_words"] = "Ces mots ne sont écrits nulle part ici"
    gold["searches"][0]["must_find"][0]["quote"] = "et cette phrase non plus"
    false = tmp_path / "false.json"
    false.write_text(json.dumps(gold), encoding="utf-8")
    assert len(verify.faults(DOCUMENTS[0], false)) >= 2


@pytest.mark.parametrize("word", ["eau", "jumelage", "jeunes", "coton", "santé", "tourisme", "déchets", "climat"])
def test_common_words_find_several_documents(word: str):
    assert sum(word in " ".join(pages(document)).lower() for document in DOCUMENTS) >= 2
