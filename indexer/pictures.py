"""Pictures of pages: drawn on first request in a limited child, kept in a folder of bounded size."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from corpus.files import FileStore
from corpus.settings import Settings
from indexer.limits import Limits
from indexer.reader import Reader

PICTURE_SECONDS = 20


def picture(settings: Settings, sha256: str, number: int, width: int = 1000) -> Path:
    """The PNG of page `number` (from 1) of the file `sha256`, `width` pixels wide.

    Raises:
        UnreadableFile: when the file has no such page or cannot be drawn.

    """
    target = settings.pictures_path / sha256[:2] / f"{sha256}-{number}-{width}.png"
    if target.exists():
        os.utime(target)
        return target
    limits = Limits(PICTURE_SECONDS, settings.read_megabytes, settings.read_pages)
    with Reader(limits, "picture") as reader:
        png = reader.picture(FileStore(settings.files_path).path(sha256), f"page {number}", number, width)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(png)
    Path(file.name).replace(target)
    _keep_bounded(settings.pictures_path, settings.picture_megabytes << 20)
    return target


def _keep_bounded(folder: Path, most: int) -> None:
    """Drop the pictures that were not asked for the longest until the folder has `most` bytes again."""
    files = sorted(((one.stat().st_atime, one.stat().st_size, one) for one in folder.rglob("*.png")), reverse=True)
    total = 0
    for _, size, one in files:
        total += size
        if total > most:
            one.unlink(missing_ok=True)
