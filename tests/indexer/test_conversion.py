import contextlib
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from corpus.errors import EncryptedFile, LimitExceeded, UnknownFormat, UnreadableFile
from indexer import conversion
from indexer.conversion import convert, convert_many, needs_conversion
from indexer.extract.docx import DocxExtractor
from indexer.extract.office import NeedsLibreOffice, OfficeExtractor, kind_of, libreoffice
from indexer.extract.ole import SIGNATURE
from indexer.extract.others import OtherFormats
from indexer.extract.programs import Bounds, Failed, TookTooLong, run
from indexer.limits import Limits
from indexer.reader import Reader

needs_libreoffice = pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed.")
WALLED = "import sys; from indexer.walls import wall_in; print(wall_in(sys.argv[1:2], sys.argv[2:3]))"
needs_walls = pytest.mark.skipif(
    "True" not in subprocess.run([sys.executable, "-c", WALLED], capture_output=True, text=True, check=False).stdout,
    reason="This kernel builds no walls (Landlock).",
)
RTF = r"{\rtf1\ansi\ansicpg1252 {\b Mme Ba} a parl\'e9 de l'eau\chftn{\footnote\chftn  Loi de 2005.}.\par Merci.\par}"


def compound(path: Path, *names: str, flags: int = 0) -> Path:
    """A compound file of four sectors: table, directory, and the first bytes of the first stream."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, end, 0, end, 0, 0) + struct.pack("<108I", *[free] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, end, end, *[free] * 125)
    entries = b""
    for name in ("Root Entry", *names):
        raw = name.encode("utf-16-le")
        kind = 5 if name == "Root Entry" else 2
        entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
        entries += entry.ljust(116, b"\0") + struct.pack("<IQ", 2, 4096)
    first = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x40C, 0, flags).ljust(512, b"\0")
    path.write_bytes(header + table + entries.ljust(512, b"\0")[:512] + first)
    return path


def text_of(path: Path) -> str:
    return "\n".join(p.text for p in DocxExtractor().extract(path).paragraphs)


@pytest.mark.parametrize(
    ("head", "needs"),
    [
        (b"{\\rtf1\\ansi", True),
        (b"\xef\xbb\xbf\n{\\RTF1", True),
        (SIGNATURE, True),
        (b"PK\x03\x04", False),
        (b"%PDF-1.4", False),
        (b"rtf est un format", False),
        (b"", False),
    ],
)
def test_what_needs_conversion_is_told_by_its_bytes(head, needs):
    assert needs_conversion(head) is needs


def test_compound_files_are_told_apart(tmp_path):
    assert kind_of(compound(tmp_path / "a", "WordDocument")) == "application/msword"
    assert kind_of(compound(tmp_path / "b", "Workbook")) is None
    for path in (compound(tmp_path / "c", "WordDocument", flags=0x0100), compound(tmp_path / "d", "EncryptedPackage")):
        with pytest.raises(EncryptedFile):
            kind_of(path)


@pytest.mark.parametrize("damage", ["cut", "loop", "noise"])
def test_a_damaged_compound_file_ends(tmp_path, damage):
    path = compound(tmp_path / "x", "WordDocument")
    content = bytearray(path.read_bytes())
    if damage == "cut":
        content = content[:700]
    elif damage == "loop":
        content[512 + 4 : 512 + 8] = struct.pack("<I", 1)
        content[68:72] = struct.pack("<I", 0)
    else:
        content[30:] = bytes(range(256)) * 8
    path.write_bytes(bytes(content))
    started = time.monotonic()
    kind_of(path)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "image (PNG)"),
        (b"\xff\xd8\xff\xe0", "image (JPEG)"),
        (b"ID3\x03", "transcription"),
        (b"MZ\x90", "programme"),
        (b"Rar!\x1a", "archive (RAR)"),
    ],
)
def test_what_is_known_and_not_read_is_named(tmp_path, content, words):
    path = tmp_path / "document.pdf"
    path.write_bytes(content)
    assert OtherFormats().claims(path, content) > 0
    with pytest.raises(UnknownFormat) as told:
        OtherFormats().extract(path)
    assert words in str(told.value)
    assert told.value.code == "unknown-format"


def test_workbooks_and_old_slides_are_named(tmp_path):
    with pytest.raises(UnknownFormat, match="XLS"):
        OtherFormats().extract(compound(tmp_path / "a", "Workbook"))
    with pytest.raises(UnknownFormat, match="PPTX"):
        OtherFormats().extract(compound(tmp_path / "b", "PowerPoint Document"))


def test_without_libreoffice_the_file_waits(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_text(RTF)
    monkeypatch.setenv("PATH", str(tmp_path))
    for attempt in (lambda: convert(path, tmp_path), lambda: OfficeExtractor().extract(path)):
        with pytest.raises(NeedsLibreOffice, match="libreoffice-writer-nogui") as told:
            attempt()
        assert told.value.code == "needs-libreoffice"
    assert OfficeExtractor().claims(path, path.read_bytes()) > 90


@needs_libreoffice
def test_a_batch_gives_each_file_its_own_outcome(tmp_path):
    good, bad, other = tmp_path / "good", tmp_path / "bad", tmp_path / "other"
    good.write_text(RTF)
    compound(bad, "WordDocument")
    compound(other, "Workbook")
    made = convert_many([good, bad, other], tmp_path / "made")
    assert isinstance(made[good], Path)
    paragraphs = DocxExtractor().extract(made[good]).paragraphs
    assert [(p.kind, p.text) for p in paragraphs] == [
        ("text", "Mme Ba a parlé de l'eau."),
        ("note", "Loi de 2005."),
        ("text", "Merci."),
    ]
    assert isinstance(made[bad], UnreadableFile)
    assert isinstance(made[other], UnknownFormat)
    assert list((tmp_path / "made").iterdir()) == [made[good]]


@needs_libreoffice
@needs_walls
def test_other_files_are_neither_read_nor_taken_along(tmp_path):
    (tmp_path / "secret.txt").write_text("mot de passe")
    Image.new("RGB", (99, 77)).save(tmp_path / "secret.png")
    path = tmp_path / "x"
    text = r'{\field{\*\fldinst INCLUDETEXT "' + str(tmp_path / "secret.txt") + r'"}{\fldrslt visible}}'
    picture = r'{\field{\*\fldinst INCLUDEPICTURE "' + str(tmp_path / "secret.png") + r'" \\d}{\fldrslt }}'
    path.write_text(r"{\rtf1 Avant " + text + picture + r" apr\'e8s.\par}")
    made = convert(path, tmp_path / "made")
    assert "visible" in text_of(made)
    assert "mot de passe" not in text_of(made)
    with zipfile.ZipFile(made) as package:
        pictures = [package.read(name) for name in package.namelist() if name.endswith(".png")]
    assert (tmp_path / "secret.png").read_bytes() not in pictures


@needs_libreoffice
def test_what_takes_too_long_is_killed_with_all_it_started(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_text(RTF)
    monkeypatch.setattr(conversion, "_STARTING_SECONDS", 0)
    with pytest.raises(LimitExceeded, match="dépassé 0 secondes"):
        convert(path, tmp_path, seconds=0)


@needs_libreoffice
def test_the_sample_word_and_rtf_files_keep_their_notes(shared, tmp_path):
    paths = [next((shared / "samples").glob(f"*.{kind}")) for kind in ("doc", "rtf")]
    for made in convert_many(paths, tmp_path).values():
        assert isinstance(made, Path)
        paragraphs = DocxExtractor().extract(made).paragraphs
        assert [p.marker for p in paragraphs if p.kind == "note"] == ["1", "2"]
        assert sum(len(p.text.split()) for p in paragraphs) > 2200


def test_programs_get_no_more_than_their_bounds(tmp_path):
    with pytest.raises(TookTooLong):
        run(["sh", "-c", "sleep 30 & sleep 30"], Bounds(seconds=1))
    with pytest.raises(Failed):
        run(["sh", "-c", f"head -c 2000000 /dev/zero > {tmp_path}/big"], Bounds(written=1000))
    assert (tmp_path / "big").stat().st_size <= 1000
    with pytest.raises(Failed):
        run(["no-such-program-at-all"], Bounds())
    assert run(["cat"], Bounds(), b"bonjour") == b"bonjour"


@needs_walls
def test_a_walled_process_reads_and_writes_only_where_it_may(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "note.txt").write_text(folder.name)

    def walled(script: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "indexer.walls", str(inside), "sh", "-c", script]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert walled(f"cat {inside}/note.txt; echo more > {inside}/new.txt").stdout == "inside"
    assert (inside / "new.txt").read_text() == "more\n"
    refused = walled(f"cat {outside}/note.txt; echo more > {outside}/new.txt")
    assert refused.stdout == ""
    assert "ermission" in refused.stderr
    assert not (outside / "new.txt").exists()


def test_a_program_dies_with_who_started_it(tmp_path):
    mark = tmp_path / "alive"
    script = (
        "import sys; from indexer.extract.programs import Bounds, run; "
        "run(['sh', '-c', 'touch \"$0\"; while sleep 1; do :; done', sys.argv[1]], Bounds(60))"
    )
    starter = subprocess.Popen([sys.executable, "-c", script, str(mark)])
    for _ in range(100):
        if mark.exists():
            break
        time.sleep(0.1)
    assert mark.exists()
    starter.kill()
    starter.wait()
    for _ in range(50):
        if not _running(str(mark)):
            return
        time.sleep(0.1)
    pytest.fail("The program outlived its parent.")


def _running(word: str) -> bool:
    """Whether a process has this word among its arguments."""
    lines = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            lines.append(one.read_bytes())
    return any(word.encode() in line for line in lines)


@needs_libreoffice
def test_what_is_made_on_the_way_lies_in_the_folder_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    folder = tmp_path / "maison"
    folder.mkdir()
    (folder / "a").write_text(RTF, encoding="ascii")
    with Reader(Limits(), folder=folder) as reader:
        assert "Mme Ba a parlé de l'eau" in reader.read(folder / "a", "a.rtf").cuts[0].text
    assert [one.name for one in folder.iterdir()] == ["a"]
