"""One archive with everything: the catalogue as lines of JSON, the original files, and what each must be.

LISEZ-MOI.txt                  what this is, and how to use it
catalogue/<table>.jsonl.gz     one consistent state of every table
fichiers/<sha256>              the original files that this state mentions
manifeste.json                 format, migration, counts, SHA-256 of each member; last, so that half an archive has none
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, cast

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.exc import DBAPIError

from corpus.catalogue import portable, upgrading
from corpus.catalogue.databases import connect, for_reading, reason
from corpus.errors import BadBackup, CatalogueUnavailable, NotEmpty, StorageFault
from corpus.files import CHUNK, FileStore

FORMAT = 1
README, MANIFEST = "LISEZ-MOI.txt", "manifeste.json"
TABLE = re.compile(r"catalogue/([a-z0-9_]{1,63})\.jsonl\.gz")
FILE = re.compile(r"fichiers/([0-9a-f]{64})")
SMALL = 64 << 20  # bytes that a manifest may have

Told = Callable[[int, int], None]  # bytes done, bytes in all


@dataclass
class Summary:
    """What an archive holds. `missing` are the digests of originals that were not there, or not what they should be."""

    revision: str
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    size: int = 0  # bytes of the original files
    missing: list[str] = field(default_factory=list)


def backup(engine: Engine, store: FileStore, target: Path, told: Told | None = None, *, files: bool = True) -> Summary:
    """Write everything to the archive `target`, while others go on reading and writing; return what it holds.

    The file appears under its name when it is complete. The catalogue is copied first: originals are never changed and
    are kept before anything mentions them, so whatever that copy mentions is there to be copied after.

    Raises:
        StorageFault: when the archive cannot be written.
        BadBackup: when something else than a backup has that name.
        CatalogueUnavailable: when the catalogue does not answer.

    """
    partial = target.with_name(target.name + ".partial")
    try:
        if target.exists() and not _is_ours(target):
            raise BadBackup(str(target), "ce fichier existe déjà et n'est pas une sauvegarde")
        try:
            with partial.open("wb") as raw, tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as archive:
                made = _Writer(archive, target.parent, told).write(engine, store if files else None)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        partial.replace(target)
    except OSError as error:
        raise StorageFault.of(error, str(target)) from error
    except DBAPIError as error:
        raise CatalogueUnavailable(reason(error)) from error
    return made


def restore(source: Path, url: str, store: FileStore, told: Told | None = None) -> Summary:
    """Fill the empty catalogue at `url`, and `store`, with what the archive `source` holds.

    Everything is verified before anything is written; the catalogue is filled in one transaction.

    Raises:
        BadBackup: when the archive is damaged, incomplete or none of ours.
        NotEmpty: when the catalogue holds something already.
        StorageFault: when the disk does not take it.
        CatalogueUnavailable: when the database does not take it.

    """
    try:
        engine = connect(url)
        try:
            with engine.connect() as connection:
                _refuse_unless_empty(connection)
            with _opened(source) as archive:
                reader = _Reader(source, archive, told)
                held = reader.verify()
                reader.keep_files(store)
                with upgrading.migrating(engine) as connection:
                    reader.fill(connection, held)
            upgrading.upgrade(engine, lambda _engine, _revision: None)
        finally:
            engine.dispose()
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        raise BadBackup(str(source), "cette archive est abîmée ou incomplète") from error
    except OSError as error:
        raise StorageFault.of(error) from error
    except DBAPIError as error:
        raise CatalogueUnavailable(reason(error)) from error
    return held


def keep_in(folder: Path, store: FileStore) -> upgrading.Keep:
    """How the state before an upgrade is kept: SQLite beside itself, another database as an archive in `folder`."""

    def keep(engine: Engine, before: str) -> None:
        if engine.dialect.name == "sqlite":
            upgrading.copy_beside(engine, before)
            return
        folder.mkdir(parents=True, exist_ok=True)
        backup(engine, store, folder / f"avant-mise-a-jour-{before}.tar", files=False)

    return keep


class _Writer:
    """Writes one archive."""

    def __init__(self, archive: tarfile.TarFile, beside: Path, told: Told | None) -> None:
        self.archive, self.beside, self.told = archive, beside, told
        self.members: dict[str, str] = {}
        self.done = self.total = 0

    def write(self, engine: Engine, store: FileStore | None) -> Summary:
        made_at = datetime.now(UTC)
        self._add(README, io.BytesIO(_HELP.encode()), len(_HELP.encode()), made_at)
        with ExitStack() as spooled:
            with for_reading(engine).connect() as connection:  # one transaction: one state of all tables
                held = Summary(upgrading.revision(connection) or "")
                tables = portable.tables(connection)
                pages = {table.name: spooled.enter_context(self._spool(connection, table, held)) for table in tables}
                mentioned = _mentioned(connection, tables) if store else []
            self.total = sum(size for _, size in mentioned)
            for name, page in pages.items():
                self._add(f"catalogue/{name}.jsonl.gz", page, page.seek(0, 2), made_at)
        for sha256, _ in mentioned if store else []:
            self._add_original(cast("FileStore", store), sha256, held, made_at)
        manifest = {
            "format": FORMAT,
            "application": f"mediatheque {version('mediatheque')}",
            "made_at": made_at.isoformat(timespec="seconds"),
            "revision": held.revision,
            "rows": held.rows,
            "files": held.files if store else None,
            "bytes": held.size,
            "missing": held.missing,
            "members": self.members,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        self._add(MANIFEST, io.BytesIO(text), len(text), made_at)
        return held

    @contextmanager
    def _spool(self, connection: Connection, table: Table, held: Summary) -> Iterator[IO[bytes]]:
        """The rows of a table in a nameless file beside the archive: where there is room for one there is for both."""
        with tempfile.TemporaryFile(dir=self.beside) as page:
            with gzip.GzipFile(fileobj=page, mode="wb", mtime=0) as packed:
                held.rows[table.name] = 0
                for line in portable.dump(connection, table):
                    packed.write(line)
                    held.rows[table.name] += 1
            yield cast("IO[bytes]", page)

    def _add_original(self, store: FileStore, sha256: str, held: Summary, at: datetime) -> None:
        why = store.damaged(sha256)
        if why is not None:
            held.missing.append(sha256)
            return
        with store.path(sha256).open("rb") as source:
            size = source.seek(0, 2)
            self._add(f"fichiers/{sha256}", source, size, at)
        held.files += 1
        held.size += size
        self.done += size
        if self.told:
            self.told(self.done, self.total)

    def _add(self, name: str, source: IO[bytes], size: int, at: datetime) -> None:
        source.seek(0)
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o644, int(at.timestamp())
        through = _Hashing(source)
        self.archive.addfile(member, cast("IO[bytes]", through))
        self.members[name] = through.digest.hexdigest()


class _Hashing:
    """A file that is read through, noting the SHA-256 of what passed."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.digest.update(data)
        return data


