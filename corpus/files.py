"""The original files, byte for byte, each under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpus.errors import MissingFile

CHUNK = 1 << 20  # bytes read at a time


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
        """
        self.root.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(prefix="depot-", dir=self.root)
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
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return digest.hexdigest(), size

    def keep_path(self, path: Path) -> tuple[str, int]:
        """Keep the file at `path`.

        Raises:
            MissingFile: when it cannot be opened.

        """
        try:
            with path.open("rb") as source:
                return self.keep(source)
        except OSError as error:
            raise MissingFile(str(path), error.strerror or "lecture impossible") from error

    def damaged(self, sha256: str) -> str | None:
        """Say in French what is wrong with the bytes of `sha256`, or None when they are what they should be."""
        path = self.path(sha256)
        if not path.exists():
            return "le fichier original manque"
        if digest_of(path) != sha256:
            return "le fichier original a changé depuis son dépôt"
        return None


def digest_of(path: Path) -> str:
    """The SHA-256 of the file at `path`, in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
