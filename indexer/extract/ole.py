"""What lies in a compound file (OLE2), the container of old Word, Excel and PowerPoint files: names, and first bytes.

[MS-CFB] Compound File Binary File Format; [MS-DOC] 2.5.2 FibBase for the flag of encryption.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA  # from here on, numbers of sectors are marks
_MOST_SECTORS = 4096  # of the directory, and of the table of tables: more is a loop
_ENTRY = 128
_STREAM = 2
_HEADER = 512
_IN_HEADER = 109
_SHIFTS = (9, 12)
_FIB_FLAGS, _FIB_ENCRYPTED = 10, 0x0100


class Compound:
    """A compound file, as far as it is whole. Nothing in it is trusted: every number may lead nowhere."""

    def __init__(self, path: Path) -> None:
        self.streams: dict[str, int] = {}  # name → its first sector
        with path.open("rb") as file:
            header = file.read(_HEADER)
            if len(header) < _HEADER or not header.startswith(SIGNATURE):
                return
            shift = struct.unpack_from("<H", header, 30)[0]
            self._size = 1 << (shift if shift in _SHIFTS else _SHIFTS[0])
            self._tables = self._list_tables(file, header)
            directory = struct.unpack_from("<I", header, 48)[0]
            for _ in range(_MOST_SECTORS):
                sector = self._sector(file, directory)
                if not sector:
                    break
                self._note(sector)
                directory = self._next(file, directory)
            self._word = self._sector(file, self.streams.get("WordDocument", _FREE))

    @property
    def asks_for_password(self) -> bool:
        """Whether a Word document in it is encrypted, or the whole of a newer one."""
        if "EncryptedPackage" in self.streams:
            return True
        word = self._word if "WordDocument" in self.streams else b""
        return len(word) > _FIB_FLAGS + 2 and bool(struct.unpack_from("<H", word, _FIB_FLAGS)[0] & _FIB_ENCRYPTED)

    def _list_tables(self, file: BinaryIO, header: bytes) -> list[int]:
        """Sectors that hold the table of sectors: the first are in the header, the others in a chain."""
        tables = list(struct.unpack_from(f"<{_IN_HEADER}I", header, 76))
        following = struct.unpack_from("<I", header, 68)[0]
        for _ in range(_MOST_SECTORS):
            sector = self._sector(file, following)
            if not sector:
                break
            *more, following = struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
            tables += more
        return tables

    def _sector(self, file: BinaryIO, number: int) -> bytes:
        if number >= _FREE:
            return b""
        file.seek((number + 1) * self._size)
        return file.read(self._size)

    def _next(self, file: BinaryIO, number: int) -> int:
        table, place = divmod(number, self._size // 4)
        if table >= len(self._tables) or self._tables[table] >= _FREE:
            return _FREE
        file.seek((self._tables[table] + 1) * self._size + 4 * place)
        raw = file.read(4)
        return int(struct.unpack("<I", raw)[0]) if len(raw) == 4 else _FREE  # noqa: PLR2004 - bytes of a number

    def _note(self, sector: bytes) -> None:
        for start in range(0, len(sector) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", sector, start + 64)
            name = sector[start : start + min(64, max(0, length - 2))].decode("utf-16-le", "replace")
            if kind == _STREAM and name:
                self.streams.setdefault(name, struct.unpack_from("<I", sector, start + 116)[0])