class _Reader:
    """Reads one archive: members only by names that we give them, never by paths that they ask for."""

    def __init__(self, source: Path, archive: tarfile.TarFile, told: Told | None) -> None:
        self.source, self.archive, self.told = source, archive, told
        self.tables: dict[str, tarfile.TarInfo] = {}
        self.files: dict[str, tarfile.TarInfo] = {}

    def verify(self) -> Summary:
        """Hold every member against the manifest; return what the archive holds."""
        digests: dict[str, str] = {}
        manifest: dict[str, Any] | None = None
        whole, done = self.source.stat().st_size, 0
        for member in self.archive:
            self._note(member, digests)
            if member.name == MANIFEST:
                manifest = self._manifest(member)
                continue
            through = _Hashing(self.open(member))
            while through.read(CHUNK):
                pass
            digests[member.name] = through.digest.hexdigest()
            done += member.size
            if self.told:
                self.told(done, whole)
        if manifest is None:
            raise BadBackup(str(self.source), "cette archive est incomplète : son manifeste manque")
        for name, digest in manifest["members"].items():
            if digests.get(name) != digest:
                raise BadBackup(str(self.source), f"« {name} » manque ou a changé depuis la sauvegarde")
        if len(digests) != len(manifest["members"]):
            raise BadBackup(str(self.source), "cette archive contient des éléments inconnus de son manifeste")
        return Summary(manifest["revision"], manifest["rows"], len(self.files), manifest["bytes"], manifest["missing"])

    def keep_files(self, store: FileStore) -> None:
        """Put the originals into `store`; those that are there already stay."""
        total, done = sum(one.size for one in self.files.values()), 0
        for sha256, member in self.files.items():
            if store.damaged(sha256) is not None:
                store.path(sha256).unlink(missing_ok=True)
                store.keep(cast("Any", self.open(member)))
            done += member.size
            if self.told:
                self.told(done, total)

    def fill(self, connection: Connection, held: Summary) -> None:
        """Make the tables as they were and fill them."""
        _refuse_unless_empty(connection)
        portable.empty(connection)
        upgrading.move(connection, held.revision)
        known = {table.name: table for table in portable.tables(connection)}
        if set(self.tables) - set(known):
            raise BadBackup(str(self.source), "cette archive contient des tables inconnues")
        lines = {name: gzip.GzipFile(fileobj=self.open(member)) for name, member in self.tables.items()}
        for name in set(known) & portable.VOCABULARIES:
            connection.execute(known[name].delete())
        counts = portable.load(connection, cast("Any", lines))
        if {name: n for name, n in counts.items() if n} != {name: n for name, n in held.rows.items() if n}:
            raise BadBackup(str(self.source), "le nombre de lignes n'est pas celui du manifeste")
        portable.count_on(connection)
        deposit = known.get("deposit")
        if deposit is not None:  # whoever was reading is not here: what waits may be taken at once
            connection.execute(deposit.update().values(leased_by=None, leased_until=None))

    def open(self, member: tarfile.TarInfo) -> IO[bytes]:
        """The bytes of a member."""
        return cast("IO[bytes]", self.archive.extractfile(member))

    def _note(self, member: tarfile.TarInfo, digests: dict[str, str]) -> None:
        table, original = TABLE.fullmatch(member.name), FILE.fullmatch(member.name)
        if not member.isreg() or member.name in digests or not (table or original or member.name in {README, MANIFEST}):
            raise BadBackup(str(self.source), f"élément inattendu dans l'archive : « {member.name} »")
        if table:
            self.tables[table[1]] = member
        elif original:
            self.files[original[1]] = member

    def _manifest(self, member: tarfile.TarInfo) -> dict[str, Any]:
        try:
            if member.size > SMALL:
                raise ValueError(member.size)
            manifest = json.loads(self.open(member).read())
            _ = [manifest[name] for name in ("members", "revision", "rows", "bytes", "missing")]
            if manifest["format"] > FORMAT:
                raise BadBackup(str(self.source), "cette archive vient d'une version plus récente du logiciel")
        except (ValueError, KeyError, TypeError) as error:
            raise BadBackup(str(self.source), "le manifeste de cette archive est illisible") from error
        return cast("dict[str, Any]", manifest)


