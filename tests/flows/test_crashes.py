"""Bad days: killed processes, full disks, folders that cannot be written, a catalogue in use, an index gone."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import select

from corpus.catalogue import Catalogue, databases, deposits
from corpus.catalogue.models import Deposit
from corpus.errors import CatalogueUnavailable
from corpus.installation import Installation
from corpus.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from corpus.cli import main; main()"]
WORDS = "Le puits du village est profond et son eau est claire. "


def run(settings: Settings, *words: str, **given: object) -> tuple[int, str]:
    env = {**os.environ, "MEDIATHEQUE_HOME": settings.home, "MEDIATHEQUE_CATALOGUE": settings.catalogue}
    wrap = given.pop("wrap", [])
    done = subprocess.run(
        [*wrap, *COMMAND, *words], env=env, capture_output=True, text=True, check=False, timeout=180, **given
    )
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    return done.returncode, said


def well(settings: Settings) -> None:
    code, said = run(settings, "check")
    assert code == 0, said


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small files."""
    folder = tmp_path_factory.mktemp("textes")
    for name in ("un", "deux"):
        (folder / f"{name}.txt").write_text(f"Réunion {name}\n\n" + f"{WORDS}{name}.\n\n" * 20, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, texts: Path) -> Path:
    """The home of an installation with one document."""
    settings = Settings(home=str(tmp_path_factory.mktemp("modele")))
    code, said = run(settings, "add", str(texts / "un.txt"))
    assert code == 0, said
    return settings.home_path


@pytest.fixture
def home(tmp_path: Path, model: Path) -> Settings:
    """An installation of one's own, with one document."""
    return Settings(home=str(shutil.copytree(model, tmp_path / "home")))


def kills() -> ModuleType:
    name = "soak_kills"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, ROOT / "tests" / "soak" / "kills.py")
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def test_after_kill_9_everything_continues_and_nothing_is_lost_or_doubled(
    tmp_path: Path, catalogue_url: str, capsys: pytest.CaptureFixture[str]
):
    """A short form of `make soak`."""
    soak = kills().Kills(tmp_path / "home", seed=5, catalogue=catalogue_url, span=3.0)
    try:
        soak.run(3, print)
    finally:
        soak.installation.catalogue.close()
    assert sum(soak.victims.values()) >= 3, capsys.readouterr().out


