"""The original files, byte for byte, each under the SHA-256 of its bytes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpus.errors import MissingFile, StorageFault

CHUNK = 1 << 20  # bytes read at a time
UNFINISHED = "depot-"  # how names begin of what is being copied or worked on, and is no file of ours yet
ABANDONED = 3600.0  # seconds after which nobody writes a half copy any more


@dataclass(frozen=True)
class FileStore:
    """A folder of files named by their digest; two levels of folders keep each small."""

    root: Path

    def path(self, sha256: str) -> Path:
        """Where the bytes of `sha256` are, whether they are there or not."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def keep(self, source: BinaryIO) -> tuple[str, int]:
        """Keep the bytes of `source`; return their SHA-256 and their number.

        They appear under their name by one rename, complete and on disk, or not at all.

        Raises:
            StorageFault: when they cannot be read to the end or written.

        """
        try:
            return self._keep(source)
        except OSError as error:
            raise StorageFault.of(error, str(self.root)) from error

    def _keep(self, source: BinaryIO) -> tuple[str, int]:
        self.root.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=self.root)
        try:
            with os.fdopen(handle, "wb") as target:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            final = self.path(digest.hexdigest())
            if final.exists():
                Path(name).unlink()
            else:
                final.parent.mkdir(parents=True, exist_ok=True)
                Path(name).chmod(0o444)
                Path(name).replace(final)
                _settle(final.parent)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return digest.hexdigest(), size

    def sweep(self) -> None:
        """Remove what was left behind by copies and readings that were killed in the middle."""
        with contextlib.suppress(OSError):
            for one in self.root.glob(f"{UNFINISHED}*"):
                if time.time() - one.stat().st_mtime <= ABANDONED:
                    continue
                if one.is_dir():
                    shutil.rmtree(one, ignore_errors=True)
                else:
                    one.unlink(missing_ok=True)

    def keep_path(self, path: Path) -> tuple[str, int]:
        """Keep the file at `path`.

        Raises:
            MissingFile: when it cannot be opened.
            StorageFault: when its bytes cannot be kept.

        """
        try:
            source = path.open("rb")
        except OSError as error:
            raise MissingFile(str(path), StorageFault.of(error).reason) from error
        with source:
            return self.keep(source)

    def damaged(self, sha256: str) -> str | None:
        """Say in French what is wrong with the bytes of `sha256`, or None when they are what they should be."""
        path = self.path(sha256)
        if not path.exists():
            return "le fichier original manque"
        if digest_of(path) != sha256:
            return "le fichier original a changé depuis son dépôt"
        return None


def _settle(folder: Path) -> None:
    """Have a rename in `folder` on disk before anything mentions it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def name_of(path: Path) -> str:
    r"""The name of a file as valid text: on disk it may be any bytes.

    >>> name_of(Path("actes-\udce9t\udce9.txt"))
    'actes-\ufffdt\ufffd.txt'
    """
    return os.fsencode(path.name).decode("utf-8", "replace")


def digest_of(path: Path) -> str:
    """The SHA-256 of the file at `path`, in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
