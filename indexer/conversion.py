"""DOC and RTF made DOCX by LibreOffice: in a profile of its own, without macros, links or network, in limited time.

LibreOffice cannot run in the child that reads files (it writes files, the child may not): the parent converts first.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import socket
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import LimitExceeded, UnreadableFile
from indexer.extract.office import DOC, RTF, NeedsLibreOffice, kind_of, libreoffice, media_type_of
from indexer.extract.others import refusal
from indexer.extract.programs import Bounds, Failed, TookTooLong, run

SECONDS, MEGABYTES = 60, 1024
_PROGRAM_MEGABYTES = 1024  # address space of LibreOffice itself, before any file is opened
_STARTING_SECONDS = 20
_SOCKETS = Path("/tmp")  # noqa: S108 - where LibreOffice puts them, whatever TMPDIR says
_A_BATCH = 25
_FILTER = "docx:MS Word 2007 XML"
_SUFFIXES = {DOC: ".doc", RTF: ".rtf"}
_DAMAGED = "LibreOffice n'a pas pu l'ouvrir : il semble endommagé. Vérifiez la copie d'origine."
_TOO_LONG = "sa conversion par LibreOffice a dépassé {seconds} secondes et a été arrêtée. Le fichier est conservé."
_TOO_LARGE = "il dépasse {megabytes} Mo. Le fichier est conservé."
_OPTIONS = ("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
_SETTING = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>'
    "</prop></item>"
)
#: No macros, no active content, no links followed, nobody asked.
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Misc", "UseLocking", "false"),
    ("Writer/Content/Update", "Link", "0"),
    ("Writer/Content/Update", "Field", "false"),
    ("Common/Load", "UpdateDocMode", "0"),
)


def needs_conversion(head: bytes) -> bool:
    """Whether the first bytes of a file (64 are enough) are those of a DOC or RTF file."""
    return media_type_of(head) is not None


def convert(path: Path, folder: Path, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Path:
    """Make a DOCX of the DOC or RTF file at `path`, in `folder`; return where it is.

    Raises:
        EncryptedFile: when it asks for a password.
        NeedsLibreOffice: when LibreOffice is not installed.
        LimitExceeded: when it took too long.
        UnreadableFile: when LibreOffice cannot open it, or it is no DOC or RTF file after all.

    """
    made = convert_many([path], folder, seconds, megabytes)[path]
    if isinstance(made, UnreadableFile):
        raise made
    return made


def convert_many(
    paths: Sequence[Path], folder: Path, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> dict[Path, Path | UnreadableFile]:
    """Make a DOCX of each file, in as few runs of LibreOffice as possible; one that breaks harms no other.

    `seconds` and `megabytes` are what a single file may cost.
    """
    outcome: dict[Path, Path | UnreadableFile] = {}
    wanted: dict[Path, str] = {}
    for path in dict.fromkeys(paths):
        try:
            wanted[path] = _suffix(path, megabytes)
        except UnreadableFile as error:
            outcome[path] = error
    bounds = Bounds(seconds + _STARTING_SECONDS, megabytes + _PROGRAM_MEGABYTES, megabytes << 20)
    left = list(wanted)
    while left:
        batch, left = left[:_A_BATCH], left[_A_BATCH:]
        together = len(batch) > 1  # a file that is alone anyway is not tried twice
        made = _together({path: wanted[path] for path in batch}, folder, bounds) if together else {}
        for path in batch:
            outcome[path] = made.get(path) or _alone(path, wanted[path], folder, bounds, seconds)
    return outcome


def _suffix(path: Path, megabytes: int) -> str:
    """What LibreOffice has to believe the file is called."""
    if libreoffice() is None:
        raise NeedsLibreOffice(path.name)
    if path.stat().st_size > megabytes << 20:
        raise LimitExceeded(path.name, _TOO_LARGE.format(megabytes=megabytes))
    kind = kind_of(path)
    if kind is None:
        raise refusal(path)
    return _SUFFIXES[kind]


def _together(suffixes: dict[Path, str], folder: Path, bounds: Bounds) -> dict[Path, Path]:
    """Convert several files in one run; those that came out whole."""
    try:
        return _run(suffixes, folder, bounds)
    except (Failed, TookTooLong):
        return {}


def _alone(path: Path, suffix: str, folder: Path, bounds: Bounds, seconds: int) -> Path | UnreadableFile:
    """Convert one file that did not come out of a batch, to learn why."""
    try:
        made = _run({path: suffix}, folder, bounds)
    except TookTooLong:
        return LimitExceeded(path.name, _TOO_LONG.format(seconds=seconds))
    except Failed:
        return UnreadableFile(path.name, _DAMAGED)
    return made.get(path) or UnreadableFile(path.name, _DAMAGED)


def _run(suffixes: dict[Path, str], folder: Path, bounds: Bounds) -> dict[Path, Path]:
    program = libreoffice()
    if program is None:
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="conversion-", dir=folder, ignore_cleanup_errors=True) as name:
        room = Path(name)
        profile, entering, leaving = (room / part for part in ("profile", "in", "out"))
        for place in (profile / "user", entering, leaving):
            place.mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
        copies = {path: entering / f"{number}{suffix}" for number, (path, suffix) in enumerate(suffixes.items())}
        for path, copy in copies.items():
            shutil.copyfile(path, copy)
        command = [sys.executable, "-P", "-m", "indexer.walls", name, program]
        command += [f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS, "--convert-to", _FILTER]
        command += ["--outdir", str(leaving), *map(str, copies.values())]
        try:
            run(command, bounds, folder=room, environment={**_environment(), "HOME": name, "TMPDIR": name})
        finally:
            _sweep()
        made: dict[Path, Path] = {}
        for path, copy in copies.items():
            result = leaving / f"{copy.stem}.docx"
            if result.is_file() and zipfile.is_zipfile(result):
                made[path] = Path(shutil.move(result, folder / f"{path.name}-{secrets.token_hex(4)}.docx"))
        return made


def _sweep() -> None:
    """Remove the sockets that LibreOffice left behind: those of ours that nobody answers at any more."""
    for left in _SOCKETS.glob(f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_*"):
        with socket.socket(socket.AF_UNIX) as asking, contextlib.suppress(OSError):
            if asking.connect_ex(str(left)) == errno.ECONNREFUSED:
                left.unlink()


def _environment() -> dict[str, str]:
    """What our own interpreter needs to find `indexer.walls`, whatever folder it starts in."""
    return {"PYTHONPATH": str(Path(__file__).resolve().parent.parent), "PYTHONDONTWRITEBYTECODE": "1"}


def _registry() -> str:
    """The settings of a fresh profile."""
    items = "".join(_SETTING.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    spaces = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {spaces}>{items}</oor:items>\n'
