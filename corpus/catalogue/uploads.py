"""Files that come in pieces: what has arrived lies in a folder, the catalogue knows whose it is, until it is whole.

The file on disk is the truth about how much has arrived; a piece that was cut off half-way goes on from there.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue import Catalogue, deposits
from corpus.catalogue.models import Deposit, Upload, now
from corpus.errors import DamagedUpload, NotFound, StorageFault, WrongOffset
from corpus.files import CHUNK, FileStore

PREFIX = "envoi-"
KEPT = timedelta(days=3)  # how long a file that stopped coming is waited for
LEFT_ALONE = 3600.0  # seconds after which a file that nobody mentions is removed
RESERVE = 200_000_000  # bytes of the disk that an upload must leave free


def start(session: Session, reception: Reception, who: str, name: str, size: int, told: str, path: str = "") -> Upload:
    """Begin to receive a file of `size` bytes, or go on with the one that stopped.

    `told` is whatever the browser knows of the file (when it was changed); with name and size it says that it is the
    same one.

    Raises:
        StorageFault: when the disk has no room for it.
    """
    key = hashlib.sha256(f"{name}\n{path}\n{size}\n{told}".encode("utf-8", "replace")).hexdigest()
    stopped = select(Upload).filter_by(key=key, who=who, state="receiving").order_by(Upload.id.desc())
    found = session.scalars(stopped).first()
    if found is not None:
        found.received = reception.received(found.id)
        return found
    reception.refuse_if_full(size)
    begun = Upload(who=who, name=name, path=path, size=size, key=key)
    session.add(begun)
    session.flush()
    return begun


def of(session: Session, number: int, who: str) -> Upload:
    """The upload of that number, when it is `who`'s.

    Raises:
        NotFound: when it is not.
    """
    found = session.get(Upload, number)
    if found is None or found.who != who:
        raise NotFound(str(number))
    return found


def finish(
    catalogue: Catalogue, reception: Reception, store: FileStore, number: int, who: str, sha256: str, batch: str
) -> Deposit:
    """Make a deposit of a file that has wholly arrived; asked for again, give the same deposit.

    `sha256` is what the browser counted, or "" when it could not.

    Raises:
        NotFound: when there is no such upload of `who`.
        WrongOffset: when some of it has not arrived yet.
        DamagedUpload: when what arrived is not what was sent; it is thrown away.
        StorageFault: when it cannot be kept.
    """
    with catalogue.session() as session:
        asked = of(session, number, who)
        ended, size = asked.state != "receiving", asked.size
    if not ended:
        with reception.opened(number, size) as source:
            kept = store.keep(source)
        if sha256 and kept[0] != sha256.lower():
            cancel(catalogue, reception, number, who)
            raise DamagedUpload(asked.name)
    with catalogue.writing() as session:
        asked = of(session, number, who)
        if asked.state == "receiving":
            entry = deposits.note_kept(session, *kept, deposits.name_given(asked.name), who, batch)
            asked.state, asked.received, asked.deposit_id = "done", asked.size, entry.id
        entry_or_none = session.get(Deposit, asked.deposit_id) if asked.deposit_id else None
    if entry_or_none is None:
        raise NotFound(str(number))
    reception.remove(number)
    return entry_or_none


def cancel(catalogue: Catalogue, reception: Reception, number: int, who: str) -> None:
    """Throw away what has arrived of a file.

    Raises:
        NotFound: when there is no such upload of `who`.
    """
    with catalogue.writing() as session:
        asked = of(session, number, who)
        if asked.state == "receiving":
            asked.state = "cancelled"
    reception.remove(number)


def sweep(catalogue: Catalogue, reception: Reception) -> int:
    """Give up files that stopped coming days ago, and remove what nobody mentions; return how many were given up."""
    with catalogue.session() as session:
        old = select(Upload.id).where(Upload.state == "receiving", Upload.at < now() - KEPT)
        given_up = [number for number in session.scalars(old) if not reception.is_fresh(number)]
        live = set(session.scalars(select(Upload.id).where(Upload.state == "receiving"))) - set(given_up)
    if given_up:
        with catalogue.writing() as session:
            for one in session.scalars(select(Upload).where(Upload.id.in_(given_up))):
                one.state = "cancelled"
    reception.remove_others(live)
    return len(given_up)


@dataclass(frozen=True)
class Reception:
    """The folder where files lie that are still coming, each named by the number of its upload."""

    folder: Path

    def received(self, number: int) -> int:
        """How many bytes have arrived."""
        try:
            return self._path(number).stat().st_size
        except OSError:
            return 0

    def append(self, number: int, size: int, offset: int, source: BinaryIO) -> int:
        """Write down the piece that begins at `offset` of a file of `size` bytes; return how many have arrived.

        Raises:
            WrongOffset: when that is not where the next piece begins.
            StorageFault: when it cannot be written; what was is kept.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._path(number).open("ab") as target:
                fcntl.flock(target, fcntl.LOCK_EX)  # two windows that send the same file take turns
                here = target.seek(0, 2)
                if here != offset:
                    raise WrongOffset(here)
                while here < size and (piece := source.read(min(CHUNK, size - here))):
                    target.write(piece)
                    here += len(piece)
        except OSError as error:
            raise StorageFault.of(error) from error
        return here

    @contextmanager
    def opened(self, number: int, size: int) -> Iterator[BinaryIO]:
        """The whole file.

        Raises:
            WrongOffset: when it is not whole.
        """
        if self.received(number) != size:
            raise WrongOffset(self.received(number))
        if size == 0:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path(number).touch()
        try:
            source = self._path(number).open("rb")
        except OSError as error:
            raise StorageFault.of(error) from error
        with source:
            yield source

    def refuse_if_full(self, size: int) -> None:
        """Say before anything is sent that there is no room.

        Raises:
            StorageFault: when twice the file (as it comes, and as it is kept) does not fit.
        """
        free = _free(self.folder)
        if free < 2 * size + RESERVE:
            raise StorageFault(f"le disque n'a plus assez de place (libre : {free // 10**6} Mo)")

    def remove(self, number: int) -> None:
        """Forget what has arrived."""
        with suppress(OSError):
            self._path(number).unlink()

    def is_fresh(self, number: int) -> bool:
        """Whether some of it arrived within the last days."""
        try:
            return time.time() - self._path(number).stat().st_mtime < KEPT.total_seconds()
        except OSError:
            return False

    def remove_others(self, live: set[int]) -> None:
        """Remove files of uploads that are not among `live`, when they have lain for a while."""
        with suppress(OSError):
            for one in self.folder.glob(f"{PREFIX}*"):
                number = one.name.removeprefix(PREFIX)
                known = number.isdigit() and int(number) in live
                if not known and time.time() - one.stat().st_mtime > LEFT_ALONE:
                    one.unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"{PREFIX}{number}"


def _free(folder: Path) -> int:
    """Free bytes of the disk on which `folder` is, or will be."""
    for place in (folder, *folder.parents):
        with suppress(OSError):
            return shutil.disk_usage(place).free
    return 0
