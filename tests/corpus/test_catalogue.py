from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from corpus.catalogue import Catalogue, addresses, deposits, describing, duplicates, leases
from corpus.catalogue.models import Base, Deposit, Document, Passage, Proposal, StoredFile, Succession, Version, now
from corpus.errors import BadValue, CatalogueUnavailable, NotFound, UnknownField, Withdrawn
from corpus.installation import Installation


def a_document(installation: Installation, text: str = "Le puits est à nous.") -> tuple[str, str]:
    """A document with one passage; its pid and the passage's."""
    with installation.catalogue.writing() as session:
        session.merge(StoredFile(sha256="0" * 64, size=1))
        document = Document(title="Actes")
        version = Version(sha256="0" * 64, filename="actes.pdf")
        version.passages.append(Passage(position=0, kind="section", text=text))
        document.versions.append(version)
        session.add(document)
        session.flush()
        return document.pid, version.passages[0].pid


def test_the_migrations_make_what_the_models_say(installation: Installation):
    with installation.catalogue.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_opening_twice_changes_nothing(installation: Installation):
    pid, _ = a_document(installation)
    again = Catalogue.open(installation.settings.catalogue_url)
    with again.session() as session:
        assert session.get_one(Document, pid).title == "Actes"
    again.close()


@pytest.mark.parametrize("url", ["sqlite:////proc/nulle-part/c.db", "nimporte-quoi", "oracle://serveur/base"])
def test_a_catalogue_that_cannot_be_opened_is_told(url: str):
    with pytest.raises(CatalogueUnavailable, match="Rien n'est perdu"):
        Catalogue.open(url)


def test_a_file_that_is_no_database_is_told(tmp_path: Path):
    (tmp_path / "c.db").write_bytes(b"ceci n'est pas une base" * 100)
    with pytest.raises(CatalogueUnavailable):
        Catalogue.open(f"sqlite:///{tmp_path / 'c.db'}")


def test_a_decision_beats_every_proposal_and_survives_a_new_reading(installation: Installation):
    pid, _ = a_document(installation)
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, pid)
        describing.propose(session, pid, [Proposal(field="title", value="Lu par la machine", score=0.9)])
        describing.settle(session, document)
        assert document.title == "Lu par la machine"
        describing.decide(session, document, {"title": "Titre de la bibliothécaire", "date": "2009-12"}, "Anne")
        describing.propose(session, pid, [Proposal(field="title", value="Relu autrement", score=1.0)])
        describing.settle(session, document)
        assert (document.title, document.date) == ("Titre de la bibliothécaire", "2009-12")


def test_the_surest_proposal_is_shown(installation: Installation):
    pid, _ = a_document(installation)
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, pid)
        both = [Proposal(field="place", value="Lille", score=0.4), Proposal(field="place", value="Roubaix", score=0.8)]
        describing.propose(session, pid, both)
        describing.settle(session, document)
        assert document.place == "Roubaix"


@pytest.mark.parametrize(
    ("values", "error"),
    [({"couleur": "bleu"}, UnknownField), ({"date": "hier"}, BadValue), ({"kind": "roman"}, BadValue),
     ({"title": "Bon", "themes": "nul-theme"}, BadValue)],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_recorded(
    installation: Installation, values: dict[str, str], error: type[Exception]
):
    pid, _ = a_document(installation)
    with pytest.raises(error), installation.catalogue.writing() as session:
        describing.decide(session, session.get_one(Document, pid), values, "Anne")
    with installation.catalogue.session() as session:
        assert describing.history(session, pid) == []


def test_themes_given_by_a_person_hold(installation: Installation):
    pid, _ = a_document(installation)
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, pid)
        describing.decide(session, document, {"themes": "sante ; jumelage"}, "Anne")
        describing.decide(session, document, {"themes": "jumelage"}, "Anne")
        status = {one.term.code: one.status for one in document.assignments}
        assert status == {"sante": "rejected", "jumelage": "accepted"}


def test_a_decision_on_a_passage_counts_the_revision_up(installation: Installation):
    pid, passage_pid = a_document(installation)
    with installation.catalogue.writing() as session:
        before = session.get_one(Document, pid).revision
        passage = session.get_one(Passage, passage_pid)
        describing.decide_passage(session, passage, {"speaker": "Awa Diallo", "role": "Maire"}, "Anne")
    with installation.catalogue.session() as session:
        passage = session.get_one(Passage, passage_pid)
        assert passage.speaker is not None
        assert (passage.speaker.label, passage.role) == ("Awa Diallo", "Maire")
        assert session.get_one(Document, pid).revision == before + 1


def test_a_second_librarian_does_not_overwrite_the_first(installation: Installation):
    pid, _ = a_document(installation)
    with installation.catalogue.writing() as session:
        current = session.get_one(Document, pid)
        session.connection().exec_driver_sql("UPDATE document SET revision = revision + 1")
        current.title = "Seconde"
        with pytest.raises(StaleDataError):
            session.flush()
        session.rollback()


