"""What the child that opens files may not do, whoever has taken it over."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.confinement import CALLS, FILES
from indexer.limits import Limits
from indexer.reader import Reader

TRY = """
import json, os, socket, subprocess, sys, threading
from pathlib import Path
from indexer.confinement import lock, own_places

inside, outside = Path(sys.argv[1]), Path(sys.argv[2])
held = lock([*own_places(), inside])

def told(what):
    try:
        what()
    except PermissionError:
        return "refused"
    except OSError as error:
        return type(error).__name__
    return "done"

def a_thread():
    one = threading.Thread(target=print, args=("",), kwargs={"file": sys.stderr})
    one.start()
    one.join()

print(json.dumps({
    "held": sorted(held),
    "socket": told(lambda: socket.socket()),
    "local socket": told(lambda: socket.socket(socket.AF_UNIX)),
    "write": told(lambda: (inside / "b.txt").write_text("x")),
    "append": told(lambda: (inside / "a.txt").open("a")),
    "delete": told(lambda: (inside / "a.txt").unlink()),
    "rename": told(lambda: (inside / "a.txt").rename(inside / "c.txt")),
    "fork": told(os.fork),
    "program": told(lambda: subprocess.run([sys.executable, "-V"])),
    "become": told(lambda: os.execv(sys.executable, [sys.executable, "-V"])),
    "kill": told(lambda: os.kill(os.getppid(), 0)),
    "read outside": told(outside.read_text),
    "list outside": told(lambda: os.listdir(outside.parent)),
    "read inside": told((inside / "a.txt").read_text),
    "thread": told(a_thread),
    "late import": told(lambda: __import__("colorsys")),
}))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    inside, outside = tmp_path_factory.mktemp("dedans"), tmp_path_factory.mktemp("dehors") / "canari.txt"
    (inside / "a.txt").write_text("lisible")
    outside.write_text("secret")
    done = subprocess.run(
        [sys.executable, "-P", "-c", TRY, str(inside), str(outside)], capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    "deed",
    [*("socket", "local socket", "write", "append", "delete", "rename", "fork", "program", "become", "kill")],
)
def test_the_calls_that_a_reader_never_needs_are_refused(seen: dict[str, object], deed: str):
    if CALLS not in seen["held"]:
        pytest.skip("ce noyau ne laisse pas filtrer les appels (seccomp)")
    assert seen[deed] == "refused"


@pytest.mark.parametrize("deed", ["read outside", "list outside"])
def test_files_outside_its_folder_are_refused(seen: dict[str, object], deed: str):
    if FILES not in seen["held"]:
        pytest.skip("ce noyau ne connaît pas les murs autour des fichiers (Landlock)")
    assert seen[deed] == "refused"


@pytest.mark.parametrize("deed", ["read inside", "thread", "late import"])
def test_what_reading_needs_goes_on(seen: dict[str, object], deed: str):
    assert seen[deed] == "done"


def test_a_module_in_the_current_folder_is_not_taken_for_a_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    proof = tmp_path / "preuve"
    for name in ("json.py", "lxml.py", "indexer.py"):
        (tmp_path / name).write_text(f"open({str(proof)!r}, 'w')\nraise SystemExit")
    (tmp_path / "texte.txt").write_text("Un texte honnête, à côté de modules qui ne le sont pas.")
    monkeypatch.chdir(tmp_path)
    with Reader(Limits()) as reader:
        assert reader.read(tmp_path / "texte.txt", "texte.txt").cuts
    assert not proof.exists()


def test_files_of_several_folders_are_each_read(tmp_path: Path):
    paths = [tmp_path / name / "texte.txt" for name in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(f"Un texte simple dans le dossier {path.parent.name}.")
    with Reader(Limits()) as reader:
        assert all(path.parent.name in reader.read(path, path.name).cuts[0].text for path in paths)