def limited(size: int) -> Callable[[], None]:
    """No file of the process may grow beyond `size` bytes, as on a disk that is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_an_original_that_does_not_fit_is_told_and_nothing_is_half_there(home: Settings, tmp_path: Path):
    big = tmp_path / "gros.txt"
    big.write_text(WORDS * 100_000, encoding="utf-8")
    code, said = run(home, "add", str(big), preexec_fn=limited(4_000_000))
    assert code == 1
    assert "taille permise" in said
    assert not list(home.files_path.glob("depot-*"))
    well(home)


def test_a_full_disk_under_the_catalogue_is_told_and_the_command_repeated_later_goes_on(home: Settings, texts: Path):
    code, said = run(home, "add", str(texts), preexec_fn=limited(40_000))  # a tenth of what the catalogue has already
    assert code == 1
    assert "disque" in said
    well(home)
    code, said = run(home, "add", str(texts))
    assert code == 0, said
    assert "1 ajouté(s), 1 déjà connu(s)" in said
    well(home)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    place = tmp_path / "disque"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=3m", "essai", str(place)]
    if shutil.which("mount") is None or subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("monter un petit disque demande d'être administrateur")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S607 - wherever the system has it


def test_a_disk_that_fills_up_during_an_import_loses_nothing(small_disk: Path, tmp_path: Path):
    settings = Settings(home=str(small_disk / "home"))
    folder = tmp_path / "lot"
    folder.mkdir()
    for number in range(8):
        lines = "\n\n".join(f"{WORDS}{number}-{line}-{os.urandom(150).hex()}." for line in range(400))
        (folder / f"{number:02}.txt").write_text(f"Réunion {number}\n\n{lines}", encoding="utf-8")
    code, said = run(settings, "add", str(folder))
    assert code == 1
    assert "disque" in said, said
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)  # noqa: S607
    code, said = run(settings, "check")  # the index may be behind; nothing else may be wrong
    assert code == 0 or "mediatheque index" in said, said
    code, said = run(settings, "add", str(folder))
    assert code == 0, said
    well(settings)
    opened = Installation(settings)
    with opened.catalogue.session() as session:
        assert sorted(session.scalars(select(Deposit.outcome).distinct())) in (["done"], ["done", "known"])
    opened.catalogue.close()


@pytest.fixture
def without_privileges() -> list[str]:
    """What to put before a command so that rights of files hold for it, even when the tests run as root."""
    if os.getuid() != 0:
        return []
    wrap = ["setpriv", "--bounding-set=-dac_override,-dac_read_search,-fowner", "--inh-caps=-all", "--"]
    if shutil.which("setpriv") is None or subprocess.run([*wrap, "true"], check=False, capture_output=True).returncode:
        pytest.skip("les droits des fichiers ne valent pas pour l'administrateur, et setpriv manque")
    return wrap


def test_a_folder_that_cannot_be_written_is_told(home: Settings, texts: Path, without_privileges: list[str]):
    before = sorted(home.home_path.rglob("*"))
    folders = [home.home_path, *(one for one in home.home_path.rglob("*") if one.is_dir())]
    files = [one for one in home.home_path.rglob("*") if one.is_file()]
    for one in (*files, *folders):
        one.chmod(0o444 if one.is_file() else 0o555)
    try:
        code, said = run(home, "add", str(texts), wrap=without_privileges)
        assert code == 1
        assert "droits" in said, said
        code, said = run(Settings(home=str(home.home_path / "neuf")), "check", wrap=without_privileges)
        assert code == 1
        assert "droits" in said, said
    finally:
        for one in (*folders, *files):
            one.chmod(0o755 if one.is_dir() else 0o644)
    assert [one for one in sorted(home.home_path.rglob("*")) if "-" not in one.name] == [
        one for one in before if "-" not in one.name
    ]
    code, said = run(home, "add", str(texts))
    assert code == 0, said
    well(home)


def test_a_catalogue_in_use_for_too_long_is_told(installation: Installation, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(databases, "BUSY_SECONDS", 1)  # thirty seconds outside of tests
    other = Catalogue.open(installation.settings.catalogue_url)
    with installation.catalogue.writing() as session:
        session.add(Deposit(filename="a", who="Anne"))
        session.flush()
        with pytest.raises(CatalogueUnavailable, match="occupe depuis plus de 30 secondes"), other.writing() as late:
            deposits.waiting(late)
        with other.session() as reading:  # who reads does not wait
            assert deposits.waiting(reading) == 0
    with other.writing() as session:
        session.add(Deposit(filename="b", who="Anne"))
    with other.session() as session:
        assert session.scalars(select(Deposit.filename).order_by(Deposit.id)).all() == ["a", "b"]
    other.close()


def test_an_index_folder_deleted_is_told_and_made_anew(home: Settings):
    shutil.rmtree(home.home_path / "index")
    code, said = run(home, "check")
    assert code == 1
    assert "mediatheque index" in said
    code, said = run(home, "index", "--rebuild")
    assert code == 0, said
    well(home)
    code, said = run(home, "search", "puits")
    assert code == 0
    assert "[puits]" in said


def test_who_indexes_while_another_writes_waits_for_the_turn(home: Settings):
    with (home.home_path / "index" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        letting_go = threading.Timer(8.0, fcntl.flock, (lock, fcntl.LOCK_UN))
        letting_go.start()
        code, said = run(home, "index", "--rebuild")
        letting_go.join()
    assert code == 0, said
    assert "attente de son tour" in said
    well(home)


def test_a_damaged_index_is_told_and_made_anew(home: Settings):
    for one in (home.home_path / "index").rglob("*"):
        if one.is_file() and one.name != "lock":
            one.write_bytes(b"abime")
    for words in (("search", "puits"), ("check",)):
        code, said = run(home, *words)
        assert code == 1
        assert "index --rebuild" in said, said
    code, said = run(home, "index", "--rebuild")
    assert code == 0, said
    well(home)
