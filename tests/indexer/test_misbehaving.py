"""Extractors that crash, hang, swallow memory or answer nonsense harm only the file they read."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from indexer.limits import Limits
from indexer.reader import Reader

BAD = """
import os, signal, sys, time
from indexer.extract import Extraction, Paragraph

class Bad:
    def claims(self, path, head):
        return 1000 if head.startswith(b"BAD ") else 0

    def extract(self, path):
        what = path.read_text().split()[1]
        if what == "exit":
            os._exit(3)
        if what == "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        if what == "hang":
            while True:
                time.sleep(0.1)
        if what == "memory":
            hoard = [bytearray(150_000_000) for _ in range(50)]
        if what == "abort":  # as libraries do that cannot go on without memory
            hoard = []
            try:
                while True:
                    hoard.append(b"x" * 20_000_000)
            except MemoryError:
                os.abort()
        if what == "raise":
            raise KeyError("inattendu")
        if what == "nest":
            def down():
                down()
            down()
        if what == "print":
            print("du bruit sur la sortie")
            sys.stdout.write('{"reading": 1}')
            sys.stdout.flush()
        if what == "write":
            with open(path.parent / "fuite", "w") as target:
                target.write("x" * 100)
        return Extraction("text/plain", (Paragraph("Un texte tout simple, mais lu."),))
"""


SECONDS = {"hang": 2}  # granted to a file; everything but what hangs has time even on a busy machine


@pytest.fixture
def reader(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    plugin = tmp_path / "plugin"
    info = plugin / "bad-1.0.dist-info"
    info.mkdir(parents=True)
    (plugin / "bad.py").write_text(BAD)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[mediatheque.extractors]\nbad = bad:Bad\n")
    monkeypatch.setenv("PYTHONPATH", str(plugin))
    what = getattr(request.node, "callspec", None)
    seconds = SECONDS.get(what.params["what"], 60) if what else 60
    with Reader(Limits(seconds=seconds, megabytes=600, pages=100)) as opened:
        yield opened


def a_file(tmp_path: Path, what: str) -> Path:
    path = tmp_path / f"{what}.bin"
    path.write_text(f"BAD {what} ")
    return path


@pytest.mark.parametrize(
    ("what", "code", "words"),
    [
        ("exit", "reader-crashed", "s'est arrêté"),
        ("segfault", "reader-crashed", "s'est arrêté"),
        ("hang", "limit-exceeded", "2 secondes"),
        ("memory", "limit-exceeded", "600 Mo"),
        ("abort", "limit-exceeded", "600 Mo"),
        ("raise", "unreadable-file", "endommagé"),
        ("nest", "limit-exceeded", "emboîtés"),
        ("write", "unreadable-file", "endommagé"),
    ],
)
def test_each_misdeed_is_told_and_the_next_file_is_read(
    reader: Reader, tmp_path: Path, what: str, code: str, words: str
):
    with pytest.raises(UnreadableFile, match=words) as told:
        reader.read(a_file(tmp_path, what), "Actes du colloque.pdf")
    assert told.value.code == code
    assert "« Actes du colloque.pdf »" in str(told.value)
    good = reader.read(a_file(tmp_path, "print"), "bon.txt")
    assert "tout simple" in good.cuts[0].text


def test_what_an_extractor_prints_is_not_taken_for_an_answer(reader: Reader, tmp_path: Path):
    assert reader.read(a_file(tmp_path, "print"), "bavard.txt").media_type == "text/plain"