def test_an_old_passage_leads_to_the_last_of_its_successors(installation: Installation):
    pid, passage_pid = a_document(installation)
    with installation.catalogue.writing() as session:
        session.add(Succession(old_pid="vieux", new_pid="moyen", offset=3))
        session.add(Succession(old_pid="moyen", new_pid=passage_pid, offset=12))
        session.add(Succession(old_pid="perdu", new_pid=pid))
    with installation.catalogue.session() as session:
        assert addresses.passage_at(session, "vieux") == addresses.Moved(passage_pid, "passage", 12)
        assert addresses.passage_at(session, "perdu") == addresses.Moved(pid, "document")
        with pytest.raises(NotFound):
            addresses.passage_at(session, "jamais")


def test_what_is_withdrawn_says_why(installation: Installation):
    pid, passage_pid = a_document(installation)
    with installation.catalogue.writing() as session:
        document = session.get_one(Document, pid)
        document.withdrawn_at, document.withdrawn_reason = now(), "Version corrigée disponible."
    with installation.catalogue.session() as session:
        with pytest.raises(Withdrawn, match="Version corrigée"):
            addresses.document_at(session, pid)
        with pytest.raises(Withdrawn, match="Actes"):
            addresses.passage_at(session, passage_pid)


WORDS = [f"mot{number % 97}x{number}" for number in range(600)]


def test_the_same_text_in_another_file_is_a_probable_duplicate(installation: Installation):
    sketch = duplicates.fingerprint(" ".join(WORDS))
    nearly = duplicates.fingerprint(" ".join(WORDS[:500] + ["note"] * 20 + WORDS[500:]))
    other = duplicates.fingerprint(" ".join(reversed(WORDS)))
    assert duplicates.likeness(sketch, nearly) > 0.8
    assert duplicates.likeness(sketch, other) < 0.1
    first, _ = a_document(installation)
    second, _ = a_document(installation)
    with installation.catalogue.writing() as session:
        session.get_one(Document, first).versions[0].fingerprint = sketch
        found = duplicates.probable_original(session, session.get_one(Document, second), nearly)
        assert found is not None
        assert found.pid == first
        assert duplicates.probable_original(session, session.get_one(Document, second), other) is None


def test_what_no_database_can_hold_is_left_out(installation: Installation):
    pid, _ = a_document(installation, "Un\0 puits \ud800 là")
    with installation.catalogue.session() as session:
        assert session.get_one(Document, pid).versions[0].passages[0].text == "Un puits ? là"
        assert session.get(Document, "avec\0nul") is None


def test_who_reads_sees_one_state_while_others_write(installation: Installation):
    pid, _ = a_document(installation)
    with installation.catalogue.session() as session:
        assert session.scalars(select(Document.title)).all() == ["Actes"]
        with installation.catalogue.writing() as other:
            other.get_one(Document, pid).title = "Autrement"
        session.expire_all()
        assert session.scalars(select(Document.title)).all() == ["Actes"]


def test_writers_take_turns(installation: Installation):
    """What a writer read is still true when it writes: ten additions from ten threads are ten."""
    pid, _ = a_document(installation)

    def add_one(_: int) -> None:
        with installation.catalogue.writing() as session:
            document = session.get_one(Document, pid)
            document.place = str(int(document.place or 0) + 1)

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(add_one, range(10)))
    with installation.catalogue.session() as session:
        assert session.get_one(Document, pid).place == "10"


def test_each_waiting_deposit_is_leased_once(installation: Installation):
    with installation.catalogue.writing() as session:
        session.add(StoredFile(sha256="1" * 64, size=3_000_000_000))
        session.flush()
        session.add_all(Deposit(filename=f"{n}.txt", sha256="1" * 64, who="Anne", outcome="waiting") for n in range(12))

    def take_all(worker: str) -> list[int]:
        taken: list[int] = []
        while True:
            with installation.catalogue.writing() as session:
                entry = deposits.lease(session, worker)
            if entry is None:
                return taken
            taken.append(entry.id)

    with ThreadPoolExecutor(3) as threads:
        shares = list(threads.map(take_all, ["un", "deux", "trois"]))
    numbers = [number for share in shares for number in share]
    assert len(numbers) == len(set(numbers)) == 12


def test_what_a_dead_worker_held_is_free_at_once(installation: Installation):
    gone = subprocess.Popen([sys.executable, "-c", "from corpus.catalogue.leases import *; print(worker_name())"],
                            stdout=subprocess.PIPE, text=True)  # fmt: skip
    dead, living, elsewhere = gone.communicate()[0].strip(), leases.worker_name(), "autre-machine-1-2-abcdef"
    with installation.catalogue.writing() as session:
        session.add_all(Deposit(filename=name, who="Anne", outcome="waiting") for name in "abc")
        session.flush()
        for worker in (dead, living, elsewhere):
            assert deposits.lease(session, worker) is not None
    assert leases.free_dead(installation.catalogue) == 1
    assert leases.free_dead(installation.catalogue) == 0
    with installation.catalogue.session() as session:
        held = session.execute(select(Deposit.leased_by, Deposit.attempts).order_by(Deposit.id)).all()
    assert held == [(None, 1), (living, 1), (elsewhere, 1)]
