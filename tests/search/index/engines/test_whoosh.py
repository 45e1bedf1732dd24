"""The folder of the Whoosh engine under accidents, and with several programs at once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import BadSetting, IndexBusy, IndexUnavailable
from search.index import Entry, Sought
from search.index.engines import open_engine
from search.index.engines.whoosh import WhooshEngine
from search.query.words import parse


def entry(pid: str, text: str = "Une digue de pierre.") -> Entry:
    return Entry(f"p{pid}", pid, 0, f"Document {pid}", text)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"whoosh:{tmp_path / 'index'}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def writer(url: str) -> Iterator[WhooshEngine]:
    engine = WhooshEngine.open(url)
    engine.replace("d1", 1, [entry("d1")])
    yield engine
    engine.close()


@pytest.fixture
def reader(url: str, writer: WhooshEngine) -> Iterator[WhooshEngine]:  # noqa: ARG001  the index must be there
    engine = WhooshEngine.open(url, readonly=True)
    yield engine
    engine.close()


def run(program: str, url: str) -> subprocess.Popen[str]:
    """Another process with the same code; it says "ready" and waits for a line where it needs to."""
    head = "import sys; from search.index import *; from search.index.engines import open_engine; url = sys.argv[1]\n"
    root = Path(__file__).resolve().parents[4]
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", head + program, url],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_both_urls_open_it(tmp_path: Path):
    for scheme in ("whoosh", "whoosh-plain"):
        engine = open_engine(f"{scheme}:{tmp_path / scheme}")
        engine.replace("d", 1, [entry("d")])
        assert engine.held() == {"d": 1}
        engine.close()


def test_an_unknown_engine_is_a_bad_setting():
    with pytest.raises(BadSetting, match="sphinx"):
        open_engine("sphinx:/x")


def test_an_index_survives_its_program(url: str, writer: WhooshEngine):
    writer.close()
    again = open_engine(url)
    assert again.held() == {"d1": 1}
    assert again.find(parse("digue")).total == 1
    again.close()


def test_a_reader_sees_what_is_written_meanwhile(writer: WhooshEngine, reader: WhooshEngine):
    assert reader.find(parse("digue")).total == 1
    writer.replace("d2", 1, [entry("d2")])
    assert reader.find(parse("digue")).total == 2
    writer.rebuild([("d9", 1, [entry("d9")])])
    assert reader.held() == {"d9": 1}


def test_a_reader_in_another_process_sees_a_new_document(url: str, writer: WhooshEngine):
    program = """
engine = open_engine(url, readonly=True)
print(engine.find(Sought()).total, flush=True)
sys.stdin.readline()
print(engine.find(Sought()).total, flush=True)
engine.close()
"""
    with run(program, url) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "1\n"
        writer.replace("d2", 1, [entry("d2")])
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "2\n"
    assert other.returncode == 0


def test_a_second_writer_is_told_to_wait(url: str, writer: WhooshEngine):
    second = WhooshEngine.open(url)
    with writer.batch():
        with pytest.raises(IndexBusy):
            second.replace("d2", 1, [entry("d2")])
        with pytest.raises(IndexBusy):
            second.rebuild([])
        assert second.find(parse("digue")).total == 1  # reading goes on
    second.replace("d2", 1, [entry("d2")])
    assert writer.held() == {"d1": 1, "d2": 1}
    second.close()


def test_a_reader_cannot_write(reader: WhooshEngine):
    with pytest.raises(IndexUnavailable, match="lecture seule"):
        reader.replace("d2", 1, [entry("d2")])


def test_threads_read_while_one_writes(writer: WhooshEngine, reader: WhooshEngine):
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        try:
            while not done.is_set():
                found = reader.find(parse('"digue de pierre"'), limit=100)
                if found.total != len(found.hits) or not found.total or "<mark>" not in found.hits[-1].snippet:
                    wrong.append(found)
        except Exception as error:  # noqa: BLE001  a thread's error would be lost
            wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(2, 14):
        writer.replace(f"d{n}", 1, [entry(f"d{n}")])
        if n % 5 == 0:
            writer.rebuild([(f"d{m}", 1, [entry(f"d{m}")]) for m in range(1, n + 1)])
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert reader.find(parse("digue")).total == 13


def test_many_small_commits_stay_few_files(folder: Path, writer: WhooshEngine):
    for n in range(40):
        writer.replace("d1", n, [entry("d1"), Entry(f"q{n}", "d1", 1, "T", f"mot{n}")])
        writer.replace(f"e{n % 7}", n, [entry(f"e{n % 7}")])
    assert len(list(next(folder.glob("index-*")).iterdir())) < 80
    assert writer.find(parse("digue")).total == 8
    assert writer.find(parse("mot38")).total == 0


KILLED = """
engine = open_engine(url)
texts = [Entry(f"p{n}", f"k{n}", 0, "T", "digue " * 300) for n in range(400)]
print("ready", flush=True)
with engine.batch():
    for e in texts:
        engine.replace(e.document_pid, 2, [e])
