"""One archive with everything: it comes back the same, on either database, and nothing else is taken for one."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from corpus import backup as archives
from corpus.catalogue import Catalogue, describing
from corpus.catalogue.models import Base, Deposit, Document, Passage, StoredFile, Succession, Term, Version
from corpus.errors import BadBackup, CatalogueUnavailable, NotEmpty, StorageFault
from corpus.files import FileStore
from corpus.installation import Installation
from corpus.settings import Settings
from corpus.vocabularies import terms


@pytest.fixture
def filled(installation: Installation) -> Installation:
    """A catalogue in which every kind of column has something."""
    original = b"%PDF-1.7 l'original " * 5000
    sha256, size = installation.store.keep(io.BytesIO(original))
    with installation.catalogue.writing() as session:
        session.add(StoredFile(sha256=sha256, size=size, media_type="application/pdf"))
        session.flush()
        document = Document(title="L’été à Nœux", organisers=["Anne", "Ébène"], foreign_id="CAT-1")
        version = Version(sha256=sha256, filename="été.pdf", pages=2, fingerprint=[1, 2, 3])
        version.passages.append(Passage(position=0, kind="section", text="Le puits 🪣 est à nous.\nEt à vous."))
        document.versions.append(version)
        copy = Document(title="Copie")
        session.add_all([document, copy])
        session.flush()
        copy.duplicate_of = document.pid
        session.add(Succession(old_pid="ancien", new_pid=version.passages[0].pid))
        session.add(Deposit(filename="été.pdf", sha256=sha256, who="Anne", outcome="done", document_pid=document.pid))
        session.add(Deposit(filename="b", sha256=sha256, who="Anne", outcome="waiting", leased_by="un-ouvrier"))
        given = {"title": "L’été à Nœux", "themes": "sante", "place": "Nœux"}
        describing.decide(session, document, given, "Anne")
        territory = terms.territory(session, "Nœux", "commune", "FR", "62617")
        territory.broader = terms.territory(session, "Pas-de-Calais", "department", "FR", "62")
    return installation


def content(catalogue: Catalogue) -> dict[str, list[list[str]]]:
    """Everything in the catalogue but who is reading what at the moment."""
    found = {}
    with catalogue.session() as session:
        for table in Base.metadata.sorted_tables:
            columns = [one for one in table.columns if not one.name.startswith("leased_")]
            found[table.name] = sorted([repr(value) for value in row] for row in session.execute(select(*columns)))
    return found


def pack(path: Path, members: dict[str, bytes], kind: bytes = tarfile.REGTYPE) -> Path:
    with tarfile.open(path, "w") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size, member.type = (len(data) if kind == tarfile.REGTYPE else 0), kind
            archive.addfile(member, io.BytesIO(data))
    return path


def unpack(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_everything_comes_back_on_either_database(
    filled: Installation, tmp_path: Path, kind: str, request: pytest.FixtureRequest
):
    server = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    other = Installation(Settings(home=str(tmp_path / "autre"), catalogue=server.url(server.make()) if server else ""))
    seen: list[tuple[int, int]] = []
    made = archives.backup(filled.catalogue.engine, filled.store, tmp_path / "a.tar", lambda *one: seen.append(one))
    assert (made.rows["document"], made.files, made.missing) == (2, 1, [])
    assert seen[-1][0] == seen[-1][1] == made.size
    assert [one.name for one in tmp_path.glob("a.tar*")] == ["a.tar"]
    archives.restore(tmp_path / "a.tar", other.settings.catalogue_url, other.store)
    assert content(other.catalogue) == content(filled.catalogue)
    with other.catalogue.session() as session:
        (stored,) = session.scalars(select(StoredFile.sha256))
        assert other.store.damaged(stored) is None
        assert session.scalars(select(Deposit.leased_by)).all() == [None, None]
    with other.catalogue.writing() as session:  # numbering goes on after the highest number
        session.add(Deposit(filename="c", who="Anne"))
        session.flush()
        assert session.scalars(select(Deposit.id).order_by(Deposit.id.desc())).first() == 3
    other.catalogue.close()


def test_a_backup_again_replaces_the_older_one_and_nothing_else(filled: Installation, tmp_path: Path):
    engine, store = filled.catalogue.engine, filled.store
    archives.backup(engine, store, tmp_path / "a.tar")
    archives.backup(engine, store, tmp_path / "a.tar")
    precious = tmp_path / "these.pdf"
    precious.write_bytes(b"trois ans de travail")
    with pytest.raises(BadBackup, match="existe"):
        archives.backup(engine, store, precious)
    assert precious.read_bytes() == b"trois ans de travail"


def test_an_interrupted_backup_leaves_nothing(filled: Installation, tmp_path: Path):
    def stop(done: int, total: int) -> None:  # noqa: ARG001
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archives.backup(filled.catalogue.engine, filled.store, tmp_path / "a.tar", stop)
    assert not list(tmp_path.glob("a.tar*"))
    with pytest.raises(StorageFault, match="n'existe pas"):
        archives.backup(filled.catalogue.engine, filled.store, tmp_path / "nulle-part" / "a.tar")


def test_what_is_missing_is_told_and_the_rest_is_kept(filled: Installation, tmp_path: Path):
    (original,) = [one for one in filled.settings.files_path.rglob("*") if one.is_file()]
    original.chmod(0o644)
    original.write_bytes(b"abime")
    made = archives.backup(filled.catalogue.engine, filled.store, tmp_path / "a.tar")
    assert made.missing == [original.name]
    held = archives.restore(tmp_path / "a.tar", f"sqlite:///{tmp_path}/autre.db", FileStore(tmp_path / "f"))
    assert held.missing == [original.name]


def test_a_catalogue_that_holds_something_is_never_overwritten(filled: Installation, tmp_path: Path):
    archives.backup(filled.catalogue.engine, filled.store, tmp_path / "a.tar")
    before = content(filled.catalogue)
    with pytest.raises(NotEmpty, match="n'est pas vide"):
        archives.restore(tmp_path / "a.tar", filled.settings.catalogue_url, filled.store)
    assert content(filled.catalogue) == before


def test_a_new_catalogue_with_nothing_but_vocabularies_is_empty(filled: Installation, tmp_path: Path):
    archives.backup(filled.catalogue.engine, filled.store, tmp_path / "a.tar")
    other = Installation(Settings(home=str(tmp_path / "autre")))
    with other.catalogue.session() as session:
        assert session.scalars(select(Term.pid).limit(1)).first()
    other.catalogue.close()
    archives.restore(tmp_path / "a.tar", other.settings.catalogue_url, other.store)
    again = Installation(other.settings)
    assert content(again.catalogue)["term"] == content(filled.catalogue)["term"]
    again.catalogue.close()


def changed(members: dict[str, bytes]) -> dict[str, bytes]:
    name = next(one for one in members if one.startswith("catalogue/document."))
    return members | {name: members[name][:-1] + b"?"}


def truncated(members: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in members.items() if name != "manifeste.json"}


def without_a_file(members: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in members.items() if not name.startswith("fichiers/")}


def newer(members: dict[str, bytes]) -> dict[str, bytes]:
    manifest = json.loads(members["manifeste.json"]) | {"format": 99}
    return members | {"manifeste.json": json.dumps(manifest).encode()}


def climbing(members: dict[str, bytes]) -> dict[str, bytes]:
    return {"LISEZ-MOI.txt": b"", "../../evasion.txt": b"dehors"} | members


def absolute(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {"fichiers//etc/passwd": b"dehors"}


def nonsense(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {"manifeste.json": b"[1, 2"}


@pytest.mark.parametrize(
    ("change", "words"),
    [(changed, "a changé"), (truncated, "incomplète"), (without_a_file, "manque"), (newer, "plus récente"),
     (climbing, "inattendu"), (absolute, "inattendu"), (nonsense, "illisible")],
)  # fmt: skip
def test_what_is_not_as_it_was_made_is_refused_before_anything_is_written(
    filled: Installation, tmp_path: Path, change: Callable[[dict[str, bytes]], dict[str, bytes]], words: str
):
    archives.backup(filled.catalogue.engine, filled.store, tmp_path / "a.tar")
    bad = pack(tmp_path / "b.tar", change(unpack(tmp_path / "a.tar")))
    with pytest.raises(BadBackup, match=words):
        archives.restore(bad, f"sqlite:///{tmp_path}/autre/c.db", FileStore(tmp_path / "f"))
    assert not (tmp_path / "f").exists()
    assert not list(tmp_path.rglob("evasion.txt"))
    empty = Catalogue.open(f"sqlite:///{tmp_path}/autre/c.db")
    assert content(empty)["document"] == []
    empty.close()


def test_half_an_archive_and_links_are_refused(filled: Installation, tmp_path: Path):
    archives.backup(filled.catalogue.engine, filled.store, tmp_path / "a.tar")
    whole = (tmp_path / "a.tar").read_bytes()
    (tmp_path / "b.tar").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "c.tar").write_bytes(b"ceci n'est pas une archive")
    pack(tmp_path / "d.tar", {"LISEZ-MOI.txt": b""}, tarfile.SYMTYPE)
    for name in "bcde":
        with pytest.raises(BadBackup):
            archives.restore(tmp_path / f"{name}.tar", f"sqlite:///{tmp_path}/autre.db", FileStore(tmp_path / "f"))


def test_writers_go_on_during_a_backup_and_it_holds_one_state(filled: Installation, tmp_path: Path):
    """What is added after the catalogue was copied is not in the archive, and nothing in it refers to it."""

    def add(done: int, total: int) -> None:  # noqa: ARG001
        sha256, size = filled.store.keep(io.BytesIO(b"plus tard"))
        with filled.catalogue.writing() as session:
            session.add(StoredFile(sha256=sha256, size=size))
            session.add(Document(title="Plus tard"))

    archives.backup(filled.catalogue.engine, filled.store, tmp_path / "a.tar", add)
    archives.restore(tmp_path / "a.tar", f"sqlite:///{tmp_path}/autre.db", FileStore(tmp_path / "f"))
    other = Catalogue.open(f"sqlite:///{tmp_path}/autre.db")
    with other.session() as session:
        assert sorted(session.scalars(select(Document.title))) == ["Copie", "L’été à Nœux"]
    other.close()


OLDER = '''"""Essai."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "essai", "{head}", None, None
def upgrade():
    with op.batch_alter_table("document") as batch:
        batch.add_column(sa.Column("essai", sa.Integer()))
        batch.alter_column("title", existing_type=sa.Text(), nullable=True)
