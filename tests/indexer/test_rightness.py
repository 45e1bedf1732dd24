"""Proposals are judged field by field: right, wrong, empty."""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.demo import documents, gold
from corpus.settings import Settings
from indexer import inspecting, measuring, recognising, rightness
from indexer.extract.ocr import installed_languages
from indexer.limits import Limits
from indexer.reader import Reader
from indexer.rightness import Tally, judge, together

SAMPLES = {"CR_Atelier7_reponse_des_territoires_crise.pdf": "001", "Actes_colloque_2009_Lianes.pdf": "002"}
RIGHT, WRONG = 0.85, 0.05

GOLD: dict[str, Any] = {
    "title": "Les puits de la vallée",
    "document_type": "rapport",
    "date": "2011-05-03",
    "place": None,
    "language": "fr",
    "organisers": ["Ville de Bourges (Cher)", "Amis des puits"],
    "speakers": [{"name": "Awa Fall", "forms": ["Mme FALL"]}],
    "interventions": [],
    "territories": [{"name": "Bourges"}, {"name": "Mali", "optional": True}, {"name": "Niger"}],
    "themes": [{"id": "eau"}],
    "partnerships": [{"a": "Bourges", "b": "Niger"}],
}
SEEN: dict[str, Any] = {
    "title": "Les puits de la vallée",
    "kind": "report",
    "date": "2012",
    "place": None,
    "language": None,
    "organisers": ["Ville de Bourges"],
    "speakers": [{"name": "Fall Awa"}],
    "territories": [{"name": "Bourges"}, {"name": "Mali"}, {"name": "Chine"}, {"name": "Ici", "candidate": True}],
    "themes": [],
    "partnerships": [{"a": "Niger", "b": "Bourges"}, {"a": "Chine", "b": "Bourges"}],
    "passages": [],
}


def test_each_field_is_right_wrong_or_empty():
    found = judge(GOLD, SEEN)
    assert found == {
        "title": Tally(right=1),
        "kind": Tally(right=1),
        "date": Tally(wrong=1),
        "place": Tally(right=1),  # nothing was to be found, nothing was
        "language": Tally(empty=1),
        "organisers": Tally(right=1, empty=1),
        "speakers": Tally(right=1),
        "territories": Tally(right=1, wrong=1, empty=1),
        "themes": Tally(empty=1),
        "partnerships": Tally(right=1, wrong=1),
    }


def test_an_invented_place_is_wrong():
    assert judge(GOLD, {**copy.deepcopy(SEEN), "place": "Tours"})["place"] == Tally(wrong=1)


def test_several_files_are_told_together():
    found = together([judge(GOLD, SEEN)] * 2)
    assert found["fields"] == Tally(right=6, wrong=2, empty=2)
    assert found["territories"].to_json() == {"right": 0.333, "wrong": 0.333, "empty": 0.333, "of": 6}


def test_what_is_proposed_of_the_documents_with_gold(capsys: pytest.CaptureFixture[str]):
    """Right in 85 % at least, wrong in 5 % at most; printed field by field."""
    if "fra" not in installed_languages():
        pytest.skip("Tesseract et son modèle français ne sont pas installés : les pages numérisées attendent")
    shared = Path(__file__).resolve().parents[3] / "shared"
    pairs = [(one, gold(one)) for one in sorted(documents())]
    if shared.is_dir():
        pairs += [(shared / "samples" / name, shared / "gold" / f"{truth}.json") for name, truth in SAMPLES.items()]
    judged = []
    with Reader(Limits()) as reader, Reader(Limits(), "scan") as scanner:
        for path, truth in pairs:
            reading = reader.read(path, path.name)
            if reading.doubtful:
                reading = recognising.read_with_recognition(reader, scanner, Settings(), path, reading)
            judged.append(rightness.judge(measuring.load(truth), inspecting.to_json(reading)))
    told = together(judged)
    with capsys.disabled():
        sys.stdout.write(f"\nPropositions, {len(pairs)} documents :\n")
        for name, tally in told.items():
            share = tally.to_json()
            sys.stdout.write(f"  {name:13} juste {share['right']}, faux {share['wrong']}, absent {share['empty']}")
            sys.stdout.write(f", sur {share['of']}\n")
    for name in ("fields", "all"):
        share = told[name].to_json()
        assert share["right"] >= RIGHT, name
        assert share["wrong"] <= WRONG, name