def _mentioned(connection: Connection, tables: list[Table]) -> list[tuple[str, int]]:
    """Digest and size of the original files that the catalogue mentions."""
    stored = next((one for one in tables if one.name == "stored_file"), None)
    if stored is None:
        return []
    rows = connection.execute(select(stored.c.sha256, stored.c.size).order_by(stored.c.sha256))
    return [(sha256, size) for sha256, size in rows]


def _refuse_unless_empty(connection: Connection) -> None:
    if portable.holds_something(connection):
        raise NotEmpty(connection.engine.url.render_as_string())  # without the password


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        archive = tarfile.open(source, mode="r:")  # noqa: SIM115 - closed below, its own fault told apart
    except FileNotFoundError as error:
        raise BadBackup(str(source), "ce fichier n'existe pas") from error
    except tarfile.TarError as error:
        raise BadBackup(str(source), "ce fichier n'est pas une sauvegarde de la médiathèque") from error
    with archive:
        yield archive


def _is_ours(path: Path) -> bool:
    try:
        with tarfile.open(path, mode="r:") as archive:
            first = archive.next()
            return first is not None and first.name == README
    except (tarfile.TarError, OSError):
        return False


_HELP = """\
Sauvegarde d'une médiathèque : le catalogue, les fichiers originaux, et leur manifeste.

Pour la remettre en place, dans un dossier vide :

    MEDIATHEQUE_HOME=/un/dossier/vide mediatheque restore CE-FICHIER.tar

La même archive peut être remise sur SQLite ou sur PostgreSQL. L'index de recherche est refait tout seul.

catalogue/<table>.jsonl.gz   une ligne JSON par enregistrement
fichiers/<sha256>            les fichiers originaux, nommés par leur empreinte SHA-256
manifeste.json               ce que l'archive contient, avec l'empreinte de chaque élément
"""
