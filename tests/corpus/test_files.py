from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from corpus.errors import MissingFile, StorageFault
from corpus.files import FileStore


def test_bytes_are_kept_exactly_and_once(tmp_path: Path):
    store = FileStore(tmp_path / "fichiers")
    data = bytes(range(256)) * 5000
    sha256, size = store.keep(io.BytesIO(data))
    assert (sha256, size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert store.keep(io.BytesIO(data))[0] == sha256
    assert store.path(sha256).read_bytes() == data
    assert [one for one in (tmp_path / "fichiers").rglob("*") if one.is_file()] == [store.path(sha256)]


def test_an_interrupted_copy_leaves_nothing(tmp_path: Path):
    class Torn(io.RawIOBase):
        def __init__(self) -> None:
            self.calls = 0

        def read(self, size: int = -1) -> bytes:
            self.calls += 1
            if self.calls > 1:
                raise OSError("disque débranché")
            return b"x" * size

    store = FileStore(tmp_path / "fichiers")
    with pytest.raises(StorageFault, match="disque débranché"):
        store.keep(Torn())
    assert list((tmp_path / "fichiers").iterdir()) == []


def test_damage_is_noticed(tmp_path: Path):
    store = FileStore(tmp_path)
    sha256, _ = store.keep(io.BytesIO(b"bonjour"))
    assert store.damaged(sha256) is None
    store.path(sha256).chmod(0o644)
    store.path(sha256).write_bytes(b"bonsoir")
    assert "changé" in (store.damaged(sha256) or "")
    store.path(sha256).unlink()
    assert "manque" in (store.damaged(sha256) or "")


def test_a_missing_file_is_told(tmp_path: Path):
    with pytest.raises(MissingFile, match=r"absent\.pdf"):
        FileStore(tmp_path).keep_path(tmp_path / "absent.pdf")


def test_what_a_killed_copy_left_is_swept_away_later(tmp_path: Path):
    store = FileStore(tmp_path)
    (tmp_path / "depot-ancien").write_bytes(b"moi")
    (tmp_path / "depot-lecture").mkdir()
    (tmp_path / "depot-lecture" / "0.docx").write_bytes(b"moi aussi")
    for left in ("depot-ancien", "depot-lecture"):
        os.utime(tmp_path / left, (0, 0))
    (tmp_path / "depot-recent").write_bytes(b"quelqu'un copie en ce moment")
    store.sweep()
    assert [one.name for one in tmp_path.iterdir()] == ["depot-recent"]
