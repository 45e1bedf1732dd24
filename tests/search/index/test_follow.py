from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.catalogue.models import Document, Passage, StoredFile, Version
from corpus.errors import IndexOutdated
from corpus.installation import Installation
from search.index import Clause, Sought, follow
from search.index.engines import open_engine


def a_document(installation: Installation) -> str:
    with installation.catalogue.writing() as session:
        session.add(StoredFile(sha256="1" * 64, size=1))
        session.flush()
        document = Document(title="Actes")
        version = Version(sha256="1" * 64, filename="actes.pdf")
        programme = Passage(position=0, kind="contents", text="Table ronde : le puits, le puits, le puits")
        speech = Passage(position=1, kind="intervention", text="Nous avons creusé un puits avec tout le village.")
        version.passages = [programme, speech]
        document.versions.append(version)
        session.add(document)
        session.flush()
        return speech.pid


def test_an_index_of_another_version_is_made_anew_by_itself(installation: Installation, tmp_path: Path):
    a_document(installation)
    engine = open_engine(f"whoosh:{tmp_path / 'index'}")
    assert follow.follow(installation.catalogue, engine) == 1
    pointer = tmp_path / "index" / "current"
    pointer.write_text(json.dumps(json.loads(pointer.read_text()) | {"version": [0, 0]}))
    with pytest.raises(IndexOutdated, match="autre version"):
        engine.held()
    assert follow.follow(installation.catalogue, engine) == 1
    assert len(engine.held()) == 1
    engine.close()


@pytest.mark.parametrize("kind", ["memory:", "whoosh:"])
def test_what_is_said_comes_before_what_is_announced(installation: Installation, tmp_path: Path, kind: str):
    speech = a_document(installation)
    engine = open_engine(kind if kind == "memory:" else f"{kind}{tmp_path / 'index'}")
    follow.follow(installation.catalogue, engine)
    found = engine.find(Sought(groups=((Clause("puits"),),)))
    assert found.total == 2
    assert found.hits[0].pid == speech
    engine.close()