print("written", flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_a_writer_killed_at_any_moment_leaves_the_old_state_or_the_new(url: str, writer: WhooshEngine, delay: float):
    old = writer.held()
    new = old | {f"k{n}": 2 for n in range(400)}
    with run(KILLED, url) as other:
        assert other.stdout
        assert other.stdout.readline() == "ready\n"
        time.sleep(delay)
        other.send_signal(signal.SIGKILL)
    assert writer.held() in (old, new)
    writer.replace("d2", 1, [entry("d2")])  # the lock died with it
    assert writer.held()["d2"] == 1
    assert writer.find(parse("pierre")).total == 2


def test_a_rebuild_killed_leaves_the_old_state(url: str, folder: Path, writer: WhooshEngine):
    program = """
def documents():
    yield "k1", 2, [Entry("k", "k1", 0, "T", "digue")]
    print("ready", flush=True)
    sys.stdin.readline()
open_engine(url).rebuild(documents())
"""
    with run(program, url) as other:
        assert other.stdout
        assert other.stdout.readline() == "ready\n"
        assert writer.find(parse("digue")).total == 1
        other.send_signal(signal.SIGKILL)
    assert writer.held() == {"d1": 1}
    writer.replace("d2", 1, [entry("d2")])
    assert len(list(folder.glob("index-*"))) == 1  # what the killed one left is gone


def test_a_reader_of_nothing_says_so(tmp_path: Path):
    engine = open_engine(f"whoosh:{tmp_path / 'nowhere'}", readonly=True)
    with pytest.raises(IndexUnavailable, match="n'existe pas encore"):
        engine.find(Sought())
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_deleted_under_a_reader_is_told_and_can_be_made_anew(
    folder: Path, writer: WhooshEngine, reader: WhooshEngine
):
    assert reader.find(parse("digue")).total == 1
    shutil.rmtree(folder)
    for ask in (lambda: reader.find(parse("digue")), reader.held, lambda: reader.suggest("di")):
        with pytest.raises(IndexUnavailable, match="mediatheque index --rebuild"):
            ask()
    writer.rebuild([("d9", 1, [entry("d9")])])
    assert reader.held() == {"d9": 1}


def test_files_of_others_in_the_folder_disturb_nothing(folder: Path, writer: WhooshEngine, reader: WhooshEngine):
    inner = next(folder.glob("index-*"))
    for name in ("Thumbs.db", "_MAIN_x.toc", "MAIN_zzz.trm", "_MAIN_99.toc.tmp"):
        (inner / name).write_bytes(os.urandom(64))
        (folder / name).write_bytes(os.urandom(64))
    writer.replace("d2", 1, [entry("d2")])
    assert reader.held() == {"d1": 1, "d2": 1}


@pytest.mark.parametrize("garbage", [b"", b"garbage", b"\x80\x04." * 50])
@pytest.mark.parametrize("pattern", ["*.toc", "*.trm", "*.pst", "*.col"])
def test_damaged_files_are_told_and_a_rebuild_heals(url: str, folder: Path, pattern: str, garbage: bytes):
    first = open_engine(url)
    first.replace("d1", 1, [entry("d1")])
    first.close()
    for file in next(folder.glob("index-*")).glob(pattern):
        file.write_bytes(garbage)
    engine = open_engine(url)
    with pytest.raises(IndexUnavailable, match="ne répond pas"):
        engine.find(parse("digue"))
    engine.rebuild([("d1", 2, [entry("d1")])])
    assert engine.find(parse("digue")).total == 1
    engine.close()


@pytest.mark.parametrize(
    "said",
    ["", "nothing", "[]", "{}", json.dumps({"folder": "index-77", "version": None}), json.dumps({"folder": 3})],
)
def test_a_damaged_pointer_is_told(folder: Path, writer: WhooshEngine, reader: WhooshEngine, said: str):
    (folder / "current").write_text(said)
    with pytest.raises(IndexUnavailable):
        reader.find(Sought())
    with pytest.raises(IndexUnavailable):
        writer.replace("d2", 1, [entry("d2")])
    writer.rebuild([("d1", 2, [entry("d1")])])
    assert reader.held() == {"d1": 2}


def test_an_index_of_another_version_asks_for_a_rebuild(folder: Path, reader: WhooshEngine):
    said = json.loads((folder / "current").read_text())
    (folder / "current").write_text(json.dumps(said | {"version": [0, 0]}))
    with pytest.raises(IndexUnavailable, match="autre version"):
        reader.find(Sought())


def test_a_path_that_is_a_file_is_told(tmp_path: Path):
    (tmp_path / "index").write_text("x")
    with pytest.raises(IndexUnavailable):
        open_engine(f"whoosh:{tmp_path / 'index'}").replace("d", 1, [entry("d")])
    with pytest.raises(IndexUnavailable):
        open_engine(f"whoosh:{tmp_path / 'index'}", readonly=True).find(Sought())


def test_importing_gives_no_warning(tmp_path: Path):
    root = Path(__file__).resolve().parents[4]
    shown = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-X",
            f"pycache_prefix={tmp_path}",
            "-c",
            "import search.index.engines.whoosh",
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (shown.returncode, shown.stderr) == (0, "")
