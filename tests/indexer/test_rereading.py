"""Everything is read again, whoever stops in between; a file becomes the next version by the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from corpus.catalogue import deposits
from corpus.catalogue.models import Document, Passage
from corpus.cli import build, main
from corpus.installation import Installation
from corpus.settings import Settings
from indexer import jobs, rereading

TEXTS = {
    "puits.txt": "Note sur les puits\n\nLe puits du village a été creusé en trois semaines par les habitants.",
    "pompes.txt": "Note sur les pompes\n\nUne pompe qui n'est pas entretenue casse au bout de trois ans de service.",
    "seaux.txt": "Note sur les seaux\n\nLe comité de gestion vend le seau à un prix que chacun dans la rue accepte.",
}

Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in TEXTS}


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("MEDIATHEQUE_HOME", str(tmp_path / "maison"))
    monkeypatch.setenv("MEDIATHEQUE_INDEX", "memory:")

    def run(*words: str) -> tuple[int, list[str]]:
        code = build().main(list(words), standalone_mode=False)
        return int(code or 0), capsys.readouterr().out.splitlines()

    return run


def test_reading_again_goes_on_where_it_was_stopped(installation: Installation, files: dict[str, Path]) -> None:
    catalogue, settings = installation.catalogue, installation.settings
    for path in files.values():
        with catalogue.writing() as session:
            deposits.deposit(session, installation.store, path, "Anne")
    assert [one.outcome for one in jobs.work(catalogue, settings, jobs.worker_name())] == ["done"] * 3
    since = rereading.begin(settings)
    wanted = rereading.still_to_read(catalogue, since)
    assert len(wanted) == 3
    with catalogue.session() as session:
        before = set(session.scalars(select(Passage.pid)))
    stopped = rereading.reread_documents(catalogue, settings, wanted)
    assert next(stopped).error is None
    stopped.close()
    assert rereading.begin(settings) == since
    assert rereading.still_to_read(catalogue, since) == wanted[1:]
    with catalogue.session() as session:
        lost = session.get_one(Document, wanted[2]).current.sha256
    installation.store.path(lost).unlink()
    done = list(rereading.reread_documents(catalogue, settings, wanted[1:]))
    assert [one.error.code if one.error else None for one in done] == [None, "missing-file"]
    assert rereading.still_to_read(catalogue, since) == wanted[2:]
    assert rereading.begin(settings, restart=True) > since
    rereading.end(settings)
    with catalogue.session() as session:
        assert set(session.scalars(select(Passage.pid))) == before


def test_a_file_becomes_the_next_version(command: Run, files: dict[str, Path], tmp_path: Path) -> None:
    added = json.loads(command("add", "--json", str(files["puits.txt"]))[1][0])
    pid = added["document"]
    newer = tmp_path / "puits corrigé.txt"
    newer.write_text(TEXTS["puits.txt"] + "\n\nDepuis, une pompe à main a été posée et clôturée.", encoding="utf-8")
    shown = json.loads(command("describe", pid, "--json")[1][0])
    code, lines = command("add", "--json", str(newer), "--replaces", pid)
    told = json.loads(lines[0])
    assert (code, told["document"], told["outcome"]) == (0, pid, "done")
    assert told["message"].startswith("Nouvelle version : « Note sur les puits")
    after = json.loads(command("describe", pid, "--json")[1][0])
    assert after["file"] == "puits corrigé.txt"
    assert {one["pid"] for one in shown["passages"]} <= {one["pid"] for one in after["passages"]}
    again = json.loads(command("add", "--json", str(newer), "--replaces", pid)[1][0])
    assert again["outcome"] == "known"
    opened = Installation(Settings.from_environ())
    with opened.catalogue.session() as session:
        versions = session.get_one(Document, pid).versions
        assert [opened.store.path(one.sha256).is_file() for one in versions] == [True, True]
    opened.catalogue.close()
    assert command("links")[0] == 0
    assert command("reread", pid) == (0, ["1 document(s) relu(s), 0 en échec."])
    assert command("reread", "--all") == (0, ["1 document(s) relu(s), 0 en échec."])
    assert not (tmp_path / "maison" / rereading.NOTE).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("reread",), "--all"),
        (("reread", "0123456789b", "--all"), "--all"),
        (("add", "a.txt", "b.txt", "--replaces", "0123456789b"), "un seul fichier"),
        (("add", "{puits.txt}", "--replaces", "0123456789b"), "0123456789b"),
        (("reread", "0123456789b"), "0123456789b"),
    ],
)
def test_wrong_use_is_told(
    words: tuple[str, ...],
    said: str,
    files: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("MEDIATHEQUE_HOME", str(tmp_path / "maison"))
    given = [str(files[one.strip("{}")]) if one.startswith("{") else one for one in words]
    monkeypatch.setattr("sys.argv", ["mediatheque", *given])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code
    printed = capsys.readouterr()
    assert said in printed.err + printed.out