def downgrade():
    pass
'''


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes the software newer by one migration."""
    import shutil

    from corpus.catalogue import upgrading

    def grow() -> None:
        place = tmp_path / "migrations"
        shutil.copytree(upgrading.MIGRATIONS, place)
        (place / "versions" / "9999_essai.py").write_text(OLDER.format(head=upgrading.newest()))
        monkeypatch.setattr(upgrading, "MIGRATIONS", place)

    return grow


def test_an_upgrade_makes_a_copy_first(filled: Installation, tmp_path: Path, next_version: Callable[[], None]):
    head = archives.upgrading.newest()
    before = content(filled.catalogue)
    sqlite = filled.catalogue.engine.dialect.name == "sqlite"
    filled.catalogue.close()
    next_version()
    again = Installation(filled.settings)
    assert content(again.catalogue) == before
    with again.catalogue.engine.connect() as connection:
        assert archives.upgrading.revision(connection) == "essai"
    again.catalogue.close()
    home = filled.settings.home_path
    if sqlite:
        copy = Catalogue.open(f"sqlite:///{home}/catalogue.db.avant-mise-a-jour-{head}")
    else:
        archive = home / "sauvegardes" / f"avant-mise-a-jour-{head}.tar"
        archives.restore(archive, f"sqlite:///{tmp_path}/ancien.db", filled.store)
        copy = Catalogue.open(f"sqlite:///{tmp_path}/ancien.db")
    assert {name: len(rows) for name, rows in content(copy).items()} == {
        name: len(rows) for name, rows in before.items()
    }
    copy.close()


def test_no_upgrade_without_its_copy(filled: Installation, next_version: Callable[[], None]):
    head = archives.upgrading.newest()
    filled.catalogue.close()
    home = filled.settings.home_path
    blocked = home / f"catalogue.db.avant-mise-a-jour-{head}.partial"
    blocked.mkdir()
    (home / "sauvegardes").write_text("un fichier à la place du dossier")
    next_version()
    with pytest.raises(CatalogueUnavailable, match="copie d'avant"):
        _ = Installation(filled.settings).catalogue
    blocked.rmdir()
    (home / "sauvegardes").unlink()
    again = Installation(filled.settings)
    assert len(content(again.catalogue)["document"]) == 2
    again.catalogue.close()


def test_a_catalogue_of_a_newer_software_is_left_alone(
    filled: Installation, monkeypatch: pytest.MonkeyPatch, next_version: Callable[[], None]
):
    here = archives.upgrading.MIGRATIONS
    filled.catalogue.close()
    next_version()
    Installation(filled.settings).catalogue.close()
    monkeypatch.setattr(archives.upgrading, "MIGRATIONS", here)
    with pytest.raises(CatalogueUnavailable, match="plus récente"):
        _ = Installation(filled.settings).catalogue
