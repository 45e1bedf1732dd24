"""Hostile and damaged files go through `add` while the site answers; the whole folder of them is `make hostile`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

RUN = Path(__file__).resolve().parent.parent / "hostile" / "run.py"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    kept = tmp_path_factory.mktemp("hostile") / "vu.json"
    environ = {**os.environ, "MEDIATHEQUE_READ_SECONDS": "20"}
    command = [sys.executable, str(RUN), "--quick", "--no-strace", "--json", str(kept)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=300)
    assert kept.exists(), done.stdout[-2000:] + done.stderr[-2000:]
    return {**json.loads(kept.read_text()), "code": done.returncode, "told": done.stdout[-3000:]}


def outcomes(seen: dict[str, Any]) -> dict[str, str]:
    return {one["file"]: one["code"] for one in seen["files"]}


def test_each_file_ends_as_indexed_or_with_its_sentence(seen: dict[str, Any]):
    assert len(seen["files"]) >= 25
    assert seen["code"] == 0, seen["told"]
    assert not seen["missing"]


def test_the_site_answered_all_the_while(seen: dict[str, Any]):
    assert seen["visits"] > 10
    assert seen["faults"] == []


def test_nothing_was_read_or_written_outside_and_nobody_called(seen: dict[str, Any]):
    assert (seen["leaked"], seen["new_outside"], seen["calls"]) == ([], [], [])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("texte-vide.txt", "empty-file"),
        ("pdf-mot-de-passe.pdf", "encrypted-file"),
        ("zip-bombe-superposee.docx", "limit-exceeded"),
        ("docx-5000-tableaux-emboites.docx", "limit-exceeded"),
        ("docx-milliard-de-rires.docx", "done"),
        ("docx-entite-externe.docx", "done"),
        ("docx-macros.docm", "done"),
        ("faux-nom-pdf.docx", "done"),
        ("pdf-actions.pdf", "done"),
    ],
)
def test_traps_are_refused_or_read_without_harm(seen: dict[str, Any], name: str, code: str):
    assert outcomes(seen)[name] == code
