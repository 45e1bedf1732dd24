"""What is read agrees with what people wrote down as true, on the demo collection and on the shared samples."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.demo import documents, gold
from corpus.settings import Settings
from indexer import inspecting, measuring, recognising
from indexer.extract.ocr import installed_languages
from indexer.limits import Limits
from indexer.reader import Reader

FIGURES = ("start_F1", "speaker_acc", "end_acc", "page_acc")
NOTICE = ("title_ok", "kind_ok", "date_ok", "place_ok", "language_ok")
SAMPLES = {
    "Actes_colloque_2009_Lianes.pdf": "002",
    "CR_Atelier7_reponse_des_territoires_crise.pdf": "001",
    "CR_Atelier7_reponse_des_territoires_crise.docx": "001",
}


def below(figures: dict[str, float | bool | None]) -> dict[str, float]:
    return {name: value for name in FIGURES if (value := figures[name]) is not None and value < 0.95}


@pytest.fixture(scope="module")
def reader():
    with Reader(Limits()) as opened:
        yield opened


@pytest.fixture(scope="module")
def scanner():
    with Reader(Limits(), "scan") as opened:
        yield opened


@pytest.mark.parametrize("document", documents(), ids=lambda one: one.name)
def test_the_demo_collection_is_cut_and_described_right(document: Path, reader: Reader, scanner: Reader):
    reading = reader.read(document, document.name)
    if reading.doubtful:
        if not installed_languages() & {"fra"}:
            pytest.skip("Tesseract et son modèle français ne sont pas installés : les pages numérisées attendent")
        reading = recognising.read_with_recognition(reader, scanner, Settings(), document, reading)
    figures = measuring.score(measuring.load(gold(document)), inspecting.to_json(reading)).figures
    assert below(figures) == {}
    assert {name: figures[name] for name in NOTICE if figures[name] is False} == {}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_shared_samples_are_cut_and_described_right(name: str, shared: Path, reader: Reader):
    seen = inspecting.to_json(reader.read(shared / "samples" / name, name))
    truth = shared / "gold" / f"{SAMPLES[name]}.json"
    ours = measuring.score(measuring.load(truth), seen).figures
    assert below(ours) == {}
    assert {one: ours[one] for one in NOTICE if ours[one] is False} == {}
    command = [sys.executable, str(shared / "score_inspect.py"), str(truth), "-"]
    printed = subprocess.run(command, input=json.dumps(seen), capture_output=True, text=True, check=True).stdout
    theirs = json.loads(printed)
    assert {one: ours[one] for one in FIGURES} == pytest.approx({one: theirs[one] for one in FIGURES}, abs=0.002)
